/*
title:
  zh: 工作覆盖情况
  en: Work coverage
question:
  zh: 范围内未建党组织的单位中，指导员、联络员、工会、团组织覆盖了多少，还有多少没有覆盖？
  en: Of the units in scope without an organization, how many does an instructor, liaison, union or League organization reach, and how many none?
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
  - {name: without_organization, zh: 范围内未建组织, en: "in scope, without an organization", type: int, unit: 家}
  - {name: covered, zh: 有工作覆盖, en: "work covered", type: int, unit: 家}
  - {name: instructor, zh: 指导员, en: "instructor", type: int, unit: 家}
  - {name: liaison, zh: 联络员, en: "liaison", type: int, unit: 家}
  - {name: trade_union, zh: 工会, en: "trade union", type: int, unit: 家}
  - {name: youth_league, zh: 团组织, en: "Youth League", type: int, unit: 家}
  - {name: uncovered, zh: 无工作覆盖, en: "not covered", type: int, unit: 家}
denominator:
  zh: 当日存续、纳入范围、已摸排而未建党组织的表27、表30单位；一家单位可有几种工作覆盖，各列不相加。
  en: Units of tables 27 and 30 active on the date, in scope, surveyed and without an organization; a unit may be reached in several ways, so those columns are not summed.
rates:
  - {zh: 工作覆盖, en: work coverage, k: covered, n: without_organization}
persons: none
*/
OPTIONAL MATCH (s:Standing)
WHERE s.since <= $as_of AND $as_of < s.until
WITH s.id AS sid,
     CASE WHEN $by = 'street' THEN s.street WHEN $by = 'community' THEN s.community
          WHEN $by = 'kind' THEN s.kind WHEN $by = 'industry' THEN s.industry
          WHEN $by IN ['district', 'city'] THEN s.district
          WHEN s.staff < 10 THEN '000-009' WHEN s.staff < 50 THEN '010-049' WHEN s.staff < 100 THEN '050-099'
          WHEN s.staff IS NOT NULL THEN '100+' WHEN s.id IS NOT NULL THEN '' END AS place,
     (s.form = '27' AND s.staff >= $scope_staff OR s.form = '30' AND s.staff >= $scope_social_staff)
     AND s.rank = 0 AND s.counted AS without,
     s.instructor AS has_instructor, s.liaison AS has_liaison, s.trade_union AS has_union,
     s.youth_league AS has_league
// few rows from here on: one for each group and combination
WITH place, without, has_instructor, has_liaison, has_union, has_league, count(sid) AS n
OPTIONAL MATCH (d:Division)-[p:PART_OF]->(t:Division)
WHERE $by = 'city' AND d.id = place AND t.level = 'city' AND p.since <= $as_of AND $as_of < p.until
  AND d.since <= $as_of AND $as_of < d.until AND t.since <= $as_of AND $as_of < t.until
WITH CASE WHEN $by = 'city' AND place IS NOT NULL THEN coalesce(t.id, '') ELSE place END AS gid,
     without, has_instructor, has_liaison, has_union, has_league, n
UNWIND ['groups', 'total'] AS part
WITH part, CASE WHEN part = 'total' THEN '' ELSE gid END AS key,
     coalesce(sum(CASE WHEN without THEN n ELSE 0 END), 0) AS n_without,
     coalesce(sum(CASE WHEN without AND (has_instructor OR has_liaison OR has_union OR has_league)
                       THEN n ELSE 0 END), 0) AS n_covered,
     coalesce(sum(CASE WHEN without AND has_instructor THEN n ELSE 0 END), 0) AS n_instructor,
     coalesce(sum(CASE WHEN without AND has_liaison THEN n ELSE 0 END), 0) AS n_liaison,
     coalesce(sum(CASE WHEN without AND has_union THEN n ELSE 0 END), 0) AS n_union,
     coalesce(sum(CASE WHEN without AND has_league THEN n ELSE 0 END), 0) AS n_league
// without any unit on the date only the total is left, all zeros
WHERE key IS NOT NULL
OPTIONAL MATCH (d:Division) WHERE d.id = key
RETURN coalesce(d.code, key) AS code,
       CASE WHEN part = 'total' THEN '合计' WHEN key <> '' THEN coalesce(d.name, key)
            WHEN $by IN ['kind', 'industry', 'size'] THEN '不详' ELSE '未落位' END AS name,
       n_without AS without_organization, n_covered AS covered, n_instructor AS instructor, n_liaison AS liaison,
       n_union AS trade_union, n_league AS youth_league, n_without - n_covered AS uncovered
ORDER BY part, key = '', code, key
