/*
title:
  zh: 职责之外的派单
  en: Dispatches outside a street's duties
question:
  zh: 这段时间派给街道的任务，哪些属于其负面清单、未经准入或不在职责清单上的事项？
  en: Which tasks dispatched to streets in that time are of duties on their negative list, without admission, or not on their duty list?
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
  - name: reason
    type: choice
    choices:
      "": {zh: 全部, en: all}
      negative: {zh: 负面清单事项, en: on the negative list}
      unadmitted: {zh: 未经准入, en: without admission}
      unlisted: {zh: 不在职责清单, en: not on the duty list}
    default: ""
    label: {zh: 原因, en: reason}
    example: unadmitted
  - name: district
    type: text
    names: Division
    default: ""
    label: {zh: 区（名称或代码，空为全部）, en: "district (name or code, empty for all)"}
    example: 石景山区
columns:
  - {name: task_id, zh: 任务标识, en: "task id", type: text}
  - {name: task, zh: 任务, en: "task", type: text}
  - {name: street, zh: 街道, en: "street", type: text}
  - {name: district, zh: 区, en: "district", type: text}
  - {name: duty, zh: 职责事项, en: "duty", type: text}
  - {name: origin, zh: 来源, en: "origin", type: text, code: task_origin}
  - {name: dispatched, zh: 派单日期, en: "dispatched", type: date}
  - {name: reason, zh: 原因, en: "reason", type: text, code: dispatch_reason}
denominator:
  zh: 此日之后、基准日及以前派给街道而未撤、标明所属职责的派单；清单、免除、准入都看派单当日。依次判定：街道已免除的为负面清单；负责或已准入的不列；部门交办的为未经准入；其余、街道当日有职责清单的为不在清单，没有清单的不判。
  en: "Dispatches to streets sent after that day and by the date, not withdrawn, whose duty is stated; lists, exemptions and admissions are those of the day of dispatch. In this order: what the street is exempt from is on its negative list; what it is responsible for or admits is left out; what a department hands down is without admission; the rest is not on the list, if the street had a list on that day."
persons: none
*/
MATCH (t:Task)-[x:DISPATCHED_TO]->(s:Division)
WHERE s.level = 'street' AND $from < x.since AND x.since <= $as_of AND $as_of < x.until
  AND s.since <= $as_of AND $as_of < s.until
WITH t, s, x.since AS sent
MATCH (t)-[y:OF_DUTY]->(u:Duty)
WHERE y.since <= sent AND sent < y.until AND u.since <= sent AND sent < u.until
WITH t, s, sent, u
OPTIONAL MATCH (s)-[e:EXEMPT_FROM]->(u)
WHERE e.since <= sent AND sent < e.until
WITH t, s, sent, u, count(e.since) AS n_exempt
OPTIONAL MATCH (s)-[r:RESPONSIBLE_FOR|ADMITS]->(u)
WHERE r.since <= sent AND sent < r.until
WITH t, s, sent, u, n_exempt, count(r.since) AS n_due
WHERE n_exempt > 0 OR n_due = 0
OPTIONAL MATCH (s)-[l:RESPONSIBLE_FOR]->(w:Duty)
WHERE w.kind = 'duty' AND l.since <= sent AND sent < l.until AND w.since <= sent AND sent < w.until
WITH t, s, sent, u, n_exempt, count(w.id) AS n_listed
WITH t, s, sent, u, CASE WHEN n_exempt > 0 THEN 'negative' WHEN t.origin = 'department' THEN 'unadmitted'
                         WHEN n_listed > 0 THEN 'unlisted' ELSE '' END AS why
WHERE why <> '' AND ($reason = '' OR why = $reason)
OPTIONAL MATCH (s)-[i:IN_DISTRICT]->(d:Division)
WHERE i.since <= $as_of AND $as_of < i.until
WITH t, s, sent, u, why, d.name AS dname, d.code AS dcode
WHERE $district = '' OR dname = $district OR dcode = $district
RETURN t.id AS task_id, t.name AS task, s.name AS street, coalesce(dname, '') AS district, u.name AS duty,
       t.origin AS origin, sent AS dispatched, why AS reason
ORDER BY dispatched DESC, task_id, s.id, u.id
