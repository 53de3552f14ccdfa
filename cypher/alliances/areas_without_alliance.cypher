/*
title:
  zh: 尚无联盟的跨区区域
  en: Cross-district areas without an alliance
question:
  zh: 哪些商圈、园区、市场跨区，却没有任何联盟来协调？
  en: Which business districts, parks and markets lie in several districts while no alliance coordinates them?
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
  - {name: area_id, zh: 区域标识, en: "area id", type: text}
  - {name: area, zh: 区域, en: "area", type: text}
  - {name: kind, zh: 类型, en: "kind", type: text, code: area_kind}
  - {name: district_count, zh: 区数, en: "districts", type: int, unit: 个}
  - {name: districts, zh: 所跨区, en: "districts by name", type: list}
  - {name: units, zh: 单位数, en: "units", type: int, unit: 家}
  - {name: staff, zh: 从业人员, en: "staff", type: int, unit: 人}
denominator:
  zh: 当日存续、当日没有存续联盟协调的区域；单位含个体工商户，从业人员为已知人数之和。只计单位占比达到百分比的区，至少两个。各区域有重叠，各行不相加。
  en: Areas existing on the date that no alliance existing on the date coordinates; units include merchants, staff sums what is known. Only districts with that share of the units count, at least two. Areas overlap, rows are not summed.
persons: none
*/
// what lies within an area on a date does so only while the area exists
MATCH (r:BusinessDistrict)
WHERE NOT EXISTS { MATCH (a:Alliance)-[k:COORDINATES]->(r)
                   WHERE k.since <= $as_of AND $as_of < k.until AND a.since <= $as_of AND $as_of < a.until }
WITH r
MATCH (r)<-[w:WITHIN]-(u:Enterprise|Institution)
WHERE w.since <= $as_of AND $as_of < w.until
WITH DISTINCT r, u
MATCH (s:Standing)-[:STANDS_FOR]->(u)
WHERE s.since <= $as_of AND $as_of < s.until
WITH r, count(s.id) AS n_area, coalesce(sum(s.staff), 0) AS n_staff
MATCH (r)<-[w:WITHIN]-(u:Enterprise|Institution)-[i:IN_DISTRICT]->(d:Division)
WHERE w.since <= $as_of AND $as_of < w.until AND i.since <= $as_of AND $as_of < i.until
WITH r, n_area, n_staff, d.id AS did, d.code AS dcode, d.name AS dname, count(DISTINCT u) AS n
WHERE n * 100 >= $min_percent * n_area
WITH r, n_area, n_staff, did, dcode, dname
ORDER BY dcode, did LIMIT 1000000
WITH r, n_area, n_staff, count(did) AS n_districts, collect(dname) AS district_names
WHERE n_districts >= 2
RETURN r.id AS area_id, r.name AS area, r.kind AS kind, n_districts AS district_count,
       district_names AS districts, n_area AS units, n_staff AS staff
ORDER BY units DESC, area_id
