/*
title:
  zh: 应急时到哪里集结
  en: Where to gather in an emergency
question:
  zh: 各社区规定米数之内有哪些党群服务中心，能容纳多少人，能集结多少干部、志愿者和物资？
  en: Which service centres lie within the metres given of each community, how many people can they hold, and how many cadres, volunteers and supplies gather there?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-06-30"
  - name: metres
    type: int
    default: 1500
    min: 0
    label: {zh: 多少米之内, en: within (metres)}
    example: "2000"
  - name: district
    type: text
    names: Division
    default: ""
    label: {zh: 区（名称或代码，空为全部）, en: "district (name or code, empty for all)"}
    example: 罗湖区
  - name: community
    type: text
    names: Division
    default: ""
    label: {zh: 社区（名称或代码，空为全部）, en: "community (name or code, empty for all)"}
    example: 紫阳社区
columns:
  - {name: code, zh: 社区代码, en: "community code", type: text}
  - {name: community, zh: 社区, en: "community", type: text}
  - {name: district, zh: 区, en: "district", type: text}
  - {name: points, zh: 中心, en: "centres", type: int, unit: 个}
  - {name: capacity, zh: 容纳人数, en: "capacity", type: int, unit: 人}
  - {name: cadres, zh: 集结干部, en: "cadres", type: int, unit: 人}
  - {name: volunteers, zh: 集结志愿者, en: "volunteers", type: int, unit: 人}
  - {name: supplies, zh: 应急物资, en: "supplies", type: int, unit: 份}
  - {name: point_names, zh: 由近及远, en: "nearest first", type: list}
denominator:
  zh: 当日存续、有坐标的社区，不含统计虚拟单元；党群服务中心须当日启用、有坐标，直线距离不超过规定米数。容纳人数、干部、志愿者、物资只加写明的数（后三项取当日有效的统计），范围内一个数也没有的为空。一个中心可在几个社区的范围内，各行相加无意义。
  en: "Communities existing on the date that have coordinates, pseudo-units left out; service centres in use with coordinates, no farther than the metres given in a straight line. Capacity, cadres, volunteers and supplies add up the figures stated (the last three by the count in force on the date); blank where none in reach is. A centre may be in reach of several communities: the rows are not to be summed."
persons: counts
*/
MATCH (c:Division)
WHERE c.level = 'community' AND NOT c.pseudo AND c.since <= $as_of AND $as_of < c.until
  AND c.lon IS NOT NULL AND c.lat IS NOT NULL AND ($community = '' OR c.name = $community OR c.code = $community)
OPTIONAL MATCH (c)-[j:IN_DISTRICT]->(d:Division)
WHERE j.since <= $as_of AND $as_of < j.until
WITH c, d.name AS dname, d.code AS dcode
WHERE $district = '' OR dname = $district OR dcode = $district
OPTIONAL MATCH (p:ServicePoint)
WHERE p.kind = 'centre' AND p.since <= $as_of AND $as_of < p.until AND p.lon IS NOT NULL AND p.lat IS NOT NULL
  AND 6371008.8 * sqrt(radians(p.lon - c.lon) * cos(radians((p.lat + c.lat) / 2.0)) * radians(p.lon - c.lon)
      * cos(radians((p.lat + c.lat) / 2.0)) + radians(p.lat - c.lat) * radians(p.lat - c.lat)) <= $metres
WITH c, dname, p, radians(p.lon - c.lon) * cos(radians((p.lat + c.lat) / 2.0)) AS east, radians(p.lat - c.lat) AS north
OPTIONAL MATCH (v:Provision)-[t:PROVISION_OF]->(p)
WHERE t.since <= $as_of AND $as_of < t.until
WITH c, dname, p.id AS pid, p.name AS pname, p.capacity AS room, east * east + north * north AS away,
     max(v.cadres) AS n_cadres, max(v.volunteers) AS n_volunteers, max(v.supplies) AS n_supplies
ORDER BY away, pid LIMIT 1000000
WITH c, dname, count(pid) AS n, count(room) AS k_room, coalesce(sum(room), 0) AS all_room, count(n_cadres) AS k_cadres,
     coalesce(sum(n_cadres), 0) AS all_cadres, count(n_volunteers) AS k_volunteers, coalesce(sum(n_volunteers), 0) AS all_volunteers,
     count(n_supplies) AS k_supplies, coalesce(sum(n_supplies), 0) AS all_supplies, collect(pname) AS names
RETURN c.code AS code, c.name AS community, coalesce(dname, '') AS district, n AS points,
       CASE WHEN k_room > 0 THEN all_room END AS capacity, CASE WHEN k_cadres > 0 THEN all_cadres END AS cadres,
       CASE WHEN k_volunteers > 0 THEN all_volunteers END AS volunteers, CASE WHEN k_supplies > 0 THEN all_supplies END AS supplies,
       names AS point_names
ORDER BY code, community
