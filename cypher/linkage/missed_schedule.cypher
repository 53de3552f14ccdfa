/*
title:
  zh: 未按期召开的联席会
  en: "Conferences that missed their schedule"
question:
  zh: 哪些联席会在一年内召开的次数少于应开次数？
  en: "Which joint conferences met less often within a year than they should?"
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
  - name: level
    type: choice
    choices:
      "": {zh: 全部, en: all}
      city: {zh: 市, en: city}
      district: {zh: 区, en: district}
      street: {zh: 街道, en: street}
      community: {zh: 社区, en: community}
    default: ""
    label: {zh: 级别, en: level}
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
  - {name: alliance_id, zh: 联席会标识, en: "conference id", type: text}
  - {name: alliance, zh: 联席会, en: "conference", type: text}
  - {name: level, zh: 级别, en: "level", type: text, code: level}
  - {name: city, zh: 市, en: "city", type: text}
  - {name: due, zh: 应开, en: "due", type: int, unit: 次}
  - {name: held, zh: 实开, en: "held", type: int, unit: 次}
  - {name: short, zh: 少开, en: "short of", type: int, unit: 次}
  - {name: last_session, zh: 最近一次, en: "last session", type: date}
denominator:
  zh: 在“此日之后”的那一天已成立、基准日存续、定有每年应开次数的四级联席会；实开为该日之后至基准日（含）的联席会议。应开次数按一年计，时段另定时仍与一年的次数相比。
  en: "Conferences of the four levels with a stated number of sessions a year that were founded by the first day and exist on the date; sessions after that day and up to the date. What is due is a year's number, whatever the period given."
persons: none
*/
MATCH (d:Division)-[m:MEMBER_OF]->(a:Alliance)
WHERE a.kind = 'joint_conference' AND a.level = d.level AND a.since <= $from AND $as_of < a.until
  AND m.since <= $as_of AND $as_of < m.until AND d.since <= $as_of AND $as_of < d.until
WITH a, d
OPTIONAL MATCH (d)-[i:IN_DISTRICT]->(e:Division)
WHERE i.since <= $as_of AND $as_of < i.until
WITH a, d, e.id AS eid, e.code AS ecode, e.name AS ename
OPTIONAL MATCH (e:Division)-[p:PART_OF]->(t:Division)
WHERE e.id = eid AND t.level = 'city' AND p.since <= $as_of AND $as_of < p.until
  AND t.since <= $as_of AND $as_of < t.until
WITH a, ecode, ename, CASE WHEN d.level = 'city' THEN d.code ELSE t.code END AS tcode,
     CASE WHEN d.level = 'city' THEN d.name ELSE t.name END AS tname
WHERE ($city = '' OR tcode = $city OR tname = $city) AND ($district = '' OR ecode = $district OR ename = $district)
  AND a.sessions IS NOT NULL AND ($level = '' OR a.level = $level)
OPTIONAL MATCH (c:Activity)-[:UNDER]->(a)
WHERE c.kind = 'conference' AND c.since <= $as_of
WITH a, tname, max(c.since) AS latest, count(DISTINCT CASE WHEN c.since > $from THEN c.id END) AS n
WHERE n < a.sessions
RETURN a.id AS alliance_id, a.name AS alliance, a.level AS level, coalesce(tname, '') AS city, a.sessions AS due, n AS held,
       a.sessions - n AS short, latest AS last_session
ORDER BY short DESC, alliance_id
