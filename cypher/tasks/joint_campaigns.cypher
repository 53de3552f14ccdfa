/*
title:
  zh: 联合整治
  en: Joint campaigns
question:
  zh: 有哪些联合整治，几个部门参加，历时几天，是否结束？
  en: Which joint campaigns were there, of how many departments, how many days long, and are they over?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-07-01"
  - name: min_days
    type: int
    default: 0
    min: 0
    label: {zh: 至少几天, en: days at least}
    example: "20"
  - name: min_departments
    type: int
    default: 0
    min: 0
    label: {zh: 至少几个部门, en: departments at least}
    example: "3"
  - name: district
    type: text
    names: Division
    default: ""
    label: {zh: 区（名称或代码，空为全部）, en: "district (name or code, empty for all)"}
    example: 五华区
  - name: street
    type: text
    names: Division
    default: ""
    label: {zh: 街道（名称或代码，空为全部）, en: "street (name or code, empty for all)"}
    example: 华山街道
columns:
  - {name: task_id, zh: 任务标识, en: "task id", type: text}
  - {name: task, zh: 任务, en: "campaign", type: text}
  - {name: places, zh: 地点, en: "places", type: list}
  - {name: departments, zh: 部门数, en: "departments", type: int, unit: 个}
  - {name: department_names, zh: 参加部门, en: "those departments", type: list}
  - {name: opened, zh: 开始日期, en: "begun", type: date}
  - {name: days, zh: 历时, en: "days long", type: int, unit: 天}
  - {name: over, zh: 已结束, en: "over", type: text, code: yes_no}
denominator:
  zh: 基准日及以前开始的联合整治，起止两日都算在内；没有结束的算到基准日。部门为基准日及以前派单的承办单位，撤单的不计，同一部门计一次。开始日期不详的不列。
  en: "Joint campaigns begun by the date, first and last day counted; one that is not over counts until the date. Departments are those dispatched to by the date and not withdrawn, each once. Campaigns without a known beginning are left out."
persons: none
*/
MATCH (t:Task)
WHERE t.kind = 'joint_campaign' AND t.since <= $as_of AND t.since_precision <> 'unknown'
OPTIONAL MATCH (t)-[c:CONCERNS]->(p:Division)
WITH t, p
OPTIONAL MATCH (p)-[i:IN_DISTRICT|LIES_IN]->(g:Division)
WHERE i.since <= $as_of AND $as_of < i.until
WITH t, p.code AS pcode, p.name AS pname, collect(g.name) AS names, collect(g.code) AS codes
WITH t, pcode, pname, CASE WHEN ($district = '' OR $district IN names OR $district IN codes)
                            AND ($street = '' OR $street IN names OR $street IN codes) THEN 'yes' ELSE 'no' END AS fits
ORDER BY pcode LIMIT 1000000
WITH t, collect(pname) AS place_names, max(fits) AS fit
WHERE fit = 'yes'
OPTIONAL MATCH (t)-[x:DISPATCHED_TO]->(u:Institution|Enterprise|Organization|Division|Team)
WHERE x.since <= $as_of AND $as_of < x.until
WITH DISTINCT t, place_names, u.name AS uname, u.id AS uid
ORDER BY uname, uid LIMIT 1000000
WITH t, place_names, count(uid) AS n, collect(uname) AS unames
WHERE n >= $min_departments
// the number of a day: months since a March, so that the leap day ends a year
UNWIND ['begun', 'over'] AS mark
WITH t, place_names, n, unames, mark,
     CASE WHEN mark = 'begun' THEN t.since WHEN t.until <= $as_of THEN t.until ELSE $as_of END AS at
WITH t, place_names, n, unames, mark, toString(at) AS said
WITH t, place_names, n, unames, mark, toInteger(left(said, 4)) * 12 + toInteger(right(left(said, 7), 2)) - 3 AS months,
     toInteger(right(said, 2)) AS day_of
WITH t, place_names, n, unames, mark,
     1461 * (months / 12) / 4 + (153 * (months % 12) + 2) / 5 + day_of AS number_of
WITH t, place_names, n, unames, coalesce(sum(CASE WHEN mark = 'over' THEN number_of ELSE -number_of END), 0) AS n_days
// the day of a campaign that is not over counts too
WITH t, place_names, n, unames, CASE WHEN t.until <= $as_of THEN n_days ELSE n_days + 1 END AS n_long
WHERE n_long >= $min_days
RETURN t.id AS task_id, t.name AS task, place_names AS places, n AS departments, unames AS department_names,
       t.since AS opened, n_long AS days, CASE WHEN t.until <= $as_of THEN 'yes' ELSE 'no' END AS over
ORDER BY opened, task_id
