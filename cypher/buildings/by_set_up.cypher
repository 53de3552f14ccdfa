/*
title:
  zh: 楼宇党组织的组建主体
  en: Who set up the organizations on buildings
question:
  zh: 各区（市、街道）的商务楼宇有多少建有自身党组织，由街道、业主单位、龙头企业还是物业企业组建，其余是什么状态？
  en: How many office buildings of each district (city, street) have an organization of their own, set up by the street, the owner, a leading firm or the property company, and what is the state of the rest?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-07-01"
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
  - {name: own, zh: 有自身党组织, en: "own organization", type: int, unit: 座}
  - {name: by_street, zh: 街道组建, en: "set up by the street", type: int, unit: 座}
  - {name: by_owner, zh: 业主组建, en: "by the owner", type: int, unit: 座}
  - {name: by_leading_firm, zh: 龙头企业组建, en: "by a leading firm", type: int, unit: 座}
  - {name: by_property, zh: 物业组建, en: "by the property company", type: int, unit: 座}
  - {name: by_unknown, zh: 组建主体不详, en: "set up by unknown", type: int, unit: 座}
  - {name: tenants, zh: 仅入驻单位有, en: "only tenants'", type: int, unit: 座}
  - {name: instructor, zh: 仅有指导员, en: "only an instructor", type: int, unit: 座}
  - {name: nothing, zh: 空白, en: "nothing", type: int, unit: 座}
denominator:
  zh: 当日存续的商务楼宇，每座计一次：自身党组织为当日覆盖楼宇的党组织，有几个时按街道、业主、龙头企业、物业、不详的次序取一个。五种组建主体之和等于有自身党组织；四种状态之和等于楼宇数。
  en: "Office buildings existing on the date, each once: own organizations are those that cover the building on the date; of several the first in the order street, owner, leading firm, property company, unknown. The five add up to own, the four states to all buildings."
rates:
  - {zh: 有自身党组织的楼宇, en: buildings with an organization of their own, k: own, n: buildings}
persons: none
*/
MATCH (x:Building|Standing)
WHERE x.since <= $as_of AND $as_of < x.until
WITH CASE WHEN x.unit IS NULL THEN x.id ELSE x.building END AS bid, coalesce(max(x.rank), 0) AS best
MATCH (b:Building)
WHERE b.id = bid AND b.kind = 'office' AND b.since <= $as_of AND $as_of < b.until
WITH b, best
OPTIONAL MATCH (o:Organization)-[c:COVERS]->(b)
WHERE c.since <= $as_of AND $as_of < c.until AND o.since <= $as_of AND $as_of < o.until
WITH b, best, count(o.id) AS n_own, min(CASE o.set_up_by WHEN 'street' THEN 'a street' WHEN 'owner' THEN 'b owner'
     WHEN 'leading_firm' THEN 'c leading_firm' WHEN 'property' THEN 'd property' ELSE 'e unknown' END) AS first
OPTIONAL MATCH (i:Organization|InServiceMember)-[c:INSTRUCTS]->(b)
WHERE c.since <= $as_of AND $as_of < c.until AND i.since <= $as_of AND $as_of < i.until
WITH b, best, n_own, first, count(i.id) AS n_sent
WITH b, CASE WHEN n_own > 0 THEN first WHEN best >= 1 THEN 'tenants' WHEN n_sent > 0 THEN 'instructor'
        ELSE 'nothing' END AS what
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
WITH part, key, shown, count(what) AS n, coalesce(sum(CASE WHEN what IN ['tenants', 'instructor', 'nothing'] THEN 0 ELSE 1 END), 0) AS n_own,
     coalesce(sum(CASE WHEN what = 'a street' THEN 1 ELSE 0 END), 0) AS n_street,
     coalesce(sum(CASE WHEN what = 'b owner' THEN 1 ELSE 0 END), 0) AS n_owner,
     coalesce(sum(CASE WHEN what = 'c leading_firm' THEN 1 ELSE 0 END), 0) AS n_firm,
     coalesce(sum(CASE WHEN what = 'd property' THEN 1 ELSE 0 END), 0) AS n_property,
     coalesce(sum(CASE WHEN what = 'e unknown' THEN 1 ELSE 0 END), 0) AS n_unknown,
     coalesce(sum(CASE WHEN what = 'tenants' THEN 1 ELSE 0 END), 0) AS n_tenants,
     coalesce(sum(CASE WHEN what = 'instructor' THEN 1 ELSE 0 END), 0) AS n_instructor,
     coalesce(sum(CASE WHEN what = 'nothing' THEN 1 ELSE 0 END), 0) AS n_nothing
RETURN key AS code, shown AS name, n AS buildings, n_own AS own, n_street AS by_street, n_owner AS by_owner, n_firm AS by_leading_firm,
       n_property AS by_property, n_unknown AS by_unknown, n_tenants AS tenants, n_instructor AS instructor, n_nothing AS nothing
ORDER BY part, code = '', code
