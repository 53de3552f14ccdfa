/*
title:
  zh: 分类变动表
  en: Changes between the classes
question:
  zh: 两个日期之间，各类单位分别变成了哪一类，新设与注销了多少？
  en: Between two dates, which classes did units change to, and how many were founded or deregistered?
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
  - name: due_from
    type: int
    rule: R1.full_members
    min: 0
    label: {zh: 应建人数（正式党员）, en: due from (full members)}
    example: "3"
columns:
  - {name: class, zh: 比较日分类, en: "class then", type: text, code: class_then}
  - {name: own_committee, zh: 单独建立：党委, en: "own committee", type: int, unit: 家}
  - {name: own_general_branch, zh: 单独建立：总支部, en: "own general branch", type: int, unit: 家}
  - {name: own_branch, zh: 单独建立：支部, en: "own branch", type: int, unit: 家}
  - {name: joint, zh: 联合党支部, en: "in a joint branch", type: int, unit: 家}
  - {name: due, zh: 应建尚未建立, en: "due but not set up", type: int, unit: 家}
  - {name: few, zh: 仅有个别党员, en: "few members", type: int, unit: 家}
  - {name: none, zh: 没有党员, en: "no member", type: int, unit: 家}
  - {name: not_surveyed, zh: 未摸排, en: "not surveyed", type: int, unit: 家}
  - {name: not_existing, zh: 已注销, en: "deregistered", type: int, unit: 家}
  - {name: units, zh: 合计, en: "total", type: int, unit: 家}
denominator:
  zh: 任一日期存续的表27、表30单位，一家一次：行为比较日的分类，列为基准日的分类。比较日不存在者为新设，基准日不存在者为已注销。
  en: Units of tables 27 and 30 active on either date, each once; rows are the class then, columns the class on the date. Not existing then means founded since, not existing now means deregistered.
persons: none
*/
OPTIONAL MATCH (s:Standing)
WHERE s.form <> ''
WITH s.unit AS uid, s.form AS table_no, s.since <= $from AND $from < s.until AS held_then,
     s.since <= $as_of AND $as_of < s.until AS holds_now,
     CASE WHEN s.rank = 4 THEN 'own_committee'
          WHEN s.rank = 3 THEN 'own_general_branch'
          WHEN s.rank = 2 THEN 'own_branch'
          WHEN s.rank = 1 THEN 'joint'
          WHEN NOT s.counted THEN 'not_surveyed'
          WHEN s.full_members >= $due_from THEN 'due'
          WHEN s.members >= 1 THEN 'few'
          ELSE 'none' END AS class
WITH uid, table_no, max(CASE WHEN held_then THEN class ELSE '' END) AS was,
     max(CASE WHEN holds_now THEN class ELSE '' END) AS became
// what holds on neither date counts for nothing
WITH was, became, coalesce(sum(CASE WHEN was = '' AND became = '' THEN 0 ELSE 1 END), 0) AS n
// few rows from here on: one for each pair of classes
UNWIND ['classes', 'total'] AS part
WITH part, CASE WHEN part = 'total' THEN 'total' WHEN was = '' THEN 'not_existing' ELSE was END AS key,
     coalesce(sum(CASE WHEN became = 'own_committee' THEN n ELSE 0 END), 0) AS n_own_committee,
     coalesce(sum(CASE WHEN became = 'own_general_branch' THEN n ELSE 0 END), 0) AS n_own_general_branch,
     coalesce(sum(CASE WHEN became = 'own_branch' THEN n ELSE 0 END), 0) AS n_own_branch,
     coalesce(sum(CASE WHEN became = 'joint' THEN n ELSE 0 END), 0) AS n_joint,
     coalesce(sum(CASE WHEN became = 'due' THEN n ELSE 0 END), 0) AS n_due,
     coalesce(sum(CASE WHEN became = 'few' THEN n ELSE 0 END), 0) AS n_few,
     coalesce(sum(CASE WHEN became = 'none' THEN n ELSE 0 END), 0) AS n_none,
     coalesce(sum(CASE WHEN became = 'not_surveyed' THEN n ELSE 0 END), 0) AS n_not_surveyed,
     coalesce(sum(CASE WHEN became = '' THEN n ELSE 0 END), 0) AS n_not_existing,
     coalesce(sum(n), 0) AS n_units
// without any unit only the total is left, all zeros
WHERE n_units > 0 OR part = 'total'
RETURN key AS class, n_own_committee AS own_committee, n_own_general_branch AS own_general_branch, n_own_branch AS own_branch, n_joint AS joint,
       n_due AS due, n_few AS few, n_none AS `none`, n_not_surveyed AS not_surveyed,
       n_not_existing AS not_existing, n_units AS units
ORDER BY part, CASE key WHEN 'own_committee' THEN 'a' WHEN 'own_general_branch' THEN 'b' WHEN 'own_branch' THEN 'c'
              WHEN 'joint' THEN 'd' WHEN 'due' THEN 'e' WHEN 'few' THEN 'f' WHEN 'none' THEN 'g'
              WHEN 'not_surveyed' THEN 'h' WHEN 'not_existing' THEN 'i' END
