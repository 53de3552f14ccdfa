/*
title:
  zh: 各项任务的临时党组织
  en: Temporary organizations by task
question:
  zh: 各项任务当日有多少临时、功能型党组织，派入多少党员，任务到何时为止？
  en: How many temporary and functional organizations does each task have on the date, how many members are posted there, and when does the task end?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-07-01"
  - name: district
    type: text
    names: Division
    default: ""
    label: {zh: 区（名称或代码，空为全部）, en: "district (name or code, empty for all)"}
    example: 崇礼区
columns:
  - {name: code, zh: 任务编号, en: "task code", type: text}
  - {name: task, zh: 任务, en: "task", type: text}
  - {name: task_kind, zh: 任务类型, en: "task kind", type: text, code: task_kind}
  - {name: over, zh: 任务结束次日, en: "first day after the task's end", type: date}
  - {name: organizations, zh: 党组织, en: "organizations", type: int, unit: 个}
  - {name: functional, zh: 其中功能型, en: "of which functional", type: int, unit: 个}
  - {name: teams, zh: 队伍, en: "teams", type: int, unit: 支}
  - {name: people, zh: 派入党员, en: "members posted", type: int, unit: 人}
denominator:
  zh: 当日存续的临时与功能型党组织，及其所属队伍、当日派入的在册党员；为几项任务组建的在各项任务各计一次，合计只计一次。没有写任务的列为不详。派入不改变组织关系，不进党员总数。
  en: "Temporary and functional organizations existing on the date, their teams, and the members on rosters posted to them then; what serves several tasks counts in each, in the total once. Those without a task are listed as unknown. Postings leave the affiliation where it is and enter no total of members."
persons: counts
*/
MATCH (o:Organization)
WHERE o.kind IN ['temporary', 'functional'] AND o.since <= $as_of AND $as_of < o.until
  AND ($district = '' OR EXISTS { MATCH (o)-[i:IN_DISTRICT]->(d:Division)
                                  WHERE i.since <= $as_of AND $as_of < i.until
                                    AND (d.name = $district OR d.code = $district) })
WITH o
OPTIONAL MATCH (o)-[s:SET_UP_FOR]->(t:Task)
WHERE s.since <= $as_of AND $as_of < s.until
WITH o, coalesce(t.id, '') AS tid
OPTIONAL MATCH (v:Team)-[f:TEAM_OF]->(o)
WHERE f.since <= $as_of AND $as_of < f.until AND v.since <= $as_of AND $as_of < v.until
WITH o, tid, v.id AS vid
OPTIONAL MATCH (m:InServiceMember)-[r:POSTED_TO]->(o)
WHERE r.since <= $as_of AND $as_of < r.until AND m.since <= $as_of AND $as_of < m.until
WITH o.id AS oid, o.kind AS okind, tid, vid, m.id AS mid
UNWIND ['groups', 'total'] AS part
WITH part, CASE WHEN part = 'total' THEN '' ELSE tid END AS key, count(DISTINCT oid) AS n,
     count(DISTINCT CASE WHEN okind = 'functional' THEN oid END) AS n_functional, count(DISTINCT vid) AS n_teams,
     count(DISTINCT mid) AS n_people
OPTIONAL MATCH (t:Task)
WHERE t.id = key
RETURN coalesce(t.code, key) AS code,
       CASE WHEN part = 'total' THEN '合计' ELSE coalesce(t.name, '不详') END AS task,
       coalesce(t.kind, '') AS task_kind, CASE WHEN t.until < date('9999-12-31') THEN t.until END AS over,
       n AS organizations, n_functional AS functional, n_teams AS teams, n_people AS people
ORDER BY part, key = '', code, key
