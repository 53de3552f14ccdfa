/*
title:
  zh: 按人数应升格、分设或设委员会的党组织
  en: Organizations that have outgrown their form
question:
  zh: 哪些支部超员、达到党总支或党委人数，哪些总支达到党委人数，哪些支部应设而未设支部委员会？
  en: Which branches are too large, or large enough for a general branch or a committee, which general branches for a committee, and which branches lack the branch committee they should have?
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
  - name: step
    type: choice
    choices:
      "": {zh: 全部, en: all}
      split: {zh: 支部超员，应分设, en: "branch too large: to be split"}
      general_branch: {zh: 达到党总支人数, en: large enough for a general branch}
      committee: {zh: 达到基层党委人数, en: large enough for a committee}
      branch_committee: {zh: 应设支部委员会, en: branch committee due}
    default: ""
    label: {zh: 事项, en: step}
    example: branch_committee
  - name: most_members
    type: int
    rule: R3.members
    min: 1
    label: {zh: 一个支部至多党员数, en: members of one branch at most}
    example: "50"
  - name: general_from
    type: int
    rule: R4.members
    min: 1
    label: {zh: 党总支起点（党员）, en: general branch from (members)}
    example: "50"
  - name: committee_from
    type: int
    rule: R5.members
    min: 1
    label: {zh: 党委起点（党员）, en: committee from (members)}
    example: "100"
  - name: seats_from
    type: int
    rule: R6.full_members
    min: 1
    label: {zh: 支部委员会起点（正式党员）, en: branch committee from (full members)}
    example: "7"
  - name: least_seats
    type: int
    rule: R6.least
    min: 1
    label: {zh: 支部委员会至少人数, en: seats of a branch committee at least}
    example: "3"
columns:
  - {name: organization_id, zh: 党组织标识, en: "organization id", type: text}
  - {name: organization, zh: 党组织, en: "organization", type: text}
  - {name: kind, zh: 组建方式, en: "kind", type: text, code: organization_kind}
  - {name: districts, zh: 所在区, en: "districts", type: list}
  - {name: step, zh: 事项, en: "step", type: text, code: due_step}
  - {name: members, zh: 党员, en: "members", type: int, unit: 人}
  - {name: full_members, zh: 正式党员, en: "full members", type: int, unit: 人}
  - {name: seats, zh: 班子人数, en: "seats", type: int, unit: 人}
denominator:
  zh: 当日存续的单独或联合支部与党总支；人数取当日有效的党组织党员数，没有则按组织关系计，都没有的不列。一个党组织可有几行。
  en: Branches (own and joint) and general branches existing on the date; their members by the count in force, else by affiliation, left out if there is neither. An organization may have several rows.
persons: counts
*/
MATCH (o:Organization)
WHERE o.since <= $as_of AND $as_of < o.until AND o.kind IN ['general_branch', 'branch', 'joint_branch']
OPTIONAL MATCH (h:Headcount)-[:COUNTS]->(o)
WHERE h.since <= $as_of AND $as_of < h.until AND (h.members IS NOT NULL OR h.full_members IS NOT NULL)
WITH o, max(coalesce(h.members, h.full_members)) AS said, max(h.full_members) AS said_full
OPTIONAL MATCH (p:InServiceMember|DeliveryWorker)-[a:AFFILIATED_TO]->(o)
WHERE a.since <= $as_of AND $as_of < a.until AND p.since <= $as_of AND $as_of < p.until
  AND p.status IN ['full', 'probationary']
WITH DISTINCT o, said, said_full, p.id AS pid, p.status AS p_status
WITH o, said, said_full, count(pid) AS listed, coalesce(sum(CASE WHEN p_status = 'full' THEN 1 ELSE 0 END), 0) AS listed_full
WITH o, coalesce(said, listed) AS n, CASE WHEN said IS NULL THEN listed_full ELSE said_full END AS n_full
OPTIONAL MATCH (t:Term)-[:TERM_OF]->(o)
WHERE t.since <= $as_of AND $as_of < t.until
WITH o, n, n_full, t.size AS places, o.kind <> 'general_branch' AS is_branch
UNWIND ['split', 'general_branch', 'committee', 'branch_committee'] AS due
WITH o, n, n_full, places, is_branch, due
WHERE ($step = '' OR due = $step)
  AND (due = 'split' AND is_branch AND n > $most_members
       OR due = 'general_branch' AND is_branch AND n >= $general_from AND n < $committee_from
       OR due = 'committee' AND n >= $committee_from
       OR due = 'branch_committee' AND is_branch AND n_full >= $seats_from AND coalesce(places, 0) < $least_seats)
OPTIONAL MATCH (o)-[i:IN_DISTRICT]->(d:Division)
WHERE i.since <= $as_of AND $as_of < i.until
WITH o, n, n_full, places, due, d.code AS dcode, d.name AS dname, d.id AS did
ORDER BY dcode, did LIMIT 1000000
WITH o, n, n_full, places, due, collect(dname) AS district_names, collect(dcode) AS district_codes
WHERE $district = '' OR $district IN district_names OR $district IN district_codes
RETURN o.id AS organization_id, o.name AS organization, o.kind AS kind, district_names AS districts, due AS step,
       n AS members, n_full AS full_members, places AS seats
ORDER BY step, members DESC, organization_id
