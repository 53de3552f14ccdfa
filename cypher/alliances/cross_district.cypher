/*
title:
  zh: 跨区联盟
  en: Cross-district alliances
question:
  zh: 哪些联盟的成员分布在几个区，区域里有多少商户和从业人员？
  en: Which alliances have members in several districts, and how many merchants and staff are in their areas?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-07-01"
  - name: min_districts
    type: int
    default: 2
    min: 0
    label: {zh: 至少几个区, en: districts at least}
    example: "3"
columns:
  - {name: alliance_id, zh: 联盟标识, en: "alliance id", type: text}
  - {name: alliance, zh: 联盟, en: "alliance", type: text}
  - {name: kind, zh: 类型, en: "kind", type: text, code: alliance_kind}
  - {name: areas, zh: 区域, en: "areas", type: list}
  - {name: district_count, zh: 区数, en: "districts", type: int, unit: 个}
  - {name: districts, zh: 所涉区, en: "districts by name", type: list}
  - {name: members, zh: 成员数, en: "members", type: int, unit: 个}
  - {name: merchants, zh: 商户与单位数, en: "merchants and units", type: int, unit: 家}
  - {name: staff, zh: 从业人员, en: "staff", type: int, unit: 人}
  - {name: conveners, zh: 牵头单位, en: "conveners", type: list}
  - {name: founded, zh: 成立日期, en: "founded", type: date}
denominator:
  zh: 当日存续的联盟及其当日成员；区按成员所在计，区划成员计其自身，市级成员不计区。商户数为当日在联盟区域内的各类单位，不重复；从业人员为其中已知人数之和；无区域者为空。
  en: Alliances existing on the date and their members on the date; districts by where members lie, divisions for themselves, city bodies none. merchants counts the units of every kind in the alliance's areas once each; staff sums what is known of theirs; both are empty without an area.
persons: none
*/
MATCH (a:Alliance)
WHERE a.since <= $as_of AND $as_of < a.until
OPTIONAL MATCH (m:Organization|Enterprise|Institution|Division|Building|BusinessDistrict|ServicePoint)-[t:MEMBER_OF]->(a)
WHERE t.since <= $as_of AND $as_of < t.until AND m.since <= $as_of AND $as_of < m.until
WITH a, count(DISTINCT m) AS n_members
OPTIONAL MATCH (a)<-[t:MEMBER_OF]-(m)-[i:IN_DISTRICT]->(d:Division)
WHERE t.since <= $as_of AND $as_of < t.until AND i.since <= $as_of AND $as_of < i.until
WITH DISTINCT a, n_members, d.id AS did, d.code AS dcode, d.name AS dname
ORDER BY dcode, did LIMIT 1000000
WITH a, n_members, count(did) AS n_districts, collect(dname) AS district_names
WHERE n_districts >= $min_districts
OPTIONAL MATCH (c:Organization|Enterprise|Institution|Division|Building|BusinessDistrict|ServicePoint)-[v:CONVENES]->(a)
WHERE v.since <= $as_of AND $as_of < v.until AND c.since <= $as_of AND $as_of < c.until
WITH DISTINCT a, n_members, n_districts, district_names, c.id AS cid, c.name AS cname
ORDER BY cname, cid LIMIT 1000000
WITH a, n_members, n_districts, district_names, collect(cname) AS convener_names
OPTIONAL MATCH (a)-[k:COORDINATES]->(r:BusinessDistrict)
WHERE k.since <= $as_of AND $as_of < k.until AND r.since <= $as_of AND $as_of < r.until
WITH DISTINCT a, n_members, n_districts, district_names, convener_names, r.id AS rid, r.name AS rname
ORDER BY rname, rid LIMIT 1000000
WITH a, n_members, n_districts, district_names, convener_names, collect(rname) AS area_names
// a unit that may be missing has one of two types: nothing can be matched from it (the engine fails)
OPTIONAL MATCH (a)-[k:COORDINATES]->(r:BusinessDistrict)
WHERE k.since <= $as_of AND $as_of < k.until
WITH a, n_members, n_districts, district_names, convener_names, area_names, r
OPTIONAL MATCH (r)<-[w:WITHIN]-(u:Enterprise|Institution)<-[:STANDS_FOR]-(s:Standing)
WHERE w.since <= $as_of AND $as_of < w.until AND s.since <= $as_of AND $as_of < s.until
WITH DISTINCT a, n_members, n_districts, district_names, convener_names, area_names, s.id AS sid, s.staff AS sstaff
WITH a, n_members, n_districts, district_names, convener_names, area_names, size(area_names) AS n_areas,
     count(sid) AS n_units, coalesce(sum(sstaff), 0) AS n_staff
RETURN a.id AS alliance_id, a.name AS alliance, a.kind AS kind, area_names AS areas,
       n_districts AS district_count, district_names AS districts, n_members AS members,
       CASE WHEN n_areas = 0 THEN null ELSE n_units END AS merchants,
       CASE WHEN n_areas = 0 THEN null ELSE n_staff END AS staff,
       convener_names AS conveners, a.since AS founded
ORDER BY district_count DESC, merchants IS NULL, merchants DESC, alliance_id
