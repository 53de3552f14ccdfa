/*
title:
  zh: 两个覆盖变动的原因
  en: Why the two coverages changed
question:
  zh: 两个日期之间，各区（街道）的组织覆盖与工作覆盖由多少变为多少，每一家的增减出于什么原因？
  en: Between two dates, from what to what did the two coverages of each district (street) change, and for which reasons?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-07-01"
  - name: from
    type: date
    before: quarter
    label: {zh: 比较日（缺省为上季末）, en: "compared with (by default the end of the last quarter)"}
    example: "2022-03-31"
  - name: by
    type: choice
    choices:
      district: {zh: 区, en: district}
      street: {zh: 街道, en: street}
    default: district
    label: {zh: 分组, en: grouped by}
    example: street
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
  - {name: item, zh: 项目, en: "item", type: text, code: coverage_reason}
  - {name: units, zh: 单位数, en: "units", type: int, unit: 家}
  - {name: in_scope, zh: 纳入范围, en: "in scope", type: int, unit: 家}
  - {name: in_scope_covered, zh: 范围内已建组织, en: "in scope, with an organization", type: int, unit: 家}
  - {name: in_scope_without_organization, zh: 范围内未建组织, en: "in scope, without an organization", type: int, unit: 家}
  - {name: of_which_work_covered, zh: 其中工作覆盖, en: "of which work covered", type: int, unit: 家}
denominator:
  zh: 表27、表30单位。每个区（街道）先列比较日数，再列各项原因的增减，后列基准日数；比较日数与各项增减之和等于基准日数。迁移只在组别之间增减，合计为零。
  en: Units of tables 27 and 30. Each district (street) has the figures then, what each reason added or took away, and the figures on the date, which are the sum of all before. Moves cancel out in the total.
persons: none
*/
OPTIONAL MATCH (s:Standing)
WHERE s.form <> ''
WITH s.unit AS uid, s.form AS table_no, s.since <= $from AND $from < s.until AS held_then,
     s.since <= $as_of AND $as_of < s.until AS holds_now,
     CASE WHEN $by = 'street' THEN s.street ELSE s.district END AS gid,
     CASE WHEN s.staff IS NULL OR s.rank = 0 AND NOT s.counted THEN 'unknown'
          WHEN s.form = '27' AND s.staff < $scope_staff OR s.form = '30' AND s.staff < $scope_social_staff
          THEN 'small'
          WHEN s.rank > 1 THEN 'own' WHEN s.rank = 1 THEN 'joint'
          WHEN s.instructor THEN 'instructor' WHEN s.liaison THEN 'liaison'
          WHEN s.trade_union OR s.youth_league THEN 'mass' ELSE 'bare' END AS state
WITH uid, table_no,
     max(CASE WHEN held_then THEN state ELSE '' END) AS was,
     max(CASE WHEN holds_now THEN state ELSE '' END) AS became,
     max(CASE WHEN held_then THEN gid ELSE '' END) AS old_gid,
     max(CASE WHEN holds_now THEN gid ELSE '' END) AS new_gid
WITH old_gid, new_gid, was, became, count(uid) AS n
// few rows from here on: one for each combination
WITH old_gid, new_gid, was, became, n,
     CASE WHEN was = '' THEN 'founded' WHEN became = '' THEN 'deregistered'
          WHEN was = 'unknown' THEN 'known' WHEN was = 'small' THEN 'grew'
          WHEN became = 'unknown' THEN 'unknown' WHEN became = 'small' THEN 'shrank'
          WHEN became = 'own' THEN 'set_up' WHEN became = 'joint' THEN 'joined'
          WHEN was IN ['own', 'joint'] THEN 'lost' WHEN became = 'bare' THEN 'work_lost'
          ELSE became END AS reason
UNWIND ['then', 'now'] AS side
UNWIND ['then', 'now', 'changed', 'moved'] AS what
UNWIND ['units', 'in_scope', 'covered', 'without', 'work'] AS figure
WITH old_gid, new_gid, n, what, figure, side, CASE WHEN side = 'then' THEN was ELSE became END AS here,
     CASE WHEN side = 'then' THEN became ELSE was END AS there,
     CASE WHEN what = 'changed' THEN reason WHEN what <> 'moved' THEN what
          WHEN side = 'then' THEN 'moved_out' ELSE 'moved_in' END AS entry,
     CASE WHEN figure = 'units' THEN ['unknown', 'small', 'own', 'joint', 'instructor', 'liaison', 'mass', 'bare']
          WHEN figure = 'in_scope' THEN ['own', 'joint', 'instructor', 'liaison', 'mass', 'bare']
          WHEN figure = 'covered' THEN ['own', 'joint']
          WHEN figure = 'without' THEN ['instructor', 'liaison', 'mass', 'bare']
          ELSE ['instructor', 'liaison', 'mass'] END AS states
UNWIND ['groups', 'total'] AS part
WITH part, CASE WHEN part = 'total' THEN '' WHEN side = 'then' THEN old_gid ELSE new_gid END AS key, entry, figure, here,
     // what a figure counts on this side, not on the other, was won or lost; what it counts on both may have moved
     CASE WHEN NOT here IN states THEN 0 WHEN what = side THEN n
          WHEN what = 'changed' AND NOT there IN states OR what = 'moved' AND there IN states AND old_gid <> new_gid
          THEN CASE WHEN side = 'then' THEN -n ELSE n END
          ELSE 0 END AS change
WHERE part = 'total' OR here <> ''
WITH part, key, entry,
     coalesce(sum(CASE WHEN figure = 'units' THEN change ELSE 0 END), 0) AS n_units,
     coalesce(sum(CASE WHEN figure = 'in_scope' THEN change ELSE 0 END), 0) AS n_in_scope,
     coalesce(sum(CASE WHEN figure = 'covered' THEN change ELSE 0 END), 0) AS n_covered,
     coalesce(sum(CASE WHEN figure = 'without' THEN change ELSE 0 END), 0) AS n_without,
     coalesce(sum(CASE WHEN figure = 'work' THEN change ELSE 0 END), 0) AS n_work
WHERE entry IN ['then', 'now'] OR n_units <> 0 OR n_in_scope <> 0 OR n_covered <> 0 OR n_without <> 0
   OR n_work <> 0
OPTIONAL MATCH (d:Division) WHERE d.id = key
RETURN coalesce(d.code, key) AS code,
       CASE WHEN part = 'total' THEN '合计' WHEN key <> '' THEN coalesce(d.name, key) ELSE '未落位' END AS name,
       entry AS item, n_units AS units, n_in_scope AS in_scope, n_covered AS in_scope_covered,
       n_without AS in_scope_without_organization, n_work AS of_which_work_covered
ORDER BY part, key = '', code, key,
         CASE entry WHEN 'then' THEN 'a' WHEN 'founded' THEN 'b' WHEN 'known' THEN 'c' WHEN 'grew' THEN 'd'
              WHEN 'moved_in' THEN 'e' WHEN 'set_up' THEN 'f' WHEN 'joined' THEN 'g'
              WHEN 'instructor' THEN 'h' WHEN 'liaison' THEN 'i' WHEN 'mass' THEN 'j'
              WHEN 'deregistered' THEN 'k' WHEN 'unknown' THEN 'l' WHEN 'shrank' THEN 'm'
              WHEN 'moved_out' THEN 'n' WHEN 'lost' THEN 'o' WHEN 'work_lost' THEN 'p'
              WHEN 'now' THEN 'q' END
