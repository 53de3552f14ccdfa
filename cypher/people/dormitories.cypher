/*
title:
  zh: 集中住宿点
  en: Dormitories
question:
  zh: 各市（区、街道）有几个集体宿舍，能住多少人，住了多少人？
  en: How many dormitories are there in each city (district, street), for how many people, and how many are housed?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-06-30"
  - name: by
    type: choice
    choices:
      city: {zh: 市, en: city}
      district: {zh: 区, en: district}
      street: {zh: 街道, en: street}
    default: district
    label: {zh: 分组, en: grouped by}
    example: city
columns:
  - {name: code, zh: 代码, en: "code", type: text}
  - {name: name, zh: 名称, en: "name", type: text, named_by: by}
  - {name: points, zh: 集体宿舍, en: "dormitories", type: int, unit: 个}
  - {name: capacity, zh: 容纳人数, en: "capacity", type: int, unit: 人}
  - {name: counted, zh: 有统计的, en: "with a count", type: int, unit: 个}
  - {name: housed, zh: 入住人数, en: "people housed", type: int, unit: 人}
denominator:
  zh: 当日启用的集体宿舍；入住人数取各点当日有效的统计（到下一次为止），没有统计的不计入。只有合计，没有名单。
  en: "Dormitories in use on the date; people housed by each one's count in force on the date (until its next); those without a count add nothing. Totals only, no names."
persons: counts
*/
MATCH (p:ServicePoint)
WHERE p.kind = 'dormitory' AND p.since <= $as_of AND $as_of < p.until
OPTIONAL MATCH (v:Provision)-[x:PROVISION_OF]->(p)
WHERE x.since <= $as_of AND $as_of < x.until
WITH p, max(v.people) AS n_people
OPTIONAL MATCH (p)-[i:IN_DISTRICT|LIES_IN]->(g:Division)
WHERE i.since <= $as_of AND $as_of < i.until AND (g.level = $by OR $by = 'city' AND g.level = 'district')
WITH p, n_people, g
OPTIONAL MATCH (g)-[q:PART_OF]->(c:Division)
WHERE c.level = 'city' AND q.since <= $as_of AND $as_of < q.until AND c.since <= $as_of AND $as_of < c.until
WITH p, n_people, CASE WHEN $by = 'city' THEN c.code ELSE g.code END AS place, CASE WHEN $by = 'city' THEN c.name ELSE g.name END AS label
UNWIND ['groups', 'total'] AS part
WITH part, CASE WHEN part = 'total' THEN '' ELSE coalesce(place, '') END AS gcode,
     CASE WHEN part = 'total' THEN '合计' ELSE coalesce(label, '未落位') END AS gname,
     count(p.id) AS n, coalesce(sum(p.capacity), 0) AS n_places, count(n_people) AS n_counted, coalesce(sum(n_people), 0) AS n_housed
RETURN gcode AS code, gname AS name, n AS points, n_places AS capacity, n_counted AS counted, n_housed AS housed
ORDER BY part, code = '', code, name
