/*
title:
  zh: 统计表联合党支部
  en: Joint branches of the official form
question:
  zh: 哪些联合党支部覆盖表27、表30的哪几类单位？
  en: Which joint branches cover which units of tables 27 and 30?
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
columns:
  - {name: code, zh: 代码, en: code, type: text}
  - {name: division, zh: 填报单位, en: division, type: text}
  - {name: form, zh: 统计表, en: form, type: text, code: form}
  - {name: branch_id, zh: 党组织标识, en: organization id, type: text}
  - {name: branch, zh: 联合党支部, en: joint branch, type: text}
  - {name: kind, zh: 单位类型, en: kind, type: text, code: unit_kind}
  - {name: control, zh: 控股情况, en: control, type: text, code: control}
  - {name: size, zh: 从业人员规模, en: size, type: text, code: staff_band}
  - {name: legal, zh: 法定代表人, en: legal representative, type: text, code: legal_representative}
  - {name: units, zh: 单位数, en: units, type: int, unit: 家}
denominator:
  zh: 当日覆盖表27、表30单位的联合党支部；一个支部覆盖几类单位就有几行。
  en: Joint branches covering units of tables 27 and 30 on the date; one row for each sort of unit a branch covers.
persons: none
*/
MATCH (o:Organization)-[c:COVERS]->(u:Enterprise|Institution)
WHERE o.kind = 'joint_branch' AND o.since <= $as_of AND $as_of < o.until AND c.since <= $as_of AND $as_of < c.until
WITH o, u
MATCH (s:Standing)-[:STANDS_FOR]->(u)
WHERE s.since <= $as_of AND $as_of < s.until AND s.form <> ''
WITH o, s, u
OPTIONAL MATCH (u)<-[h:HOLDS]-(p:InServiceMember)
WHERE h.post = 'legal_representative' AND h.since <= $as_of AND $as_of < h.until
  AND p.since <= $as_of AND $as_of < p.until
WITH o, s, u, p
OPTIONAL MATCH (p)-[k:HOLDS]->(b:Organization)
WHERE k.post = 'secretary' AND k.since <= $as_of AND $as_of < k.until AND b.since <= $as_of AND $as_of < b.until
WITH o, s, u, p, b
OPTIONAL MATCH (b)-[c:COVERS]->(x:Enterprise|Institution)
WHERE x.id = u.id AND c.since <= $as_of AND $as_of < c.until
WITH o, s, u, count(p.id) AS representatives, count(x.id) AS secretaries
WITH o.id AS oid, o.name AS oname, CASE WHEN $level = 'street' THEN s.street ELSE s.district END AS place,
     s.form AS u_form, s.kind AS u_kind, coalesce(u.control, '') AS u_control,
     CASE WHEN s.staff IS NULL THEN '' WHEN s.staff >= 100 THEN '100+' WHEN s.staff >= 50 THEN '050-099'
          WHEN s.staff >= 10 THEN '010-049' ELSE '000-009' END AS u_size,
     CASE WHEN secretaries > 0 THEN 'secretary' WHEN representatives > 0 THEN 'member' ELSE '' END AS u_legal
WITH oid, oname, place, u_form, u_kind, u_control, u_size, u_legal, count(u_form) AS u_units
OPTIONAL MATCH (d:Division)
WHERE d.id = place
RETURN coalesce(d.code, '') AS code, coalesce(d.name, '未落位') AS division, u_form AS form, oid AS branch_id, oname AS branch, u_kind AS kind,
       u_control AS control, u_size AS size, u_legal AS legal, u_units AS units
ORDER BY code = '', code, place, form, branch_id, kind, control, size, legal
