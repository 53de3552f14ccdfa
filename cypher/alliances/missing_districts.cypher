/*
title:
  zh: 联盟缺席的区
  en: Districts missing from an alliance
question:
  zh: 联盟区域的单位有相当一部分在哪个区，而该区没有任何成员？
  en: In which district does a good part of an alliance's area lie while none of its members does?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-07-01"
  - name: min_percent
    type: int
    default: 5
    min: 0
    max: 100
    label: {zh: 区内单位至少占区域单位的百分比, en: per cent of the area's units at least}
    example: "10"
columns:
  - {name: alliance_id, zh: 联盟标识, en: "alliance id", type: text}
  - {name: alliance, zh: 联盟, en: "alliance", type: text}
  - {name: area, zh: 区域, en: "area", type: text}
  - {name: code, zh: 区代码, en: "district code", type: text}
  - {name: district, zh: 区, en: "district", type: text}
  - {name: units, zh: 区内单位数, en: "units there", type: int, unit: 家}
  - {name: area_units, zh: 区域单位数, en: "units of the area", type: int, unit: 家}
denominator:
  zh: 区域单位数为当日在该区域内的全部单位，含个体工商户与未落位者；各区域有重叠，各行不相加。
  en: area_units counts all units in the area on the date, merchants and units not located included; areas overlap, rows are not summed.
persons: none
*/
MATCH (a:Alliance)
WHERE a.since <= $as_of AND $as_of < a.until
WITH a
OPTIONAL MATCH (a)<-[t:MEMBER_OF]-(m)-[i:IN_DISTRICT]->(d:Division)
WHERE t.since <= $as_of AND $as_of < t.until AND i.since <= $as_of AND $as_of < i.until
WITH a, collect(d.id) AS present
MATCH (a)-[k:COORDINATES]->(r:BusinessDistrict)<-[w:WITHIN]-(u:Enterprise|Institution)
WHERE k.since <= $as_of AND $as_of < k.until AND w.since <= $as_of AND $as_of < w.until
WITH a, present, r, count(DISTINCT u) AS n_area
MATCH (r)<-[w:WITHIN]-(u:Enterprise|Institution)-[i:IN_DISTRICT]->(d:Division)
WHERE w.since <= $as_of AND $as_of < w.until AND i.since <= $as_of AND $as_of < i.until
WITH a, present, r, n_area, d, count(DISTINCT u) AS n
WHERE n * 100 >= $min_percent * n_area AND NOT d.id IN present
RETURN a.id AS alliance_id, a.name AS alliance, r.name AS area, d.code AS code, d.name AS district,
       n AS units, n_area AS area_units
ORDER BY alliance_id, area, code, r.id, d.id
