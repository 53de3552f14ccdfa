/*
title:
  zh: 资源与需求
  en: Resources and needs
question:
  zh: 各类资源提供了多少、用上了多少，各类需求提出了多少、回应了多少？
  en: How many resources of each kind are offered and used, and how many needs are asked for and met?
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
  - {name: kind, zh: 类型, en: "kind", type: text, code: resource_kind}
  - {name: resources, zh: 资源, en: "resources", type: int, unit: 项}
  - {name: used, zh: 其中在用, en: "of which in use", type: int, unit: 项}
  - {name: needs, zh: 需求, en: "needs", type: int, unit: 项}
  - {name: met, zh: 其中已回应, en: "of which met", type: int, unit: 项}
  - {name: unmet, zh: 未回应, en: "unmet", type: int, unit: 项}
denominator:
  zh: 当日存续、当日由存续的提供方提供的资源，与当日由存续的提出方提出的需求，各计一项；在用指当日存续的项目使用它，已回应指当日或以前有立项的项目回应它（含已结项）。限定区时，按提供方、提出方所在的区。末行为合计。
  en: "Resources offered and needs asked for on the date by parties existing then, each counted once; in use by a project existing on the date; met by a project begun on or before it, completed ones included. With a district given, by where the party lies. The last row is the total."
rates:
  - {zh: 在用资源, en: resources in use, k: used, n: resources}
  - {zh: 已回应需求, en: needs met, k: met, n: needs}
persons: none
*/
MATCH (g:Organization|Enterprise|Institution|Division|Building|BusinessDistrict|ServicePoint)-[t:OFFERS|SEEKS]->(x:Resource|Need)
WHERE t.since <= $as_of AND $as_of < t.until AND g.since <= $as_of AND $as_of < g.until
  AND x.since <= $as_of AND $as_of < x.until
WITH g, x
OPTIONAL MATCH (g)-[i:IN_DISTRICT]->(d:Division)
WHERE i.since <= $as_of AND $as_of < i.until
WITH x, d.name AS dname, d.code AS dcode
WHERE $district = '' OR dname = $district OR dcode = $district
WITH x
OPTIONAL MATCH (p:Project)-[t:DRAWS_ON|MEETS]->(x)
WHERE t.since <= $as_of AND p.since <= $as_of AND (head(labels(x)) = 'Need' OR $as_of < t.until AND $as_of < p.until)
WITH x, head(labels(x)) AS what, count(p.id) > 0 AS done
UNWIND ['groups', 'total'] AS part
WITH part, CASE WHEN part = 'total' THEN '' ELSE coalesce(x.kind, '') END AS key, what, done
WITH part, key, coalesce(sum(CASE WHEN what = 'Resource' THEN 1 ELSE 0 END), 0) AS n_resources,
     coalesce(sum(CASE WHEN what = 'Resource' AND done THEN 1 ELSE 0 END), 0) AS n_used,
     coalesce(sum(CASE WHEN what = 'Need' THEN 1 ELSE 0 END), 0) AS n_needs,
     coalesce(sum(CASE WHEN what = 'Need' AND done THEN 1 ELSE 0 END), 0) AS n_met
RETURN CASE WHEN part = 'total' THEN '合计' WHEN key = '' THEN '不详' ELSE key END AS kind, n_resources AS resources,
       n_used AS used, n_needs AS needs, n_met AS met, n_needs - n_met AS unmet
ORDER BY part, key
