/*
title:
  zh: 社区书记岗位的星级分布
  en: Star ratings of community secretary posts
question:
  zh: 各区（或街道）的社区党组织书记岗位，一至五星各有多少，多少没有评定？
  en: How many secretary posts of community organizations in each district (street) have one to five stars, and how many are not rated?
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
    default: district
    label: {zh: 分组, en: grouped by}
    example: street
  - name: district
    type: text
    names: Division
    default: ""
    label: {zh: 区（名称或代码，空为全部）, en: "district (name or code, empty for all)"}
    example: 杏花岭区
columns:
  - {name: code, zh: 代码, en: "code", type: text}
  - {name: name, zh: 名称, en: "name", type: text, named_by: by}
  - {name: organizations, zh: 社区党组织, en: "community organizations", type: int, unit: 个}
  - {name: rated, zh: 已评星, en: "rated", type: int, unit: 个}
  - {name: five, zh: 五星, en: "five stars", type: int, unit: 个}
  - {name: four, zh: 四星, en: "four stars", type: int, unit: 个}
  - {name: three, zh: 三星, en: "three stars", type: int, unit: 个}
  - {name: two, zh: 二星, en: "two stars", type: int, unit: 个}
  - {name: one, zh: 一星, en: "one star", type: int, unit: 个}
  - {name: unrated, zh: 未评星, en: "not rated", type: int, unit: 个}
denominator:
  zh: 当日存续的社区党组织；星级属于书记岗位，取当日有效的评定（到下一次评定为止）。所在区、街道不详的列为未落位；位于两个区的在两个区各计一次，合计中只计一次。
  en: "Community organizations existing on the date. The stars belong to the secretary post: the rating in force on the date, until the next. Those whose place is not known stand as not located (未落位); one that lies in two districts counts in both, and once in the total."
rates:
  - {zh: 评星, en: rated, k: rated, n: organizations}
persons: none
*/
MATCH (o:Organization)
WHERE o.kind = 'community_organization' AND o.since <= $as_of AND $as_of < o.until
OPTIONAL MATCH (r:Rating)-[t:RATES]->(o)
WHERE t.since <= $as_of AND $as_of < t.until
WITH o, max(r.stars) AS stars
OPTIONAL MATCH (o)-[j:IN_DISTRICT]->(d:Division)
WHERE j.since <= $as_of AND $as_of < j.until
WITH o, stars, d.name AS dname, d.code AS dcode
WHERE $district = '' OR dname = $district OR dcode = $district
WITH o, stars
OPTIONAL MATCH (o)-[i:IN_DISTRICT|LIES_IN]->(g:Division)
WHERE g.level = $by AND i.since <= $as_of AND $as_of < i.until
UNWIND ['groups', 'total'] AS part
WITH DISTINCT part, CASE WHEN part = 'total' THEN '' ELSE coalesce(g.code, '') END AS gcode,
     CASE WHEN part = 'total' THEN '合计' ELSE coalesce(g.name, '未落位') END AS gname, o.id AS oid, coalesce(stars, '') AS n_stars
WITH part, gcode, gname, count(oid) AS n, coalesce(sum(CASE WHEN n_stars = '5' THEN 1 ELSE 0 END), 0) AS n_five,
     coalesce(sum(CASE WHEN n_stars = '4' THEN 1 ELSE 0 END), 0) AS n_four,
     coalesce(sum(CASE WHEN n_stars = '3' THEN 1 ELSE 0 END), 0) AS n_three,
     coalesce(sum(CASE WHEN n_stars = '2' THEN 1 ELSE 0 END), 0) AS n_two,
     coalesce(sum(CASE WHEN n_stars = '1' THEN 1 ELSE 0 END), 0) AS n_one,
     coalesce(sum(CASE WHEN n_stars = '' THEN 1 ELSE 0 END), 0) AS n_none
RETURN gcode AS code, gname AS name, n AS organizations, n - n_none AS rated, n_five AS five, n_four AS four,
       n_three AS three, n_two AS two, n_one AS one, n_none AS unrated
ORDER BY part, code = '', code, name
