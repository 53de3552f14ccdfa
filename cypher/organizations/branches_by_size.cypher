/*
title:
  zh: 党支部规模分布
  en: Branches by size
question:
  zh: 支部与联合党支部各有多少党员，规模怎样分布？
  en: How many members do branches and joint branches have, and how are their sizes distributed?
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
  - {name: size, zh: 党员数, en: "members", type: text, code: size_band}
  - {name: branches, zh: 党支部, en: "branches", type: int, unit: 个}
  - {name: joint_branches, zh: 联合党支部, en: "joint branches", type: int, unit: 个}
  - {name: members, zh: 党员合计, en: "members together", type: int, unit: 人}
denominator:
  zh: 当日存续的单独与联合党支部；人数取当日有效的党组织党员数，没有则按组织关系计，都没有的列为不详。
  en: Own and joint branches existing on the date; their members by the count in force, else by affiliation, unknown if there is neither.
persons: counts
*/
MATCH (o:Organization)
WHERE o.since <= $as_of AND $as_of < o.until AND o.kind IN ['branch', 'joint_branch']
OPTIONAL MATCH (h:Headcount)-[:COUNTS]->(o)
WHERE h.since <= $as_of AND $as_of < h.until AND (h.members IS NOT NULL OR h.full_members IS NOT NULL)
WITH o, max(coalesce(h.members, h.full_members)) AS said
OPTIONAL MATCH (p:InServiceMember|DeliveryWorker)-[a:AFFILIATED_TO]->(o)
WHERE a.since <= $as_of AND $as_of < a.until AND p.since <= $as_of AND $as_of < p.until
  AND p.status IN ['full', 'probationary']
WITH o, said, count(DISTINCT p.id) AS listed
WITH o, CASE WHEN said IS NULL AND listed > 0 THEN listed ELSE said END AS n
OPTIONAL MATCH (o)-[i:IN_DISTRICT]->(d:Division)
WHERE i.since <= $as_of AND $as_of < i.until
WITH o, n, d.code AS dcode, d.name AS dname, d.id AS did
ORDER BY dcode, did LIMIT 1000000
WITH o, n, collect(dname) AS district_names, collect(dcode) AS district_codes
WHERE $district = '' OR $district IN district_names OR $district IN district_codes
WITH CASE WHEN n < 3 THEN '00-02' WHEN n < 7 THEN '03-06' WHEN n < 20 THEN '07-19' WHEN n <= 50 THEN '20-50'
          WHEN n IS NULL THEN '' ELSE '51+' END AS size_of, o.kind AS kind_of, n
WITH size_of, coalesce(sum(CASE WHEN kind_of = 'branch' THEN 1 ELSE 0 END), 0) AS n_branches,
     coalesce(sum(CASE WHEN kind_of = 'joint_branch' THEN 1 ELSE 0 END), 0) AS n_joint, coalesce(sum(n), 0) AS n_members
RETURN size_of AS size, n_branches AS branches, n_joint AS joint_branches, n_members AS members
ORDER BY size_of = '', size
