/*
title:
  zh: 居民议事的事项
  en: Matters of residents' deliberation
question:
  zh: 各街道（区、市、社区）的议事会提出了多少事项，办结多少，还有多少未办结、逾期？
  en: How many matters did the deliberation meetings of each street (district, city, community) raise, how many are settled, how many open and overdue?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-06-30"
  - name: since
    type: date
    default: "2017-01-01"
    label: {zh: 自何日提出, en: raised since}
    example: "2021-01-01"
  - name: by
    type: choice
    choices:
      street: {zh: 街道, en: street}
      district: {zh: 区, en: district}
      community: {zh: 社区, en: community}
    default: street
    label: {zh: 分组, en: grouped by}
    example: district
  - name: district
    type: text
    names: Division
    default: ""
    label: {zh: 区（名称或代码，空为全部）, en: "district (name or code, empty for all)"}
    example: 江夏区
columns:
  - {name: code, zh: 代码, en: "code", type: text}
  - {name: name, zh: 名称, en: "name", type: text, named_by: by}
  - {name: matters, zh: 提出事项, en: "matters raised", type: int, unit: 件}
  - {name: settled, zh: 已办结, en: "settled", type: int, unit: 件}
  - {name: open, zh: 未办结, en: "open", type: int, unit: 件}
  - {name: overdue, zh: 其中逾期, en: "of them overdue", type: int, unit: 件}
denominator:
  zh: 自起始日至基准日提出、在议事协商会上提出的议事事项，各计一次，计在其涉及的区划、小区所在处（涉及几处的取代码最小的）；办结指办结日期早于基准日，逾期指未办结且时限早于基准日。
  en: "Matters raised at a deliberation meeting from the first date up to the date, each once, where the division or building it concerns lies (the lowest code if it concerns several). Settled: the last day lies before the date; overdue: open, and due before it."
rates:
  - {zh: 办结, en: settled, k: settled, n: matters}
persons: none
*/
MATCH (t:Task)-[r:RAISED_AT]->(a:Activity)
WHERE t.kind = 'matter' AND a.kind = 'deliberation' AND $since <= t.since AND t.since <= $as_of
WITH t
OPTIONAL MATCH (t)-[c:CONCERNS]->(p:Division|Building)
WITH t, p.id AS pid
OPTIONAL MATCH (p:Division|Building)-[j:IN_DISTRICT]->(d:Division)
WHERE p.id = pid AND j.since <= $as_of AND $as_of < j.until
WITH t, pid, d.name AS dname, d.code AS dcode
WHERE $district = '' OR dname = $district OR dcode = $district
OPTIONAL MATCH (p:Division|Building)-[i:IN_DISTRICT|LIES_IN]->(g:Division)
WHERE p.id = pid AND g.level = $by AND i.since <= $as_of AND $as_of < i.until
WITH t, min(g.id) AS gid
UNWIND ['groups', 'total'] AS part
WITH part, CASE WHEN part = 'total' THEN '' ELSE coalesce(gid, '') END AS key, count(t.id) AS n,
     coalesce(sum(CASE WHEN t.until <= $as_of THEN 1 ELSE 0 END), 0) AS n_settled,
     coalesce(sum(CASE WHEN t.until > $as_of AND t.due < $as_of THEN 1 ELSE 0 END), 0) AS n_late
OPTIONAL MATCH (g:Division)
WHERE g.id = key
RETURN coalesce(g.code, '') AS code, CASE WHEN part = 'total' THEN '合计' ELSE coalesce(g.name, '未落位') END AS name,
       n AS matters, n_settled AS settled, n - n_settled AS open, n_late AS overdue
ORDER BY part, key = '', code, key
