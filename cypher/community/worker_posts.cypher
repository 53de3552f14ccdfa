/*
title:
  zh: 社区工作者岗位等级
  en: Posts of community workers by rank
question:
  zh: 各区（或街道、社区）有多少社区工作者岗位由在册党员担任，各等级各有多少？
  en: How many posts of community workers in each district (street, community) are held by members on a roster, and of which rank?
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
      community: {zh: 社区, en: community}
    default: district
    label: {zh: 分组, en: grouped by}
    example: street
  - name: district
    type: text
    names: Division
    default: ""
    label: {zh: 区（名称或代码，空为全部）, en: "district (name or code, empty for all)"}
    example: 南关区
columns:
  - {name: code, zh: 代码, en: "code", type: text}
  - {name: name, zh: 名称, en: "name", type: text, named_by: by}
  - {name: posts, zh: 岗位, en: "posts", type: int, unit: 个}
  - {name: rank_1, zh: 一级, en: "rank 1", type: int, unit: 个}
  - {name: rank_2, zh: 二级, en: "rank 2", type: int, unit: 个}
  - {name: rank_3, zh: 三级, en: "rank 3", type: int, unit: 个}
  - {name: rank_4, zh: 四级, en: "rank 4", type: int, unit: 个}
  - {name: rank_5, zh: 五级, en: "rank 5", type: int, unit: 个}
  - {name: rank_6, zh: 六级, en: "rank 6", type: int, unit: 个}
  - {name: unranked, zh: 等级不详, en: "rank unknown", type: int, unit: 个}
denominator:
  zh: 当日有效的社区工作者任职（任职处为区划）；等级属于岗位。同一人在两处任职计两个岗位；不是党员的社区工作者不在图中。
  en: "Posts of community workers (in a division) that hold on the date; the rank is the post's. Who holds two counts twice; community workers who are no members are not in the graph."
persons: counts
*/
MATCH (m:InServiceMember)-[h:HOLDS]->(c:Division)
WHERE h.post = 'community_worker' AND h.since <= $as_of AND $as_of < h.until AND m.since <= $as_of AND $as_of < m.until
  AND c.since <= $as_of AND $as_of < c.until
WITH c, coalesce(h.rank, '') AS rank_of
OPTIONAL MATCH (c)-[j:IN_DISTRICT]->(d:Division)
WHERE j.since <= $as_of AND $as_of < j.until
WITH c, rank_of, d.name AS dname, d.code AS dcode
WHERE $district = '' OR dname = $district OR dcode = $district
OPTIONAL MATCH (c)-[i:IN_DISTRICT|LIES_IN]->(g:Division)
WHERE g.level = $by AND i.since <= $as_of AND $as_of < i.until
UNWIND ['groups', 'total'] AS part
WITH part, CASE WHEN part = 'total' THEN '' ELSE coalesce(g.code, '') END AS gcode,
     CASE WHEN part = 'total' THEN '合计' ELSE coalesce(g.name, '未落位') END AS gname, rank_of
WITH part, gcode, gname, count(rank_of) AS n, coalesce(sum(CASE WHEN rank_of = '1' THEN 1 ELSE 0 END), 0) AS n_1,
     coalesce(sum(CASE WHEN rank_of = '2' THEN 1 ELSE 0 END), 0) AS n_2,
     coalesce(sum(CASE WHEN rank_of = '3' THEN 1 ELSE 0 END), 0) AS n_3,
     coalesce(sum(CASE WHEN rank_of = '4' THEN 1 ELSE 0 END), 0) AS n_4,
     coalesce(sum(CASE WHEN rank_of = '5' THEN 1 ELSE 0 END), 0) AS n_5,
     coalesce(sum(CASE WHEN rank_of = '6' THEN 1 ELSE 0 END), 0) AS n_6,
     coalesce(sum(CASE WHEN rank_of = '' THEN 1 ELSE 0 END), 0) AS n_none
RETURN gcode AS code, gname AS name, n AS posts, n_1 AS rank_1, n_2 AS rank_2, n_3 AS rank_3, n_4 AS rank_4,
       n_5 AS rank_5, n_6 AS rank_6, n_none AS unranked
ORDER BY part, code = '', code, name
