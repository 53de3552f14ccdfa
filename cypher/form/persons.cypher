/*
title:
  zh: 统计表指导员与未转关系党员
  en: Instructors and members not transferred, for the official form
question:
  zh: 表27、表30的单位有多少名党建工作指导员，多少名党员未转入组织关系？
  en: How many instructors have the units of tables 27 and 30, and how many members there are affiliated elsewhere?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-07-01"
  - name: level
    type: choice
    choices:
      whole: {zh: 全部, en: whole}
      district: {zh: 区, en: district}
      street: {zh: 街道, en: street}
    default: district
    label: {zh: 填报单位, en: division}
    example: street
columns:
  - {name: code, zh: 代码, en: code, type: text}
  - {name: division, zh: 填报单位, en: division, type: text}
  - {name: form, zh: 统计表, en: form, type: text, code: form}
  - {name: instructors, zh: 党建工作指导员, en: instructors, type: int, unit: 人}
  - {name: members, zh: 名册上的党员, en: members on the roster, type: int, unit: 人}
  - {name: not_transferred, zh: 未转入组织关系, en: affiliated elsewhere, type: int, unit: 人}
denominator:
  zh: 当日指导表27、表30单位的指导员（派出党组织不计）与名册上在那里工作的党员，每人在一个填报单位只计一次；组织关系不在覆盖该单位的党组织者为未转入。
  en: Persons instructing units of tables 27 and 30 on the date (organizations that send them not counted) and members working there by the roster, each once in a division; who is affiliated to no organization that covers the unit is not transferred.
persons: counts
*/
MATCH (p:InServiceMember)-[t:INSTRUCTS|WORKS_AT]->(u:Enterprise|Institution)
WHERE t.since <= $as_of AND $as_of < t.until AND p.since <= $as_of AND $as_of < p.until
WITH p, u, type(t) AS doing
MATCH (s:Standing)-[:STANDS_FOR]->(u)
WHERE s.since <= $as_of AND $as_of < s.until AND s.form <> ''
WITH p, u, doing, s.form AS u_form,
     CASE WHEN $level = 'whole' THEN 'whole' WHEN $level = 'street' THEN s.street ELSE s.district END AS place
OPTIONAL MATCH (p)-[a:AFFILIATED_TO]->(o:Organization)
WHERE a.since <= $as_of AND $as_of < a.until AND o.since <= $as_of AND $as_of < o.until
WITH p, u, doing, u_form, place, o
OPTIONAL MATCH (o)-[c:COVERS]->(x:Enterprise|Institution)
WHERE x.id = u.id AND c.since <= $as_of AND $as_of < c.until
WITH p.id AS pid, doing, u_form, place, u.id AS uid, count(x.id) AS home
WITH pid, u_form, place, max(CASE WHEN doing = 'INSTRUCTS' THEN 1 ELSE 0 END) AS instructs,
     max(CASE WHEN doing = 'WORKS_AT' THEN 1 ELSE 0 END) AS works,
     max(CASE WHEN doing = 'WORKS_AT' AND home = 0 THEN 1 ELSE 0 END) AS away
WITH place, u_form, coalesce(sum(instructs), 0) AS n_instructors, coalesce(sum(works), 0) AS n_members,
     coalesce(sum(away), 0) AS n_away
OPTIONAL MATCH (d:Division)
WHERE d.id = place
RETURN coalesce(d.code, '') AS code,
       CASE WHEN place = 'whole' THEN '合计' ELSE coalesce(d.name, '未落位') END AS division, u_form AS form,
       n_instructors AS instructors, n_members AS members, n_away AS not_transferred
ORDER BY code = '', code, place, form
