/*
title:
  zh: 部门响应与办理时长
  en: Response and handling times
question:
  zh: 各部门在这段时间接到多少派单，响应、办毕了多少，响应和办毕各要几天（中位数、90% 分位）？
  en: How many dispatches did each department receive in that time, how many did it answer and finish, and in how many days (median, 90th percentile)?
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
  - {name: dispatched, zh: 派单, en: "dispatched", type: int, unit: 件}
  - {name: responded, zh: 已响应, en: "responded", type: int, unit: 件}
  - {name: done, zh: 已办毕, en: "done", type: int, unit: 件}
  - {name: respond_median, zh: 响应天数中位, en: "median days to respond", type: int, unit: 天}
  - {name: respond_90, zh: 响应天数90%, en: "90th percentile of days to respond", type: int, unit: 天}
  - {name: done_median, zh: 办毕天数中位, en: "median days to finish", type: int, unit: 天}
  - {name: done_90, zh: 办毕天数90%, en: "90th percentile of days to finish", type: int, unit: 天}
denominator:
  zh: 此日之后、基准日及以前派出而未撤的派单，及当日存续的承办单位（不含区划、队伍）。天数自派单日起，只算当日及以前已响应、已办毕的；早于派单日的按 0 天。没有响应日期的不算已响应，即使已办毕。分位数为最小的 d，使不超过 d 天的至少占 50%、90%。合计的分位数按全部派单算，不是各行相加。
  en: "Dispatches sent after that day and by the date, not withdrawn, to departments existing on the date (no divisions, no teams). Days from the dispatch, of those responded or finished by the date; one dated before its dispatch counts 0 days. Without a date of response a dispatch is not counted as responded, even if finished. A percentile is the smallest d such that at least 50 (90) in 100 took no more than d days; the total's is that of all dispatches, not a sum."
rates:
  - {zh: 已响应, en: responded, k: responded, n: dispatched}
  - {zh: 已办毕, en: done, k: done, n: dispatched}
persons: none
*/
MATCH (t:Task)-[x:DISPATCHED_TO]->(u:Institution|Enterprise|Organization)
WHERE $from < x.since AND x.since <= $as_of AND $as_of < x.until AND ($kind = '' OR t.kind = $kind)
  AND u.since <= $as_of AND $as_of < u.until
WITH t.id AS tid, u, x.since AS sent, CASE WHEN x.responded <= $as_of THEN x.responded END AS answer,
     CASE WHEN x.done <= $as_of THEN x.done END AS finish
OPTIONAL MATCH (u)-[i:IN_DISTRICT]->(d:Division)
WHERE i.since <= $as_of AND $as_of < i.until
WITH u, tid, sent, answer, finish, collect(d.name) AS names, collect(d.code) AS codes
WHERE $district = '' OR $district IN names OR $district IN codes
// the number of a day: months since a March, so that the leap day ends a year
UNWIND ['sent', 'responded', 'done'] AS mark
WITH u, tid, sent, answer, finish, mark,
     toString(CASE WHEN mark = 'sent' THEN sent WHEN mark = 'responded' THEN answer ELSE finish END) AS said
WITH u, tid, sent, answer, finish, mark, toInteger(left(said, 4)) * 12 + toInteger(right(left(said, 7), 2)) - 3 AS months,
     toInteger(right(said, 2)) AS day_of
WITH u, tid, sent, answer, finish, mark,
     1461 * (months / 12) / 4 + (153 * (months % 12) + 2) / 5 + day_of AS number_of
WITH u, tid, sent, answer, finish,
     coalesce(sum(CASE WHEN mark = 'sent' THEN -number_of WHEN mark = 'responded' THEN number_of ELSE 0 END), 0) AS to_answer,
     coalesce(sum(CASE WHEN mark = 'sent' THEN -number_of WHEN mark = 'done' THEN number_of ELSE 0 END), 0) AS to_finish
UNWIND ['groups', 'total'] AS part
UNWIND ['responded', 'done'] AS what
WITH part, what, CASE WHEN part = 'total' THEN '' ELSE u.id END AS uid, CASE WHEN part = 'total' THEN '合计' ELSE u.name END AS uname,
     CASE WHEN what = 'responded' THEN answer ELSE finish END AS at,
     CASE WHEN what = 'responded' THEN to_answer ELSE to_finish END AS took
// the days, or -1 where there is nothing yet
WITH part, what, uid, uname, CASE WHEN at IS NULL THEN -1 WHEN took < 0 THEN 0 ELSE took END AS v
WITH part, what, uid, uname, count(v) AS n, count(CASE WHEN v <> -1 THEN v END) AS n_known,
     collect(DISTINCT v) AS lengths, collect(v) AS every
UNWIND lengths AS v
UNWIND every AS w
WITH part, what, uid, uname, n, n_known, v, count(CASE WHEN w <> -1 AND w <= v THEN w END) AS reached
WITH part, what, uid, uname, n, n_known, min(CASE WHEN v <> -1 AND reached * 2 >= n_known THEN v END) AS half,
     min(CASE WHEN v <> -1 AND reached * 10 >= n_known * 9 THEN v END) AS most
WITH part, uid, uname, n, max(CASE WHEN what = 'responded' THEN n_known END) AS n_responded,
     max(CASE WHEN what = 'done' THEN n_known END) AS n_done,
     max(CASE WHEN what = 'responded' THEN half END) AS half_responded,
     max(CASE WHEN what = 'responded' THEN most END) AS most_responded,
     max(CASE WHEN what = 'done' THEN half END) AS half_done, max(CASE WHEN what = 'done' THEN most END) AS most_done
RETURN uid AS department_id, uname AS department, n AS dispatched, n_responded AS responded, n_done AS done,
       half_responded AS respond_median, most_responded AS respond_90, half_done AS done_median, most_done AS done_90
ORDER BY part, dispatched DESC, department_id
