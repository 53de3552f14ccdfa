/*
title:
  zh: 楼宇中未纳入的流动党员
  en: Floating members of buildings not taken in
question:
  zh: 哪些楼宇还有组织关系不在本单位、也未转入楼宇党组织的流动党员？
  en: In which buildings are there floating members, affiliated neither at their unit nor to an organization on the building?
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
    example: 历下区
columns:
  - {name: building_id, zh: 楼宇标识, en: "building id", type: text}
  - {name: building, zh: 楼宇, en: "building", type: text}
  - {name: district, zh: 区, en: "district", type: text}
  - {name: own, zh: 有自身党组织, en: "own organization", type: text, code: yes_no}
  - {name: members, zh: 在职党员, en: "members working there", type: band, unit: 人}
  - {name: taken_in, zh: 已纳入, en: "taken in", type: band, unit: 人}
  - {name: not_taken_in, zh: 未纳入, en: "not taken in", type: band, unit: 人}
denominator:
  zh: 当日在册、当日在楼宇内存续单位工作的党员；流动党员为组织关系在别处者，即所隶属的党组织当日不覆盖其单位；已纳入指隶属于当日覆盖该楼宇的党组织。组织关系不详的不计为流动。在楼内几个单位工作的计一人，有一处不流动即不流动，有一处已纳入即已纳入。只列有未纳入者的楼宇。
  en: "Members on a roster who work on the date at an active unit in the building; floating are those affiliated to an organization that does not cover their unit then; taken in are those of them affiliated to one that covers the building. Unknown affiliation is no floating. Who works at several units of a building is one, not floating if at home at one of them, else taken in if at one of them. Only buildings with some not taken in are listed."
persons: counts
*/
MATCH (m:InServiceMember)-[w:WORKS_AT]->(u:Enterprise|Institution)
WHERE w.since <= $as_of AND $as_of < w.until AND m.since <= $as_of AND $as_of < m.until
WITH m, u
MATCH (s:Standing)-[:STANDS_FOR]->(u)
WHERE s.since <= $as_of AND $as_of < s.until AND s.building <> ''
WITH m, u, s.building AS bid
OPTIONAL MATCH (m)-[a:AFFILIATED_TO]->(o:Organization)
WHERE a.since <= $as_of AND $as_of < a.until AND o.since <= $as_of AND $as_of < o.until
WITH m, u, bid, o
OPTIONAL MATCH (o)-[v:COVERS]->(x:Enterprise|Institution|Building)
WHERE (x.id = u.id OR x.id = bid) AND v.since <= $as_of AND $as_of < v.until
WITH bid, m.id AS mid, max(CASE WHEN o.id IS NULL THEN 'a unknown' WHEN x.id IS NULL THEN 'b away'
     WHEN x.id = bid THEN 'c taken' ELSE 'd home' END) AS what
WITH bid, count(mid) AS n, count(CASE WHEN what = 'c taken' THEN mid END) AS n_taken,
     count(CASE WHEN what = 'b away' THEN mid END) AS n_away
WHERE n_away > 0
MATCH (b:Building)
WHERE b.id = bid
WITH b, n, n_taken, n_away, EXISTS { MATCH (o:Organization)-[c:COVERS]->(b) WHERE c.since <= $as_of AND $as_of < c.until
                                       AND o.since <= $as_of AND $as_of < o.until } AS has
OPTIONAL MATCH (b)-[i:IN_DISTRICT]->(d:Division)
WHERE i.since <= $as_of AND $as_of < i.until
WITH b, n, n_taken, n_away, has, d.name AS dname, d.code AS dcode
WHERE $district = '' OR dname = $district OR dcode = $district
RETURN b.id AS building_id, b.name AS building, coalesce(dname, '') AS district, CASE WHEN has THEN 'yes' ELSE 'no' END AS own,
       CASE WHEN n >= 3 THEN '3+' ELSE '1-2' END AS members,
       CASE WHEN n_taken = 0 THEN '0' WHEN n_taken <= 2 THEN '1-2' ELSE '3+' END AS taken_in,
       CASE WHEN n_away <= 2 THEN '1-2' ELSE '3+' END AS not_taken_in
ORDER BY not_taken_in DESC, building_id
