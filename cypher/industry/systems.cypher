/*
title: {zh: 行业系统党委, en: Committees of industry systems}
question:
  zh: 各市有多少个行业系统成立了行业党委，其中多少与属地有双向约束？
  en: How many industry systems of each city have a committee of their own, and how many of these are bound to a territory in both directions?
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
columns:
  - {name: code, zh: 代码, en: "code", type: text}
  - {name: city, zh: 市, en: "city", type: text}
  - {name: systems, zh: 行业系统, en: "industry systems", type: int, unit: 个}
  - {name: both_ways, zh: 有双向约束, en: "bound both ways", type: int, unit: 个}
  - {name: one_way, zh: 只有单向约束, en: "bound one way only", type: int, unit: 个}
  - {name: without, zh: 无约束, en: "not bound", type: int, unit: 个}
denominator:
  zh: 当日存续的行业党委，按所在市计（所在地为市，或为该市的区）；有双向约束指与至少一个党组织互有当日存续的约束，只有单向约束指有约束而无一双向。
  en: "Industry committees existing on the date, by the city they are placed in (or whose district they are placed in); bound both ways if with at least one organization a commitment holds on the date in each direction, one way only if there are commitments but none of them mutual."
rates:
  - {zh: 有双向约束, en: bound both ways, k: both_ways, n: systems}
persons: none
*/
MATCH (o:Organization)
WHERE o.kind = 'industry_committee' AND o.since <= $as_of AND $as_of < o.until
OPTIONAL MATCH (o)-[t:COMMITS_TO]->(p:Organization)
WHERE t.since <= $as_of AND $as_of < t.until AND p.since <= $as_of AND $as_of < p.until
WITH o, p
OPTIONAL MATCH (p)-[u:COMMITS_TO]->(x:Organization)
WHERE x.id = o.id AND u.since <= $as_of AND $as_of < u.until
WITH o, count(p.id) AS n_out, count(x.id) AS n_both
OPTIONAL MATCH (o)<-[v:COMMITS_TO]-(q:Organization)
WHERE v.since <= $as_of AND $as_of < v.until AND q.since <= $as_of AND $as_of < q.until
WITH o, n_out, n_both, count(q.id) AS n_in
WITH o, CASE WHEN n_both > 0 THEN 'both' WHEN n_out + n_in > 0 THEN 'one' ELSE '' END AS bound
OPTIONAL MATCH (o)-[l:LOCATED_IN]->(d:Division)
WHERE l.since <= $as_of AND $as_of < l.until AND d.since <= $as_of AND $as_of < d.until
WITH o, bound, d
OPTIONAL MATCH (d)-[a:PART_OF]->(e:Division)
WHERE a.since <= $as_of AND $as_of < a.until AND e.since <= $as_of AND $as_of < e.until AND e.level = 'city'
WITH bound, CASE WHEN d.level = 'city' THEN d.code ELSE coalesce(e.code, '') END AS ccode,
     CASE WHEN d.level = 'city' THEN d.name ELSE coalesce(e.name, '未落位') END AS cname
WHERE $city = '' OR ccode = $city OR cname = $city
UNWIND ['groups', 'total'] AS part
WITH part, CASE WHEN part = 'total' THEN '' ELSE ccode END AS gcode,
     CASE WHEN part = 'total' THEN '合计' ELSE cname END AS gname, bound
WITH part, gcode, gname, count(bound) AS n, coalesce(sum(CASE WHEN bound = 'both' THEN 1 ELSE 0 END), 0) AS n_both,
     coalesce(sum(CASE WHEN bound = 'one' THEN 1 ELSE 0 END), 0) AS n_one,
     coalesce(sum(CASE WHEN bound = '' THEN 1 ELSE 0 END), 0) AS n_without
RETURN gcode AS code, gname AS city, n AS systems, n_both AS both_ways, n_one AS one_way, n_without AS without
ORDER BY part, code = '', code, city
