/*
title:
  zh: 从不答复的部门
  en: Departments that never answer
question:
  zh: 哪些部门在这段时间接到派单却一次也没有答复？
  en: Which departments were dispatched to in that time and never answered?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-07-01"
  - name: from
    type: date
    before: 12 months
    label: {zh: 此日之后, en: after this day}
    example: "2021-06-30"
  - name: at_least
    type: int
    default: 1
    min: 1
    label: {zh: 至少几次派单, en: dispatches at least}
    example: "3"
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
columns:
  - {name: department_id, zh: 承办单位标识, en: "department id", type: text}
  - {name: department, zh: 承办单位, en: "department", type: text}
  - {name: districts, zh: 所在区, en: "districts", type: list}
  - {name: dispatched, zh: 派单, en: "dispatched", type: int, unit: 件}
  - {name: open, zh: 未办结, en: "still open", type: int, unit: 件}
  - {name: first, zh: 最早派单, en: "first dispatched", type: date}
  - {name: last, zh: 最近派单, en: "last dispatched", type: date}
denominator:
  zh: 此日之后、基准日及以前派出而未撤的派单，及当日存续的承办单位（不含区划、队伍）；从不答复指这些派单到当日都既无响应也未办毕。未办结指任务当日尚未办结的派单。
  en: "Dispatches sent after that day and by the date, not withdrawn, to departments existing on the date (no divisions, no teams); never answered if none of them has a response or an end by the date. Still open: dispatches whose task is open on the date."
persons: none
*/
MATCH (t:Task)-[x:DISPATCHED_TO]->(u:Institution|Enterprise|Organization)
WHERE $from < x.since AND x.since <= $as_of AND $as_of < x.until AND ($kind = '' OR t.kind = $kind)
  AND u.since <= $as_of AND $as_of < u.until
WITH u, count(t.id) AS n, count(CASE WHEN x.responded <= $as_of OR x.done <= $as_of THEN t.id END) AS n_answered,
     count(CASE WHEN $as_of < t.until THEN t.id END) AS n_open, min(x.since) AS earliest, max(x.since) AS latest
WHERE n_answered = 0 AND n >= $at_least
OPTIONAL MATCH (u)-[i:IN_DISTRICT]->(d:Division)
WHERE i.since <= $as_of AND $as_of < i.until
WITH u, n, n_open, earliest, latest, d.code AS dcode, d.name AS dname
ORDER BY dcode LIMIT 1000000
WITH u, n, n_open, earliest, latest, collect(dname) AS names, collect(dcode) AS codes
WHERE $district = '' OR $district IN names OR $district IN codes
RETURN u.id AS department_id, u.name AS department, names AS districts, n AS dispatched, n_open AS open,
       earliest AS first, latest AS last
ORDER BY dispatched DESC, department_id
