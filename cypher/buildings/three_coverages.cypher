/*
title:
  zh: 楼宇的组织、活动、效果覆盖
  en: Coverage of buildings by organization, activity and effect
question:
  zh: 各区（市、街道）的商务楼宇，有多少有楼宇党组织，其中多少一年内开展过活动，其中多少的资源正被项目使用？
  en: How many office buildings of each district (city, street) have an organization on them, how many of those were active within a year, and how many of those have a resource that a project uses?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-07-01"
  - name: from
    type: date
    before: 12 months
    label: {zh: 活动自此日之后, en: activities after}
    example: "2022-01-01"
  - name: by
    type: choice
    choices:
      city: {zh: 市, en: city}
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
    example: 历下区
columns:
  - {name: code, zh: 代码, en: "code", type: text}
  - {name: name, zh: 名称, en: "name", type: text, named_by: by}
  - {name: buildings, zh: 楼宇, en: "buildings", type: int, unit: 座}
  - {name: organized, zh: 组织覆盖, en: "with an organization", type: int, unit: 座}
  - {name: active, zh: 活动覆盖, en: "with activity", type: int, unit: 座}
  - {name: effective, zh: 效果覆盖, en: "with effect", type: int, unit: 座}
denominator:
  zh: 当日存续的商务楼宇。组织覆盖：当日有党组织覆盖该楼宇；活动覆盖：其中有党组织在所给日期之后、至基准日主办或参加过活动；效果覆盖：活动覆盖的楼宇中，该党组织当日提供的资源有当日存续的项目在使用。三者逐层收窄。
  en: "Office buildings existing on the date. Organization: one covers the building on the date; activity: such an organization hosted or attended an activity after the date given and up to as_of; effect: a resource that this active organization offers on the date is used by a project existing then. Each lies within the one before."
rates:
  - {zh: 组织覆盖, en: by organization, k: organized, n: buildings}
  - {zh: 活动覆盖, en: by activity, k: active, n: buildings}
  - {zh: 效果覆盖, en: by effect, k: effective, n: buildings}
persons: none
*/
MATCH (b:Building)
WHERE b.kind = 'office' AND b.since <= $as_of AND $as_of < b.until
OPTIONAL MATCH (o:Organization)-[c:COVERS]->(b)
WHERE c.since <= $as_of AND $as_of < c.until AND o.since <= $as_of AND $as_of < o.until
WITH b, o
OPTIONAL MATCH (o)-[:ATTENDS|HELD_BY]-(a:Activity)
WHERE $from < a.since AND a.since <= $as_of
WITH b, o, count(a.id) > 0 AS acts
OPTIONAL MATCH (o)-[t:OFFERS]->(r:Resource)
WHERE t.since <= $as_of AND $as_of < t.until AND r.since <= $as_of AND $as_of < r.until
WITH b, o, acts, r
OPTIONAL MATCH (r)<-[u:DRAWS_ON]-(p:Project)
WHERE u.since <= $as_of AND $as_of < u.until AND p.since <= $as_of AND $as_of < p.until
WITH b, o.id AS oid, acts, count(p.id) AS n_projects
WITH b, max(CASE WHEN acts AND n_projects > 0 THEN 3 WHEN acts THEN 2 WHEN oid IS NOT NULL THEN 1 ELSE 0 END) AS what
OPTIONAL MATCH (b)-[i:IN_DISTRICT]->(d:Division)
WHERE i.since <= $as_of AND $as_of < i.until
WITH b, what, d
WHERE $district = '' OR d.name = $district OR d.code = $district
OPTIONAL MATCH (d)-[t:PART_OF]->(m:Division)
WHERE m.level = 'city' AND t.since <= $as_of AND $as_of < t.until AND m.since <= $as_of AND $as_of < m.until
WITH b, what, d, m
OPTIONAL MATCH (b)-[l:LIES_IN]->(s:Division)
WHERE s.level = 'street' AND l.since <= $as_of AND $as_of < l.until
WITH what, coalesce(CASE $by WHEN 'city' THEN m.code WHEN 'street' THEN s.code ELSE d.code END, '') AS place,
     coalesce(CASE $by WHEN 'city' THEN m.name WHEN 'street' THEN s.name ELSE d.name END, '未落位') AS label
UNWIND ['groups', 'total'] AS part
WITH part, CASE WHEN part = 'total' THEN '' ELSE place END AS key, CASE WHEN part = 'total' THEN '合计' ELSE label END AS shown, what
WITH part, key, shown, count(what) AS n, coalesce(sum(CASE WHEN what >= 1 THEN 1 ELSE 0 END), 0) AS n_organized,
     coalesce(sum(CASE WHEN what >= 2 THEN 1 ELSE 0 END), 0) AS n_active,
     coalesce(sum(CASE WHEN what >= 3 THEN 1 ELSE 0 END), 0) AS n_effective
RETURN key AS code, shown AS name, n AS buildings, n_organized AS organized, n_active AS active, n_effective AS effective
ORDER BY part, code = '', code
