/*
title:
  zh: 未落位的单位
  en: Units not located
question:
  zh: 哪些单位的地址不到区、街道或社区，先核哪几家？
  en: Which units have no address down to the district, street or community, the most important first?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-07-01"
  - name: level
    type: choice
    choices:
      district: {zh: 区, en: district}
      street: {zh: 街道, en: street}
      community: {zh: 社区, en: community}
    default: district
    label: {zh: 至少落到, en: located at least by}
    example: community
  - name: district
    type: text
    names: Division
    default: ""
    label: {zh: 区（名称或代码，空为全部）, en: "district (name or code, empty for all)"}
    example: 玄武区
  - name: limit
    type: int
    default: 1000
    min: 1
    label: {zh: 最多行数, en: rows at most}
    example: "20"
columns:
  - {name: unit_id, zh: 单位标识, en: "unit id", type: text}
  - {name: unit_name, zh: 单位名称, en: "unit", type: text}
  - {name: kind, zh: 单位类型, en: "unit kind", type: text, code: unit_kind}
  - {name: located, zh: 已落到, en: "located by", type: text, code: level}
  - {name: district, zh: 区, en: "district", type: text}
  - {name: street, zh: 街道, en: "street", type: text}
  - {name: full_members, zh: 正式党员, en: "full members", type: band, unit: 人}
  - {name: staff, zh: 从业人员, en: "staff", type: int, unit: 人}
denominator:
  zh: 当日存续的全部单位（含个体工商户），其地址不到所选层级。
  en: All units active on the date, merchants included, whose address does not reach the level chosen.
persons: none
*/
MATCH (s:Standing)-[:STANDS_FOR]->(u:Enterprise|Institution)
WHERE s.since <= $as_of AND $as_of < s.until
  AND ($level = 'district' AND s.district = '' OR $level = 'street' AND s.street = ''
       OR $level = 'community' AND s.community = '')
OPTIONAL MATCH (d:Division) WHERE d.id = s.district
OPTIONAL MATCH (t:Division) WHERE t.id = s.street
WITH u.id AS uid, u.name AS uname, s.kind AS ukind, s.form AS table_no, s.full_members AS full, s.staff AS n_staff,
     CASE WHEN s.street <> '' THEN 'street' WHEN s.district <> '' THEN 'district' ELSE '' END AS found,
     d.name AS dname, d.code AS dcode, t.name AS tname
WHERE $district = '' OR dname = $district OR dcode = $district
RETURN uid AS unit_id, uname AS unit_name, ukind AS kind, found AS located, coalesce(dname, '') AS district,
       coalesce(tname, '') AS street,
       CASE WHEN full IS NULL THEN '' WHEN full >= 3 THEN '3+' WHEN full >= 1 THEN '1-2' ELSE '0' END AS full_members,
       n_staff AS staff
ORDER BY full IS NULL, full DESC, n_staff IS NULL, n_staff DESC, unit_name, unit_id, table_no
LIMIT $limit
