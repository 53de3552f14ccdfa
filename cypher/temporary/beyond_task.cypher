/*
title:
  zh: 任务结束后仍未撤销的临时党组织
  en: Temporary organizations active beyond their task
question:
  zh: 哪些临时、功能型党组织的任务已经结束，组织还没有撤销？
  en: Which temporary and functional organizations still exist although their task has ended?
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
    example: 延庆区
columns:
  - {name: organization_id, zh: 党组织标识, en: "organization id", type: text}
  - {name: organization, zh: 党组织, en: "organization", type: text}
  - {name: organization_kind, zh: 组建方式, en: "kind", type: text, code: organization_kind}
  - {name: districts, zh: 所在区, en: "districts", type: list}
  - {name: tasks, zh: 任务, en: "tasks", type: list}
  - {name: ended, zh: 任务结束次日, en: "first day after the task's end", type: date}
  - {name: people, zh: 仍在其中的派入党员, en: "members still posted there", type: int, unit: 人}
denominator:
  zh: 当日存续、为之组建的任务都已结束的临时与功能型党组织；有几项任务的，以最后结束的为准。没有写任务的不在其中。临时党组织不转组织关系，所列党员不进党员总数。
  en: "Temporary and functional organizations existing on the date all of whose tasks are over; of several tasks the last end counts. Those without a task are not among them. Affiliations stay elsewhere: the members listed enter no total."
persons: counts
*/
MATCH (o:Organization)-[s:SET_UP_FOR]->(t:Task)
WHERE o.kind IN ['temporary', 'functional'] AND o.since <= $as_of AND $as_of < o.until
  AND s.since <= $as_of AND $as_of < s.until
WITH DISTINCT o, t.id AS tid, t.name AS tname, t.until AS over
ORDER BY tname, tid LIMIT 1000000
WITH o, collect(tname) AS task_names, max(over) AS all_over
WHERE all_over <= $as_of
OPTIONAL MATCH (m:InServiceMember)-[r:POSTED_TO]->(o)
WHERE r.since <= $as_of AND $as_of < r.until AND m.since <= $as_of AND $as_of < m.until
WITH o, task_names, all_over, count(DISTINCT m.id) AS n
OPTIONAL MATCH (o)-[i:IN_DISTRICT]->(d:Division)
WHERE i.since <= $as_of AND $as_of < i.until
WITH o, task_names, all_over, n, d.code AS dcode, d.name AS dname
ORDER BY dcode LIMIT 1000000
WITH o, task_names, all_over, n, collect(dname) AS district_names, collect(dcode) AS district_codes
WHERE $district = '' OR $district IN district_names OR $district IN district_codes
RETURN o.id AS organization_id, o.name AS organization, o.kind AS organization_kind, district_names AS districts,
       task_names AS tasks, all_over AS ended, n AS people
ORDER BY ended, organization, organization_id
