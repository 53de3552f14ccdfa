/*
title:
  zh: 待整改单位与上次整改
  en: Units to act on, and their last follow-up
question:
  zh: 哪些单位应建未建，或纳入范围而两个覆盖都没有；上次台账定了什么措施，完成了没有？
  en: Which units are due but not set up, or in scope with neither coverage; what did the last ledger say, and is it done?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-07-01"
  - name: class
    type: choice
    choices:
      all: {zh: 全部, en: all}
      due: {zh: 应建未建, en: due but not set up}
      uncovered: {zh: 两个覆盖都没有, en: neither coverage}
    default: all
    label: {zh: 哪些, en: which}
    example: due
  - name: state
    type: choice
    choices:
      "": {zh: 全部, en: all}
      new: {zh: 新, en: new}
      open: {zh: 未完成, en: open}
      overdue: {zh: 逾期, en: overdue}
      done: {zh: 已完成, en: done}
    default: ""
    label: {zh: 整改状态, en: state}
    example: overdue
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
  - {name: credit_code, zh: 统一社会信用代码, en: "unified social credit code", type: text}
  - {name: class, zh: 分类, en: "class", type: text, code: class}
  - {name: uncovered, zh: 两个覆盖都没有, en: "neither coverage", type: text, code: yes_no}
  - {name: district, zh: 区, en: "district", type: text}
  - {name: district_code, zh: 区代码, en: "district code", type: text}
  - {name: street, zh: 街道, en: "street", type: text}
  - {name: street_code, zh: 街道代码, en: "street code", type: text}
  - {name: community, zh: 社区, en: "community", type: text}
  - {name: community_code, zh: 社区代码, en: "community code", type: text}
  - {name: building, zh: 楼宇, en: "building", type: text}
  - {name: place_id, zh: 处所标识, en: "place id", type: text}
  - {name: full_members, zh: 正式党员, en: "full members", type: band, unit: 人}
  - {name: staff, zh: 从业人员, en: "staff", type: int, unit: 人}
  - {name: instructor, zh: 指导员, en: "instructor", type: text, code: yes_no}
  - {name: liaison, zh: 联络员, en: "liaison", type: text, code: yes_no}
  - {name: trade_union, zh: 工会, en: "trade union", type: text, code: yes_no}
  - {name: youth_league, zh: 团组织, en: "youth league", type: text, code: yes_no}
  - {name: state, zh: 状态, en: "state", type: text, code: follow_up_state}
  - {name: ledger_date, zh: 上次台账日期, en: "last ledger", type: date}
  - {name: measure, zh: 上次整改措施, en: "last measure", type: text}
  - {name: responsible, zh: 上次责任单位, en: "last responsible", type: text}
  - {name: due_day, zh: 上次完成时限, en: "last due", type: date}
  - {name: done_day, zh: 上次完成情况, en: "last done", type: date}
denominator:
  zh: 当日存续、已摸排而未建党组织的表27、表30单位：正式党员达到应建人数，或纳入范围而无工作覆盖。整改为当日之前（含）最近一份台账所载；至当日完成的为已完成，时限早于当日而未完成的为逾期。
  en: Units of tables 27 and 30 active on the date, surveyed and without an organization, that have that many full members, or are in scope without work coverage. The follow-up is that of the last ledger up to the date; done by the date is done, a deadline before it missed is overdue.
persons: none
*/
MATCH (s:Standing)-[:STANDS_FOR]->(u:Enterprise|Institution)
WHERE s.since <= $as_of AND $as_of < s.until AND s.form <> '' AND s.rank = 0 AND s.counted
WITH u, s, CASE WHEN s.full_members >= $due_from THEN 'due' WHEN s.members >= 1 THEN 'few' ELSE 'none' END AS unit_class,
     CASE WHEN s.instructor OR s.liaison OR s.trade_union OR s.youth_league THEN 'no'
          WHEN s.form = '27' AND s.staff >= $scope_staff THEN 'yes'
          WHEN s.form = '30' AND s.staff >= $scope_social_staff THEN 'yes'
          ELSE 'no' END AS bare
WHERE $class <> 'uncovered' AND unit_class = 'due' OR $class <> 'due' AND bare = 'yes'
OPTIONAL MATCH (u)<-[x:FOLLOWS_UP]-(f:FollowUp)
WHERE x.since <= $as_of AND $as_of < x.until
WITH u.id AS uid, u.name AS uname, coalesce(u.code, '') AS ucode, s, unit_class, bare, f.since AS day, f.measure AS what,
     f.responsible AS who, f.due AS last_day, f.done AS done_on,
     CASE WHEN f.id IS NULL THEN 'new' WHEN f.done <= $as_of THEN 'done' WHEN f.due < $as_of THEN 'overdue'
          ELSE 'open' END AS now
WHERE $state = '' OR now = $state
OPTIONAL MATCH (d:Division) WHERE d.id = s.district
OPTIONAL MATCH (t:Division) WHERE t.id = s.street
OPTIONAL MATCH (c:Division) WHERE c.id = s.community
OPTIONAL MATCH (b:Building) WHERE b.id = s.building
WITH uid, uname, ucode, s, unit_class, bare, day, what, who, last_day, done_on, now, s.full_members AS full,
     s.staff AS n_staff, coalesce(d.name, '') AS dname, coalesce(d.code, '') AS dcode, t.name AS tname,
     t.code AS tcode, c.name AS cname, c.code AS ccode, b.name AS bname
WHERE $district = '' OR dname = $district OR dcode = $district
RETURN uid AS unit_id, uname AS unit_name, ucode AS credit_code, unit_class AS class, bare AS uncovered,
       dname AS district, dcode AS district_code, coalesce(tname, '') AS street, coalesce(tcode, '') AS street_code,
       coalesce(cname, '') AS community, coalesce(ccode, '') AS community_code, coalesce(bname, '') AS building,
       CASE WHEN s.building <> '' THEN s.building ELSE s.community END AS place_id,
       CASE WHEN full IS NULL THEN '' WHEN full >= 3 THEN '3+' WHEN full >= 1 THEN '1-2' ELSE '0' END AS full_members,
       n_staff AS staff, CASE WHEN s.instructor THEN 'yes' ELSE 'no' END AS instructor,
       CASE WHEN s.liaison THEN 'yes' ELSE 'no' END AS liaison,
       CASE WHEN s.trade_union THEN 'yes' ELSE 'no' END AS trade_union,
       CASE WHEN s.youth_league THEN 'yes' ELSE 'no' END AS youth_league,
       now AS state, day AS ledger_date, what AS measure, who AS responsible, last_day AS due_day,
       done_on AS done_day
ORDER BY full IS NULL, full DESC, n_staff IS NULL, n_staff DESC, unit_name, unit_id
LIMIT $limit
