/*
title:
  zh: 未明确职责的层级
  en: "Levels without a duty"
question:
  zh: 四级联席会中，各级（或各市）有多少明确了本级的职责，是什么职责？
  en: "How many conferences of each level (or city) have a duty of their level, and which?"
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-07-01"
  - name: by
    type: choice
    choices:
      level: {zh: 级别, en: level}
      city: {zh: 市, en: city}
    default: level
    label: {zh: 分组, en: grouped by}
    example: city
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
  - {name: name, zh: 名称, en: "name", type: text, named_by: by, code: level}
  - {name: conferences, zh: 联席会, en: "conferences", type: int, unit: 个}
  - {name: with_duty, zh: 已明确职责, en: "with a duty", type: int, unit: 个}
  - {name: without_duty, zh: 未明确职责, en: "without a duty", type: int, unit: 个}
  - {name: duties, zh: 职责, en: "duties", type: list}
denominator:
  zh: 当日存续、以同级区划为成员的四级党建联席会；已明确职责指当日负有“层级职责”一类的职责，一个联席会有几项的列名称在前的一项。
  en: "Joint conferences of the four levels existing on the date with the division of the level as a member; a duty is one of the kind duty of a level that the conference is responsible for on the date, of several the first by name."
rates:
  - {zh: 已明确职责的联席会, en: conferences with a duty, k: with_duty, n: conferences}
persons: none
*/
MATCH (d:Division)-[m:MEMBER_OF]->(a:Alliance)
WHERE a.kind = 'joint_conference' AND a.level = d.level AND a.since <= $as_of AND $as_of < a.until
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
OPTIONAL MATCH (a)-[r:RESPONSIBLE_FOR]->(u:Duty)
WHERE u.kind = 'level' AND r.since <= $as_of AND $as_of < r.until
WITH a.id AS aid, a.level AS rung, tcode, tname, min(u.name) AS duty
UNWIND ['groups', 'total'] AS part
WITH part, aid, duty,
     CASE WHEN part = 'groups' AND $by = 'city' THEN coalesce(tcode, '') ELSE '' END AS gcode,
     CASE WHEN part = 'total' THEN '合计' WHEN $by = 'city' THEN coalesce(tname, '未落位') ELSE rung END AS gname,
     CASE WHEN part = 'total' THEN '' WHEN $by = 'city' THEN coalesce(tcode, '') WHEN rung = 'city' THEN 'a'
          WHEN rung = 'district' THEN 'b' WHEN rung = 'street' THEN 'c' ELSE 'd' END AS spot
WITH part, gcode, gname, spot, duty, count(DISTINCT aid) AS n
ORDER BY duty LIMIT 1000000
WITH part, gcode, gname, spot, coalesce(sum(n), 0) AS n_all, coalesce(sum(CASE WHEN duty IS NOT NULL THEN n END), 0) AS n_with,
     collect(CASE WHEN part = 'groups' THEN duty END) AS names
RETURN gcode AS code, gname AS name, n_all AS conferences, n_with AS with_duty, n_all - n_with AS without_duty,
       names AS duties
ORDER BY part, spot = '', spot, name
