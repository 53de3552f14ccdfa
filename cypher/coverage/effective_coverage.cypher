/*
title:
  zh: 有形覆盖与有效覆盖
  en: Tangible and effective coverage
question:
  zh: 各区覆盖单位的党组织有多少一年内开展过活动，范围内已建组织的单位有多少由其中的党组织覆盖？
  en: How many of the organizations that cover units in each district were active within a year, and how many units in scope does one of them cover?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-07-01"
  - name: from
    type: date
    before: 12 months
    label: {zh: 活动自此日之后, en: activities after}
    example: "2022-01-01"
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
  - {name: district, zh: 区, en: "district", type: text}
  - {name: organizations, zh: 覆盖单位的党组织, en: "organizations that cover units", type: int, unit: 个}
  - {name: active, zh: 其中有活动, en: "of which active", type: int, unit: 个}
  - {name: in_scope, zh: 纳入范围的单位, en: "units in scope", type: int, unit: 家}
  - {name: covered, zh: 有形覆盖, en: "covered", type: int, unit: 家}
  - {name: covered_by_active, zh: 有效覆盖, en: "covered by an active organization", type: int, unit: 家}
denominator:
  zh: 单位为当日存续、纳入范围且已摸排或已建组织的表27、表30单位。党组织为当日覆盖此区表27、表30单位的单独建立的与联合党组织；覆盖两个区的单位者在两区各计一次，合计只计一次。活动为所给日期之后、至基准日开始的、由其主办或参加的活动。
  en: Units of tables 27 and 30 active on the date, in scope, and surveyed or with an organization. Organizations are the own and joint ones that cover such units of the district on the date (whatever their scope); one with units in two districts counts in both and once in the total. Activities began after the date given and up to as_of, hosted or attended by the organization.
rates:
  - {zh: 有活动的党组织, en: active organizations, k: active, n: organizations}
  - {zh: 有形覆盖, en: tangible coverage, k: covered, n: in_scope}
  - {zh: 有效覆盖, en: effective coverage, k: covered_by_active, n: in_scope}
persons: none
*/
MATCH (s:Standing)-[:STANDS_FOR]->(u:Enterprise|Institution)
WHERE s.since <= $as_of AND $as_of < s.until AND s.form <> ''
WITH u, s.id AS sid, s.district AS gid,
     (s.form = '27' AND s.staff >= $scope_staff OR s.form = '30' AND s.staff >= $scope_social_staff)
     AND (s.rank > 0 OR s.counted) AS scope
OPTIONAL MATCH (u)<-[c:COVERS]-(o:Organization)
WHERE c.since <= $as_of AND $as_of < c.until AND o.since <= $as_of AND $as_of < o.until
  AND o.kind IN ['committee', 'general_branch', 'branch', 'joint_branch']
WITH sid, gid, scope, o
OPTIONAL MATCH (o)-[:ATTENDS|HELD_BY]-(a:Activity)
WHERE $from < a.since AND a.since <= $as_of
WITH sid, gid, scope, o.id AS oid, count(a.id) AS n_acts
UNWIND ['groups', 'total'] AS part
WITH part, CASE WHEN part = 'total' THEN '' ELSE gid END AS key, count(DISTINCT oid) AS n_organizations,
     count(DISTINCT CASE WHEN n_acts > 0 THEN oid END) AS n_active,
     count(DISTINCT CASE WHEN scope THEN sid END) AS n_scope,
     count(DISTINCT CASE WHEN scope AND oid IS NOT NULL THEN sid END) AS n_covered,
     count(DISTINCT CASE WHEN scope AND n_acts > 0 THEN sid END) AS n_effective
OPTIONAL MATCH (d:Division) WHERE d.id = key
RETURN coalesce(d.code, key) AS code,
       CASE WHEN part = 'total' THEN '合计' WHEN key <> '' THEN coalesce(d.name, key) ELSE '未落位' END AS district,
       n_organizations AS organizations, n_active AS active, n_scope AS in_scope, n_covered AS covered,
       n_effective AS covered_by_active
ORDER BY part, key = '', code, key
