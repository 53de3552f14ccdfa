/*
title:
  zh: 应建未建单位
  en: Units due but not set up
question:
  zh: 哪些单位正式党员已达应建人数而尚未建立党组织，先抓哪几家？
  en: Which units have enough full members for a branch of their own but no organization, the most pressing first?
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
    example: 玄武区
  - name: street
    type: text
    names: Division
    default: ""
    label: {zh: 街道（名称或代码，空为全部）, en: "street (name or code, empty for all)"}
    example: 新街口街道
  - name: limit
    type: int
    default: 1000
    min: 1
    label: {zh: 最多行数, en: rows at most}
    example: "20"
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
  - {name: building, zh: 楼宇, en: "building", type: text}
  - {name: full_members, zh: 正式党员, en: "full members", type: band, unit: 人}
  - {name: staff, zh: 从业人员, en: "staff", type: int, unit: 人}
  - {name: work_covered, zh: 工作覆盖, en: "work covered", type: text, code: yes_no}
denominator:
  zh: 当日存续的表27、表30单位，正式党员（在该单位工作，不论组织关系在何处）达到应建人数，且未建立党组织。
  en: Units of tables 27 and 30 active on the date with that many full members working there, wherever affiliated, and without an organization.
persons: none
*/
MATCH (s:Standing)-[:STANDS_FOR]->(u:Enterprise|Institution)
WHERE s.since <= $as_of AND $as_of < s.until
  AND s.form <> '' AND s.rank = 0 AND s.full_members >= $due_from
OPTIONAL MATCH (d:Division) WHERE d.id = s.district
OPTIONAL MATCH (t:Division) WHERE t.id = s.street
OPTIONAL MATCH (b:Building) WHERE b.id = s.building
WITH u.id AS uid, u.name AS uname, s.full_members AS full, s.staff AS n_staff,
     s.instructor OR s.liaison OR s.trade_union OR s.youth_league AS covered,
     d.name AS dname, d.code AS dcode, t.name AS tname, t.code AS tcode, b.name AS bname
WHERE ($district = '' OR dname = $district OR dcode = $district)
  AND ($street = '' OR tname = $street OR tcode = $street)
RETURN uid AS unit_id, uname AS unit_name, coalesce(dname, '') AS district, coalesce(tname, '') AS street,
       coalesce(bname, '') AS building,
       CASE WHEN full >= 3 THEN '3+' WHEN full >= 1 THEN '1-2' ELSE '0' END AS full_members,
       n_staff AS staff, CASE WHEN covered THEN 'yes' ELSE 'no' END AS work_covered
ORDER BY full DESC, n_staff IS NULL, n_staff DESC, unit_name, unit_id
LIMIT $limit
