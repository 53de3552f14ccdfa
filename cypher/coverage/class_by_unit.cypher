/*
title:
  zh: 单位分类明细
  en: The class of each unit
question:
  zh: 每家单位属于哪一类、是否纳入范围、是否有工作覆盖？
  en: In which class is each unit, is it in scope, and does work coverage reach it?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-07-01"
  - name: class
    type: choice
    choices:
      "": {zh: 全部, en: all}
      own_committee: {zh: 单独建立：党委, en: own committee}
      own_general_branch: {zh: 单独建立：总支部, en: own general branch}
      own_branch: {zh: 单独建立：支部, en: own branch}
      joint: {zh: 联合党支部, en: in a joint branch}
      due: {zh: 应建尚未建立, en: due but not set up}
      few: {zh: 仅有个别党员, en: few members}
      none: {zh: 没有党员, en: no member}
      not_surveyed: {zh: 未摸排, en: not surveyed}
      not_in_form: {zh: 不入表, en: not in the form}
    default: ""
    label: {zh: 分类, en: class}
    example: due
  - name: district
    type: text
    names: Division
    default: ""
    label: {zh: 区（名称或代码，空为全部）, en: "district (name or code, empty for all)"}
    example: 玄武区
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
  - {name: class, zh: 分类, en: "class", type: text, code: class}
  - {name: in_scope, zh: 纳入范围, en: "in scope", type: text, code: yes_no}
  - {name: work_covered, zh: 工作覆盖, en: "work covered", type: text, code: yes_no}
denominator:
  zh: 当日存续的全部单位，个体工商户等不入表单位的分类为不入表。工作覆盖只对已摸排而未建组织的单位回答。
  en: All units active on the date; merchants and the like are in class not_in_form. Work coverage is answered only for surveyed units without an organization.
persons: none
*/
MATCH (d:Division)
WHERE d.name = $district OR d.code = $district
WITH collect(d.id) AS districts
MATCH (s:Standing)-[:STANDS_FOR]->(u:Enterprise|Institution)
WHERE s.since <= $as_of AND $as_of < s.until AND ($district = '' OR s.district IN districts)
WITH u.id AS uid, u.name AS uname,
     CASE WHEN s.form = '' THEN 'not_in_form'
          WHEN s.rank = 4 THEN 'own_committee'
          WHEN s.rank = 3 THEN 'own_general_branch'
          WHEN s.rank = 2 THEN 'own_branch'
          WHEN s.rank = 1 THEN 'joint'
          WHEN NOT s.counted THEN 'not_surveyed'
          WHEN s.full_members >= $due_from THEN 'due'
          WHEN s.members >= 1 THEN 'few'
          ELSE 'none' END AS unit_class,
     CASE WHEN s.form = '' THEN ''
          WHEN s.staff IS NULL OR s.rank = 0 AND NOT s.counted THEN 'unknown'
          WHEN s.form = '27' AND s.staff >= $scope_staff THEN 'yes'
          WHEN s.form = '30' AND s.staff >= $scope_social_staff THEN 'yes'
          ELSE 'no' END AS scope,
     s.instructor OR s.liaison OR s.trade_union OR s.youth_league AS covered
WHERE $class = '' OR unit_class = $class
RETURN uid AS unit_id, uname AS unit_name, unit_class AS class, scope AS in_scope,
       CASE WHEN NOT unit_class IN ['due', 'few', 'none'] THEN '' WHEN covered THEN 'yes' ELSE 'no' END AS work_covered
ORDER BY unit_id
