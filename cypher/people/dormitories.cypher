/*
title:
  zh: 集中住宿点
  en: Dormitories
question:
  zh: 各省（市、区、街道）有几个集体宿舍，能住多少人，住了多少人？
  en: How many dormitories are there in each province (city, district, street), for how many people, and how many are housed?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-06-30"
  - name: by
    type: choice
    choices:
      province: {zh: 省, en: province}
      city: {zh: 市, en: city}
      district: {zh: 区, en: district}
      street: {zh: 街道, en: street}
    default: district
    label: {zh: 分组, en: grouped by}
    example: city
  - name: division
    type: text
    names: Division
    default: ""
    label: {zh: 省、市、区（名称或代码，空为全部）, en: "province, city or district (name or code, empty for all)"}
    example: 北京市
columns:
  - {name: code, zh: 代码, en: "code", type: text}
  - {name: name, zh: 名称, en: "name", type: text, named_by: by}
  - {name: points, zh: 集体宿舍, en: "dormitories", type: int, unit: 个}
  - {name: capacity, zh: 容纳人数, en: "capacity", type: int, unit: 人}
  - {name: sized, zh: 写明容量的, en: "with a capacity", type: int, unit: 个}
  - {name: counted, zh: 有统计的, en: "with a count", type: int, unit: 个}
  - {name: housed, zh: 入住人数, en: "people housed", type: int, unit: 人}
denominator:
  zh: 当日启用的集体宿舍；入住人数取各点当日有效的统计（到下一次为止），没有统计、没有写明容量的不计入人数，另列个数。只有合计，没有名单。
  en: "Dormitories in use on the date; people housed by each one's count in force on the date (until its next); those without a count or a capacity add nothing to it, and how many have one is told beside it. Totals only, no names."
persons: counts
*/
MATCH (p:ServicePoint)
WHERE p.kind = 'dormitory' AND p.since <= $as_of AND $as_of < p.until
OPTIONAL MATCH (v:Provision)-[x:PROVISION_OF]->(p)
WHERE x.since <= $as_of AND $as_of < x.until
WITH p, max(v.people) AS n_people
OPTIONAL MATCH (p)-[i:IN_DISTRICT]->(d:Division)
WHERE i.since <= $as_of AND $as_of < i.until
WITH p, n_people, d
OPTIONAL MATCH (p)-[l:LIES_IN]->(t:Division)
WHERE t.level = 'street' AND l.since <= $as_of AND $as_of < l.until
WITH p, n_people, d, t
OPTIONAL MATCH (d)-[q:PART_OF]->(c:Division)
WHERE c.level = 'city' AND q.since <= $as_of AND $as_of < q.until AND c.since <= $as_of AND $as_of < c.until
WITH p, n_people, d, t, c
OPTIONAL MATCH (c)-[r:PART_OF]->(z:Division)
WHERE z.level = 'province' AND r.since <= $as_of AND $as_of < r.until AND z.since <= $as_of AND $as_of < z.until
WITH p, n_people, d, t, c, z
WHERE $division IN ['', d.name, d.code, c.name, c.code, z.name, z.code]
WITH p, n_people,
     CASE WHEN $by = 'street' THEN t.code WHEN $by = 'district' THEN d.code WHEN $by = 'city' THEN c.code ELSE z.code END AS place,
     CASE WHEN $by = 'street' THEN t.name WHEN $by = 'district' THEN d.name WHEN $by = 'city' THEN c.name ELSE z.name END AS label
UNWIND ['groups', 'total'] AS part
WITH part, CASE WHEN part = 'total' THEN '' ELSE coalesce(place, '') END AS gcode,
     CASE WHEN part = 'total' THEN '合计' ELSE coalesce(label, '未落位') END AS gname,
     count(p.id) AS n, coalesce(sum(p.capacity), 0) AS n_places, count(p.capacity) AS n_sized,
     count(n_people) AS n_counted, coalesce(sum(n_people), 0) AS n_housed
RETURN gcode AS code, gname AS name, n AS points, n_places AS capacity, n_sized AS sized, n_counted AS counted, n_housed AS housed
ORDER BY part, code = '', code, name
