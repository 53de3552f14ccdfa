/*
title:
  zh: 两个覆盖变动的单位
  en: Units by which the two coverages changed
question:
  zh: 两个日期之间，哪些单位使两个覆盖的分子或分母增减，由何种状况变为何种状况，出于什么原因？
  en: Between two dates, which units added to or took from the figures of the two coverages, from which state to which, and why?
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
  - name: limit
    type: int
    default: 1000
    min: 1
    label: {zh: 最多行数, en: rows at most}
    example: "20"
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
  - {name: place_then, zh: 比较日所在, en: "place then", type: text}
  - {name: place_now, zh: 基准日所在, en: "place on the date", type: text}
  - {name: state_then, zh: 比较日状况, en: "state then", type: text, code: coverage_state}
  - {name: state_now, zh: 基准日状况, en: "state on the date", type: text, code: coverage_state}
  - {name: reason, zh: 原因, en: "reason", type: text, code: coverage_reason}
denominator:
  zh: 任一日期在纳入范围内，且组织覆盖、工作覆盖或所在区（街道）与另一日期不同的表27、表30单位，一家一行。所在为区或街道（见分组），不存在的日期为空。
  en: Units of tables 27 and 30 in scope on either date whose coverage or district (street) differs on the other, each once. The place is the district or street grouped by, empty for a date on which the unit does not exist.
persons: none
*/
MATCH (s:Standing)-[:STANDS_FOR]->(u:Enterprise|Institution)
WHERE s.form <> ''
WITH u.id AS uid, u.name AS uname, s.form AS table_no, s.since <= $from AND $from < s.until AS held_then,
     s.since <= $as_of AND $as_of < s.until AS holds_now,
     CASE WHEN $by = 'street' THEN s.street ELSE s.district END AS gid,
     CASE WHEN s.staff IS NULL OR s.rank = 0 AND NOT s.counted THEN 'unknown'
          WHEN s.form = '27' AND s.staff < $scope_staff OR s.form = '30' AND s.staff < $scope_social_staff
          THEN 'small'
          WHEN s.rank > 1 THEN 'own' WHEN s.rank = 1 THEN 'joint'
          WHEN s.instructor THEN 'instructor' WHEN s.liaison THEN 'liaison'
          WHEN s.trade_union OR s.youth_league THEN 'mass' ELSE 'bare' END AS state
WHERE held_then OR holds_now
WITH uid, uname, table_no,
     max(CASE WHEN held_then THEN state ELSE '' END) AS was,
     max(CASE WHEN holds_now THEN state ELSE '' END) AS became,
     max(CASE WHEN held_then THEN gid ELSE '' END) AS old_gid,
     max(CASE WHEN holds_now THEN gid ELSE '' END) AS new_gid
WITH uid, uname, table_no, old_gid, new_gid, was, became,
     CASE WHEN was IN ['own', 'joint'] THEN 'organization' WHEN was IN ['instructor', 'liaison', 'mass'] THEN 'work'
          WHEN was = 'bare' THEN 'bare' ELSE 'out' END AS coverage_then,
     CASE WHEN became IN ['own', 'joint'] THEN 'organization' WHEN became IN ['instructor', 'liaison', 'mass'] THEN 'work'
          WHEN became = 'bare' THEN 'bare' ELSE 'out' END AS coverage_now,
     CASE WHEN was = '' THEN 'founded' WHEN became = '' THEN 'deregistered'
          WHEN was = 'unknown' THEN 'known' WHEN was = 'small' THEN 'grew'
          WHEN became = 'unknown' THEN 'unknown' WHEN became = 'small' THEN 'shrank'
          WHEN became = 'own' THEN 'set_up' WHEN became = 'joint' THEN 'joined'
          WHEN was IN ['own', 'joint'] THEN 'lost' WHEN became = 'bare' THEN 'work_lost'
          ELSE became END AS reason
WHERE coverage_then <> coverage_now OR coverage_now <> 'out' AND old_gid <> new_gid
OPTIONAL MATCH (a:Division) WHERE a.id = old_gid
OPTIONAL MATCH (b:Division) WHERE b.id = new_gid
WITH uid, uname, table_no, was, became,
     CASE WHEN was = '' THEN '' WHEN old_gid = '' THEN '未落位' ELSE coalesce(a.name, old_gid) END AS at_then,
     CASE WHEN became = '' THEN '' WHEN new_gid = '' THEN '未落位' ELSE coalesce(b.name, new_gid) END AS at_now,
     CASE WHEN coverage_then = coverage_now THEN 'moved' ELSE reason END AS why
RETURN uid AS unit_id, uname AS unit_name, at_then AS place_then, at_now AS place_now,
       CASE WHEN was = '' THEN 'not_existing' ELSE was END AS state_then,
       CASE WHEN became = '' THEN 'not_existing' ELSE became END AS state_now, why AS reason
ORDER BY CASE why WHEN 'founded' THEN 'a' WHEN 'known' THEN 'b' WHEN 'grew' THEN 'c' WHEN 'moved' THEN 'd'
              WHEN 'set_up' THEN 'e' WHEN 'joined' THEN 'f' WHEN 'instructor' THEN 'g'
              WHEN 'liaison' THEN 'h' WHEN 'mass' THEN 'i' WHEN 'deregistered' THEN 'j'
              WHEN 'unknown' THEN 'k' WHEN 'shrank' THEN 'l' WHEN 'lost' THEN 'm'
              WHEN 'work_lost' THEN 'n' END,
         unit_name, unit_id, table_no
LIMIT $limit
