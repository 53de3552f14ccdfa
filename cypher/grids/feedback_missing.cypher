/*
title:
  zh: 处置后没有反馈的网格事项
  en: Cases of grids handled without feedback
question:
  zh: 哪些网格事项已经处置，却没有反馈给提出的人，其中哪些已经办结？
  en: Which cases of grids have been handled without telling those who raised them, and which of them are closed?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-06-30"
  - name: handled_since
    type: date
    before: 12 months
    label: {zh: 处置不早于, en: handled since}
    example: "2022-01-01"
  - name: origin
    type: choice
    choices:
      "": {zh: 各种来源, en: every origin}
      residents: {zh: 居民诉求, en: residents}
      hotline: {zh: 热线, en: hotline}
      patrol: {zh: 巡查发现, en: patrol}
    default: ""
    label: {zh: 任务来源, en: origin}
    example: residents
  - name: district
    type: text
    names: Division
    default: ""
    label: {zh: 区（名称或代码，空为全部）, en: "district (name or code, empty for all)"}
    example: 张店区
  - name: limit
    type: int
    default: 1000
    min: 1
    label: {zh: 最多多少行, en: rows at most}
    example: "20"
columns:
  - {name: task_id, zh: 事项标识, en: "case id", type: text}
  - {name: task, zh: 事项, en: "case", type: text}
  - {name: origin, zh: 来源, en: "origin", type: text, code: task_origin}
  - {name: grid, zh: 网格, en: "grid", type: text}
  - {name: district, zh: 区, en: "district", type: text}
  - {name: handled, zh: 处置日期, en: "handled", type: date}
  - {name: closed, zh: 已办结, en: "closed", type: text, code: yes_no}
denominator:
  zh: 处置日期在给定日期与基准日之间（含）的网格事项，反馈日期为空或晚于基准日；网格为处置当日所涉及的。
  en: "Cases of grids handled between the day given and the date, both included, whose feedback has no date or one after the date. The grid is the one concerned on the day of handling."
persons: none
*/
MATCH (t:Task)
WHERE t.kind = 'grid_case' AND t.handled >= $handled_since AND t.handled <= $as_of
  AND (t.fed_back IS NULL OR t.fed_back > $as_of) AND ($origin = '' OR t.origin = $origin)
WITH t
OPTIONAL MATCH (t)-[k:CONCERNS]->(g:Division)
WHERE k.since <= t.handled AND t.handled < k.until AND g.since <= t.handled AND t.handled < g.until
WITH t, g
OPTIONAL MATCH (g)-[j:IN_DISTRICT]->(d:Division)
WHERE j.since <= t.handled AND t.handled < j.until
WITH t, g.name AS grid_of, d.name AS name_of, d.code AS code_of
WHERE $district = '' OR name_of = $district OR code_of = $district
WITH t, min(grid_of) AS gname, min(name_of) AS dname
RETURN t.id AS task_id, t.name AS task, coalesce(t.origin, '') AS origin, coalesce(gname, '') AS grid,
       coalesce(dname, '') AS district, t.handled AS handled, CASE WHEN t.until <= $as_of THEN 'yes' ELSE 'no' END AS closed
ORDER BY handled, task_id
LIMIT $limit
