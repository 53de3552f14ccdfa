/*
title:
  zh: 分类变动的单位
  en: Units that changed class
question:
  zh: 两个日期之间，哪些单位进入或离开了某一类，由哪类变成哪类？
  en: Between two dates, which units entered or left a class, and from which to which?
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
    default: ""
    label: {zh: 分类, en: class}
    example: due
  - name: move
    type: choice
    choices:
      both: {zh: 进入与离开, en: both}
      entered: {zh: 进入该类, en: entered the class}
      left: {zh: 离开该类, en: left the class}
    default: both
    label: {zh: 进入或离开, en: entered or left}
    example: entered
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
  - {name: class_then, zh: 比较日分类, en: "class then", type: text, code: class_then}
  - {name: class_now, zh: 基准日分类, en: "class on the date", type: text, code: class_then}
denominator:
  zh: 任一日期存续、两日分类不同的表27、表30单位；不存在表示当日未设立或已注销。区与街道为基准日所在，已注销的为比较日所在。
  en: Units of tables 27 and 30 active on either date whose class differs; not existing means not yet founded or deregistered. District and street are those of the date, of deregistered units those they had.
persons: none
*/
MATCH (s:Standing)-[:STANDS_FOR]->(u:Enterprise|Institution)
WHERE s.form <> ''
WITH u.id AS uid, s.form AS table_no, u.name AS uname, s.district AS at_district, s.street AS at_street,
     s.since <= $from AND $from < s.until AS held_then, s.since <= $as_of AND $as_of < s.until AS holds_now,
     CASE WHEN s.rank = 4 THEN 'own_committee'
          WHEN s.rank = 3 THEN 'own_general_branch'
          WHEN s.rank = 2 THEN 'own_branch'
          WHEN s.rank = 1 THEN 'joint'
          WHEN NOT s.counted THEN 'not_surveyed'
          WHEN s.full_members >= $due_from THEN 'due'
          WHEN s.members >= 1 THEN 'few'
          ELSE 'none' END AS class
WHERE held_then OR holds_now
WITH uid, table_no, uname, max(CASE WHEN held_then THEN class ELSE '' END) AS was,
     max(CASE WHEN holds_now THEN class ELSE '' END) AS became,
     max(CASE WHEN held_then THEN at_district ELSE '' END) AS old_district,
     max(CASE WHEN holds_now THEN at_district ELSE '' END) AS new_district,
     max(CASE WHEN held_then THEN at_street ELSE '' END) AS old_street,
     max(CASE WHEN holds_now THEN at_street ELSE '' END) AS new_street
WHERE was <> became AND ($class = '' OR $move <> 'left' AND became = $class OR $move <> 'entered' AND was = $class)
WITH uid, uname, table_no, CASE WHEN was = '' THEN 'not_existing' ELSE was END AS class_a,
     CASE WHEN became = '' THEN 'not_existing' ELSE became END AS class_b,
     CASE WHEN became = '' THEN old_district ELSE new_district END AS did,
     CASE WHEN became = '' THEN old_street ELSE new_street END AS tid
OPTIONAL MATCH (d:Division) WHERE d.id = did
OPTIONAL MATCH (t:Division) WHERE t.id = tid
WITH uid, uname, table_no, class_a, class_b, d.name AS dname, d.code AS dcode, t.name AS tname
WHERE $district = '' OR dname = $district OR dcode = $district
RETURN uid AS unit_id, uname AS unit_name, coalesce(dname, '') AS district, coalesce(tname, '') AS street,
       class_a AS class_then, class_b AS class_now
ORDER BY CASE class_b WHEN 'own_committee' THEN 'a' WHEN 'own_general_branch' THEN 'b' WHEN 'own_branch' THEN 'c'
              WHEN 'joint' THEN 'd' WHEN 'due' THEN 'e' WHEN 'few' THEN 'f' WHEN 'none' THEN 'g'
              WHEN 'not_surveyed' THEN 'h' WHEN 'not_existing' THEN 'i' END,
         CASE class_a WHEN 'own_committee' THEN 'a' WHEN 'own_general_branch' THEN 'b' WHEN 'own_branch' THEN 'c'
              WHEN 'joint' THEN 'd' WHEN 'due' THEN 'e' WHEN 'few' THEN 'f' WHEN 'none' THEN 'g'
              WHEN 'not_surveyed' THEN 'h' WHEN 'not_existing' THEN 'i' END,
         unit_name, unit_id, table_no
LIMIT $limit
