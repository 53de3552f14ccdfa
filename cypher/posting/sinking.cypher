/*
title:
  zh: 常态化下沉
  en: Members regularly working in communities
question:
  zh: 各社区（街道、区、市、省）有多少在职党员常态化下沉？
  en: How many in-service members regularly work in the communities of each street, district, city or province?
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
      city: {zh: 市, en: city}
      province: {zh: 省, en: province}
    default: district
    label: {zh: 分组, en: grouped by}
    example: province
  - name: district
    type: text
    names: Division
    default: ""
    label: {zh: 区（名称或代码，空为全部）, en: "district (name or code, empty for all)"}
    example: 西陵区
columns:
  - {name: code, zh: 代码, en: "code", type: text}
  - {name: name, zh: 名称, en: "name", type: text, named_by: by}
  - {name: communities, zh: 有下沉党员的社区, en: "communities with any", type: int, unit: 个}
  - {name: members, zh: 下沉党员, en: "members regularly working", type: int, unit: 人}
denominator:
  zh: 当日常态化下沉的在册党员，按下沉的社区（或社区党组织所在）计；下沉到几处的在各处各计一次，合计只计一次。常态化下沉不同于报到，也不改变组织关系，不进党员总数。
  en: "Members on rosters who regularly work in communities on the date, by the community or where its organization lies; who works in several places counts in each, in the total once. Regular work is not reporting; it leaves the affiliation where it is and enters no total of members."
persons: counts
*/
MATCH (m:InServiceMember)-[r:POSTED_TO]->(x:Division|Organization)
WHERE r.kind = 'sinking' AND r.since <= $as_of AND $as_of < r.until AND m.since <= $as_of AND $as_of < m.until
  AND x.since <= $as_of AND $as_of < x.until
WITH x, collect(m.id) AS mids
WHERE $district = '' OR EXISTS { MATCH (x)-[i:IN_DISTRICT]->(d:Division)
                                WHERE i.since <= $as_of AND $as_of < i.until
                                  AND (d.name = $district OR d.code = $district) }
OPTIONAL MATCH (x)-[l:LIES_IN]->(c:Division)
WHERE c.level = 'community' AND l.since <= $as_of AND $as_of < l.until
WITH x, mids, c.id AS cid
OPTIONAL MATCH (x)-[k:IN_DISTRICT|LIES_IN]->(g:Division)
WHERE g.level = CASE WHEN $by IN ['city', 'province'] THEN 'district' ELSE $by END
  AND k.since <= $as_of AND $as_of < k.until
WITH mids, cid, g
OPTIONAL MATCH (g)-[p:PART_OF]->(t:Division)
WHERE $by IN ['city', 'province'] AND t.level = 'city' AND p.since <= $as_of AND $as_of < p.until
  AND t.since <= $as_of AND $as_of < t.until
WITH mids, cid, g, t
OPTIONAL MATCH (t)-[q:PART_OF]->(v:Division)
WHERE $by = 'province' AND v.level = 'province' AND q.since <= $as_of AND $as_of < q.until
  AND v.since <= $as_of AND $as_of < v.until
WITH mids, cid,
     coalesce(CASE WHEN $by = 'province' THEN v.code WHEN $by = 'city' THEN t.code ELSE g.code END, '') AS gcode,
     coalesce(CASE WHEN $by = 'province' THEN v.name WHEN $by = 'city' THEN t.name ELSE g.name END, '未落位') AS gname
UNWIND mids AS mid
UNWIND ['groups', 'total'] AS part
WITH part, CASE WHEN part = 'total' THEN '' ELSE gcode END AS key,
     CASE WHEN part = 'total' THEN '合计' ELSE gname END AS key_name, count(DISTINCT cid) AS n_communities,
     count(DISTINCT mid) AS n
RETURN key AS code, key_name AS name, n_communities AS communities, n AS members
ORDER BY part, code = '', code, name
