/*
title:
  zh: 小区未建党组织的物业企业
  en: Property companies whose compounds have no organization
question:
  zh: 各物业企业管理几个小区，其中几个没有党组织覆盖，是哪些，企业自己有没有党组织？
  en: How many compounds does each property company manage, how many of them are covered by no organization, which, and does one cover the company itself?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-06-30"
  - name: district
    type: text
    names: Division
    default: ""
    label: {zh: 小区所在区（名称或代码，空为全部）, en: "district of the compounds (name or code, empty for all)"}
    example: 江夏区
  - name: which
    type: choice
    choices:
      all: {zh: 小区全无党组织, en: none of its compounds has one}
      some: {zh: 有小区无党组织, en: some compound has none}
      every: {zh: 全部物业企业, en: all property companies}
    default: some
    label: {zh: 范围, en: which}
    example: all
columns:
  - {name: unit_id, zh: 单位标识, en: "unit id", type: text}
  - {name: unit_name, zh: 物业企业, en: "property company", type: text}
  - {name: organization, zh: 企业有党组织, en: "company has an organization", type: text, code: yes_no}
  - {name: compounds, zh: 管理小区, en: "compounds", type: int, unit: 个}
  - {name: without, zh: 无党组织, en: "without an organization", type: int, unit: 个}
  - {name: compound_names, zh: 无党组织的小区, en: "those compounds", type: list}
denominator:
  zh: 当日存续、当日以物业企业角色治理存续小区的单位及这些小区；有党组织指当日有存续的党组织覆盖该小区（企业同此）。一个小区可有几家物业企业，各计一次。
  en: "Units existing on the date that manage an existing compound as its property company on the date, and those compounds; one has an organization if an existing one covers it on the date (likewise the company). A compound with several companies counts with each."
persons: none
*/
MATCH (u:Enterprise|Institution)-[m:MANAGES]->(b:Building)
WHERE m.side = 'property' AND m.since <= $as_of AND $as_of < m.until AND u.since <= $as_of AND $as_of < u.until
  AND b.since <= $as_of AND $as_of < b.until
WITH DISTINCT u, b
OPTIONAL MATCH (b)-[i:IN_DISTRICT]->(d:Division)
WHERE i.since <= $as_of AND $as_of < i.until
WITH u, b, d.name AS dname, d.code AS dcode
WHERE $district = '' OR dname = $district OR dcode = $district
WITH u, b, EXISTS { MATCH (o:Organization)-[v:COVERS]->(b)
                    WHERE v.since <= $as_of AND $as_of < v.until AND o.since <= $as_of AND $as_of < o.until } AS covered
WITH u, b.id AS bid, CASE WHEN covered THEN null ELSE b.name END AS bname
ORDER BY bname, bid LIMIT 1000000
WITH u, count(bid) AS n, collect(bname) AS names
WHERE $which = 'every' OR size(names) = n OR $which = 'some' AND size(names) > 0
WITH u, n, names, EXISTS { MATCH (o:Organization)-[v:COVERS]->(u)
                           WHERE v.since <= $as_of AND $as_of < v.until AND o.since <= $as_of AND $as_of < o.until } AS own
RETURN u.id AS unit_id, u.name AS unit_name, CASE WHEN own THEN 'yes' ELSE 'no' END AS organization, n AS compounds,
       size(names) AS without, names AS compound_names
ORDER BY without DESC, compounds DESC, unit_id
