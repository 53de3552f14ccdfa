/*
title:
  zh: 一年没有活动的党组织
  en: Organizations without activity for a year
question:
  zh: 哪些覆盖单位的党组织在这段时间里没有主办或参加过任何活动，最近一次活动是何时？
  en: Which organizations that cover units neither hosted nor attended any activity in that time, and when was the last one?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-07-01"
  - name: from
    type: date
    before: 12 months
    label: {zh: 此日之后没有活动, en: no activity after}
    example: "2022-01-01"
  - name: district
    type: text
    names: Division
    default: ""
    label: {zh: 区（名称或代码，空为全部）, en: "district (name or code, empty for all)"}
    example: 玄武区
columns:
  - {name: organization_id, zh: 党组织标识, en: "organization id", type: text}
  - {name: organization, zh: 党组织, en: "organization", type: text}
  - {name: kind, zh: 组建方式, en: "kind", type: text, code: organization_kind}
  - {name: districts, zh: 所在区, en: "districts", type: list}
  - {name: units, zh: 覆盖单位数, en: "units covered", type: int, unit: 家}
  - {name: last_activity, zh: 最近一次活动, en: "last activity", type: date}
denominator:
  zh: 当日存续、当日覆盖单位的单独建立的与联合党组织。活动按开始日期计；从无活动者为空，列在最前。
  en: Own and joint organizations that exist and cover units on the date. An activity counts by the day it began; those that never had one come first, without a date.
persons: none
*/
MATCH (o:Organization)-[c:COVERS]->(u:Enterprise|Institution)
WHERE o.since <= $as_of AND $as_of < o.until AND o.kind IN ['committee', 'general_branch', 'branch', 'joint_branch']
  AND c.since <= $as_of AND $as_of < c.until AND u.since <= $as_of AND $as_of < u.until
WITH o, count(DISTINCT u) AS n
OPTIONAL MATCH (o)-[:ATTENDS|HELD_BY]-(a:Activity)
WHERE a.since <= $as_of
WITH o, n, max(a.since) AS last
WHERE last IS NULL OR last <= $from
OPTIONAL MATCH (o)-[i:IN_DISTRICT]->(d:Division)
WHERE i.since <= $as_of AND $as_of < i.until
WITH o, n, last, d.code AS dcode, d.name AS dname, d.id AS did
ORDER BY dcode, did LIMIT 1000000
WITH o, n, last, collect(dname) AS district_names, collect(dcode) AS district_codes
WHERE $district = '' OR $district IN district_names OR $district IN district_codes
RETURN o.id AS organization_id, o.name AS organization, o.kind AS kind, district_names AS districts, n AS units,
       last AS last_activity
ORDER BY last IS NOT NULL, last, units DESC, organization_id
