/*
title:
  zh: 减负与赋权
  en: Streets freed and empowered
question:
  zh: 各区（或市、省）有多少街道取消了招商引资、协税护税，多少被赋予综合管理、规划参与、应急处置等权力？
  en: How many streets of each district (city, province) are freed of investment promotion and tax collection help, and how many have the powers of management, planning, emergency disposal?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-07-01"
  - name: by
    type: choice
    choices:
      district: {zh: 区, en: district}
      city: {zh: 市, en: city}
      province: {zh: 省, en: province}
    default: city
    label: {zh: 分组, en: grouped by}
    example: province
  - name: district
    type: text
    names: Division
    default: ""
    label: {zh: 区（名称或代码，空为全部）, en: "district (name or code, empty for all)"}
    example: 石景山区
columns:
  - {name: code, zh: 代码, en: "code", type: text}
  - {name: name, zh: 名称, en: "name", type: text, named_by: by}
  - {name: streets, zh: 街道数, en: "streets", type: int, unit: 个}
  - {name: recorded, zh: 有职责记录, en: "on record", type: int, unit: 个}
  - {name: freed, zh: 已减负, en: "freed", type: int, unit: 个}
  - {name: empowered, zh: 已赋权, en: "empowered", type: int, unit: 个}
  - {name: management, zh: 综合管理权, en: "overall management", type: int, unit: 个}
  - {name: planning, zh: 规划参与权, en: "say in planning", type: int, unit: 个}
  - {name: emergency, zh: 应急处置权, en: "emergency disposal", type: int, unit: 个}
  - {name: dispatch, zh: 指挥调度权, en: "to dispatch", type: int, unit: 个}
  - {name: evaluation, zh: 考核评价权, en: "to evaluate", type: int, unit: 个}
  - {name: advice, zh: 人事建议权, en: "to advise on personnel", type: int, unit: 个}
denominator:
  zh: 当日存续的街道，不含统计虚拟单元。有职责记录指当日有负责、免除或准入的事项、职权、处罚；没有任何记录的不知道有没有，不进分母。已减负：免除了经济事务类事项（招商引资、协税护税），且不再负责其中任何一项。已赋权：综合管理、规划参与、应急处置三种权力都有。
  en: "Streets existing on the date, pseudo-units left out. On record: any duty, power or penalty it has, is exempt from or admits on the date; of streets without any nothing is known, so they are not in the denominator. Freed: exempt from duties of economic affairs (investment promotion, tax collection help) and responsible for none of them. Empowered: with all three powers of management, planning and emergency disposal."
rates:
  - {zh: 已减负, en: freed, k: freed, n: recorded}
  - {zh: 已赋权, en: empowered, k: empowered, n: recorded}
persons: none
*/
MATCH (s:Division)
WHERE s.level = 'street' AND NOT s.pseudo AND s.since <= $as_of AND $as_of < s.until
OPTIONAL MATCH (s)-[r:RESPONSIBLE_FOR]->(u:Duty)
WHERE u.kind IN ['duty', 'power', 'penalty'] AND r.since <= $as_of AND $as_of < r.until
  AND u.since <= $as_of AND $as_of < u.until
WITH s, count(u.id) AS n_has, count(CASE WHEN u.category = 'economy' THEN u.id END) AS n_bound, collect(u.power) AS powers
OPTIONAL MATCH (s)-[r:EXEMPT_FROM|ADMITS]->(u:Duty)
WHERE u.kind IN ['duty', 'power', 'penalty'] AND r.since <= $as_of AND $as_of < r.until AND u.since <= $as_of AND $as_of < u.until
WITH s, n_has, n_bound, powers, count(u.id) AS n_more,
     count(CASE WHEN type(r) = 'EXEMPT_FROM' AND u.category = 'economy' THEN u.id END) AS n_free
WITH s, powers, CASE WHEN n_has + n_more > 0 THEN 1 ELSE 0 END AS known,
     CASE WHEN n_free > 0 AND n_bound = 0 THEN 1 ELSE 0 END AS free
OPTIONAL MATCH (s)-[i:IN_DISTRICT]->(d:Division)
WHERE i.since <= $as_of AND $as_of < i.until
WITH s, powers, known, free, d
WHERE $district = '' OR d.name = $district OR d.code = $district
OPTIONAL MATCH (d)-[p:PART_OF]->(c:Division)
WHERE c.level = 'city' AND p.since <= $as_of AND $as_of < p.until AND c.since <= $as_of AND $as_of < c.until
WITH s, powers, known, free, d, c
OPTIONAL MATCH (c)-[q:PART_OF]->(v:Division)
WHERE v.level = 'province' AND q.since <= $as_of AND $as_of < q.until AND v.since <= $as_of AND $as_of < v.until
WITH s, powers, known, free,
     CASE WHEN $by = 'province' THEN v.code WHEN $by = 'city' THEN c.code ELSE d.code END AS code_of,
     CASE WHEN $by = 'province' THEN v.name WHEN $by = 'city' THEN c.name ELSE d.name END AS name_of

WITH known, free, coalesce(code_of, '') AS code_of_group, coalesce(name_of, '未落位') AS name_of_group,
     CASE WHEN 'management' IN powers THEN 1 ELSE 0 END AS p_management,
     CASE WHEN 'planning' IN powers THEN 1 ELSE 0 END AS p_planning,
     CASE WHEN 'emergency' IN powers THEN 1 ELSE 0 END AS p_emergency,
     CASE WHEN 'dispatch' IN powers THEN 1 ELSE 0 END AS p_dispatch,
     CASE WHEN 'evaluation' IN powers THEN 1 ELSE 0 END AS p_evaluation,
     CASE WHEN 'advice' IN powers THEN 1 ELSE 0 END AS p_advice
UNWIND ['groups', 'total'] AS part
WITH part, CASE WHEN part = 'total' THEN '' ELSE code_of_group END AS gcode,
     CASE WHEN part = 'total' THEN '合计' ELSE name_of_group END AS gname, known, free, p_management, p_planning,
     p_emergency, p_dispatch, p_evaluation, p_advice
WITH part, gcode, gname, count(known) AS n, coalesce(sum(known), 0) AS n_known, coalesce(sum(free), 0) AS n_free,
     count(CASE WHEN p_management + p_planning + p_emergency = 3 THEN known END) AS n_empowered,
     coalesce(sum(p_management), 0) AS n_management, coalesce(sum(p_planning), 0) AS n_planning, coalesce(sum(p_emergency), 0) AS n_emergency,
     coalesce(sum(p_dispatch), 0) AS n_dispatch, coalesce(sum(p_evaluation), 0) AS n_evaluation, coalesce(sum(p_advice), 0) AS n_advice
RETURN gcode AS code, gname AS name, n AS streets, n_known AS recorded, n_free AS freed, n_empowered AS empowered,
       n_management AS management, n_planning AS planning, n_emergency AS emergency, n_dispatch AS dispatch,
       n_evaluation AS evaluation, n_advice AS advice
ORDER BY part, code = '', code, name
