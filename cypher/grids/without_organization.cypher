/*
title:
  zh: 没有党组织的网格
  en: Grids without organization
question:
  zh: 各区（或街道、社区）的网格有多少建有党组织，哪些没有？
  en: How many grids of each district (street, community) have a Party organization, and which have none?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-06-30"
  - name: by
    type: choice
    choices:
      district: {zh: 区, en: district}
      street: {zh: 街道, en: street}
      community: {zh: 社区, en: community}
    default: district
    label: {zh: 分组, en: grouped by}
    example: street
  - name: kind
    type: choice
    choices:
      "": {zh: 各种网格, en: every kind}
      unified: {zh: 全科网格, en: one grid}
      party: {zh: 党建网格, en: Party grid}
      governance: {zh: 综治网格, en: governance grid}
      service: {zh: 服务网格, en: service grid}
    default: unified
    label: {zh: 网格类型, en: kind of grid}
    example: party
  - name: district
    type: text
    names: Division
    default: ""
    label: {zh: 区（名称或代码，空为全部）, en: "district (name or code, empty for all)"}
    example: 张店区
columns:
  - {name: code, zh: 代码, en: "code", type: text}
  - {name: name, zh: 名称, en: "name", type: text, named_by: by}
  - {name: grids, zh: 网格, en: "grids", type: int, unit: 个}
  - {name: with_organization, zh: 建有党组织, en: "with an organization", type: int, unit: 个}
  - {name: without, zh: 没有党组织, en: "without", type: int, unit: 个}
  - {name: grid_names, zh: 没有党组织的网格, en: "those without", type: list}
denominator:
  zh: 当日存续的网格；建有党组织指有当日存续的党组织，其所在地就是该网格。所在区、街道、社区不详的列为未落位。
  en: "Grids existing on the date; a grid has an organization if one that exists then is located in the grid itself. Those whose place is not known stand as not located (未落位)."
rates:
  - {zh: 建有党组织, en: with an organization, k: with_organization, n: grids}
persons: none
*/
MATCH (g:Division)
WHERE g.level = 'grid' AND g.since <= $as_of AND $as_of < g.until AND ($kind = '' OR g.grid = $kind)
WITH g, EXISTS { MATCH (o:Organization)-[l:LOCATED_IN]->(g)
                 WHERE l.since <= $as_of AND $as_of < l.until AND o.since <= $as_of AND $as_of < o.until } AS has
OPTIONAL MATCH (g)-[j:IN_DISTRICT]->(d:Division)
WHERE j.since <= $as_of AND $as_of < j.until
WITH g, has, d.name AS dname, d.code AS dcode
WHERE $district = '' OR dname = $district OR dcode = $district
OPTIONAL MATCH (g)-[i:IN_DISTRICT|LIES_IN]->(a:Division)
WHERE a.level = $by AND i.since <= $as_of AND $as_of < i.until
UNWIND ['groups', 'total'] AS part
WITH part, CASE WHEN part = 'total' THEN '' ELSE coalesce(a.code, '') END AS acode,
     CASE WHEN part = 'total' THEN '合计' ELSE coalesce(a.name, '未落位') END AS aname, g.code AS gcode, g.id AS gid,
     CASE WHEN has THEN null ELSE g.name END AS gname
ORDER BY gcode, gid LIMIT 1000000
WITH part, acode, aname, count(gid) AS n, count(gname) AS n_without, collect(gname) AS names
RETURN acode AS code, aname AS name, n AS grids, n - n_without AS with_organization, n_without AS without, names AS grid_names
ORDER BY part, code = '', code, name
