/*
title:
  zh: 区委书记例会
  en: "Meetings of district secretaries"
question:
  zh: 各市的区委书记例会是否每季度召开，哪些季度没有开？
  en: "Do the district secretaries of each city meet every quarter, and in which quarters did they not?"
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-07-01"
  - name: from
    type: date
    before: 12 months
    label: {zh: 此日之后（缺省为一年前）, en: "after (by default a year before)"}
    example: "2021-12-31"
  - name: city
    type: text
    names: Division
    default: ""
    label: {zh: 市（名称或代码，空为全部）, en: "city (name or code, empty for all)"}
    example: 青岛市
columns:
  - {name: code, zh: 代码, en: "code", type: text}
  - {name: city, zh: 市, en: "city", type: text}
  - {name: quarters, zh: 季度数, en: "quarters", type: int, unit: 个}
  - {name: met, zh: 开会的季度, en: "quarters with a meeting", type: int, unit: 个}
  - {name: meetings, zh: 会议, en: "meetings", type: int, unit: 次}
  - {name: committees, zh: 区委, en: "district committees", type: int, unit: 个}
  - {name: attendances, zh: 参加次数, en: "attendances", type: int, unit: 次}
  - {name: missed, zh: 未开会的季度, en: "quarters without", type: list}
denominator:
  zh: 有过区委书记例会的市；例会指市级党建联席会的联席会议，有本市的区委（地方党委）参加，图中不记是谁到会。季度为“此日之后”那一天所在季度的下一个至基准日所在的季度；基准日所在季度未结束的，开过会才计。
  en: "Cities that have had such a meeting by the date: a session of the city joint conference that committees of its districts attended; who came for them is not stored. Quarters after the one of the first day, up to that of the date; one that is not over yet counts only if they have met in it."
rates:
  - {zh: 按季度召开, en: quarters with a meeting, k: met, n: quarters}
persons: none
*/
MATCH (o:Organization)-[i:IN_DISTRICT]->(e:Division)
WHERE o.kind = 'territorial_committee' AND o.since <= $as_of AND $as_of < o.until
  AND i.since <= $as_of AND $as_of < i.until
WITH o, e
MATCH (e)-[p:PART_OF]->(t:Division)
WHERE t.level = 'city' AND p.since <= $as_of AND $as_of < p.until AND ($city = '' OR t.code = $city OR t.name = $city)
WITH t, collect(DISTINCT o.id) AS seats
MATCH (t)-[m:MEMBER_OF]->(a:Alliance)<-[:UNDER]-(c:Activity)
WHERE a.level = 'city' AND a.kind = 'joint_conference' AND c.kind = 'conference' AND c.since <= $as_of
  AND m.since <= c.since AND c.since < m.until
WITH t, seats, c
MATCH (c)<-[:ATTENDS]-(o:Organization)
WHERE o.id IN seats
WITH t, size(seats) AS n_seats, c.id AS cid, left(toString(c.since), 4) +
     CASE WHEN right(left(toString(c.since), 7), 2) IN ['01', '02', '03'] THEN 'Q1'
          WHEN right(left(toString(c.since), 7), 2) IN ['04', '05', '06'] THEN 'Q2'
          WHEN right(left(toString(c.since), 7), 2) IN ['07', '08', '09'] THEN 'Q3' ELSE 'Q4' END AS held_in, count(DISTINCT o.id) AS came
WITH t, n_seats, cid, held_in, came, $from AS begin, $as_of AS day
WITH t, n_seats, cid, held_in, came, left(toString(begin), 4) +
     CASE WHEN right(left(toString(begin), 7), 2) IN ['01', '02', '03'] THEN 'Q1'
          WHEN right(left(toString(begin), 7), 2) IN ['04', '05', '06'] THEN 'Q2'
          WHEN right(left(toString(begin), 7), 2) IN ['07', '08', '09'] THEN 'Q3' ELSE 'Q4' END AS first, left(toString(day), 4) +
     CASE WHEN right(left(toString(day), 7), 2) IN ['01', '02', '03'] THEN 'Q1'
          WHEN right(left(toString(day), 7), 2) IN ['04', '05', '06'] THEN 'Q2'
          WHEN right(left(toString(day), 7), 2) IN ['07', '08', '09'] THEN 'Q3' ELSE 'Q4' END AS latest,
     right(toString(day), 5) IN ['03-31', '06-30', '09-30', '12-31'] AS over
WITH t, n_seats, first, latest, over, collect(held_in) AS met_in,
     coalesce(sum(CASE WHEN held_in > first THEN came END), 0) AS n_came,
     count(CASE WHEN held_in > first THEN cid END) AS n_meetings
UNWIND range(toInteger(left(first, 4)), toInteger(left(latest, 4))) AS one
UNWIND ['Q1', 'Q2', 'Q3', 'Q4'] AS part_of_year
WITH t, n_seats, n_came, n_meetings, toString(one) + part_of_year AS quarter, first, latest, over,
     (toString(one) + part_of_year) IN met_in AS held
WHERE quarter > first AND (quarter < latest OR quarter = latest AND (held OR over))
WITH t, n_seats, n_came, n_meetings, quarter, held
ORDER BY quarter LIMIT 1000000
WITH t.code AS tcode, t.name AS tname, n_seats, n_came, n_meetings, count(quarter) AS n,
     count(CASE WHEN held THEN quarter END) AS n_met, collect(CASE WHEN NOT held THEN quarter END) AS gaps
UNWIND ['groups', 'total'] AS part
WITH part, CASE WHEN part = 'total' THEN '' ELSE tcode END AS gcode, CASE WHEN part = 'total' THEN '合计' ELSE tname END AS gname,
     CASE WHEN part = 'total' THEN gaps[..0] ELSE gaps END AS lost, n, n_met, n_meetings, n_seats, n_came
WITH part, gcode, gname, lost, coalesce(sum(n), 0) AS n_quarters, coalesce(sum(n_met), 0) AS n_held, coalesce(sum(n_meetings), 0) AS n_all,
     coalesce(sum(n_seats), 0) AS n_committees, coalesce(sum(n_came), 0) AS n_attended
RETURN gcode AS code, gname AS city, n_quarters AS quarters, n_held AS met, n_all AS meetings,
       n_committees AS committees, n_attended AS attendances, lost AS missed
ORDER BY part, code
