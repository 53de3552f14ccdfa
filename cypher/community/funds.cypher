/*
title:
  zh: 社区经费保障
  en: Community funds
question:
  zh: 各区（或街道、市、省）有多少社区的工作经费纳入财政预算，多少有服务群众经费？
  en: How many communities of each district (street, city, province) have funds in the budget, and how many a service fund?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-07-01"
  - name: by
    type: choice
    choices:
      district: {zh: 区, en: district}
      street: {zh: 街道, en: street}
      city: {zh: 市, en: city}
      province: {zh: 省, en: province}
    default: district
    label: {zh: 分组, en: grouped by}
    example: city
  - name: district
    type: text
    names: Division
    default: ""
    label: {zh: 区（名称或代码，空为全部）, en: "district (name or code, empty for all)"}
    example: 昌江区
columns:
  - {name: code, zh: 代码, en: "code", type: text}
  - {name: name, zh: 名称, en: "name", type: text, named_by: by}
  - {name: communities, zh: 社区数, en: "communities", type: int, unit: 个}
  - {name: budget_known, zh: 工作经费有记录, en: "funds in the budget on record", type: int, unit: 个}
  - {name: budget, zh: 有工作经费, en: "with funds in the budget", type: int, unit: 个}
  - {name: service_known, zh: 服务群众经费有记录, en: "service fund on record", type: int, unit: 个}
  - {name: service, zh: 有服务群众经费, en: "with a service fund", type: int, unit: 个}
  - {name: both, zh: 两项都有, en: "with both", type: int, unit: 个}
denominator:
  zh: 当日存续的社区，不含统计虚拟单元。某项有记录指当日有效的一次经费数写明该项；没有写明的不知道有没有，不进该项的分母。有经费指该数大于 0。
  en: "Communities existing on the date, pseudo-units left out. A fund is on record if the statement in force on the date gives it; of other communities nothing is known, so they are not in that fund's denominator. A fund is there if its figure is above 0."
rates:
  - {zh: 有工作经费, en: with funds in the budget, k: budget, n: budget_known}
  - {zh: 有服务群众经费, en: with a service fund, k: service, n: service_known}
persons: none
*/
MATCH (s:Division)
WHERE s.level = 'community' AND NOT s.pseudo AND s.since <= $as_of AND $as_of < s.until
OPTIONAL MATCH (s)<-[f:FUNDS]-(x:Fund)
WHERE f.since <= $as_of AND $as_of < f.until
WITH s, x.budget AS in_budget, x.service AS for_service
OPTIONAL MATCH (s)-[j:LIES_IN]->(g:Division)
WHERE g.level = 'street' AND j.since <= $as_of AND $as_of < j.until
WITH s, g, in_budget, for_service
OPTIONAL MATCH (s)-[i:IN_DISTRICT]->(d:Division)
WHERE i.since <= $as_of AND $as_of < i.until
WITH s, g, in_budget, for_service, d
WHERE $district = '' OR d.name = $district OR d.code = $district
OPTIONAL MATCH (d)-[p:PART_OF]->(c:Division)
WHERE c.level = 'city' AND p.since <= $as_of AND $as_of < p.until AND c.since <= $as_of AND $as_of < c.until
WITH s, g, in_budget, for_service, d, c
OPTIONAL MATCH (c)-[q:PART_OF]->(v:Division)
WHERE v.level = 'province' AND q.since <= $as_of AND $as_of < q.until AND v.since <= $as_of AND $as_of < v.until
WITH s, in_budget, for_service,
     CASE WHEN $by = 'province' THEN v.code WHEN $by = 'city' THEN c.code WHEN $by = 'street' THEN g.code ELSE d.code END AS code_of,
     CASE WHEN $by = 'province' THEN v.name WHEN $by = 'city' THEN c.name WHEN $by = 'street' THEN g.name ELSE d.name END AS name_of
UNWIND ['groups', 'total'] AS part
WITH part, CASE WHEN part = 'total' THEN '' ELSE coalesce(code_of, '') END AS gcode,
     CASE WHEN part = 'total' THEN '合计' ELSE coalesce(name_of, '未落位') END AS gname, s.id AS sid, in_budget, for_service
WITH part, gcode, gname, count(sid) AS n, count(in_budget) AS n_budget_known, count(for_service) AS n_service_known,
     count(CASE WHEN in_budget > 0 THEN sid END) AS n_budget, count(CASE WHEN for_service > 0 THEN sid END) AS n_service,
     count(CASE WHEN in_budget > 0 AND for_service > 0 THEN sid END) AS n_both
RETURN gcode AS code, gname AS name, n AS communities, n_budget_known AS budget_known, n_budget AS budget,
       n_service_known AS service_known, n_service AS service, n_both AS both
ORDER BY part, code = '', code, name
