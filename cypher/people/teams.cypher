/*
title:
  zh: 队伍与任务
  en: Teams and their tasks
question:
  zh: 有哪些骑手队、志愿服务队等队伍，属于谁，多少队员，接了多少任务，办毕多少？
  en: Which teams of riders, volunteers and so on are there, whose are they, how many people are in them, how many tasks were they given and have they done?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-06-30"
  - name: kind
    type: choice
    choices:
      "": {zh: 全部, en: all}
      rider: {zh: 骑手队, en: riders}
      volunteer: {zh: 志愿服务队, en: volunteers}
      shock: {zh: 党员突击队, en: members' shock team}
      medical: {zh: 医疗队, en: medical team}
      service: {zh: 服务队, en: service team}
    default: ""
    label: {zh: 队伍类型, en: kind of team}
    example: rider
  - name: district
    type: text
    names: Division
    default: ""
    label: {zh: 所属方所在区（名称或代码，空为全部）, en: "district of whose team it is (name or code, empty for all)"}
    example: 余杭区
columns:
  - {name: team_id, zh: 队伍标识, en: "team id", type: text}
  - {name: team, zh: 队伍, en: "team", type: text}
  - {name: kind, zh: 队伍类型, en: "kind", type: text, code: team_kind}
  - {name: owners, zh: 队伍归属, en: "team of", type: list}
  - {name: people, zh: 队员, en: "people in it", type: int, unit: 人}
  - {name: workers, zh: 其中新就业群体, en: "delivery workers among them", type: int, unit: 人}
  - {name: tasks, zh: 接到任务, en: "tasks given", type: int, unit: 件}
  - {name: done, zh: 已办毕, en: "done", type: int, unit: 件}
  - {name: open, zh: 未办毕, en: "not done", type: int, unit: 件}
denominator:
  zh: 当日存续的队伍；队员为当日在队的从业者、在职党员、志愿者，归属为当日有效的。任务为当日及以前派给该队、没有撤单的；办毕指该队办毕日期不晚于当日，或任务办结日期早于当日。
  en: "Teams existing on the date; people are the workers, in-service members and volunteers in it on the date, and it is theirs whose it is on the date. Tasks dispatched to the team by the date and not withdrawn; done if the team had done it by the date or the task was closed before it."
persons: counts
*/
MATCH (t:Team)
WHERE t.since <= $as_of AND $as_of < t.until AND ($kind = '' OR t.kind = $kind)
OPTIONAL MATCH (t)-[f:TEAM_OF]->(o:Organization|Enterprise|Institution|Division)
WHERE f.since <= $as_of AND $as_of < f.until AND o.since <= $as_of AND $as_of < o.until
WITH t, o.id AS oid, o.name AS oname
OPTIONAL MATCH (o:Organization|Enterprise|Institution|Division)-[i:IN_DISTRICT]->(d:Division)
WHERE o.id = oid AND i.since <= $as_of AND $as_of < i.until
WITH t, oid, oname, collect(d.name) AS names, collect(d.code) AS codes
WITH t, oid, oname, CASE WHEN $district = '' OR $district IN names OR $district IN codes THEN 'yes' ELSE 'no' END AS fits
ORDER BY oname, oid LIMIT 1000000
WITH t, collect(oname) AS owner_names, max(fits) AS fit
WHERE fit = 'yes'
OPTIONAL MATCH (w:DeliveryWorker|InServiceMember|Volunteer)-[m:IN_TEAM]->(t)
WHERE m.since <= $as_of AND $as_of < m.until AND w.since <= $as_of AND $as_of < w.until
WITH DISTINCT t, owner_names, w.id AS wid, head(labels(w)) AS what
WITH t, owner_names, count(wid) AS n, coalesce(sum(CASE WHEN what = 'DeliveryWorker' THEN 1 ELSE 0 END), 0) AS n_workers
OPTIONAL MATCH (k:Task)-[x:DISPATCHED_TO]->(t)
WHERE x.since <= $as_of AND $as_of < x.until
WITH t, owner_names, n, n_workers, k.id AS kid,
     max(CASE WHEN x.done <= $as_of OR k.until <= $as_of THEN 1 ELSE 0 END) AS ready
WITH t, owner_names, n, n_workers, count(kid) AS n_tasks, coalesce(sum(ready), 0) AS n_done
RETURN t.id AS team_id, t.name AS team, t.kind AS kind, owner_names AS owners, n AS people, n_workers AS workers,
       n_tasks AS tasks, n_done AS done, n_tasks - n_done AS open
ORDER BY tasks DESC, people DESC, team_id
