/*
title:
  zh: 联席会事项的提出与解决
  en: "Matters raised and solved"
question:
  zh: 一段时期内各级（或各市）联席会上提出了多少事项，解决、上提、未办结和逾期的各多少？
  en: "How many matters were raised at the conferences of each level (or city) in a period, and how many were solved, passed up, still open or overdue?"
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-07-01"
  - name: from
    type: date
    before: 12 months
    label: {zh: 起始日（含，缺省为一年前）, en: "from (inclusive, by default a year before)"}
    example: "2022-01-01"
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
columns:
  - {name: code, zh: 代码, en: "code", type: text}
  - {name: name, zh: 名称, en: "name", type: text, named_by: by, code: level}
  - {name: raised, zh: 提出, en: "raised", type: int, unit: 件}
  - {name: passed_up, zh: 其中上提一级, en: "of which passed up", type: int, unit: 件}
  - {name: remaining, zh: 留在本级, en: "remaining at the level", type: int, unit: 件}
  - {name: solved, zh: 已办结, en: "solved", type: int, unit: 件}
  - {name: open, zh: 未办结, en: "open", type: int, unit: 件}
  - {name: overdue, zh: 其中逾期, en: "of which overdue", type: int, unit: 件}
denominator:
  zh: 起始日至基准日（均含）在四级党建联席会会议上提出的议事事项，按会议当日；同一级提出几次计一次，几级都提出的各级各计一次，基准日前在更高一级提出的为上提。办结、逾期均按基准日。
  en: "Matters raised at sessions of joint conferences of the four levels from the first to the last day, both included; at one level a matter counts once, raised at several it counts at each; it is passed up if raised at a higher level by the date. Solved and overdue as of the date."
rates:
  - {zh: 已办结, en: solved, k: solved, n: remaining}
persons: none
*/
MATCH (k:Task)-[:RAISED_AT]->(c:Activity)-[:UNDER]->(a:Alliance)
WHERE k.kind = 'matter' AND c.since <= $as_of AND a.kind = 'joint_conference'
WITH k, min(CASE WHEN a.level = 'city' THEN 'a' WHEN a.level = 'district' THEN 'b' WHEN a.level = 'street' THEN 'c'
            WHEN a.level = 'community' THEN 'd' END) AS top
MATCH (k)-[:RAISED_AT]->(c:Activity)-[:UNDER]->(a:Alliance)
WHERE $from <= c.since AND c.since <= $as_of AND a.kind = 'joint_conference'
WITH k, top, c.since AS day, a
MATCH (a)<-[m:MEMBER_OF]-(d:Division)
WHERE d.level = a.level AND m.since <= day AND day < m.until
WITH k, top, day, d, CASE WHEN d.level = 'city' THEN 'a' WHEN d.level = 'district' THEN 'b' WHEN d.level = 'street' THEN 'c'
                     WHEN d.level = 'community' THEN 'd' END AS rung
WHERE rung IS NOT NULL
OPTIONAL MATCH (d)-[i:IN_DISTRICT]->(e:Division)
WHERE i.since <= day AND day < i.until
WITH k, top, day, d, rung, e.id AS eid
OPTIONAL MATCH (e:Division)-[p:PART_OF]->(t:Division)
WHERE e.id = eid AND t.level = 'city' AND p.since <= day AND day < p.until
WITH k.id AS kid, rung, rung > top AS passed, k.until <= $as_of AS done, k.due < $as_of AS late, d.level AS level_of,
     CASE WHEN d.level = 'city' THEN d.code ELSE t.code END AS tcode,
     CASE WHEN d.level = 'city' THEN d.name ELSE t.name END AS tname
WHERE $city = '' OR tcode = $city OR tname = $city
UNWIND ['groups', 'total'] AS part
WITH DISTINCT part, kid, rung, passed, done, late,
     CASE WHEN part = 'groups' AND $by = 'city' THEN coalesce(tcode, '') ELSE '' END AS gcode,
     CASE WHEN part = 'total' THEN '合计' WHEN $by = 'city' THEN coalesce(tname, '未落位') ELSE level_of END AS gname,
     CASE WHEN part = 'total' THEN '' WHEN $by = 'city' THEN coalesce(tcode, '') ELSE rung END AS spot
WITH part, gcode, gname, spot, count(kid) AS n, count(CASE WHEN passed THEN kid END) AS n_passed,
     count(CASE WHEN NOT passed AND done THEN kid END) AS n_done,
     count(CASE WHEN NOT passed AND NOT done AND late THEN kid END) AS n_late
RETURN gcode AS code, gname AS name, n AS raised, n_passed AS passed_up, n - n_passed AS remaining, n_done AS solved,
       n - n_passed - n_done AS `open`, n_late AS overdue
ORDER BY part, spot = '', spot, name
