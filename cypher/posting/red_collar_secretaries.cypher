/*
title:
  zh: 红领书记
  en: Red-collar secretaries
question:
  zh: 各区（市、街道、社区）有多少红领书记，多少社区有红领书记？
  en: How many red-collar secretaries does each district (city, street, community) have, and how many of its communities have one?
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
    default: district
    label: {zh: 分组, en: grouped by}
    example: street
  - name: district
    type: text
    names: Division
    default: ""
    label: {zh: 区（名称或代码，空为全部）, en: "district (name or code, empty for all)"}
    example: 兰山区
columns:
  - {name: code, zh: 代码, en: "code", type: text}
  - {name: name, zh: 名称, en: "name", type: text, named_by: by}
  - {name: communities, zh: 社区, en: "communities", type: int, unit: 个}
  - {name: with_secretary, zh: 其中有红领书记, en: "of which with one", type: int, unit: 个}
  - {name: secretaries, zh: 红领书记, en: "red-collar secretaries", type: int, unit: 人}
denominator:
  zh: 当日存续的社区，不含统计虚拟单元；红领书记为当日在社区或位于社区的党组织任红领书记的在册党员，在几处任职的在各处各计一次，合计只计一次。
  en: "Communities existing on the date, pseudo-units left out; red-collar secretaries are members on rosters who hold that post in the community, or in an organization lying there, on the date; who holds it in several places counts in each, in the total once."
rates:
  - {zh: 有红领书记的社区, en: communities with one, k: with_secretary, n: communities}
persons: counts
*/
MATCH (x:Division|Organization)-[l:LIES_IN]->(c:Division)
WHERE c.level = 'community' AND NOT c.pseudo AND l.since <= $as_of AND $as_of < l.until
WITH c, x
OPTIONAL MATCH (m:InServiceMember)-[h:HOLDS]->(x)
WHERE h.post = 'red_collar_secretary' AND h.since <= $as_of AND $as_of < h.until
  AND m.since <= $as_of AND $as_of < m.until
WITH c, m.id AS mid
OPTIONAL MATCH (c)-[i:IN_DISTRICT]->(d:Division)
WHERE i.since <= $as_of AND $as_of < i.until
WITH c, mid, d
WHERE $district = '' OR d.name = $district OR d.code = $district
OPTIONAL MATCH (c)-[k:IN_DISTRICT|LIES_IN]->(g:Division)
WHERE g.level = CASE WHEN $by = 'city' THEN 'district' ELSE $by END AND k.since <= $as_of AND $as_of < k.until
WITH c, mid, g
OPTIONAL MATCH (g)-[p:PART_OF]->(t:Division)
WHERE $by = 'city' AND t.level = 'city' AND p.since <= $as_of AND $as_of < p.until
  AND t.since <= $as_of AND $as_of < t.until
WITH c.id AS cid, mid, coalesce(CASE WHEN $by = 'city' THEN t.code ELSE g.code END, '') AS gcode,
     coalesce(CASE WHEN $by = 'city' THEN t.name ELSE g.name END, '未落位') AS gname
UNWIND ['groups', 'total'] AS part
WITH part, CASE WHEN part = 'total' THEN '' ELSE gcode END AS key,
     CASE WHEN part = 'total' THEN '合计' ELSE gname END AS key_name, count(DISTINCT cid) AS n,
     count(DISTINCT CASE WHEN mid IS NOT NULL THEN cid END) AS n_with, count(DISTINCT mid) AS n_secretaries
RETURN key AS code, key_name AS name, n AS communities, n_with AS with_secretary, n_secretaries AS secretaries
ORDER BY part, code = '', code, name
