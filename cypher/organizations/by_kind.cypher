/*
title:
  zh: 党组织与党员总数
  en: Organizations and their members
question:
  zh: 各类（或各区）有多少党组织，组织关系在其中的党员有多少？
  en: How many organizations are there of each kind (or in each district), and how many members are affiliated to them?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-07-01"
  - name: by
    type: choice
    choices:
      organization_kind: {zh: 组建方式, en: kind}
      district: {zh: 区, en: district}
    default: organization_kind
    label: {zh: 分组, en: grouped by}
    example: district
  - name: district
    type: text
    names: Division
    default: ""
    label: {zh: 区（名称或代码，空为全部）, en: "district (name or code, empty for all)"}
    example: 玄武区
columns:
  - {name: code, zh: 代码, en: "code", type: text}
  - {name: name, zh: 名称, en: "name", type: text, named_by: by}
  - {name: organizations, zh: 党组织, en: "organizations", type: int, unit: 个}
  - {name: overlays, zh: 其中临时、功能型, en: "of which temporary or functional", type: int, unit: 个}
  - {name: members, zh: 党员, en: "members", type: int, unit: 人}
  - {name: full_members, zh: 其中正式党员, en: "of which full members", type: int, unit: 人}
denominator:
  zh: 当日存续的党组织；党员为当日组织关系在其中的在册党员（含有党员身份的新就业群体从业者），临时与功能型党组织的不计。位于两个区的党组织在两区各计一次，合计只计一次。
  en: Organizations existing on the date; members are those on rosters affiliated to them then (delivery workers who are members included), never to temporary or functional ones. An organization in two districts counts in both, in the total once.
persons: counts
*/
MATCH (o:Organization)
WHERE o.since <= $as_of AND $as_of < o.until
  AND ($district = '' OR EXISTS { MATCH (o)-[j:IN_DISTRICT]->(e:Division)
                                  WHERE j.since <= $as_of AND $as_of < j.until
                                    AND (e.name = $district OR e.code = $district) })
WITH o, coalesce(o.kind, '') IN ['temporary', 'functional'] AS overlay
OPTIONAL MATCH (p:InServiceMember|DeliveryWorker)-[a:AFFILIATED_TO]->(o)
WHERE a.since <= $as_of AND $as_of < a.until AND p.since <= $as_of AND $as_of < p.until
  AND p.status IN ['full', 'probationary'] AND NOT overlay
WITH DISTINCT o, overlay, p.id AS pid, p.status AS p_status
WITH o, overlay, count(pid) AS n, coalesce(sum(CASE WHEN p_status = 'full' THEN 1 ELSE 0 END), 0) AS n_full
OPTIONAL MATCH (o)-[i:IN_DISTRICT]->(d:Division)
WHERE i.since <= $as_of AND $as_of < i.until AND $by = 'district'
UNWIND ['groups', 'total'] AS part
WITH DISTINCT part, o.id AS oid, overlay, n, n_full,
     CASE WHEN part = 'total' THEN '' WHEN $by = 'district' THEN coalesce(d.code, '')
          ELSE coalesce(o.kind, '') END AS key,
     CASE WHEN part = 'total' THEN '合计' WHEN $by = 'district' THEN coalesce(d.name, '未落位')
          ELSE coalesce(o.kind, '不详') END AS key_name
WITH part, key, key_name, count(oid) AS n_organizations,
     coalesce(sum(CASE WHEN overlay THEN 1 ELSE 0 END), 0) AS n_overlays, coalesce(sum(n), 0) AS n_members,
     coalesce(sum(n_full), 0) AS n_full_members
RETURN key AS code, key_name AS name, n_organizations AS organizations, n_overlays AS overlays, n_members AS members,
       n_full_members AS full_members
ORDER BY part, key = '', code
