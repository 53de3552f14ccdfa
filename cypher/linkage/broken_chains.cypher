/*
title:
  zh: 四级联动的断点
  en: "Where the four-level chain breaks"
question:
  zh: 各区（或街道、市）有多少社区的联席会能逐级对接到市，其余断在哪一级？
  en: "How many communities of each district (street, city) are linked through joint conferences up to the city, and at which level do the others break off?"
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
      city: {zh: 市, en: city}
    default: district
    label: {zh: 分组, en: grouped by}
    example: street
  - name: city
    type: text
    names: Division
    default: ""
    label: {zh: 市（名称或代码，空为全部）, en: "city (name or code, empty for all)"}
    example: 青岛市
  - name: district
    type: text
    names: Division
    default: ""
    label: {zh: 区（名称或代码，空为全部）, en: "district (name or code, empty for all)"}
    example: 市南区
columns:
  - {name: code, zh: 代码, en: "code", type: text}
  - {name: name, zh: 名称, en: "name", type: text, named_by: by}
  - {name: communities, zh: 社区数, en: "communities", type: int, unit: 个}
  - {name: whole, zh: 对接到市, en: "linked to the city", type: int, unit: 个}
  - {name: without_conference, zh: 社区无联席会, en: "no conference of its own", type: int, unit: 个}
  - {name: without_street, zh: 未接到街道, en: "not linked to a street", type: int, unit: 个}
  - {name: without_district, zh: 未接到区, en: "not linked to a district", type: int, unit: 个}
  - {name: without_city, zh: 未接到市, en: "not linked to the city", type: int, unit: 个}
  - {name: broken_names, zh: 有联席会而断链的社区, en: "communities with a conference and a broken chain", type: list}
denominator:
  zh: 当日存续的社区，不含统计虚拟单元；联席会指有该级别、以本区划为成员的党建联席会，逐级“对接上级”；一个社区只计在最高接到的一级。
  en: "Communities existing on the date, pseudo-units left out; a conference is a joint conference of the level with the division as a member, linked to the next higher one; a community counts once, by how far up it is linked."
rates:
  - {zh: 四级贯通的社区, en: communities linked to the city, k: whole, n: communities}
persons: none
*/
MATCH (c:Division)
WHERE c.level = 'community' AND NOT c.pseudo AND c.since <= $as_of AND $as_of < c.until
OPTIONAL MATCH (c)-[m:MEMBER_OF]->(a:Alliance)
WHERE a.level = 'community' AND a.kind = 'joint_conference' AND a.since <= $as_of AND $as_of < a.until
  AND m.since <= $as_of AND $as_of < m.until
WITH c, a
OPTIONAL MATCH (a)-[l:LINKS_UP]->(b:Alliance)
WHERE b.level = 'street' AND b.kind = 'joint_conference' AND b.since <= $as_of AND $as_of < b.until
  AND l.since <= $as_of AND $as_of < l.until
WITH c, a.id AS aid, b
OPTIONAL MATCH (b)-[l:LINKS_UP]->(x:Alliance)
WHERE x.level = 'district' AND x.kind = 'joint_conference' AND x.since <= $as_of AND $as_of < x.until
  AND l.since <= $as_of AND $as_of < l.until
WITH c, aid, b.id AS bid, x
OPTIONAL MATCH (x)-[l:LINKS_UP]->(y:Alliance)
WHERE y.level = 'city' AND y.kind = 'joint_conference' AND y.since <= $as_of AND $as_of < y.until
  AND l.since <= $as_of AND $as_of < l.until
WITH c, count(aid) > 0 AS has_own, count(bid) > 0 AS has_street, count(x.id) > 0 AS has_district, count(y.id) > 0 AS has_city
WITH c, CASE WHEN has_city THEN 'whole' WHEN has_district THEN 'city' WHEN has_street THEN 'district'
             WHEN has_own THEN 'street' ELSE 'own' END AS lacks
OPTIONAL MATCH (c)-[i:IN_DISTRICT]->(e:Division)
WHERE i.since <= $as_of AND $as_of < i.until
WITH c, lacks, e.id AS eid, e.code AS ecode, e.name AS ename
OPTIONAL MATCH (e:Division)-[p:PART_OF]->(t:Division)
WHERE e.id = eid AND t.level = 'city' AND p.since <= $as_of AND $as_of < p.until
  AND t.since <= $as_of AND $as_of < t.until
WITH c, lacks, ecode, ename, t.code AS tcode, t.name AS tname
WHERE ($city = '' OR tcode = $city OR tname = $city) AND ($district = '' OR ecode = $district OR ename = $district)
OPTIONAL MATCH (c)-[j:LIES_IN]->(s:Division)
WHERE s.level = 'street' AND j.since <= $as_of AND $as_of < j.until
UNWIND ['groups', 'total'] AS part
WITH part, c.id AS cid, c.code AS ccode, c.name AS cname, lacks,
     CASE WHEN part = 'total' THEN '' WHEN $by = 'city' THEN coalesce(tcode, '') WHEN $by = 'street' THEN coalesce(s.code, '')
          ELSE coalesce(ecode, '') END AS gcode,
     CASE WHEN part = 'total' THEN '合计' WHEN $by = 'city' THEN coalesce(tname, '未落位')
          WHEN $by = 'street' THEN coalesce(s.name, '未落位') ELSE coalesce(ename, '未落位') END AS gname
ORDER BY ccode, cid LIMIT 1000000
WITH part, gcode, gname, count(cid) AS n, count(CASE WHEN lacks = 'whole' THEN cid END) AS n_whole,
     count(CASE WHEN lacks = 'own' THEN cid END) AS n_own, count(CASE WHEN lacks = 'street' THEN cid END) AS n_street,
     count(CASE WHEN lacks = 'district' THEN cid END) AS n_district,
     count(CASE WHEN lacks = 'city' THEN cid END) AS n_city,
     collect(CASE WHEN part = 'groups' AND lacks IN ['street', 'district', 'city'] THEN cname END) AS names
RETURN gcode AS code, gname AS name, n AS communities, n_whole AS whole, n_own AS without_conference,
       n_street AS without_street, n_district AS without_district, n_city AS without_city, names AS broken_names
ORDER BY part, code = '', code, name
