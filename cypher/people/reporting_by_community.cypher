/*
title:
  zh: 社区的双报到
  en: Two-way reporting by community
question:
  zh: 各社区（或街道、区）有多少在职党员、从业者和单位党组织来报到？
  en: How many in-service members, delivery workers and organizations report to each community (street, district)?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-07-01"
  - name: by
    type: choice
    choices:
      community: {zh: 社区, en: community}
      street: {zh: 街道, en: street}
      district: {zh: 区, en: district}
    default: community
    label: {zh: 分组, en: grouped by}
    example: street
  - name: district
    type: text
    names: Division
    default: ""
    label: {zh: 区（名称或代码，空为全部）, en: "district (name or code, empty for all)"}
    example: 玄武区
columns:
  - {name: code, zh: 代码, en: "code", type: text}
  - {name: name, zh: 名称, en: "name", type: text, named_by: by}
  - {name: members, zh: 在职党员, en: "in-service members", type: int, unit: 人}
  - {name: workers, zh: 新就业群体从业者, en: "delivery workers", type: int, unit: 人}
  - {name: organizations, zh: 党组织, en: "organizations", type: int, unit: 个}
denominator:
  zh: 当日存续的报到，向几个社区报到的在各社区各计一次；没有报到的社区也列出，为 0。报到不改变组织关系，不是党员总数。
  en: "Reporting that holds on the date; who reports to several communities counts in each; communities without any are listed with 0. Reporting leaves the affiliation where it is: these are no totals of members."
persons: counts
*/
MATCH (c:Division)
WHERE c.since <= $as_of AND $as_of < c.until
OPTIONAL MATCH (x:InServiceMember|DeliveryWorker|Organization)-[r:REPORTS_TO]->(c)
WHERE r.since <= $as_of AND $as_of < r.until AND x.since <= $as_of AND $as_of < x.until
WITH DISTINCT c, x.id AS xid, head(labels(x)) AS what
WITH c, coalesce(sum(CASE WHEN what = 'InServiceMember' THEN 1 ELSE 0 END), 0) AS n_members,
     coalesce(sum(CASE WHEN what = 'DeliveryWorker' THEN 1 ELSE 0 END), 0) AS n_workers,
     coalesce(sum(CASE WHEN what = 'Organization' THEN 1 ELSE 0 END), 0) AS n_organizations
OPTIONAL MATCH (c)-[j:IN_DISTRICT]->(d:Division)
WHERE j.since <= $as_of AND $as_of < j.until
WITH c, n_members, n_workers, n_organizations, d.name AS dname, d.code AS dcode
WHERE $district = '' OR dname = $district OR dcode = $district
OPTIONAL MATCH (c)-[i:IN_DISTRICT|LIES_IN]->(g:Division)
WHERE g.level = $by AND i.since <= $as_of AND $as_of < i.until
WITH n_members, n_workers, n_organizations, coalesce(g.code, '') AS code_of, coalesce(g.name, '未落位') AS name_of
// divisions above the level show only where somebody reports to them
WHERE code_of <> '' OR n_members + n_workers + n_organizations > 0
UNWIND ['groups', 'total'] AS part
WITH part, CASE WHEN part = 'total' THEN '' ELSE code_of END AS gcode,
     CASE WHEN part = 'total' THEN '合计' ELSE name_of END AS gname, n_members, n_workers, n_organizations
WITH part, gcode, gname, coalesce(sum(n_members), 0) AS total_members, coalesce(sum(n_workers), 0) AS total_workers,
     coalesce(sum(n_organizations), 0) AS total_organizations
RETURN gcode AS code, gname AS name, total_members AS members, total_workers AS workers, total_organizations AS organizations
ORDER BY part, code = '', code, name
