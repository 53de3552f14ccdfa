/*
title:
  zh: 统计表单位数
  en: Units of the official form
question:
  zh: 表27、表30的各行各栏由哪些单位数、人数相加而成？
  en: Which counts of units, staff and members make up the rows and columns of tables 27 and 30?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-07-01"
  - name: level
    type: choice
    choices:
      district: {zh: 区, en: district}
      street: {zh: 街道, en: street}
    default: district
    label: {zh: 填报单位, en: division}
    example: street
  - name: due_from
    type: int
    rule: R1.full_members
    min: 0
    label: {zh: 应建人数（正式党员）, en: due from (full members)}
    example: "3"
columns:
  - {name: code, zh: 代码, en: code, type: text}
  - {name: division, zh: 填报单位, en: division, type: text}
  - {name: form, zh: 统计表, en: form, type: text, code: form}
  - {name: class, zh: 分类, en: class, type: text, code: class}
  - {name: enough, zh: 达到应建人数, en: full members enough, type: text, code: yes_no}
  - {name: instructor, zh: 有指导员, en: instructor, type: text, code: yes_no}
  - {name: kind, zh: 单位类型, en: kind, type: text, code: unit_kind}
  - {name: control, zh: 控股情况, en: control, type: text, code: control}
  - {name: size, zh: 从业人员规模, en: size, type: text, code: staff_band}
  - {name: legal, zh: 法定代表人, en: legal representative, type: text, code: legal_representative}
  - {name: units, zh: 单位数, en: units, type: int, unit: 家}
  - {name: staff, zh: 从业人员, en: staff, type: int, unit: 人}
  - {name: members, zh: 党员, en: members, type: int, unit: 人}
  - {name: staff_unknown, zh: 人数不详单位数, en: units of unknown staff, type: int, unit: 家}
denominator:
  zh: 当日存续的表27、表30单位，每家恰在一行；从业人员、党员为其中已知人数之和。
  en: Active units of tables 27 and 30, each in exactly one row; staff and members sum what is known.
persons: counts
*/
MATCH (s:Standing)-[:STANDS_FOR]->(u:Enterprise|Institution)
WHERE s.since <= $as_of AND $as_of < s.until AND s.form <> ''
WITH s, u
OPTIONAL MATCH (u)<-[h:HOLDS]-(p:InServiceMember)
WHERE h.post = 'legal_representative' AND h.since <= $as_of AND $as_of < h.until
  AND p.since <= $as_of AND $as_of < p.until
WITH s, u, p
OPTIONAL MATCH (p)-[k:HOLDS]->(o:Organization)
WHERE k.post = 'secretary' AND k.since <= $as_of AND $as_of < k.until AND o.since <= $as_of AND $as_of < o.until
WITH s, u, p, o
OPTIONAL MATCH (o)-[c:COVERS]->(x:Enterprise|Institution)
WHERE x.id = u.id AND c.since <= $as_of AND $as_of < c.until
WITH s, u, count(p.id) AS representatives, count(x.id) AS secretaries
WITH CASE WHEN $level = 'street' THEN s.street ELSE s.district END AS place, s.form AS u_form, s.kind AS u_kind,
     coalesce(u.control, '') AS u_control, s.staff AS staff, s.members AS members,
     CASE WHEN s.rank = 4 THEN 'own_committee'
          WHEN s.rank = 3 THEN 'own_general_branch'
          WHEN s.rank = 2 THEN 'own_branch'
          WHEN s.rank = 1 THEN 'joint'
          WHEN NOT s.counted THEN 'not_surveyed'
          WHEN s.full_members >= $due_from THEN 'due'
          WHEN s.members >= 1 THEN 'few'
          ELSE 'none' END AS unit_class,
     CASE WHEN s.full_members >= $due_from THEN 'yes' ELSE 'no' END AS u_enough,
     CASE WHEN s.instructor THEN 'yes' ELSE 'no' END AS u_instructor,
     CASE WHEN s.staff IS NULL THEN '' WHEN s.staff >= 100 THEN '100+' WHEN s.staff >= 50 THEN '050-099'
          WHEN s.staff >= 10 THEN '010-049' ELSE '000-009' END AS u_size,
     CASE WHEN secretaries > 0 THEN 'secretary' WHEN representatives > 0 THEN 'member' ELSE '' END AS u_legal
WITH place, u_form, unit_class, u_enough, u_instructor, u_kind, u_control, u_size, u_legal, count(u_form) AS u_units,
     coalesce(sum(staff), 0) AS n_staff, coalesce(sum(members), 0) AS n_members, count(staff) AS known
OPTIONAL MATCH (d:Division)
WHERE d.id = place
RETURN coalesce(d.code, '') AS code, coalesce(d.name, '未落位') AS division, u_form AS form, unit_class AS class, u_enough AS enough,
       u_instructor AS instructor, u_kind AS kind, u_control AS control, u_size AS size, u_legal AS legal, u_units AS units, n_staff AS staff, n_members AS members,
       u_units - known AS staff_unknown
ORDER BY code = '', code, place, form, class, enough, instructor, kind, control, size, legal
