/*
title:
  zh: 未办结任务
  en: Open tasks
question:
  zh: 哪些任务还没有办结，办了几天、逾期几天，派出的单有几件还没有答复？
  en: Which tasks are still open, for how many days, how many days overdue, and how many of their dispatches are not answered?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-07-01"
  - name: state
    type: choice
    choices:
      open: {zh: 全部未办结, en: all open}
      overdue: {zh: 仅逾期, en: overdue only}
    default: open
    label: {zh: 范围, en: which}
    example: overdue
  - name: kind
    type: choice
    choices:
      "": {zh: 全部, en: all}
      whistle: {zh: 吹哨事项, en: whistle}
      joint_campaign: {zh: 联合整治, en: joint campaign}
      grid_case: {zh: 网格事项, en: case of a grid}
      matter: {zh: 议事事项, en: matter raised}
      team_task: {zh: 队伍任务, en: task of a team}
      mission: {zh: 专项任务, en: mission}
    default: ""
    label: {zh: 任务类型, en: kind of task}
    example: whistle
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
  - name: limit
    type: int
    default: 1000
    min: 1
    label: {zh: 最多行数, en: rows at most}
    example: "20"
columns:
  - {name: task_id, zh: 任务标识, en: "task id", type: text}
  - {name: task, zh: 任务, en: "task", type: text}
  - {name: kind, zh: 任务类型, en: "kind", type: text, code: task_kind}
  - {name: places, zh: 地点, en: "places", type: list}
  - {name: origin, zh: 来源, en: "origin", type: text, code: task_origin}
  - {name: opened, zh: 提出日期, en: "opened", type: date}
  - {name: due, zh: 办理时限, en: "due", type: date}
  - {name: days_open, zh: 已办天数, en: "days open", type: int, unit: 天}
  - {name: days_overdue, zh: 逾期天数, en: "days overdue", type: int, unit: 天}
  - {name: dispatches, zh: 派单, en: "dispatches", type: int, unit: 件}
  - {name: unanswered, zh: 未答复, en: "unanswered", type: int, unit: 件}
denominator:
  zh: 当日存续（已提出、未办结）的任务；逾期指办理时限早于当日，没有时限的不算。地点为任务涉及的区划；派单为当日有效的，未答复指当日及以前既无响应也未办毕。
  en: "Tasks opened and not closed on the date; overdue if the last day lies before it, never without one. Places are the divisions a task concerns; dispatches hold on the date, unanswered ones have neither a response nor an end by then."
persons: none
*/
MATCH (t:Task)
WHERE t.since <= $as_of AND $as_of < t.until AND ($kind = '' OR t.kind = $kind)
  AND ($state = 'open' OR t.due < $as_of)
OPTIONAL MATCH (t)-[c:CONCERNS]->(p:Division)
WHERE c.since <= $as_of AND $as_of < c.until AND p.since <= $as_of AND $as_of < p.until
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
WHERE x.since <= $as_of AND $as_of < x.until AND u.since <= $as_of AND $as_of < u.until
WITH t, place_names, count(u.id) AS n,
     count(CASE WHEN x.responded <= $as_of OR x.done <= $as_of THEN u.id END) AS n_answered
// the number of a day: months since a March, so that the leap day ends a year
UNWIND ['opened', 'due', 'today'] AS mark
WITH t, place_names, n, n_answered, mark,
     CASE WHEN mark = 'opened' THEN t.since WHEN mark = 'due' THEN t.due ELSE $as_of END AS at
WITH t, place_names, n, n_answered, mark, toString(at) AS said
WITH t, place_names, n, n_answered, mark, toInteger(left(said, 4)) * 12 + toInteger(right(left(said, 7), 2)) - 3 AS months,
     toInteger(right(said, 2)) AS day_of
WITH t, place_names, n, n_answered, mark,
     1461 * (months / 12) / 4 + (153 * (months % 12) + 2) / 5 + day_of AS number_of
WITH t, place_names, n, n_answered,
     coalesce(sum(CASE WHEN mark = 'today' THEN number_of WHEN mark = 'opened' THEN -number_of ELSE 0 END), 0) AS n_open,
     coalesce(sum(CASE WHEN mark = 'today' THEN number_of WHEN mark = 'due' THEN -number_of ELSE 0 END), 0) AS n_late
RETURN t.id AS task_id, t.name AS task, t.kind AS kind, place_names AS places, t.origin AS origin,
       CASE WHEN t.since_precision <> 'unknown' THEN t.since END AS opened, t.due AS due,
       CASE WHEN t.since_precision <> 'unknown' THEN n_open END AS days_open,
       CASE WHEN t.due < $as_of THEN n_late END AS days_overdue, n AS dispatches, n - n_answered AS unanswered
ORDER BY days_overdue IS NULL, days_overdue DESC, due IS NULL, due, task_id
LIMIT $limit
