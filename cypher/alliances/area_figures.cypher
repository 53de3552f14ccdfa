/*
title:
  zh: 商圈规模
  en: The size of business districts
question:
  zh: 各商圈、园区、市场有多大，有多少单位、商户、楼宇和从业人员？
  en: How large are the business districts, parks and markets, and how many units, merchants, buildings and staff are there?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-07-01"
  - name: area
    type: text
    names: BusinessDistrict
    default: ""
    label: {zh: 商圈（名称或编号，空为全部）, en: "business district (name or code, empty for all)"}
    example: 新街口商圈
columns:
  - {name: area_id, zh: 区域标识, en: "area id", type: text}
  - {name: area, zh: 区域, en: "area", type: text}
  - {name: kind, zh: 类型, en: "kind", type: text, code: area_kind}
  - {name: square_km, zh: 面积（平方公里）, en: "area in square kilometres", type: float, unit: 平方公里}
  - {name: units, zh: 单位数, en: "units", type: int, unit: 家}
  - {name: merchants, zh: 其中个体工商户, en: "of which merchants", type: int, unit: 家}
  - {name: staff, zh: 从业人员, en: "staff", type: int, unit: 人}
  - {name: staff_unknown, zh: 从业人员不详, en: "units of unknown staff", type: int, unit: 家}
  - {name: buildings, zh: 楼宇, en: "buildings", type: int, unit: 座}
denominator:
  zh: 当日存续的区域。面积由范围（多边形）算出，没有范围的为空；单位为当日在内的全部存续单位，含个体工商户；从业人员取当日有效的摸排数，不详的另列家数。各区域有重叠，各行不相加。
  en: "Areas existing on the date. The area follows from the polygon and is empty without one; units are all active ones there, merchants included; staff as last counted, units of unknown staff stand apart. Areas overlap, rows are not summed."
persons: none
*/
MATCH (r:BusinessDistrict)
WHERE r.since <= $as_of AND $as_of < r.until AND ($area = '' OR r.name = $area OR r.code = $area)
WITH r
OPTIONAL MATCH (r)<-[w:WITHIN]-(u:Enterprise|Institution)<-[:STANDS_FOR]-(s:Standing)
WHERE w.since <= $as_of AND $as_of < w.until AND s.since <= $as_of AND $as_of < s.until
WITH DISTINCT r, s.id AS sid, s.kind AS unit_kind, s.staff AS n_staff
WITH r, count(sid) AS n, count(CASE WHEN unit_kind = 'merchant' THEN sid END) AS n_merchants,
     coalesce(sum(n_staff), 0) AS total, count(n_staff) AS known
OPTIONAL MATCH (r)<-[w:WITHIN]-(b:Building)
WHERE w.since <= $as_of AND $as_of < w.until
WITH r, n, n_merchants, total, known, count(DISTINCT b.id) AS n_buildings
RETURN r.id AS area_id, r.name AS area, r.kind AS kind, r.area AS square_km, n AS units, n_merchants AS merchants,
       total AS staff, n - known AS staff_unknown, n_buildings AS buildings
ORDER BY units DESC, area_id
