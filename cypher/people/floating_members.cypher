/*
title:
  zh: 流动党员
  en: Floating members
question:
  zh: 各区（或街道、单位类型）的在职党员，有多少组织关系不在本单位？
  en: How many of the members working in each district (street, kind of unit) are affiliated elsewhere than at their unit?
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
      kind: {zh: 单位类型, en: unit kind}
    default: district
    label: {zh: 分组, en: grouped by}
    example: kind
columns:
  - {name: code, zh: 代码, en: "code", type: text}
  - {name: name, zh: 名称, en: "name", type: text, named_by: by}
  - {name: members, zh: 在职党员, en: "in-service members", type: int, unit: 人}
  - {name: at_home, zh: 组织关系在本单位, en: "affiliated at their unit", type: int, unit: 人}
  - {name: floating, zh: 组织关系在别处, en: "affiliated elsewhere", type: int, unit: 人}
  - {name: unknown, zh: 组织关系不详, en: "affiliation unknown", type: int, unit: 人}
denominator:
  zh: 当日在存续单位工作的在册党员，按工作单位所在计；在两家单位工作的在两家各计一次。组织关系在本单位指所隶属的党组织当日覆盖该单位；名册没有写组织关系的另列。
  en: "Members on a roster who work at an active unit on the date, by where the unit lies, at each unit if they work at two. Affiliated at their unit means to an organization that covers it on the date; those whose roster names no affiliation stand apart."
rates:
  - {zh: 组织关系在别处, en: affiliated elsewhere, k: floating, n: members}
persons: counts
*/
MATCH (m:InServiceMember)-[w:WORKS_AT]->(u:Enterprise|Institution)
WHERE w.since <= $as_of AND $as_of < w.until AND m.since <= $as_of AND $as_of < m.until
WITH u, m
OPTIONAL MATCH (m)-[a:AFFILIATED_TO]->(o:Organization)
WHERE a.since <= $as_of AND $as_of < a.until AND o.since <= $as_of AND $as_of < o.until
WITH u, m, o
OPTIONAL MATCH (o)-[v:COVERS]->(x:Enterprise|Institution)
WHERE x.id = u.id AND v.since <= $as_of AND $as_of < v.until
WITH u, m.id AS mid, max(CASE WHEN o.id IS NULL THEN 'a unknown' WHEN x.id IS NULL THEN 'b away' ELSE 'c home' END) AS what
WITH u, what, count(mid) AS n
MATCH (s:Standing)-[:STANDS_FOR]->(u)
WHERE s.since <= $as_of AND $as_of < s.until
WITH CASE WHEN $by = 'street' THEN s.street WHEN $by = 'kind' THEN s.kind ELSE s.district END AS place, what, n
UNWIND ['groups', 'total'] AS part
WITH part, CASE WHEN part = 'total' THEN '' ELSE place END AS key, coalesce(sum(n), 0) AS n_members,
     coalesce(sum(CASE WHEN what = 'c home' THEN n ELSE 0 END), 0) AS n_home,
     coalesce(sum(CASE WHEN what = 'b away' THEN n ELSE 0 END), 0) AS n_away,
     coalesce(sum(CASE WHEN what = 'a unknown' THEN n ELSE 0 END), 0) AS n_unclear
OPTIONAL MATCH (d:Division)
WHERE d.id = key
RETURN coalesce(d.code, key) AS code,
       CASE WHEN part = 'total' THEN '合计' WHEN key <> '' THEN coalesce(d.name, key) WHEN $by = 'kind' THEN '不详'
            ELSE '未落位' END AS name, n_members AS members, n_home AS at_home, n_away AS floating,
       n_unclear AS unknown
ORDER BY part, key = '', code, key
