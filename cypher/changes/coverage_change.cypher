/*
title:
  zh: 组织覆盖变动
  en: Change of organizational coverage
question:
  zh: 两个日期之间，各区（街道）纳入范围的与已覆盖的单位各是多少，进出了多少？
  en: Between two dates, how many units of each district (street) are in scope and covered, and how many entered or left?
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
  - {name: scope_then, zh: 比较日纳入范围, en: "in scope then", type: int, unit: 家}
  - {name: scope_entered, zh: 新纳入范围, en: "entered scope", type: int, unit: 家}
  - {name: scope_left, zh: 退出范围, en: "left scope", type: int, unit: 家}
  - {name: scope_now, zh: 基准日纳入范围, en: "in scope on the date", type: int, unit: 家}
  - {name: covered_then, zh: 比较日已覆盖, en: "covered then", type: int, unit: 家}
  - {name: covered_gained, zh: 新增覆盖, en: "newly covered", type: int, unit: 家}
  - {name: covered_lost, zh: 不再覆盖, en: "no longer covered", type: int, unit: 家}
  - {name: covered_now, zh: 基准日已覆盖, en: "covered on the date", type: int, unit: 家}
denominator:
  zh: 表27、表30单位，按各日的所在地与人数；已覆盖＝纳入范围且已建组织（单独或联合）。比较日数＋新增－减少＝基准日数；迁到别区（街道）的在原处减、在新处增。
  en: Units of tables 27 and 30 by place and counts of each date; covered means in scope with an organization (own or joint). Then + entered - left = on the date; a unit that moved leaves one place and enters another.
rates:
  - {zh: 比较日组织覆盖, en: "organizational coverage then", k: covered_then, n: scope_then}
  - {zh: 基准日组织覆盖, en: "organizational coverage on the date", k: covered_now, n: scope_now}
persons: none
*/
OPTIONAL MATCH (s:Standing)
WHERE s.form <> ''
WITH s.unit AS uid, s.form AS table_no, s.since <= $from AND $from < s.until AS held_then,
     s.since <= $as_of AND $as_of < s.until AS holds_now,
     CASE WHEN $by = 'street' THEN s.street ELSE s.district END AS gid,
     CASE WHEN s.form = '27' AND s.staff >= $scope_staff OR s.form = '30' AND s.staff >= $scope_social_staff
          THEN CASE WHEN s.rank > 0 THEN 'with' WHEN s.counted THEN 'in' ELSE 'out' END
          ELSE 'out' END AS state
WITH uid, table_no, max(CASE WHEN held_then THEN gid ELSE '' END) AS old_gid,
     max(CASE WHEN holds_now THEN gid ELSE '' END) AS new_gid,
     max(CASE WHEN held_then THEN state ELSE 'gone' END) AS old_state,
     max(CASE WHEN holds_now THEN state ELSE 'gone' END) AS new_state
WITH old_gid, new_gid, old_state, new_state, count(uid) AS n
// few rows from here on: one for each combination
UNWIND ['then', 'now'] AS side
UNWIND ['groups', 'total'] AS part
WITH part, side, n, CASE WHEN part = 'total' THEN '' WHEN side = 'then' THEN old_gid ELSE new_gid END AS key,
     CASE WHEN side = 'then' THEN old_state ELSE new_state END AS here,
     CASE WHEN old_gid <> new_gid THEN 'gone' WHEN side = 'then' THEN new_state ELSE old_state END AS there
WHERE part = 'total' OR here <> 'gone'
WITH part, key, side = 'then' AS back, here IN ['in', 'with'] AS inside, here = 'with' AS covered,
     there IN ['in', 'with'] AS stayed, there = 'with' AS kept, n
WITH part, key,
     coalesce(sum(CASE WHEN inside AND back THEN n ELSE 0 END), 0) AS n_scope_then,
     coalesce(sum(CASE WHEN inside AND NOT back AND NOT stayed THEN n ELSE 0 END), 0) AS n_entered,
     coalesce(sum(CASE WHEN inside AND back AND NOT stayed THEN n ELSE 0 END), 0) AS n_left,
     coalesce(sum(CASE WHEN inside AND NOT back THEN n ELSE 0 END), 0) AS n_scope_now,
     coalesce(sum(CASE WHEN covered AND back THEN n ELSE 0 END), 0) AS n_covered_then,
     coalesce(sum(CASE WHEN covered AND NOT back AND NOT kept THEN n ELSE 0 END), 0) AS n_gained,
     coalesce(sum(CASE WHEN covered AND back AND NOT kept THEN n ELSE 0 END), 0) AS n_lost,
     coalesce(sum(CASE WHEN covered AND NOT back THEN n ELSE 0 END), 0) AS n_covered_now
OPTIONAL MATCH (d:Division) WHERE d.id = key
RETURN coalesce(d.code, key) AS code,
       CASE WHEN part = 'total' THEN '合计' WHEN key <> '' THEN coalesce(d.name, key) ELSE '未落位' END AS name,
       n_scope_then AS scope_then, n_entered AS scope_entered, n_left AS scope_left, n_scope_now AS scope_now,
       n_covered_then AS covered_then, n_gained AS covered_gained, n_lost AS covered_lost,
       n_covered_now AS covered_now
ORDER BY part, key = '', code, key
