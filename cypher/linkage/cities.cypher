/*
title:
  zh: 四级联席会议制度的建立
  en: "Cities with the four-level conferences"
question:
  zh: 各省（或各市）有多少市建立了市、区、街道、社区四级联席会议制度，未建立的缺哪一级？
  en: "How many cities of each province (or which cities) have set up joint conferences of all four levels, and which level do the others lack?"
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-07-01"
  - name: by
    type: choice
    choices:
      province: {zh: 省, en: province}
      city: {zh: 市, en: city}
    default: province
    label: {zh: 分组, en: grouped by}
    example: city
  - name: city
    type: text
    names: Division
    default: ""
    label: {zh: 市（名称或代码，空为全部）, en: "city (name or code, empty for all)"}
    example: 青岛市
columns:
  - {name: code, zh: 代码, en: "code", type: text}
  - {name: name, zh: 名称, en: "name", type: text, named_by: by}
  - {name: cities, zh: 市数, en: "cities", type: int, unit: 个}
  - {name: complete, zh: 四级贯通, en: "all four, linked", type: int, unit: 个}
  - {name: without_city, zh: 缺市级, en: "no conference of the city", type: int, unit: 个}
  - {name: without_district, zh: 缺区级, en: "none of a district", type: int, unit: 个}
  - {name: without_street, zh: 缺街道级, en: "none of a street", type: int, unit: 个}
  - {name: without_community, zh: 缺社区级, en: "none of a community", type: int, unit: 个}
  - {name: unlinked, zh: 四级均有而未贯通, en: "all four, not linked", type: int, unit: 个}
denominator:
  zh: 当日存续的市（直辖市按其市辖区计）；四级均有指市本级与其下至少一个区、街道、社区有同级的党建联席会，贯通指其中至少一个社区的联席会逐级对接到市级；缺几级的计在最高的一级。
  en: "Cities existing on the date; all four means a joint conference of the city and of at least one district, street and community in it, linked that one of a community is linked level by level to one of a city; a city that lacks several counts by the highest."
rates:
  - {zh: 建立四级联席会议制度的市, en: cities with the four-level conferences, k: complete, n: cities}
persons: none
*/
MATCH (a:Alliance)-[l:LINKS_UP]->(b:Alliance)
WHERE a.level = 'community' AND b.level = 'street' AND b.kind = 'joint_conference'
  AND b.since <= $as_of AND $as_of < b.until AND l.since <= $as_of AND $as_of < l.until
WITH a, b
MATCH (b)-[l:LINKS_UP]->(x:Alliance)
WHERE x.level = 'district' AND x.kind = 'joint_conference' AND x.since <= $as_of AND $as_of < x.until
  AND l.since <= $as_of AND $as_of < l.until
WITH a, x
MATCH (x)-[l:LINKS_UP]->(y:Alliance)
WHERE y.level = 'city' AND y.kind = 'joint_conference' AND y.since <= $as_of AND $as_of < y.until
  AND l.since <= $as_of AND $as_of < l.until
WITH collect(a.id) AS linked
MATCH (t:Division)
WHERE t.level = 'city' AND t.since <= $as_of AND $as_of < t.until AND ($city = '' OR t.code = $city OR t.name = $city)
OPTIONAL MATCH (t)-[m:MEMBER_OF]->(a:Alliance)
WHERE a.level = 'city' AND a.kind = 'joint_conference' AND a.since <= $as_of AND $as_of < a.until
  AND m.since <= $as_of AND $as_of < m.until
WITH linked, t, count(a.id) > 0 AS has_city
OPTIONAL MATCH (t)<-[p:PART_OF]-(e:Division)
WHERE e.level = 'district' AND p.since <= $as_of AND $as_of < p.until
WITH linked, t, has_city, e
OPTIONAL MATCH (e)<-[i:IN_DISTRICT]-(d:Division)
WHERE i.since <= $as_of AND $as_of < i.until
WITH linked, t, has_city, d
OPTIONAL MATCH (d)-[m:MEMBER_OF]->(a:Alliance)
WHERE a.kind = 'joint_conference' AND a.since <= $as_of AND $as_of < a.until
  AND m.since <= $as_of AND $as_of < m.until
WITH t, has_city, linked, CASE WHEN a.level = d.level THEN a.id END AS aid, a.level AS a_level
WITH t, has_city, count(CASE WHEN a_level = 'district' THEN aid END) > 0 AS has_district,
     count(CASE WHEN a_level = 'street' THEN aid END) > 0 AS has_street,
     count(CASE WHEN a_level = 'community' THEN aid END) > 0 AS has_community,
     count(CASE WHEN aid IN linked THEN aid END) > 0 AS is_linked
WITH t, CASE WHEN NOT has_city THEN 'city' WHEN NOT has_district THEN 'district' WHEN NOT has_street THEN 'street'
             WHEN NOT has_community THEN 'community' WHEN NOT is_linked THEN 'link' ELSE 'nothing' END AS lacks
OPTIONAL MATCH (t)-[q:PART_OF]->(v:Division)
WHERE v.level = 'province' AND q.since <= $as_of AND $as_of < q.until
UNWIND ['groups', 'total'] AS part
WITH part, t.id AS tid, lacks,
     CASE WHEN part = 'total' THEN '' WHEN $by = 'city' THEN t.code ELSE coalesce(v.code, '') END AS gcode,
     CASE WHEN part = 'total' THEN '合计' WHEN $by = 'city' THEN t.name ELSE coalesce(v.name, '未落位') END AS gname
WITH part, gcode, gname, count(tid) AS n, count(CASE WHEN lacks = 'nothing' THEN tid END) AS n_complete,
     count(CASE WHEN lacks = 'city' THEN tid END) AS n_city,
     count(CASE WHEN lacks = 'district' THEN tid END) AS n_district,
     count(CASE WHEN lacks = 'street' THEN tid END) AS n_street,
     count(CASE WHEN lacks = 'community' THEN tid END) AS n_community,
     count(CASE WHEN lacks = 'link' THEN tid END) AS n_link
RETURN gcode AS code, gname AS name, n AS cities, n_complete AS complete, n_city AS without_city,
       n_district AS without_district, n_street AS without_street, n_community AS without_community, n_link AS unlinked
ORDER BY part, code = '', code, name
