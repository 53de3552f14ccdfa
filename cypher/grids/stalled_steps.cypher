/*
title:
  zh: 网格事项停在哪一步
  en: Where the five steps stall
question:
  zh: 各区（或街道、社区）未办结的网格事项，停在发现、分派、处置、反馈、办结哪一步之前，多少已超过时限？
  en: Before which of the five steps do the open cases of grids in each district (street, community) stand, and how many are past their due day?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-06-30"
  - name: by
    type: choice
    choices:
      district: {zh: 区, en: district}
      street: {zh: 街道, en: street}
      community: {zh: 社区, en: community}
    default: district
    label: {zh: 分组, en: grouped by}
    example: street
  - name: idle_since
    type: date
    before: 0 months
    label: {zh: 上一步不晚于, en: last step no later than}
    example: "2022-05-31"
  - name: district
    type: text
    names: Division
    default: ""
    label: {zh: 区（名称或代码，空为全部）, en: "district (name or code, empty for all)"}
    example: 张店区
columns:
  - {name: code, zh: 代码, en: "code", type: text}
  - {name: name, zh: 名称, en: "name", type: text, named_by: by}
  - {name: open, zh: 未办结, en: "open", type: int, unit: 件}
  - {name: to_verify, zh: 待发现核实, en: "to be verified", type: int, unit: 件}
  - {name: to_assign, zh: 待分派, en: "to be assigned", type: int, unit: 件}
  - {name: to_handle, zh: 待处置, en: "to be handled", type: int, unit: 件}
  - {name: to_feed_back, zh: 待反馈, en: "to be fed back", type: int, unit: 件}
  - {name: to_close, zh: 待办结, en: "to be closed", type: int, unit: 件}
  - {name: overdue, zh: 其中超过时限, en: "of them overdue", type: int, unit: 件}
denominator:
  zh: 当日已收集、尚未办结的网格事项，按其所在网格（或所涉及的区划）计；停在当日还没有日期的第一步之前。当日之后才做的步骤算未做。上一步的日期晚于给定日期的不计。所在不详的列为未落位；涉及两处的在两处各计一次，合计中只计一次。
  en: "Cases of grids collected and not closed on the date, by the grid (or division) they concern. A case stands before the first step without a date; steps made after the date do not count as made. Cases whose last step is later than the day given are left out. Those whose place is not known stand as not located (未落位); one that concerns two places counts in both, and once in the total."
persons: none
*/
MATCH (t:Task)
WHERE t.kind = 'grid_case' AND t.since <= $as_of AND $as_of < t.until
WITH t, t.verified IS NOT NULL AND t.verified <= $as_of AS is_verified, t.assigned IS NOT NULL AND t.assigned <= $as_of AS is_assigned,
     t.handled IS NOT NULL AND t.handled <= $as_of AS is_handled, t.fed_back IS NOT NULL AND t.fed_back <= $as_of AS is_told
WITH t, CASE WHEN NOT is_verified THEN 'a verify' WHEN NOT is_assigned THEN 'b assign' WHEN NOT is_handled THEN 'c handle'
             WHEN NOT is_told THEN 'd tell' ELSE 'e close' END AS step
WITH t, step, CASE step WHEN 'a verify' THEN t.since WHEN 'b assign' THEN t.verified WHEN 'c handle' THEN t.assigned
                        WHEN 'd tell' THEN t.handled ELSE t.fed_back END AS last
WHERE last <= $idle_since
OPTIONAL MATCH (t)-[k:CONCERNS]->(g:Division)
WHERE k.since <= $as_of AND $as_of < k.until AND g.since <= $as_of AND $as_of < g.until
WITH t, step, g
OPTIONAL MATCH (g)-[i:IN_DISTRICT|LIES_IN]->(a:Division)
WHERE a.level = $by AND i.since <= $as_of AND $as_of < i.until
WITH t, step, g, a
OPTIONAL MATCH (g)-[j:IN_DISTRICT]->(d:Division)
WHERE j.since <= $as_of AND $as_of < j.until
WITH t, step, a, d.name AS dname, d.code AS dcode
WHERE $district = '' OR dname = $district OR dcode = $district
UNWIND ['groups', 'total'] AS part
WITH DISTINCT part, CASE WHEN part = 'total' THEN '' ELSE coalesce(a.code, '') END AS acode,
     CASE WHEN part = 'total' THEN '合计' ELSE coalesce(a.name, '未落位') END AS aname, t.id AS tid, step,
     t.due IS NOT NULL AND t.due < $as_of AS late
WITH part, acode, aname, count(tid) AS n, coalesce(sum(CASE WHEN step = 'a verify' THEN 1 ELSE 0 END), 0) AS n_verify,
     coalesce(sum(CASE WHEN step = 'b assign' THEN 1 ELSE 0 END), 0) AS n_assign,
     coalesce(sum(CASE WHEN step = 'c handle' THEN 1 ELSE 0 END), 0) AS n_handle,
     coalesce(sum(CASE WHEN step = 'd tell' THEN 1 ELSE 0 END), 0) AS n_tell,
     coalesce(sum(CASE WHEN step = 'e close' THEN 1 ELSE 0 END), 0) AS n_close,
     coalesce(sum(CASE WHEN late THEN 1 ELSE 0 END), 0) AS n_late
RETURN acode AS code, aname AS name, n AS open, n_verify AS to_verify, n_assign AS to_assign, n_handle AS to_handle,
       n_tell AS to_feed_back, n_close AS to_close, n_late AS overdue
ORDER BY part, code = '', code, name
