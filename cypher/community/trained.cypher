/*
title:
  zh: 社区党组织的院校培训
  en: Training of community organizations
question:
  zh: 各区（或街道）的社区党组织，多少在规定时间内参加过干部院校的培训，多少逾期，多少从未参加？
  en: How many community organizations of each district (street) have taken part in a training of a cadre school since the date given, how many longer ago, and how many never?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-06-30"
  - name: trained_since
    type: date
    before: 12 months
    label: {zh: 自哪天起应有培训, en: training due since}
    example: "2021-06-30"
  - name: by
    type: choice
    choices:
      district: {zh: 区, en: district}
      street: {zh: 街道, en: street}
    default: district
    label: {zh: 分组, en: grouped by}
    example: street
  - name: district
    type: text
    names: Division
    default: ""
    label: {zh: 区（名称或代码，空为全部）, en: "district (name or code, empty for all)"}
    example: 皇姑区
columns:
  - {name: code, zh: 代码, en: "code", type: text}
  - {name: name, zh: 名称, en: "name", type: text, named_by: by}
  - {name: organizations, zh: 社区党组织, en: "community organizations", type: int, unit: 个}
  - {name: trained, zh: 按时培训, en: "trained in time", type: int, unit: 个}
  - {name: overdue, zh: 逾期, en: "longer ago", type: int, unit: 个}
  - {name: never, zh: 从未参加, en: "never", type: int, unit: 个}
denominator:
  zh: 当日存续的社区党组织；培训指由学校等事业单位主办、当日或之前开班的“培训”活动，党组织参加即算，日期不详的算逾期。位于两个区的在两个区各计一次，合计中只计一次；所在不详的列为未落位。
  en: "Community organizations existing on the date. Training means an activity of that kind held by a public institution (a cadre school) on or before the date in which the organization took part; on a day not known it counts as longer ago. One that lies in two districts counts in both, and once in the total; those whose place is not known stand as not located (未落位)."
rates:
  - {zh: 按时培训, en: trained in time, k: trained, n: organizations}
persons: none
*/
MATCH (o:Organization)
WHERE o.kind = 'community_organization' AND o.since <= $as_of AND $as_of < o.until
OPTIONAL MATCH (o)-[:ATTENDS]->(a:Activity)-[:HELD_BY]->(h:Institution)
WHERE a.kind = 'training' AND a.since <= $as_of AND h.kind = 'public_institution'
WITH o, max(a.since) AS last
WITH o, CASE WHEN last IS NULL THEN 'never' WHEN last < $trained_since THEN 'overdue' ELSE 'trained' END AS how
OPTIONAL MATCH (o)-[j:IN_DISTRICT]->(d:Division)
WHERE j.since <= $as_of AND $as_of < j.until
WITH o, how, d.name AS dname, d.code AS dcode
WHERE $district = '' OR dname = $district OR dcode = $district
WITH o, how
OPTIONAL MATCH (o)-[i:IN_DISTRICT|LIES_IN]->(g:Division)
WHERE g.level = $by AND i.since <= $as_of AND $as_of < i.until
UNWIND ['groups', 'total'] AS part
WITH DISTINCT part, CASE WHEN part = 'total' THEN '' ELSE coalesce(g.code, '') END AS gcode,
     CASE WHEN part = 'total' THEN '合计' ELSE coalesce(g.name, '未落位') END AS gname, o.id AS oid, how
WITH part, gcode, gname, count(oid) AS n, coalesce(sum(CASE WHEN how = 'trained' THEN 1 ELSE 0 END), 0) AS n_trained,
     coalesce(sum(CASE WHEN how = 'overdue' THEN 1 ELSE 0 END), 0) AS n_overdue,
     coalesce(sum(CASE WHEN how = 'never' THEN 1 ELSE 0 END), 0) AS n_never
RETURN gcode AS code, gname AS name, n AS organizations, n_trained AS trained, n_overdue AS overdue, n_never AS never
ORDER BY part, code = '', code, name
