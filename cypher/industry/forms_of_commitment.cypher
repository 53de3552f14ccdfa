/*
title: {zh: 各种约束方式, en: Forms of commitment}
question:
  zh: 项目清单、公开承诺、任务书、协商、考核、评价各有多少，行业对属地、属地对行业各多少，多少是双向的？
  en: "How many commitments are there of each form, from industry to territory and from territory to industry, and how many go both ways?"
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
    example: 江岸区
columns:
  - {name: form, zh: 约束方式, en: "form", type: text, code: mutual_form}
  - {name: of_industry, zh: 行业对属地, en: "industry to territory", type: int, unit: 对}
  - {name: of_territory, zh: 属地对行业, en: "territory to industry", type: int, unit: 对}
  - {name: both_ways, zh: 双向, en: "both ways", type: int, unit: 对}
denominator:
  zh: 行业党委与其他党组织两两之间当日存续、含该方式的约束，一对党组织在一个方向只计一次；一条约束可含几种方式，因此各行不相加。按区筛选时看行业以外一方所在的区。
  en: "Pairs of an industry committee and an organization of another kind between which a commitment of that form holds on the date, a pair once in each direction; a commitment may have several forms, so rows are not summed. The filter by district looks at where the side lies that is no industry committee."
persons: none
*/
UNWIND ['project_list', 'pledge', 'task_book', 'consultation', 'assessment', 'evaluation'] AS way
MATCH (o:Organization)
WHERE o.kind = 'industry_committee' AND o.since <= $as_of AND $as_of < o.until
WITH way, o
MATCH (o)-[:COMMITS_TO]-(p:Organization)
WHERE coalesce(p.kind, '') <> 'industry_committee' AND p.since <= $as_of AND $as_of < p.until
  AND ($district = '' OR EXISTS { MATCH (p)-[i:IN_DISTRICT]->(d:Division)
                                  WHERE (d.name = $district OR d.code = $district) AND i.since <= $as_of AND $as_of < i.until })
WITH DISTINCT way, o, p
WITH way, EXISTS { MATCH (o)-[a:COMMITS_TO]->(p) WHERE a.since <= $as_of AND $as_of < a.until AND way IN a.forms } AS there,
     EXISTS { MATCH (p)-[b:COMMITS_TO]->(o) WHERE b.since <= $as_of AND $as_of < b.until AND way IN b.forms } AS back
WITH way, there, back
WHERE there OR back
RETURN way AS form, coalesce(sum(CASE WHEN there THEN 1 ELSE 0 END), 0) AS of_industry,
       coalesce(sum(CASE WHEN back THEN 1 ELSE 0 END), 0) AS of_territory,
       coalesce(sum(CASE WHEN there AND back THEN 1 ELSE 0 END), 0) AS both_ways
ORDER BY form
