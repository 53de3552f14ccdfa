/*
title: {zh: 在校学生与留守儿童, en: Pupils and left-behind children}
question:
  zh: 各学校（或街道、区）有多少在校学生，其中多少是留守儿童？
  en: "How many pupils does each school (street, district) have, and how many of them are left behind?"
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-07-01"
  - name: by
    type: choice
    choices:
      school: {zh: 学校, en: school}
      street: {zh: 街道, en: street}
      district: {zh: 区, en: district}
    default: school
    label: {zh: 分组, en: grouped by}
    example: street
  - name: district
    type: text
    names: Division
    default: ""
    label: {zh: 区（名称或代码，空为全部）, en: "district (name or code, empty for all)"}
    example: 响水县
columns:
  - {name: code, zh: 代码, en: "code", type: text}
  - {name: name, zh: 名称, en: "name", type: text, named_by: by}
  - {name: schools, zh: 学校, en: "schools", type: int, unit: 所}
  - {name: pupils, zh: 在校学生, en: "pupils", type: int, unit: 人}
  - {name: told_pupils, zh: 留守人数已知的学生, en: "pupils of schools that say how many are left behind", type: int, unit: 人}
  - {name: left_behind, zh: 其中留守儿童, en: "of which left behind", type: int, unit: 人}
  - {name: unknown, zh: 留守人数不详的学校, en: "schools that do not say", type: int, unit: 所}
denominator:
  zh: 当日存续、有在册人数的教育机构（学校），取当日有效的统计数；未统计的学校不列。留守人数不详的学校，其学生不进留守儿童的分母；一所都不知道时为空。
  en: "Institutions of education (schools) existing on the date whose pupils were counted, by the count in force on the date; schools that were not counted are left out. Pupils of a school that does not say how many are left behind are not in their denominator; where no school says so, the figure is empty."
rates:
  - {zh: 留守儿童, en: left behind, k: left_behind, n: told_pupils}
persons: counts
*/
MATCH (v:Provision)-[:PROVISION_OF]->(s:Institution)
WHERE v.since <= $as_of AND $as_of < v.until AND s.since <= $as_of AND $as_of < s.until AND s.industry = 'P' AND v.people > 0
WITH v, s
OPTIONAL MATCH (s)-[i:IN_DISTRICT]->(d:Division)
WHERE i.since <= $as_of AND $as_of < i.until
WITH v, s, coalesce(d.code, '') AS dcode, coalesce(d.name, '未落位') AS dname
WHERE $district = '' OR dcode = $district OR dname = $district
OPTIONAL MATCH (s)<-[:STANDS_FOR]-(z:Standing)
WHERE z.since <= $as_of AND $as_of < z.until
WITH v, s, dcode, dname, z.street AS zid
OPTIONAL MATCH (g:Division)
WHERE g.id = zid
WITH v, CASE WHEN $by = 'school' THEN s.id WHEN $by = 'district' THEN dcode ELSE coalesce(g.code, '') END AS code_of,
     CASE WHEN $by = 'school' THEN s.name WHEN $by = 'district' THEN dname ELSE coalesce(g.name, '未落位') END AS name_of
UNWIND ['groups', 'total'] AS part
WITH part, CASE WHEN part = 'total' THEN '' ELSE code_of END AS gcode,
     CASE WHEN part = 'total' THEN '合计' ELSE name_of END AS gname, v.id AS vid, v.people AS people, v.left_behind AS behind
WITH part, gcode, gname, count(vid) AS n, coalesce(sum(people), 0) AS n_pupils, coalesce(sum(behind), 0) AS n_behind,
     count(behind) AS n_told, coalesce(sum(CASE WHEN behind IS NOT NULL THEN people ELSE 0 END), 0) AS n_asked
RETURN gcode AS code, gname AS name, n AS schools, n_pupils AS pupils, n_asked AS told_pupils,
       CASE WHEN n_told > 0 THEN n_behind END AS left_behind, n - n_told AS unknown
ORDER BY part, code = '', code, name
