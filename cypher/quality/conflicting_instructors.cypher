/*
title:
  zh: 指导员说法不一的单位
  en: Units whose instructor is disputed
question:
  zh: 哪些单位摸排表说有指导员而登记没有，或登记有而摸排表没有？
  en: At which units does the survey tell of an instructor that the instructors' sheet does not have, or the other way round?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-07-01"
  - name: said_by
    type: choice
    choices:
      "": {zh: 全部, en: all}
      survey: {zh: 仅摸排表, en: the survey only}
      register: {zh: 仅指导员登记, en: the instructors' sheet only}
    default: ""
    label: {zh: 谁说有, en: said by}
    example: register
  - name: district
    type: text
    names: Division
    default: ""
    label: {zh: 区（名称或代码，空为全部）, en: "district (name or code, empty for all)"}
    example: 玄武区
  - name: limit
    type: int
    default: 1000
    min: 1
    label: {zh: 最多行数, en: rows at most}
    example: "20"
columns:
  - {name: unit_id, zh: 单位标识, en: "unit id", type: text}
  - {name: unit_name, zh: 单位名称, en: "unit", type: text}
  - {name: district, zh: 区, en: "district", type: text}
  - {name: street, zh: 街道, en: "street", type: text}
  - {name: said_by, zh: 谁说有, en: "said by", type: text, code: said_by}
  - {name: survey_date, zh: 摸排日期, en: "survey date", type: date}
  - {name: survey_sources, zh: 摸排来源, en: "sources of the survey", type: list}
  - {name: senders, zh: 派出党组织, en: "sent by", type: list}
denominator:
  zh: 当日有摸排的单位；登记有指导员指当日有党组织或党员联系该单位。统计中任一来源说有即算有。
  en: Units surveyed on the date; the register has an instructor where an organization or a member is tied to the unit on the date. In the tables either source is enough.
persons: none
*/
MATCH (u:Enterprise|Institution)<-[c:COUNTS]-(h:Headcount)
WHERE c.since <= $as_of AND $as_of < c.until AND u.since <= $as_of AND $as_of < u.until
WITH u, h, 'instructor' IN h.work AS surveyed
OPTIONAL MATCH (o:Organization|InServiceMember)-[i:INSTRUCTS]->(u)
WHERE i.since <= $as_of AND $as_of < i.until AND o.since <= $as_of AND $as_of < o.until
WITH u, h, surveyed, count(i.since) AS n_sent
WHERE surveyed AND n_sent = 0 OR NOT surveyed AND n_sent > 0
OPTIONAL MATCH (o:Organization)-[i:INSTRUCTS]->(u)
WHERE i.since <= $as_of AND $as_of < i.until AND o.since <= $as_of AND $as_of < o.until
WITH DISTINCT u, h, surveyed, o.name AS oname, o.id AS oid
ORDER BY oname, oid LIMIT 1000000
WITH u, h, surveyed, collect(oname) AS sender_names
MATCH (u)<-[:STANDS_FOR]-(s:Standing)
WHERE s.since <= $as_of AND $as_of < s.until
OPTIONAL MATCH (d:Division) WHERE d.id = s.district
OPTIONAL MATCH (t:Division) WHERE t.id = s.street
WITH u.id AS uid, u.name AS uname, s.form AS table_no, h.since AS day, h.sources AS surveyed_by, sender_names,
     CASE WHEN surveyed THEN 'survey' ELSE 'register' END AS sayer,
     d.name AS dname, d.code AS dcode, t.name AS tname
WHERE ($said_by = '' OR sayer = $said_by) AND ($district = '' OR dname = $district OR dcode = $district)
RETURN uid AS unit_id, uname AS unit_name, coalesce(dname, '') AS district, coalesce(tname, '') AS street,
       sayer AS said_by, day AS survey_date, surveyed_by AS survey_sources, sender_names AS senders
ORDER BY said_by, unit_name, unit_id, table_no
LIMIT $limit
