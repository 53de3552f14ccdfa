/*
title:
  zh: 未建党组织的商圈、园区、市场
  en: Areas without an organization
question:
  zh: 哪些商圈、园区、市场自身没有党组织，其中有多少单位、多少正式党员，哪些应当列出？
  en: Which business districts, parks and markets have no organization of their own, how many units and full members are there, and which are to be listed?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-07-01"
  - name: kind
    type: choice
    choices:
      "": {zh: 全部, en: all}
      business_district: {zh: 商圈, en: business district}
      park: {zh: 园区, en: park}
      market: {zh: 市场, en: market}
    default: ""
    label: {zh: 类型, en: kind}
    example: park
  - name: listed_units
    type: int
    rule: R17.units
    min: 0
    label: {zh: 列出的单位数, en: listed from (units)}
    example: "10"
  - name: listed_members
    type: int
    rule: R17.full_members
    min: 0
    label: {zh: 列出的正式党员数, en: listed from (full members)}
    example: "3"
columns:
  - {name: area_id, zh: 区域标识, en: "area id", type: text}
  - {name: area, zh: 区域, en: "area", type: text}
  - {name: kind, zh: 类型, en: "kind", type: text, code: area_kind}
  - {name: districts, zh: 所跨区, en: "districts", type: list}
  - {name: units, zh: 单位数, en: "units", type: int, unit: 家}
  - {name: full_members, zh: 正式党员, en: "full members", type: band, unit: 人}
  - {name: listed, zh: 列出, en: "listed", type: text, code: yes_no}
denominator:
  zh: 当日存续、当日没有党组织覆盖的区域；单位为当日在内的全部单位，含个体工商户与未落位者。各区域有重叠，各行不相加。
  en: Areas existing on the date that no organization covers then; units are all active units there, merchants and units not located included. Areas overlap, rows are not summed.
persons: none
*/
MATCH (r:BusinessDistrict)
WHERE r.since <= $as_of AND $as_of < r.until AND ($kind = '' OR r.kind = $kind)
  AND NOT EXISTS { MATCH (o:Organization)-[c:COVERS]->(r)
                   WHERE c.since <= $as_of AND $as_of < c.until AND o.since <= $as_of AND $as_of < o.until }
WITH r
OPTIONAL MATCH (r)<-[w:WITHIN]-(u:Enterprise|Institution)<-[:STANDS_FOR]-(s:Standing)
WHERE w.since <= $as_of AND $as_of < w.until AND s.since <= $as_of AND $as_of < s.until
WITH DISTINCT r, s.id AS sid, s.full_members AS full, s.district AS gid
WITH r, gid, count(sid) AS n, count(full) AS n_known, coalesce(sum(full), 0) AS n_full
OPTIONAL MATCH (d:Division) WHERE d.id = gid
WITH r, n, n_known, n_full, d.code AS dcode, d.id AS did, d.name AS dname
ORDER BY dcode, did LIMIT 1000000
WITH r, coalesce(sum(n), 0) AS units_there, coalesce(sum(n_known), 0) AS known, coalesce(sum(n_full), 0) AS full_there,
     collect(dname) AS district_names
RETURN r.id AS area_id, r.name AS area, r.kind AS kind, district_names AS districts, units_there AS units,
       CASE WHEN known = 0 THEN '' WHEN full_there >= 3 THEN '3+' WHEN full_there >= 1 THEN '1-2' ELSE '0' END AS full_members,
       CASE WHEN units_there >= $listed_units OR full_there >= $listed_members THEN 'yes' ELSE 'no' END AS listed
ORDER BY listed DESC, units DESC, area_id
