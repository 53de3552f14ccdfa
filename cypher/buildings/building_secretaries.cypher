/*
title:
  zh: 楼宇书记兼任情况
  en: Building secretaries and their other posts
question:
  zh: 担任一座、两座……楼宇书记的各有多少人，其中多少人同时是社区书记、楼宇指导员？
  en: How many people are secretary of one building, two and so on, and how many of them are community secretaries or instructors of buildings too?
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
    example: 镜湖区
columns:
  - {name: buildings, zh: 任书记的楼宇, en: "buildings", type: int, unit: 座}
  - {name: secretaries, zh: 楼宇书记, en: "building secretaries", type: int, unit: 人}
  - {name: community_secretaries, zh: 其中兼社区书记, en: "of which community secretaries", type: int, unit: 人}
  - {name: instructors, zh: 其中兼楼宇指导员, en: "of which instructors of buildings", type: int, unit: 人}
denominator:
  zh: 当日在册、当日在存续楼宇任楼宇书记的党员，按其任书记的楼宇数分组；限定区时只计该区的楼宇。社区书记指当日任社区党组织书记；指导员指当日指导存续楼宇。
  en: "Members on a roster who are secretary of an existing building on the date, by the number of such buildings (with a district given, those in it). Community secretaries hold the post of secretary of a community organization on the date, instructors instruct an existing building."
persons: counts
*/
MATCH (p:InServiceMember)-[h:HOLDS]->(b:Building)
WHERE p.since <= $as_of AND $as_of < p.until AND h.since <= $as_of AND $as_of < h.until
  AND b.since <= $as_of AND $as_of < b.until AND h.post = 'building_secretary'
WITH p, b
OPTIONAL MATCH (b)-[i:IN_DISTRICT]->(d:Division)
WHERE i.since <= $as_of AND $as_of < i.until
WITH p, b, d.name AS dname, d.code AS dcode
WHERE $district = '' OR dname = $district OR dcode = $district
WITH p, count(DISTINCT b.id) AS n
OPTIONAL MATCH (p)-[h:HOLDS]->(o:Organization)
WHERE h.since <= $as_of AND $as_of < h.until AND h.post = 'secretary' AND o.kind = 'community_organization'
  AND o.since <= $as_of AND $as_of < o.until
WITH p, n, count(o.id) > 0 AS leads
OPTIONAL MATCH (p)-[c:INSTRUCTS]->(b:Building)
WHERE c.since <= $as_of AND $as_of < c.until AND b.since <= $as_of AND $as_of < b.until
WITH p.id AS pid, n, leads, count(b.id) > 0 AS guides
RETURN n AS buildings, count(pid) AS secretaries, count(CASE WHEN leads THEN pid END) AS community_secretaries,
       count(CASE WHEN guides THEN pid END) AS instructors
ORDER BY buildings
