/*
title: {zh: 行业未到的区, en: Industries absent from a district}
question:
  zh: 各区与本市哪些行业系统没有任何约束？
  en: With which industry systems of its city has each district no commitment at all?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-07-01"
  - name: city
    type: text
    names: Division
    default: ""
    label: {zh: 市（名称或代码，空为全部）, en: "city (name or code, empty for all)"}
    example: 杭州市
  - name: district
    type: text
    names: Division
    default: ""
    label: {zh: 区（名称或代码，空为全部）, en: "district (name or code, empty for all)"}
    example: 西湖区
columns:
  - {name: code, zh: 代码, en: "code", type: text}
  - {name: district, zh: 区, en: "district", type: text}
  - {name: systems, zh: 本市行业系统, en: "industry systems of the city", type: int, unit: 个}
  - {name: present, zh: 有约束, en: "with a commitment", type: int, unit: 个}
  - {name: absent, zh: 无约束, en: "without", type: int, unit: 个}
  - {name: absent_names, zh: 无约束的行业党委, en: "those without", type: list}
denominator:
  zh: 当日存续、所在地为市的行业党委与该市当日存续的每个区；有约束指行业党委与位于该区的党组织之间任一方向有当日存续的约束。合计为各区之和。
  en: "Industry committees existing on the date and placed in a city, with each district of that city; there is a commitment if one holds on the date, in either direction, between the committee and an organization lying in the district. The total is the sum over the districts."
rates:
  - {zh: 有约束, en: with a commitment, k: present, n: systems}
persons: none
*/
MATCH (o:Organization)-[l:LOCATED_IN]->(c:Division)
WHERE o.kind = 'industry_committee' AND o.since <= $as_of AND $as_of < o.until AND l.since <= $as_of AND $as_of < l.until
  AND c.level = 'city' AND c.since <= $as_of AND $as_of < c.until AND ($city = '' OR c.name = $city OR c.code = $city)
WITH o, c
MATCH (d:Division)-[a:PART_OF]->(c)
WHERE d.level = 'district' AND d.since <= $as_of AND $as_of < d.until AND a.since <= $as_of AND $as_of < a.until
  AND ($district = '' OR d.name = $district OR d.code = $district)
WITH o, d
OPTIONAL MATCH (o)-[t:COMMITS_TO]-(p:Organization)
WHERE t.since <= $as_of AND $as_of < t.until
WITH o, d, p
OPTIONAL MATCH (p)-[i:IN_DISTRICT]->(e:Division)
WHERE e.id = d.id AND i.since <= $as_of AND $as_of < i.until
WITH o, d, count(e.id) > 0 AS there
UNWIND ['groups', 'total'] AS part
WITH part, CASE WHEN part = 'total' THEN '' ELSE d.code END AS gcode,
     CASE WHEN part = 'total' THEN '合计' ELSE d.name END AS gname, o.id AS oid, there,
     CASE WHEN there OR part = 'total' THEN null ELSE o.name END AS oname
ORDER BY oid LIMIT 1000000
WITH part, gcode, gname, count(oid) AS n, coalesce(sum(CASE WHEN there THEN 1 ELSE 0 END), 0) AS n_there,
     collect(oname) AS names
RETURN gcode AS code, gname AS district, n AS systems, n_there AS present, n - n_there AS absent, names AS absent_names
ORDER BY part, code, district
