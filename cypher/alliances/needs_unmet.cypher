/*
title:
  zh: 未回应的需求
  en: Needs not met
question:
  zh: 哪些需求还没有项目回应，何人提出、何时提出，有没有同类的闲置资源？
  en: Which needs does no project meet, who asked for them and when, and are there idle resources of the kind?
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
columns:
  - {name: need_id, zh: 需求标识, en: "need id", type: text}
  - {name: need, zh: 需求, en: "need", type: text}
  - {name: kind, zh: 类型, en: "kind", type: text, code: resource_kind}
  - {name: asked_by, zh: 提出方, en: "asked by", type: list}
  - {name: since, zh: 提出日期, en: "asked since", type: date}
  - {name: idle, zh: 同类闲置资源, en: "idle resources of the kind", type: int, unit: 项}
denominator:
  zh: 当日存续、由存续的提出方提出、当日及以前没有立项的项目回应的需求；同类闲置资源为当日由存续的提供方提供、当日没有存续项目使用的同类资源，不限提供方所在地。
  en: "Needs asked for on the date by existing parties which no project begun on or before it meets; idle are resources of the kind offered on the date, wherever, that no existing project uses."
persons: none
*/
MATCH (g:Organization|Enterprise|Institution|Division|Building|BusinessDistrict|ServicePoint)-[t:OFFERS]->(x:Resource)
WHERE t.since <= $as_of AND $as_of < t.until AND g.since <= $as_of AND $as_of < g.until
  AND x.since <= $as_of AND $as_of < x.until
  AND NOT EXISTS { MATCH (p:Project)-[u:DRAWS_ON]->(x)
                   WHERE u.since <= $as_of AND $as_of < u.until AND p.since <= $as_of AND $as_of < p.until }
WITH DISTINCT x
WITH collect(x.kind) AS idle_kinds
MATCH (g:Organization|Enterprise|Institution|Division|Building|BusinessDistrict|ServicePoint)-[t:SEEKS]->(n:Need)
WHERE t.since <= $as_of AND $as_of < t.until AND g.since <= $as_of AND $as_of < g.until
  AND n.since <= $as_of AND $as_of < n.until
  AND NOT EXISTS { MATCH (p:Project)-[m:MEETS]->(n) WHERE m.since <= $as_of AND p.since <= $as_of }
WITH idle_kinds, g, n
OPTIONAL MATCH (g)-[i:IN_DISTRICT]->(d:Division)
WHERE i.since <= $as_of AND $as_of < i.until
WITH idle_kinds, g, n, d.name AS dname, d.code AS dcode
WHERE $district = '' OR dname = $district OR dcode = $district
WITH DISTINCT idle_kinds, n, g.name AS gname
ORDER BY gname LIMIT 1000000
WITH idle_kinds, n, collect(gname) AS askers
UNWIND CASE WHEN n.kind IN idle_kinds THEN idle_kinds ELSE [''] END AS k
WITH n, askers, coalesce(sum(CASE WHEN k = n.kind THEN 1 ELSE 0 END), 0) AS n_idle
RETURN n.id AS need_id, n.name AS need, coalesce(n.kind, '') AS kind, askers AS asked_by, n.since AS since, n_idle AS idle
ORDER BY since, need_id
