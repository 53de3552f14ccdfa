/*
title:
  zh: 驿站的设施
  en: Facilities of stations
question:
  zh: 各省（市、区、街道）的驿站有多少能饮水、遮风避雨、休息、求助，四样齐全的有多少？
  en: How many stations of each province (city, district, street) offer water, shade, rest and help, and how many offer all four?
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
    example: 深圳市
  - name: kind
    type: choice
    choices:
      rest_station: {zh: 驿站, en: rest station}
      centre: {zh: 党群服务中心, en: Party–mass service centre}
      delivery_station: {zh: 配送站点, en: delivery station}
      "": {zh: 任何服务点, en: any service point}
    default: rest_station
    label: {zh: 服务点类型, en: kind of point}
    example: centre
columns:
  - {name: code, zh: 代码, en: "code", type: text}
  - {name: name, zh: 名称, en: "name", type: text, named_by: by}
  - {name: points, zh: 服务点, en: "points", type: int, unit: 个}
  - {name: stated, zh: 写明设施, en: "facilities stated", type: int, unit: 个}
  - {name: all_four, zh: 四样齐全, en: "all four", type: int, unit: 个}
  - {name: water, zh: 饮水, en: "water", type: int, unit: 个}
  - {name: shade, zh: 遮风避雨, en: "shade", type: int, unit: 个}
  - {name: rest, zh: 休息, en: "rest", type: int, unit: 个}
  - {name: help, zh: 求助, en: "help", type: int, unit: 个}
  - {name: charging, zh: 充电, en: "charging", type: int, unit: 个}
  - {name: meals, zh: 就餐, en: "meals", type: int, unit: 个}
  - {name: unknown, zh: 设施不详, en: "facilities unknown", type: int, unit: 个}
denominator:
  zh: 当日启用的该类服务点；四样指饮水、遮风避雨、休息、求助。没有写明设施的不知道有没有，另列，不进分母；所在地不到该级的列为未落位。
  en: "Service points of that kind in use on the date; the four are water, shade, rest and help. Of points without any facility stated nothing is known: they stand apart and are not in the denominator; those whose place is not known to that level stand as not located (未落位)."
rates:
  - {zh: 四样齐全, en: all four, k: all_four, n: stated}
persons: none
*/
MATCH (p:ServicePoint)
WHERE p.since <= $as_of AND $as_of < p.until AND ($kind = '' OR p.kind = $kind)
OPTIONAL MATCH (p)-[i:IN_DISTRICT]->(d:Division)
WHERE i.since <= $as_of AND $as_of < i.until
WITH p, d
OPTIONAL MATCH (p)-[l:LIES_IN]->(t:Division)
WHERE t.level = 'street' AND l.since <= $as_of AND $as_of < l.until
WITH p, d, t
OPTIONAL MATCH (d)-[q:PART_OF]->(c:Division)
WHERE c.level = 'city' AND q.since <= $as_of AND $as_of < q.until AND c.since <= $as_of AND $as_of < c.until
WITH p, d, t, c
OPTIONAL MATCH (c)-[r:PART_OF]->(z:Division)
WHERE z.level = 'province' AND r.since <= $as_of AND $as_of < r.until AND z.since <= $as_of AND $as_of < z.until
WITH p, d, t, c, z
WHERE $division IN ['', d.name, d.code, c.name, c.code, z.name, z.code]
WITH p.facilities AS has,
     CASE WHEN $by = 'street' THEN t.code WHEN $by = 'district' THEN d.code WHEN $by = 'city' THEN c.code ELSE z.code END AS place,
     CASE WHEN $by = 'street' THEN t.name WHEN $by = 'district' THEN d.name WHEN $by = 'city' THEN c.name ELSE z.name END AS label
UNWIND ['groups', 'total'] AS part
WITH part, CASE WHEN part = 'total' THEN '' ELSE coalesce(place, '') END AS gcode,
     CASE WHEN part = 'total' THEN '合计' ELSE coalesce(label, '未落位') END AS gname, count(part) AS n,
     coalesce(sum(CASE WHEN 'water' IN has AND 'shade' IN has AND 'rest' IN has AND 'help' IN has THEN 1 ELSE 0 END), 0) AS n_four,
     coalesce(sum(CASE WHEN 'water' IN has THEN 1 ELSE 0 END), 0) AS n_water,
     coalesce(sum(CASE WHEN 'shade' IN has THEN 1 ELSE 0 END), 0) AS n_shade,
     coalesce(sum(CASE WHEN 'rest' IN has THEN 1 ELSE 0 END), 0) AS n_rest,
     coalesce(sum(CASE WHEN 'help' IN has THEN 1 ELSE 0 END), 0) AS n_help,
     coalesce(sum(CASE WHEN 'charging' IN has THEN 1 ELSE 0 END), 0) AS n_charging,
     coalesce(sum(CASE WHEN 'meals' IN has THEN 1 ELSE 0 END), 0) AS n_meals,
     coalesce(sum(CASE WHEN size(has) > 0 THEN 0 ELSE 1 END), 0) AS n_unknown
RETURN gcode AS code, gname AS name, n AS points, n - n_unknown AS stated, n_four AS all_four, n_water AS water,
       n_shade AS shade, n_rest AS rest, n_help AS help, n_charging AS charging, n_meals AS meals, n_unknown AS unknown
ORDER BY part, code = '', code, name
