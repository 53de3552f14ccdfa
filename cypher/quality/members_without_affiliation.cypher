/*
title:
  zh: 组织关系不明的党员
  en: Members without an affiliation
question:
  zh: 各区在职党员中，多少人的组织关系所在不明，其中多少人连工作单位也不明？
  en: Of the in-service members working in each district, how many have no known affiliation, and how many not even a known employer?
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
      community: {zh: 社区, en: community}
    default: district
    label: {zh: 分组, en: grouped by}
    example: street
columns:
  - {name: code, zh: 代码, en: "code", type: text}
  - {name: name, zh: 名称, en: "name", type: text, named_by: by}
  - {name: members, zh: 在职党员, en: "in-service members", type: int, unit: 人}
  - {name: affiliated, zh: 组织关系明确, en: "affiliation known", type: int, unit: 人}
  - {name: unaffiliated, zh: 组织关系不明, en: "affiliation unknown", type: int, unit: 人}
  - {name: without_employer, zh: 其中工作单位也不明, en: "of which without an employer", type: int, unit: 人}
denominator:
  zh: 当日在册的在职党员，按当日工作单位所在；在两处工作的两处都计，合计只计一次。
  en: In-service members on the date by where their unit lies on the date; who works in two places counts in both, and once in the total.
rates:
  - {zh: 组织关系明确, en: "affiliation known", k: affiliated, n: members}
persons: counts
*/
OPTIONAL MATCH (m:InServiceMember)
WHERE m.since <= $as_of AND $as_of < m.until
WITH m
OPTIONAL MATCH (m)-[a:AFFILIATED_TO]->(o:Organization)
WHERE a.since <= $as_of AND $as_of < a.until AND o.since <= $as_of AND $as_of < o.until
WITH m, count(o.id) AS n_affiliated
OPTIONAL MATCH (m)-[w:WORKS_AT]->(u:Enterprise|Institution)<-[:STANDS_FOR]-(s:Standing)
WHERE w.since <= $as_of AND $as_of < w.until AND s.since <= $as_of AND $as_of < s.until
WITH m.id AS mid, n_affiliated > 0 AS settled, s.id IS NOT NULL AS employed,
     coalesce(CASE WHEN $by = 'district' THEN s.district WHEN $by = 'street' THEN s.street ELSE s.community END, '') AS gid
UNWIND ['groups', 'total'] AS part
WITH DISTINCT part, CASE WHEN part = 'total' THEN '' ELSE gid END AS key, mid, settled, employed
WITH part, key, count(mid) AS n_members,
     coalesce(sum(CASE WHEN settled THEN 1 ELSE 0 END), 0) AS n_settled,
     coalesce(sum(CASE WHEN mid IS NOT NULL AND NOT settled AND NOT employed THEN 1 ELSE 0 END), 0) AS n_lost
WHERE part = 'total' OR n_members > 0
OPTIONAL MATCH (d:Division) WHERE d.id = key
RETURN coalesce(d.code, key) AS code,
       CASE WHEN part = 'total' THEN '合计' WHEN key <> '' THEN coalesce(d.name, key) ELSE '未落位' END AS name,
       n_members AS members, n_settled AS affiliated, n_members - n_settled AS unaffiliated,
       n_lost AS without_employer
ORDER BY part, key = '', code, key
