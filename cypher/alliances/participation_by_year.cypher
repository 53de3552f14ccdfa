/*
title:
  zh: 企业参加活动逐年情况
  en: Taking part in activities, year by year
question:
  zh: 各年办了多少次活动，多少家企业来参加、共来了多少次？
  en: How many activities were held each year, how many enterprises took part, and how often?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-07-01"
  - name: alliance
    type: text
    names: Alliance
    default: ""
    label: {zh: 联盟（名称或编号，空为全部活动）, en: "alliance (name or code, empty for all activities)"}
    example: 新街口商圈党建联席会
columns:
  - {name: year, zh: 年份, en: "year", type: int}
  - {name: activities, zh: 活动, en: "activities", type: int, unit: 次}
  - {name: under, zh: 其中联盟活动, en: "of which under an alliance", type: int, unit: 次}
  - {name: enterprises, zh: 参加企业, en: "enterprises", type: int, unit: 家}
  - {name: attendances, zh: 企业参加, en: "attendances by enterprises", type: int, unit: 次}
  - {name: once_more, zh: 其中参加两次以上的企业, en: "enterprises that came more than once", type: int, unit: 家}
denominator:
  zh: 至基准日（含）开始的活动，按开始的年份；基准日所在年只计到基准日。企业不含社会组织、机关；一家企业参加一次活动计一次。限定联盟时，为截至基准日在该联盟下办过活动的主办方所办的全部活动，联盟活动只计该联盟的。
  en: "Activities that began up to as_of, by year; the year of as_of only up to that day. Enterprises are no social organizations or authorities; one at an activity counts once. With an alliance given, all activities of the hosts that held one under it up to as_of; those under an alliance are then those under this one."
persons: none
*/
MATCH (a:Alliance)<-[:UNDER]-(k:Activity)-[:HELD_BY]->(h:Organization|Enterprise|Institution|Division|Building|BusinessDistrict|ServicePoint)
WHERE (a.name = $alliance OR a.code = $alliance) AND k.since <= $as_of
WITH collect(h.id) AS hosts
MATCH (c:Activity)-[:HELD_BY]->(g:Organization|Enterprise|Institution|Division|Building|BusinessDistrict|ServicePoint)
WHERE g.id IN hosts
WITH collect(c.id) AS held
MATCH (c:Activity)
WHERE c.since <= $as_of AND ($alliance = '' OR c.id IN held)
WITH c, c.since AS day
OPTIONAL MATCH (c)-[:UNDER]->(a:Alliance)
WHERE $alliance = '' OR a.name = $alliance OR a.code = $alliance
WITH c, day, count(a.id) > 0 AS together
OPTIONAL MATCH (c)<-[:ATTENDS]-(e:Enterprise)
WITH DISTINCT toInteger(left(toString(day), 4)) AS y, c.id AS cid, together, e.id AS eid
WITH y, eid, collect(cid) AS cids, collect(CASE WHEN together THEN cid END) AS tids, count(cid) AS n
UNWIND cids AS cid
WITH y, eid, n, cid, cid IN tids AS together
WITH y, count(DISTINCT cid) AS n_activities, count(DISTINCT CASE WHEN together THEN cid END) AS n_under,
     count(DISTINCT eid) AS n_enterprises, count(eid) AS n_attendances,
     count(DISTINCT CASE WHEN n > 1 THEN eid END) AS n_more
RETURN y AS year, n_activities AS activities, n_under AS under, n_enterprises AS enterprises,
       n_attendances AS attendances, n_more AS once_more
ORDER BY year
