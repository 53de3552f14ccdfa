/*
title:
  zh: 两个覆盖都没有的单位
  en: Units that neither coverage reaches
question:
  zh: 范围内哪些单位既没有党组织，也没有指导员、联络员、工会或团组织，先抓哪几家？
  en: Which units in scope have no organization and no instructor, liaison, union or League organization, the most pressing first?
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
  - name: scope_staff
    type: int
    rule: R16.staff
    min: 0
    label: {zh: 纳入范围的从业人员数, en: in scope from (staff)}
    example: "10"
  - name: scope_social_staff
    type: int
    rule: R16.social_staff
    min: 0
    label: {zh: 社会组织纳入范围的从业人员数, en: social organizations in scope from (staff)}
    example: "30"
columns:
  - {name: unit_id, zh: 单位标识, en: "unit id", type: text}
  - {name: unit_name, zh: 单位名称, en: "unit", type: text}
  - {name: district, zh: 区, en: "district", type: text}
  - {name: street, zh: 街道, en: "street", type: text}
  - {name: building, zh: 楼宇, en: "building", type: text}
  - {name: class, zh: 分类, en: "class", type: text, code: class}
  - {name: full_members, zh: 正式党员, en: "full members", type: band, unit: 人}
  - {name: staff, zh: 从业人员, en: "staff", type: int, unit: 人}
denominator:
  zh: 当日存续、纳入范围、已摸排的表27、表30单位，既未建党组织也无工作覆盖。按正式党员、从业人员、名称排列。
  en: Units of tables 27 and 30 active on the date, in scope, surveyed, with neither an organization nor work coverage; by full members, then staff, then name.
persons: none
*/
MATCH (s:Standing)-[:STANDS_FOR]->(u:Enterprise|Institution)
WHERE s.since <= $as_of AND $as_of < s.until AND s.rank = 0 AND s.counted
  AND (s.form = '27' AND s.staff >= $scope_staff OR s.form = '30' AND s.staff >= $scope_social_staff)
  AND NOT (s.instructor OR s.liaison OR s.trade_union OR s.youth_league)
OPTIONAL MATCH (d:Division) WHERE d.id = s.district
OPTIONAL MATCH (t:Division) WHERE t.id = s.street
OPTIONAL MATCH (b:Building) WHERE b.id = s.building
WITH u.id AS uid, u.name AS uname, s.full_members AS full, s.members AS some, s.staff AS n_staff,
     d.name AS dname, d.code AS dcode, t.name AS tname, t.code AS tcode, b.name AS bname
WHERE ($district = '' OR dname = $district OR dcode = $district)
  AND ($street = '' OR tname = $street OR tcode = $street)
RETURN uid AS unit_id, uname AS unit_name, coalesce(dname, '') AS district, coalesce(tname, '') AS street,
       coalesce(bname, '') AS building,
       CASE WHEN full >= $due_from THEN 'due' WHEN some >= 1 THEN 'few' ELSE 'none' END AS class,
       CASE WHEN full IS NULL THEN '' WHEN full >= 3 THEN '3+' WHEN full >= 1 THEN '1-2' ELSE '0' END AS full_members,
       n_staff AS staff
ORDER BY full IS NULL, full DESC, n_staff DESC, unit_name, unit_id
LIMIT $limit
