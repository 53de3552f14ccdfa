/*
title:
  zh: 单位组建情况分类
  en: Classes of units
question:
  zh: 各区（或市、街道、社区、类型、行业、规模）的单位分别属于哪一类，组织覆盖与工作覆盖各是多少？
  en: How many units of each district (city, street, community, kind, industry, size) fall in each class, and what are both coverages?
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
      street: {zh: 街道, en: street}
      city: {zh: 市, en: city}
      community: {zh: 社区, en: community}
      kind: {zh: 单位类型, en: unit kind}
      industry: {zh: 行业门类, en: industry}
      size: {zh: 从业人员规模, en: size}
    default: district
    label: {zh: 分组, en: grouped by}
    example: street
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
  - {name: code, zh: 代码, en: "code", type: text}
  - {name: name, zh: 名称, en: "name", type: text, named_by: by}
  - {name: units, zh: 单位数, en: "units", type: int, unit: 家}
  - {name: own_committee, zh: 单独建立：党委, en: "own committee", type: int, unit: 家}
  - {name: own_general_branch, zh: 单独建立：总支部, en: "own general branch", type: int, unit: 家}
  - {name: own_branch, zh: 单独建立：支部, en: "own branch", type: int, unit: 家}
  - {name: joint, zh: 联合党支部, en: "in a joint branch", type: int, unit: 家}
  - {name: due, zh: 应建尚未建立, en: "due but not set up", type: int, unit: 家}
  - {name: few, zh: 仅有个别党员, en: "few members", type: int, unit: 家}
  - {name: none, zh: 没有党员, en: "no member", type: int, unit: 家}
  - {name: not_surveyed, zh: 未摸排, en: "not surveyed", type: int, unit: 家}
  - {name: in_scope, zh: 纳入范围, en: "in scope", type: int, unit: 家}
  - {name: in_scope_covered, zh: 范围内已建组织, en: "in scope, with an organization", type: int, unit: 家}
  - {name: in_scope_without_organization, zh: 范围内未建组织, en: "in scope, without an organization", type: int, unit: 家}
  - {name: of_which_work_covered, zh: 其中工作覆盖, en: "of which work covered", type: int, unit: 家}
  - {name: joint_due_size, zh: 联合党支部中达到应建人数, en: "in a joint branch, of due size", type: int, unit: 家}
  - {name: scope_unknown, zh: 范围不详, en: "scope unknown", type: int, unit: 家}
  - {name: merchants, zh: 个体工商户, en: "merchants", type: int, unit: 家}
  - {name: outside_form, zh: 其他不入表单位, en: "other units in neither table", type: int, unit: 家}
denominator:
  zh: 单位数为当日存续的表27、表30单位；个体工商户与其他不入表单位另列，不计入。未摸排的单位范围不详。组织覆盖率＝范围内已建组织÷纳入范围；工作覆盖率＝其中工作覆盖÷范围内未建组织。
  en: "units counts the active units of tables 27 and 30 on the date; merchants and other units in neither table stand apart. The scope of a unit not surveyed is unknown. Organizational coverage = in_scope_covered of in_scope; work coverage = of_which_work_covered of in_scope_without_organization."
rates:
  - {zh: 组织覆盖, en: organizational coverage, k: in_scope_covered, n: in_scope}
  - {zh: 工作覆盖, en: work coverage, k: of_which_work_covered, n: in_scope_without_organization}
persons: none
*/
OPTIONAL MATCH (s:Standing)
WHERE s.since <= $as_of AND $as_of < s.until
WITH s.id AS sid, s.kind = 'merchant' AS merchant, s.full_members >= $due_from AS due_size,
     CASE WHEN $by = 'street' THEN s.street WHEN $by = 'community' THEN s.community
          WHEN $by = 'kind' THEN s.kind WHEN $by = 'industry' THEN s.industry
          WHEN $by IN ['district', 'city'] THEN s.district
          WHEN s.staff < 10 THEN '000-009' WHEN s.staff < 50 THEN '010-049' WHEN s.staff < 100 THEN '050-099'
          WHEN s.staff IS NOT NULL THEN '100+' WHEN s.id IS NOT NULL THEN '' END AS place,
     CASE WHEN s.form = '' THEN 'not_in_form'
          WHEN s.rank = 4 THEN 'own_committee'
          WHEN s.rank = 3 THEN 'own_general_branch'
          WHEN s.rank = 2 THEN 'own_branch'
          WHEN s.rank = 1 THEN 'joint'
          WHEN NOT s.counted THEN 'not_surveyed'
          WHEN s.full_members >= $due_from THEN 'due'
          WHEN s.members >= 1 THEN 'few'
          ELSE 'none' END AS class,
     CASE WHEN s.form = '' THEN ''
          WHEN s.staff IS NULL OR s.rank = 0 AND NOT s.counted THEN 'unknown'
          WHEN s.form = '27' AND s.staff >= $scope_staff THEN 'yes'
          WHEN s.form = '30' AND s.staff >= $scope_social_staff THEN 'yes'
          ELSE 'no' END AS scope,
     s.instructor OR s.liaison OR s.trade_union OR s.youth_league AS covered
