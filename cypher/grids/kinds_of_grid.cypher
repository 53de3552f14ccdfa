/*
title:
  zh: 仍有多种网格的社区
  en: Areas with more than one kind of grid
question:
  zh: 哪些社区（或街道、区）仍有一种以上的网格，每种几个？
  en: Which communities (streets, districts) still have more than one kind of grid, and how many of each?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-06-30"
  - name: by
    type: choice
    choices:
      community: {zh: 社区, en: community}
      street: {zh: 街道, en: street}
      district: {zh: 区, en: district}
    default: community
    label: {zh: 分组, en: grouped by}
    example: street
  - name: kinds
    type: int
    default: 2
    min: 1
    max: 4
    label: {zh: 至少几种, en: kinds at least}
    example: "3"
  - name: district
    type: text
    names: Division
    default: ""
    label: {zh: 区（名称或代码，空为全部）, en: "district (name or code, empty for all)"}
    example: 张店区
columns:
  - {name: code, zh: 代码, en: "code", type: text}
  - {name: name, zh: 名称, en: "name", type: text, named_by: by}
  - {name: kinds, zh: 几种网格, en: "kinds of grid", type: int, unit: 种}
  - {name: unified, zh: 全科网格, en: "one grid", type: int, unit: 个}
  - {name: party, zh: 党建网格, en: "Party grids", type: int, unit: 个}
  - {name: governance, zh: 综治网格, en: "governance grids", type: int, unit: 个}
  - {name: service, zh: 服务网格, en: "service grids", type: int, unit: 个}
denominator:
  zh: 当日存续、写明类型的网格，按其所在的社区（街道、区）计；所在不详的不列。
  en: "Grids existing on the date whose kind is stated, by the community (street, district) they lie in; those whose place is not known are left out."
persons: none
*/
MATCH (g:Division)-[i:IN_DISTRICT|LIES_IN]->(a:Division)
WHERE g.level = 'grid' AND g.since <= $as_of AND $as_of < g.until AND a.level = $by
  AND i.since <= $as_of AND $as_of < i.until AND g.grid IS NOT NULL
WITH a, g
OPTIONAL MATCH (g)-[j:IN_DISTRICT]->(d:Division)
WHERE j.since <= $as_of AND $as_of < j.until
WITH a, g, d.name AS dname, d.code AS dcode
WHERE $district = '' OR dname = $district OR dcode = $district
WITH a, count(DISTINCT g.grid) AS n_kinds, coalesce(sum(CASE WHEN g.grid = 'unified' THEN 1 ELSE 0 END), 0) AS n_unified,
     coalesce(sum(CASE WHEN g.grid = 'party' THEN 1 ELSE 0 END), 0) AS n_party,
     coalesce(sum(CASE WHEN g.grid = 'governance' THEN 1 ELSE 0 END), 0) AS n_governance,
     coalesce(sum(CASE WHEN g.grid = 'service' THEN 1 ELSE 0 END), 0) AS n_service
WHERE n_kinds >= $kinds
RETURN a.code AS code, a.name AS name, n_kinds AS kinds, n_unified AS unified, n_party AS party,
       n_governance AS governance, n_service AS service
ORDER BY code, name
