/*
title:
  zh: 覆盖单位过多的联合党支部
  en: Joint branches over their limit
question:
  zh: 哪些联合党支部覆盖的单位超过规定数？
  en: Which joint branches serve more units than the rule allows?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-07-01"
  - name: district
    type: text
    names: Division
    default: ""
    label: {zh: 区（名称或代码，空为全部）, en: "district (name or code, empty for all)"}
    example: 玄武区
  - name: most_units
    type: int
    rule: R2.units
    min: 0
    label: {zh: 一个联合党支部至多几家单位, en: units per joint branch at most}
    example: "5"
columns:
  - {name: organization_id, zh: 党组织标识, en: "organization id", type: text}
  - {name: organization, zh: 党组织, en: "organization", type: text}
  - {name: districts, zh: 所在区, en: "districts", type: list}
  - {name: units, zh: 覆盖单位数, en: "units covered", type: int, unit: 家}
  - {name: unit_names, zh: 单位, en: "units by name", type: list}
denominator:
  zh: 当日存续的联合党支部，及其当日覆盖的存续单位，含个体工商户等不入表单位。
  en: Joint branches existing on the date and the active units they cover then, merchants and others outside the tables included.
persons: none
*/
MATCH (o:Organization)-[c:COVERS]->(u:Enterprise|Institution)
WHERE o.since <= $as_of AND $as_of < o.until AND o.kind = 'joint_branch'
  AND c.since <= $as_of AND $as_of < c.until AND u.since <= $as_of AND $as_of < u.until
WITH DISTINCT o, u.id AS uid, u.name AS uname
ORDER BY uname, uid LIMIT 1000000
WITH o, count(uid) AS n, collect(uname) AS names
WHERE n > $most_units
OPTIONAL MATCH (o)-[i:IN_DISTRICT]->(d:Division)
WHERE i.since <= $as_of AND $as_of < i.until
WITH o, n, names, d.code AS dcode, d.name AS dname, d.id AS did
ORDER BY dcode, did LIMIT 1000000
WITH o, n, names, collect(dname) AS district_names, collect(dcode) AS district_codes
WHERE $district = '' OR $district IN district_names OR $district IN district_codes
RETURN o.id AS organization_id, o.name AS organization, district_names AS districts, n AS units, names AS unit_names
ORDER BY units DESC, organization_id