// few rows from here on: one for each group and combination
WITH place, class, scope, covered, merchant, due_size, count(sid) AS n
OPTIONAL MATCH (d:Division)-[p:PART_OF]->(t:Division)
WHERE $by = 'city' AND d.id = place AND t.level = 'city' AND p.since <= $as_of AND $as_of < p.until
  AND d.since <= $as_of AND $as_of < d.until AND t.since <= $as_of AND $as_of < t.until
WITH CASE WHEN $by = 'city' AND place IS NOT NULL THEN coalesce(t.id, '') ELSE place END AS gid,
     class, scope, covered, merchant, due_size, n
UNWIND ['groups', 'total'] AS part
WITH part, CASE WHEN part = 'total' THEN '' ELSE gid END AS key,
     coalesce(sum(CASE WHEN class <> 'not_in_form' THEN n ELSE 0 END), 0) AS n_units,
     coalesce(sum(CASE WHEN class = 'own_committee' THEN n ELSE 0 END), 0) AS n_own_committee,
     coalesce(sum(CASE WHEN class = 'own_general_branch' THEN n ELSE 0 END), 0) AS n_own_general_branch,
     coalesce(sum(CASE WHEN class = 'own_branch' THEN n ELSE 0 END), 0) AS n_own_branch,
     coalesce(sum(CASE WHEN class = 'joint' THEN n ELSE 0 END), 0) AS n_joint,
     coalesce(sum(CASE WHEN class = 'due' THEN n ELSE 0 END), 0) AS n_due,
     coalesce(sum(CASE WHEN class = 'few' THEN n ELSE 0 END), 0) AS n_few,
     coalesce(sum(CASE WHEN class = 'none' THEN n ELSE 0 END), 0) AS n_none,
     coalesce(sum(CASE WHEN class = 'not_surveyed' THEN n ELSE 0 END), 0) AS n_not_surveyed,
     coalesce(sum(CASE WHEN scope = 'yes' THEN n ELSE 0 END), 0) AS n_in_scope,
     coalesce(sum(CASE WHEN scope = 'yes' AND class IN ['own_committee', 'own_general_branch', 'own_branch', 'joint']
                       THEN n ELSE 0 END), 0) AS n_with,
     coalesce(sum(CASE WHEN scope = 'yes' AND class IN ['due', 'few', 'none'] THEN n ELSE 0 END), 0) AS n_without,
     coalesce(sum(CASE WHEN scope = 'yes' AND class IN ['due', 'few', 'none'] AND covered
                       THEN n ELSE 0 END), 0) AS n_work,
     coalesce(sum(CASE WHEN class = 'joint' AND due_size THEN n ELSE 0 END), 0) AS n_joint_due_size,
     coalesce(sum(CASE WHEN scope = 'unknown' THEN n ELSE 0 END), 0) AS n_unknown,
     coalesce(sum(CASE WHEN merchant THEN n ELSE 0 END), 0) AS n_merchants,
     coalesce(sum(CASE WHEN class = 'not_in_form' AND NOT merchant THEN n ELSE 0 END), 0) AS n_outside
// without any unit on the date only the total is left, all zeros
WHERE key IS NOT NULL
OPTIONAL MATCH (d:Division) WHERE d.id = key
RETURN coalesce(d.code, key) AS code,
       CASE WHEN part = 'total' THEN '合计' WHEN key <> '' THEN coalesce(d.name, key)
            WHEN $by IN ['kind', 'industry', 'size'] THEN '不详' ELSE '未落位' END AS name,
       n_units AS units, n_own_committee AS own_committee, n_own_general_branch AS own_general_branch,
       n_own_branch AS own_branch, n_joint AS joint, n_due AS due, n_few AS few, n_none AS `none`,
       n_not_surveyed AS not_surveyed, n_in_scope AS in_scope, n_with AS in_scope_covered,
       n_without AS in_scope_without_organization, n_work AS of_which_work_covered,
       n_joint_due_size AS joint_due_size, n_unknown AS scope_unknown, n_merchants AS merchants,
       n_outside AS outside_form
ORDER BY part, key = '', code, key
