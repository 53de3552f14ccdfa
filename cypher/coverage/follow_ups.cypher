/*
title:
  zh: 整改进展
  en: Progress of follow-ups
question:
  zh: 各街道（或区、社区）有多少待整改单位，其中新增、未完成、逾期、已完成的各多少，已整改到位的又有多少？
  en: How many units of each street (district, community) are to be acted on, of them new, open, overdue and done, and how many are resolved?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-07-01"
  - name: by
    type: choice
    choices:
      street: {zh: 街道, en: street}
      district: {zh: 区, en: district}
      community: {zh: 社区, en: community}
    default: street
    label: {zh: 分组, en: grouped by}
    example: district
  - name: class
    type: choice
    choices:
      all: {zh: 全部, en: all}
      due: {zh: 应建未建, en: due but not set up}
      uncovered: {zh: 两个覆盖都没有, en: neither coverage}
    default: all
    label: {zh: 哪些, en: which}
    example: due
  - name: district
    type: text
    names: Division
    default: ""
    label: {zh: 区（名称或代码，空为全部）, en: "district (name or code, empty for all)"}
    example: 玄武区
  - name: due_from
    type: int
    rule: R1.full_members
    min: 0
    label: {zh: 应建人数（正式党员）, en: due from (full members)}
    example: "3"
  - name: scope_staff
    type: int
    rule: R16.staff
    min: 0
    label: {zh: 纳入范围的从业人员数, en: in scope from (staff)}
    example: "10"
  - name: scope_social_staff
    type: int
    rule: R16.social_staff
    min: 0
    label: {zh: 社会组织纳入范围的从业人员数, en: social organizations in scope from (staff)}
    example: "30"
columns:
  - {name: code, zh: 代码, en: code, type: text}
  - {name: name, zh: 分组, en: group, type: text, named_by: by}
  - {name: units, zh: 单位数, en: units, type: int, unit: 家}
  - {name: gaps, zh: 待整改, en: to act on, type: int, unit: 家}
  - {name: fresh, zh: 新, en: new, type: int, unit: 家}
  - {name: open, zh: 未完成, en: open, type: int, unit: 家}
  - {name: overdue, zh: 逾期, en: overdue, type: int, unit: 家}
  - {name: done, zh: 已完成, en: done, type: int, unit: 家}
  - {name: resolved, zh: 已到位, en: resolved, type: int, unit: 家}
denominator:
  zh: 当日存续的表27、表30单位。待整改 = 新 + 未完成 + 逾期 + 已完成（措施已完成而覆盖仍缺）；已到位为有整改记录而当日不再待整改的存续单位，不计入待整改。
  en: Units of tables 27 and 30 active on the date. To act on = new + open + overdue + done (the measure is done, coverage still lacks); resolved are active units with a follow-up that are to be acted on no longer, not among them.
persons: none
*/
MATCH (d:Division)
WHERE d.name = $district OR d.code = $district
WITH collect(d.id) AS districts
OPTIONAL MATCH (s:Standing)
WHERE s.since <= $as_of AND $as_of < s.until AND s.form <> '' AND ($district = '' OR s.district IN districts)
WITH s, CASE WHEN s.rank <> 0 OR NOT s.counted THEN 'no'
             WHEN $class <> 'uncovered' AND s.full_members >= $due_from THEN 'yes'
             WHEN $class = 'due' OR s.instructor OR s.liaison OR s.trade_union OR s.youth_league THEN 'no'
             WHEN s.form = '27' AND s.staff >= $scope_staff THEN 'yes'
             WHEN s.form = '30' AND s.staff >= $scope_social_staff THEN 'yes'
             ELSE 'no' END AS gap
OPTIONAL MATCH (s)-[:STANDS_FOR]->(u:Enterprise|Institution)<-[x:FOLLOWS_UP]-(f:FollowUp)
WHERE x.since <= $as_of AND $as_of < x.until
WITH s.id AS sid, gap,
     CASE WHEN $by = 'street' THEN s.street WHEN $by = 'community' THEN s.community ELSE s.district END AS gid,
     CASE WHEN f.id IS NULL THEN 'new' WHEN f.done <= $as_of THEN 'done' WHEN f.due < $as_of THEN 'overdue'
          ELSE 'open' END AS now
WITH gid, gap, now, count(sid) AS n
// few rows from here on: one for each group and state
UNWIND ['groups', 'total'] AS part
WITH part, CASE WHEN part = 'total' THEN '' ELSE gid END AS key, coalesce(sum(n), 0) AS n_units,
     coalesce(sum(CASE WHEN gap = 'yes' THEN n ELSE 0 END), 0) AS n_gaps,
     coalesce(sum(CASE WHEN gap = 'yes' AND now = 'new' THEN n ELSE 0 END), 0) AS n_new,
     coalesce(sum(CASE WHEN gap = 'yes' AND now = 'open' THEN n ELSE 0 END), 0) AS n_open,
     coalesce(sum(CASE WHEN gap = 'yes' AND now = 'overdue' THEN n ELSE 0 END), 0) AS n_overdue,
     coalesce(sum(CASE WHEN gap = 'yes' AND now = 'done' THEN n ELSE 0 END), 0) AS n_done,
     coalesce(sum(CASE WHEN gap = 'no' AND now <> 'new' THEN n ELSE 0 END), 0) AS n_resolved
// without any unit on the date only the total is left, all zeros
WHERE key IS NOT NULL
OPTIONAL MATCH (d:Division) WHERE d.id = key
RETURN coalesce(d.code, key) AS code,
       CASE WHEN part = 'total' THEN '合计' WHEN key <> '' THEN coalesce(d.name, key) ELSE '未落位' END AS name,
       n_units AS units, n_gaps AS gaps, n_new AS fresh, n_open AS open, n_overdue AS overdue, n_done AS done,
       n_resolved AS resolved
ORDER BY part, key = '', code, key
