/*
title:
  zh: 撤销的原网格与承接
  en: Former grids and what took their place
question:
  zh: 各区（或街道、社区）撤销了多少原网格，多少有新网格承接，哪些没有？
  en: How many former grids of each district (street, community) were abolished, how many were taken over by a new grid, and which were not?
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
  - name: district
    type: text
    names: Division
    default: ""
    label: {zh: 区（名称或代码，空为全部）, en: "district (name or code, empty for all)"}
    example: 姑苏区
columns:
  - {name: code, zh: 代码, en: "code", type: text}
  - {name: name, zh: 名称, en: "name", type: text, named_by: by}
  - {name: former, zh: 已撤销网格, en: "former grids", type: int, unit: 个}
  - {name: party, zh: 其中党建, en: "of them Party grids", type: int, unit: 个}
  - {name: governance, zh: 其中综治, en: "of them governance grids", type: int, unit: 个}
  - {name: service, zh: 其中服务, en: "of them service grids", type: int, unit: 个}
  - {name: merged, zh: 已承接, en: "taken over", type: int, unit: 个}
  - {name: without, zh: 无承接, en: "without successor", type: int, unit: 个}
  - {name: grid_names, zh: 无承接的原网格, en: "those without", type: list}
denominator:
  zh: 当日已撤销的网格，按撤销时所在的区划计；已承接指当日或之前有网格承接它。所在不详的列为未落位。
  en: "Grids abolished by the date, by where they lay at their end; taken over means that a grid succeeded them on or before the date. Those whose place is not known stand as not located (未落位)."
rates:
  - {zh: 已承接, en: taken over, k: merged, n: former}
persons: none
*/
MATCH (g:Division)
WHERE g.level = 'grid' AND g.until <= $as_of
WITH g, EXISTS { MATCH (n:Division)-[s:SUCCEEDS]->(g)
                 WHERE s.since <= $as_of AND n.since <= $as_of AND n.level = 'grid' } AS taken
OPTIONAL MATCH (g)-[j:IN_DISTRICT]->(d:Division)
WHERE j.until = g.until
WITH g, taken, d.name AS dname, d.code AS dcode
WHERE $district = '' OR dname = $district OR dcode = $district
OPTIONAL MATCH (g)-[i:IN_DISTRICT|LIES_IN]->(a:Division)
WHERE a.level = $by AND i.until = g.until
UNWIND ['groups', 'total'] AS part
WITH part, CASE WHEN part = 'total' THEN '' ELSE coalesce(a.code, '') END AS acode,
     CASE WHEN part = 'total' THEN '合计' ELSE coalesce(a.name, '未落位') END AS aname, g.code AS gcode, g.id AS gid, g.grid AS kind,
     CASE WHEN taken THEN null ELSE g.name END AS gname
ORDER BY gcode, gid LIMIT 1000000
WITH part, acode, aname, count(gid) AS n, coalesce(sum(CASE WHEN kind = 'party' THEN 1 ELSE 0 END), 0) AS n_party,
     coalesce(sum(CASE WHEN kind = 'governance' THEN 1 ELSE 0 END), 0) AS n_governance,
     coalesce(sum(CASE WHEN kind = 'service' THEN 1 ELSE 0 END), 0) AS n_service, count(gname) AS n_without, collect(gname) AS names
RETURN acode AS code, aname AS name, n AS former, n_party AS party, n_governance AS governance, n_service AS service,
       n - n_without AS merged, n_without AS without, names AS grid_names
ORDER BY part, code = '', code, name
