/*
title:
  zh: 联合党支部中达到应建人数的单位
  en: Units in a joint branch that could have their own
question:
  zh: 哪些单位正式党员已达应建人数，却仍在联合党支部里？
  en: Which units are in a joint branch although they have enough full members for a branch of their own?
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
    example: 秦淮区
  - name: due_from
    type: int
    rule: R1.full_members
    min: 0
    label: {zh: 应建人数（正式党员）, en: due from (full members)}
    example: "3"
columns:
  - {name: unit_id, zh: 单位标识, en: "unit id", type: text}
  - {name: unit_name, zh: 单位名称, en: "unit", type: text}
  - {name: district, zh: 区, en: "district", type: text}
  - {name: street, zh: 街道, en: "street", type: text}
  - {name: joint_branches, zh: 联合党支部, en: "joint branches", type: list}
  - {name: full_members, zh: 正式党员, en: "full members", type: band, unit: 人}
  - {name: staff, zh: 从业人员, en: "staff", type: int, unit: 人}
denominator:
  zh: 当日存续、分类为联合党支部的表27、表30单位，正式党员（在该单位工作，不论组织关系在何处）达到应建人数。这是允许的，但须上报。
  en: Units of tables 27 and 30 active on the date, of class joint, with that many full members working there, wherever affiliated. It is legal, and reported.
persons: none
*/
MATCH (s:Standing)-[:STANDS_FOR]->(u:Enterprise|Institution)
WHERE s.since <= $as_of AND $as_of < s.until AND s.form <> '' AND s.rank = 1 AND s.full_members >= $due_from
WITH u, s.full_members AS full, s.staff AS n_staff, s.district AS did, s.street AS tid
MATCH (u)<-[c:COVERS]-(o:Organization)
WHERE c.since <= $as_of AND $as_of < c.until AND o.since <= $as_of AND $as_of < o.until AND o.kind = 'joint_branch'
WITH DISTINCT u, full, n_staff, did, tid, o.name AS oname, o.id AS oid
ORDER BY oname, oid LIMIT 1000000
WITH u, full, n_staff, did, tid, collect(oname) AS names
OPTIONAL MATCH (d:Division) WHERE d.id = did
OPTIONAL MATCH (t:Division) WHERE t.id = tid
WITH u.id AS uid, u.name AS uname, full, n_staff, names, coalesce(d.name, '') AS dname, d.code AS dcode,
     coalesce(t.name, '') AS tname
WHERE $district = '' OR dname = $district OR dcode = $district
RETURN uid AS unit_id, uname AS unit_name, dname AS district, tname AS street, names AS joint_branches,
       CASE WHEN full >= 3 THEN '3+' WHEN full >= 1 THEN '1-2' ELSE '0' END AS full_members, n_staff AS staff
ORDER BY full DESC, n_staff IS NULL, n_staff DESC, unit_name, unit_id
