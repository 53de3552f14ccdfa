/*
title:
  zh: 仍在承担的负面清单事项
  en: Forbidden duties still assigned
question:
  zh: 哪些社区仍在承担负面清单上的事项，或这段时间仍被派了这类任务？
  en: Which communities are still made responsible for duties of their negative list, or were dispatched tasks of them in that time?
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
  - name: district
    type: text
    names: Division
    default: ""
    label: {zh: 区（名称或代码，空为全部）, en: "district (name or code, empty for all)"}
    example: 昌江区
  - name: street
    type: text
    names: Division
    default: ""
    label: {zh: 街道（名称或代码，空为全部）, en: "street (name or code, empty for all)"}
    example: 松月沟街道
columns:
  - {name: community_code, zh: 社区代码, en: "community code", type: text}
  - {name: community, zh: 社区, en: "community", type: text}
  - {name: district, zh: 区, en: "district", type: text}
  - {name: duty, zh: 负面清单事项, en: "duty of the negative list", type: text}
  - {name: exempt_since, zh: 免除日期, en: "exempt since", type: date}
  - {name: responsible, zh: 仍负责, en: "still responsible", type: text, code: yes_no}
  - {name: tasks, zh: 派单, en: "tasks dispatched", type: int, unit: 件}
  - {name: open, zh: 其中未办结, en: "of them open", type: int, unit: 件}
denominator:
  zh: 当日存续的社区及其当日免除的事项；仍负责指当日该社区又列为该事项的负责方，派单指免除当日及以后、此日之后、基准日及以前派给该社区而未撤、属于该事项的任务。两样都没有的不列。
  en: "Existing communities and what they are exempt from on the date; still responsible if the community is also responsible for it on the date; tasks of the duty dispatched to it on or after the day of exemption, after that day and by the date, not withdrawn. Left out if there is neither."
persons: none
*/
MATCH (s:Division)-[e:EXEMPT_FROM]->(u:Duty)
WHERE s.level = 'community' AND e.since <= $as_of AND $as_of < e.until AND s.since <= $as_of AND $as_of < s.until
  AND u.since <= $as_of AND $as_of < u.until
WITH s, u, max(e.since) AS freed
OPTIONAL MATCH (s)-[r:RESPONSIBLE_FOR]->(u)
WHERE r.since <= $as_of AND $as_of < r.until
WITH s, u, freed, count(r.since) AS n_ties
OPTIONAL MATCH (s)<-[x:DISPATCHED_TO]-(t:Task)
WHERE freed <= x.since AND $from < x.since AND x.since <= $as_of AND $as_of < x.until
// two steps between the community and the duty at once would count two dispatches of a task as one
WITH s, u, freed, n_ties, t, x.since AS sent
OPTIONAL MATCH (t)-[y:OF_DUTY]->(u)
WHERE y.since <= sent AND sent < y.until
WITH s, u, freed, n_ties, t, count(y.since) AS n_of
WITH s, u, freed, n_ties, count(CASE WHEN n_of > 0 THEN t.id END) AS n_tasks,
     count(CASE WHEN n_of > 0 AND $as_of < t.until THEN t.id END) AS n_open
WHERE n_ties > 0 OR n_tasks > 0
OPTIONAL MATCH (s)-[j:LIES_IN]->(g:Division)
WHERE g.level = 'street' AND j.since <= $as_of AND $as_of < j.until
WITH s, u, freed, n_ties, n_tasks, n_open, g.name AS gname, g.code AS gcode
WHERE $street = '' OR gname = $street OR gcode = $street
OPTIONAL MATCH (s)-[i:IN_DISTRICT]->(d:Division)
WHERE i.since <= $as_of AND $as_of < i.until
WITH s, u, freed, n_ties, n_tasks, n_open, d.name AS dname, d.code AS dcode
WHERE $district = '' OR dname = $district OR dcode = $district
RETURN s.code AS community_code, s.name AS community, coalesce(dname, '') AS district, u.name AS duty,
       freed AS exempt_since, CASE WHEN n_ties > 0 THEN 'yes' ELSE 'no' END AS responsible, n_tasks AS tasks, n_open AS open
ORDER BY community_code, duty, s.id, u.id
