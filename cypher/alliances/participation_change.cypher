/*
title:
  zh: 企业参加活动频次的变化
  en: The change in how often enterprises take part
question:
  zh: 与前一时期相比，企业每年参加联盟（及其成立前同一主办方）活动的次数增减百分之几？
  en: By how many per cent has the number of times a year that enterprises take part in an alliance's activities (before it, in those of the same hosts) changed between two periods?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日（后期最后一天）, en: as of (last day of the later period)}
    example: "2022-06-30"
  - name: from
    type: date
    before: 12 months
    label: {zh: 后期自此日之后, en: the later period begins after}
    example: "2019-02-28"
  - name: base_until
    type: date
    before: 12 months
    label: {zh: 前期最后一天, en: last day of the earlier period}
    example: "2018-12-31"
  - name: base_from
    type: date
    before: 24 months
    label: {zh: 前期自此日之后, en: the earlier period begins after}
    example: "2016-12-31"
  - name: alliance
    type: text
    names: Alliance
    default: ""
    label: {zh: 联盟（名称或编号，空为全部活动）, en: "alliance (name or code, empty for all activities)"}
    example: 新街口商圈党建联席会
columns:
  - {name: activities_before, zh: 前期活动, en: "activities before", type: int, unit: 次}
  - {name: activities_after, zh: 后期活动, en: "activities after", type: int, unit: 次}
  - {name: enterprises_before, zh: 前期参加企业, en: "enterprises before", type: int, unit: 家}
  - {name: enterprises_after, zh: 后期参加企业, en: "enterprises after", type: int, unit: 家}
  - {name: attendances_before, zh: 前期企业参加, en: "attendances before", type: int, unit: 次}
  - {name: attendances_after, zh: 后期企业参加, en: "attendances after", type: int, unit: 次}
  - {name: per_year_before, zh: 前期每年参加, en: "a year before", type: float, unit: 次}
  - {name: per_year_after, zh: 后期每年参加, en: "a year after", type: float, unit: 次}
  - {name: change, zh: 频次变化（%）, en: "change (%)", type: float, unit: "%"}
denominator:
  zh: 频次为一个时期内企业（不含社会组织、机关）参加活动的次数，折合成一年：时期长短按每月 30 天、一年 360 天计，一家企业参加一次活动计一次。活动为时期内开始的；限定联盟时，为截至基准日在该联盟下办过活动的主办方所办的全部活动，因此联盟成立前后可比。前期没有企业参加，变化留空。
  en: "Frequency is the number of times enterprises (no social organizations, no authorities) took part in activities of a period, reckoned for a year: a period's length is counted in months of 30 days, a year being 360; an enterprise at an activity counts once. Activities began in the period; with an alliance given they are all those of the hosts that held an activity under it up to as_of, so that before and after its founding compare. The change is empty if no enterprise took part before."
persons: none
*/
MATCH (a:Alliance)<-[:UNDER]-(k:Activity)-[:HELD_BY]->(h:Organization|Enterprise|Institution|Division|Building|BusinessDistrict|ServicePoint)
WHERE (a.name = $alliance OR a.code = $alliance) AND k.since <= $as_of
WITH collect(h.id) AS hosts
MATCH (c:Activity)-[:HELD_BY]->(g:Organization|Enterprise|Institution|Division|Building|BusinessDistrict|ServicePoint)
WHERE g.id IN hosts
WITH collect(c.id) AS held
MATCH (c:Activity)
WHERE $alliance = '' OR c.id IN held
WITH c
OPTIONAL MATCH (c)<-[:ATTENDS]-(e:Enterprise)
WITH DISTINCT c.id AS cid, e.id AS eid, $from < c.since AND c.since <= $as_of AS after,
     $base_from < c.since AND c.since <= $base_until AS before
WITH count(DISTINCT CASE WHEN before THEN cid END) AS n_before, count(DISTINCT CASE WHEN after THEN cid END) AS n_after,
     count(DISTINCT CASE WHEN before THEN eid END) AS e_before, count(DISTINCT CASE WHEN after THEN eid END) AS e_after,
     count(CASE WHEN before THEN eid END) AS a_before, count(CASE WHEN after THEN eid END) AS a_after
WITH n_before, n_after, e_before, e_after, a_before, a_after,
     $base_from AS b1, $base_until AS b2, $from AS c1, $as_of AS c2
WITH n_before, n_after, e_before, e_after, a_before, a_after,
     toString(b1) AS f1, toString(b2) AS u1, toString(c1) AS f2, toString(c2) AS u2
WITH n_before, n_after, e_before, e_after, a_before, a_after,
     360 * (toInteger(left(u1, 4)) - toInteger(left(f1, 4))) + 30 * (toInteger(right(left(u1, 7), 2))
     - toInteger(right(left(f1, 7), 2))) + toInteger(right(u1, 2)) - toInteger(right(f1, 2)) AS d_before,
     360 * (toInteger(left(u2, 4)) - toInteger(left(f2, 4))) + 30 * (toInteger(right(left(u2, 7), 2))
     - toInteger(right(left(f2, 7), 2))) + toInteger(right(u2, 2)) - toInteger(right(f2, 2)) AS d_after
RETURN n_before AS activities_before, n_after AS activities_after, e_before AS enterprises_before,
       e_after AS enterprises_after, a_before AS attendances_before, a_after AS attendances_after,
       CASE WHEN d_before > 0 THEN floor(3600.0 * a_before / d_before + 0.5) / 10.0 END AS per_year_before,
       CASE WHEN d_after > 0 THEN floor(3600.0 * a_after / d_after + 0.5) / 10.0 END AS per_year_after,
       CASE WHEN a_before > 0 AND d_before > 0 AND d_after > 0
            THEN floor(1000.0 * a_after * d_before / (a_before * d_after) - 999.5) / 10.0 END AS change
ORDER BY activities_before
