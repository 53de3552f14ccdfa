/*
title:
  zh: 离党群服务中心较远的社区
  en: Communities far from a service centre
question:
  zh: 哪些社区离最近的党群服务中心超过规定的米数？
  en: Which communities lie farther from the nearest service centre than the metres given?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-06-30"
  - name: metres
    type: int
    default: 1000
    min: 0
    label: {zh: 超过多少米, en: farther than (metres)}
    example: "1500"
  - name: district
    type: text
    names: Division
    default: ""
    label: {zh: 区（名称或代码，空为全部）, en: "district (name or code, empty for all)"}
    example: 罗湖区
columns:
  - {name: code, zh: 社区代码, en: "community code", type: text}
  - {name: community, zh: 社区, en: "community", type: text}
  - {name: street, zh: 街道, en: "street", type: text}
  - {name: district, zh: 区, en: "district", type: text}
  - {name: nearest, zh: 最近的中心, en: "nearest centre", type: text}
  - {name: distance, zh: 距离（米）, en: "distance (metres)", type: int, unit: 米}
denominator:
  zh: 当日存续、有坐标的社区，不含统计虚拟单元；没有坐标的社区不列。距离为社区坐标到当日启用、有坐标的党群服务中心的直线距离；图中没有这样的中心时距离为空。
  en: "Communities existing on the date that have coordinates, pseudo-units left out; those without are not listed. Straight-line distance from the community's coordinates to a service centre in use that has coordinates; blank if the graph has no such centre."
persons: none
*/
MATCH (c:Division)
WHERE c.level = 'community' AND NOT c.pseudo AND c.since <= $as_of AND $as_of < c.until
  AND c.lon IS NOT NULL AND c.lat IS NOT NULL
OPTIONAL MATCH (c)-[j:IN_DISTRICT]->(d:Division)
WHERE j.since <= $as_of AND $as_of < j.until
WITH c, d.name AS dname, d.code AS dcode
WHERE $district = '' OR dname = $district OR dcode = $district
OPTIONAL MATCH (p:ServicePoint)
WHERE p.kind = 'centre' AND p.since <= $as_of AND $as_of < p.until AND p.lon IS NOT NULL AND p.lat IS NOT NULL
WITH c, dname, p.id AS pid, p.name AS pname, radians(p.lon - c.lon) * cos(radians((p.lat + c.lat) / 2.0)) AS east,
     radians(p.lat - c.lat) AS north
WITH c, dname, pid, pname, 6371008.8 * sqrt(east * east + north * north) AS away
ORDER BY away, pid LIMIT 100000000
WITH c, dname, min(away) AS least, collect(pname) AS names
WHERE least IS NULL OR least > $metres
UNWIND CASE WHEN size(names) = 0 THEN [''] ELSE names[..1] END AS found
OPTIONAL MATCH (c)-[i:LIES_IN]->(s:Division)
WHERE s.level = 'street' AND i.since <= $as_of AND $as_of < i.until
RETURN c.code AS code, c.name AS community, coalesce(s.name, '') AS street, coalesce(dname, '') AS district,
       found AS nearest, toInteger(floor(least)) AS distance
ORDER BY code, community
