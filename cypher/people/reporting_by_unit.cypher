/*
title:
  zh: 单位的双报到
  en: Two-way reporting by unit
question:
  zh: 各区（或街道、社区、单位类型）的单位，其党组织和在职党员有多少到社区报到？
  en: Of the units of each district (street, community, kind), how many have an organization that reports to a community, and how many of their in-service members do?
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
      kind: {zh: 单位类型, en: unit kind}
    default: district
    label: {zh: 分组, en: grouped by}
    example: kind
columns:
  - {name: code, zh: 代码, en: "code", type: text}
  - {name: name, zh: 名称, en: "name", type: text, named_by: by}
  - {name: units, zh: 有党员在册的单位, en: "units with members on a roster", type: int, unit: 家}
  - {name: units_reporting, zh: 其中党组织已报到, en: "of which an organization reports", type: int, unit: 家}
  - {name: members, zh: 在职党员, en: "in-service members", type: int, unit: 人}
  - {name: reporting, zh: 其中已报到, en: "of whom reporting", type: int, unit: 人}
denominator:
  zh: 当日存续、名册上有在职党员的单位及这些党员；在两家单位工作的在两家各计一次。报到指当日向某个社区报到；单位的党组织为当日覆盖它的任何一个。
  en: "Units active on the date with in-service members on a roster, and those members, at each unit if they work at two. Reporting means to a community on the date; a unit's organization is any that covers it then."
rates:
  - {zh: 单位报到, en: units reporting, k: units_reporting, n: units}
  - {zh: 党员报到, en: members reporting, k: reporting, n: members}
persons: counts
*/
MATCH (m:InServiceMember)-[w:WORKS_AT]->(u:Enterprise|Institution)
WHERE w.since <= $as_of AND $as_of < w.until AND m.since <= $as_of AND $as_of < m.until
WITH DISTINCT u, m, EXISTS { MATCH (m)-[r:REPORTS_TO]->(c:Division)
                            WHERE r.since <= $as_of AND $as_of < r.until AND c.since <= $as_of AND $as_of < c.until } AS reports
WITH u, count(m.id) AS n, coalesce(sum(CASE WHEN reports THEN 1 ELSE 0 END), 0) AS n_reporting
MATCH (s:Standing)-[:STANDS_FOR]->(u)
WHERE s.since <= $as_of AND $as_of < s.until
WITH u, n, n_reporting, CASE WHEN $by = 'street' THEN s.street WHEN $by = 'community' THEN s.community
                             WHEN $by = 'kind' THEN s.kind ELSE s.district END AS place
OPTIONAL MATCH (u)<-[v:COVERS]-(o:Organization)
WHERE v.since <= $as_of AND $as_of < v.until AND o.since <= $as_of AND $as_of < o.until
WITH u, n, n_reporting, place, o
OPTIONAL MATCH (o)-[r:REPORTS_TO]->(c:Division)
WHERE r.since <= $as_of AND $as_of < r.until AND c.since <= $as_of AND $as_of < c.until
WITH u, n, n_reporting, place, count(c.id) > 0 AS organized
UNWIND ['groups', 'total'] AS part
WITH part, CASE WHEN part = 'total' THEN '' ELSE place END AS key, count(u.id) AS n_units,
     coalesce(sum(CASE WHEN organized THEN 1 ELSE 0 END), 0) AS n_organized, coalesce(sum(n), 0) AS n_members,
     coalesce(sum(n_reporting), 0) AS n_members_reporting
OPTIONAL MATCH (d:Division)
WHERE d.id = key
RETURN coalesce(d.code, key) AS code,
       CASE WHEN part = 'total' THEN '合计' WHEN key <> '' THEN coalesce(d.name, key) WHEN $by = 'kind' THEN '不详'
            ELSE '未落位' END AS name, n_units AS units, n_organized AS units_reporting, n_members AS members,
       n_members_reporting AS reporting
ORDER BY part, key = '', code, key
