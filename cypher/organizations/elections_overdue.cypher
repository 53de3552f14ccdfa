/*
title:
  zh: 逾期未换届的党组织
  en: Elections overdue
question:
  zh: 哪些党组织任期已满而未换届，哪些在批准的延期内，哪些半年内届满，哪些届期不详？
  en: Which organizations have outlived their term without an election, which are within an approved extension, whose term ends within six months, and whose is unknown?
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
  - name: state
    type: choice
    choices:
      "": {zh: 全部, en: all}
      overdue: {zh: 逾期未换届, en: overdue}
      extended: {zh: 批准延期中, en: extended by approval}
      due_soon: {zh: 即将届满, en: due soon}
      unknown: {zh: 届期不详, en: term unknown}
    default: ""
    label: {zh: 状态, en: state}
    example: overdue
  - name: committee_from
    type: date
    before: R7.committee years
    label: {zh: 党委：此日之前当选即届满, en: "committee: term over if elected before"}
    example: "2017-07-01"
  - name: committee_latest
    type: date
    before: R7.committee years + R7.extension years
    label: {zh: 党委：此日之前当选，延期也已到顶, en: "committee: beyond any extension if elected before"}
    example: "2016-07-01"
  - name: committee_soon
    type: date
    before: R7.committee years - 6 months
    label: {zh: 党委：此日之前当选即半年内届满, en: "committee: due soon if elected before"}
    example: "2018-01-01"
  - name: branch_from
    type: date
    before: R7.branch years
    label: {zh: 总支、支部：此日之前当选即届满, en: "general branch, branch: term over if elected before"}
    example: "2017-07-01"
  - name: branch_latest
    type: date
    before: R7.branch years + R7.extension years
    label: {zh: 总支、支部：此日之前当选，延期也已到顶, en: "general branch, branch: beyond any extension if elected before"}
    example: "2016-07-01"
  - name: branch_soon
    type: date
    before: R7.branch years - 6 months
    label: {zh: 总支、支部：此日之前当选即半年内届满, en: "general branch, branch: due soon if elected before"}
    example: "2018-01-01"
  - name: community_from
    type: date
    before: R7.community years
    label: {zh: 村、社区：此日之前当选即届满, en: "village, community: term over if elected before"}
    example: "2017-07-01"
  - name: community_latest
    type: date
    before: R7.community years + R7.extension years
    label: {zh: 村、社区：此日之前当选，延期也已到顶, en: "village, community: beyond any extension if elected before"}
    example: "2016-07-01"
  - name: community_soon
    type: date
    before: R7.community years - 6 months
    label: {zh: 村、社区：此日之前当选即半年内届满, en: "village, community: due soon if elected before"}
    example: "2018-01-01"
columns:
  - {name: organization_id, zh: 党组织标识, en: "organization id", type: text}
  - {name: organization, zh: 党组织, en: "organization", type: text}
  - {name: kind, zh: 组建方式, en: "kind", type: text, code: organization_kind}
  - {name: districts, zh: 所在区, en: "districts", type: list}
  - {name: elected, zh: 换届日期, en: "elected", type: date}
  - {name: extended, zh: 批准延期至, en: "extended to", type: date}
  - {name: state, zh: 状态, en: "state", type: text, code: term_state}
denominator:
  zh: 当日存续的党组织，按当日的一届计，任期年限依规则 R7：党委，总支与支部，社区党组织与自身地址在社区的党组织；楼宇、区域、机关等组建方式不分党委与支部的，名称以“党委”结尾者按党委计。届满之日不算逾期；延期须有批准且不超过规则上限。委任的一届、党工委、临时与功能型党组织、党委部门不计。任期未满且不在半年内的不列。
  en: Organizations existing on the date, by their term then. Rule R7 gives the years of committees, of general branches and branches, and of organizations of communities and those whose own place is in one. Where the kind (building, area, authority) does not tell committees from branches, a name that ends in 党委 makes a committee. The day a term ends is not overdue; an extension needs approval and holds no longer than the rule allows. Appointed terms, working committees, temporary and functional organizations and departments have no elections. A term with more than six months to go is not listed.
persons: none
*/
MATCH (o:Organization)
WHERE o.since <= $as_of AND $as_of < o.until
  AND NOT coalesce(o.kind, '') IN ['working_committee', 'temporary', 'functional', 'department']
OPTIONAL MATCH (o)-[l:LOCATED_IN]->(c:Division)
WHERE l.since <= $as_of AND $as_of < l.until AND c.since <= $as_of AND $as_of < c.until AND c.level = 'community'
WITH o, count(c.id) AS n_communities
OPTIONAL MATCH (t:Term)-[:TERM_OF]->(o)
WHERE t.since <= $as_of AND $as_of < t.until
WITH o, t.id AS tid, t.since AS began, t.extended AS prolonged, t.appointed AS appointed_then,
     CASE WHEN n_communities > 0 OR o.kind = 'community_organization' THEN 'community'
          WHEN o.kind IN ['committee', 'quarter_committee', 'territorial_committee'] THEN 'committee'
          WHEN o.kind IN ['general_branch', 'branch', 'joint_branch'] THEN 'branch'
          WHEN right(o.name, 2) = '党委' THEN 'committee' ELSE 'branch' END AS sort
WITH o, began, prolonged,
     CASE WHEN tid IS NULL THEN 'unknown' WHEN appointed_then THEN ''
          WHEN began >= CASE WHEN sort = 'community' THEN $community_soon
                             WHEN sort = 'committee' THEN $committee_soon ELSE $branch_soon END THEN ''
          WHEN began >= CASE WHEN sort = 'community' THEN $community_from
                             WHEN sort = 'committee' THEN $committee_from ELSE $branch_from END THEN 'due_soon'
          WHEN prolonged >= $as_of
               AND began >= CASE WHEN sort = 'community' THEN $community_latest
                                 WHEN sort = 'committee' THEN $committee_latest ELSE $branch_latest END THEN 'extended'
          ELSE 'overdue' END AS term_state
WHERE term_state <> '' AND ($state = '' OR term_state = $state)
OPTIONAL MATCH (o)-[i:IN_DISTRICT]->(d:Division)
WHERE i.since <= $as_of AND $as_of < i.until
WITH o, began, prolonged, term_state, d.code AS dcode, d.name AS dname, d.id AS did
ORDER BY dcode, did LIMIT 1000000
WITH o, began, prolonged, term_state, collect(dname) AS district_names, collect(dcode) AS district_codes
WHERE $district = '' OR $district IN district_names OR $district IN district_codes
RETURN o.id AS organization_id, o.name AS organization, o.kind AS kind, district_names AS districts,
       began AS elected, prolonged AS extended, term_state AS state
ORDER BY term_state = 'unknown', term_state = 'due_soon', term_state = 'extended', began, organization_id
