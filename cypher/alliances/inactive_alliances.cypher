/*
title:
  zh: 久无活动的联盟
  en: Alliances without recent activity
question:
  zh: 哪些联盟已有一年没有活动，上一次活动在何时？
  en: Which alliances have had no activity for a year, and when was their last one?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-07-01"
  - name: from
    type: date
    before: 12 months
    label: {zh: 此日之后无活动（缺省为一年前）, en: "no activity after (by default a year before)"}
    example: "2021-12-31"
columns:
  - {name: alliance_id, zh: 联盟标识, en: "alliance id", type: text}
  - {name: alliance, zh: 联盟, en: "alliance", type: text}
  - {name: kind, zh: 类型, en: "kind", type: text, code: alliance_kind}
  - {name: members, zh: 成员数, en: "members", type: int, unit: 个}
  - {name: activities, zh: 历次活动, en: "activities ever", type: int, unit: 次}
  - {name: last_activity, zh: 最近一次活动, en: "last activity", type: date}
  - {name: founded, zh: 成立日期, en: "founded", type: date}
denominator:
  zh: 在该日或以前成立、基准日存续的联盟，该日之后至基准日没有开始任何活动；成员为基准日的成员。
  en: "Alliances founded on or before that day and existing on the date, under which no activity began after that day and up to the date; members on the date."
persons: none
*/
MATCH (a:Alliance)
WHERE a.since <= $from AND a.since <= $as_of AND $as_of < a.until
OPTIONAL MATCH (c:Activity)-[:UNDER]->(a)
WHERE c.since <= $as_of
WITH a, count(c.id) AS n, max(c.since) AS latest
WHERE latest IS NULL OR latest <= $from
OPTIONAL MATCH (m:Organization|Enterprise|Institution|Division|Building|BusinessDistrict|ServicePoint)-[t:MEMBER_OF]->(a)
WHERE t.since <= $as_of AND $as_of < t.until AND m.since <= $as_of AND $as_of < m.until
WITH a, n, latest, count(DISTINCT m) AS n_members
RETURN a.id AS alliance_id, a.name AS alliance, a.kind AS kind, n_members AS members, n AS activities,
       latest AS last_activity, a.since AS founded
ORDER BY last_activity IS NOT NULL, last_activity, alliance_id
