/*
title:
  zh: 四级贯通的社区
  en: Communities linked through all four levels
question:
  zh: 各区（或街道）有多少社区的党群服务中心经街道、区一直对接到市？
  en: How many communities of each district (street) have a service centre that is linked through street and district up to the city?
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
    default: district
    label: {zh: 分组, en: grouped by}
    example: street
  - name: district
    type: text
    names: Division
    default: ""
    label: {zh: 区（名称或代码，空为全部）, en: "district (name or code, empty for all)"}
    example: 罗湖区
columns:
  - {name: code, zh: 代码, en: "code", type: text}
  - {name: name, zh: 名称, en: "name", type: text, named_by: by}
  - {name: communities, zh: 社区数, en: "communities", type: int, unit: 个}
  - {name: with_centre, zh: 有中心, en: "with a centre", type: int, unit: 个}
  - {name: complete, zh: 四级贯通, en: "linked to the city", type: int, unit: 个}
denominator:
  zh: 当日存续的社区，不含统计虚拟单元；有中心指有当日启用、级别为社区的党群服务中心位于该社区；四级贯通指该中心当日逐级对接街道、区、市的党群服务中心，各级都启用。
  en: "Communities existing on the date, pseudo-units left out. With a centre: a service centre of level community in use lies there. Linked to the city: by links that hold on the date from there to service centres of street, district and city, all in use."
rates:
  - {zh: 四级贯通, en: linked to the city, k: complete, n: communities}
persons: none
*/
MATCH (d:ServicePoint)-[k:LINKS_UP]->(y:ServicePoint)
WHERE d.kind = 'centre' AND d.level = 'district' AND y.kind = 'centre' AND y.level = 'city' AND k.since <= $as_of AND $as_of < k.until
  AND d.since <= $as_of AND $as_of < d.until AND y.since <= $as_of AND $as_of < y.until
WITH d
MATCH (s:ServicePoint)-[k:LINKS_UP]->(d)
WHERE s.kind = 'centre' AND s.level = 'street' AND k.since <= $as_of AND $as_of < k.until AND s.since <= $as_of AND $as_of < s.until
WITH s
MATCH (p:ServicePoint)-[k:LINKS_UP]->(s)
WHERE p.kind = 'centre' AND p.level = 'community' AND k.since <= $as_of AND $as_of < k.until
WITH p
MATCH (p)-[l:LIES_IN]->(c:Division)
WHERE l.since <= $as_of AND $as_of < l.until
WITH collect(c.id) AS whole
MATCH (c:Division)
WHERE c.level = 'community' AND NOT c.pseudo AND c.since <= $as_of AND $as_of < c.until
WITH c, c.id IN whole AS complete_there,
     EXISTS { MATCH (p:ServicePoint)-[l:LIES_IN]->(c)
              WHERE p.kind = 'centre' AND p.level = 'community' AND l.since <= $as_of AND $as_of < l.until } AS has
OPTIONAL MATCH (c)-[j:IN_DISTRICT]->(d:Division)
WHERE j.since <= $as_of AND $as_of < j.until
WITH c, complete_there, has, d.name AS dname, d.code AS dcode
WHERE $district = '' OR dname = $district OR dcode = $district
OPTIONAL MATCH (c)-[i:IN_DISTRICT|LIES_IN]->(g:Division)
WHERE g.level = $by AND i.since <= $as_of AND $as_of < i.until
UNWIND ['groups', 'total'] AS part
WITH part, CASE WHEN part = 'total' THEN '' ELSE coalesce(g.code, '') END AS gcode,
     CASE WHEN part = 'total' THEN '合计' ELSE coalesce(g.name, '未落位') END AS gname, c.id AS cid, complete_there, has
WITH part, gcode, gname, count(cid) AS n, coalesce(sum(CASE WHEN has THEN 1 ELSE 0 END), 0) AS n_has,
     coalesce(sum(CASE WHEN complete_there THEN 1 ELSE 0 END), 0) AS n_complete
RETURN gcode AS code, gname AS name, n AS communities, n_has AS with_centre, n_complete AS complete
ORDER BY part, code = '', code, name
