/*
title:
  zh: 没有共建的社区
  en: Communities without co-building
question:
  zh: 各区（或街道）有多少社区，其党组织都没有任何共建，是哪些？
  en: How many communities of each district (or street) have no organization that co-builds, and which?
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
    default: district
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
  - {name: communities, zh: 社区数, en: "communities", type: int, unit: 个}
  - {name: without, zh: 无共建, en: "without co-building", type: int, unit: 个}
  - {name: community_names, zh: 无共建的社区, en: "those communities", type: list}
denominator:
  zh: 当日存续的社区，不含统计虚拟单元；社区有共建指位于该社区的党组织（社区的和单位的）有当日存续的共建。
  en: "Communities existing on the date, pseudo-units left out; one co-builds if an organization lying there, the community's own or a unit's, has a tie that holds on the date."
persons: none
*/
MATCH (o:Organization)-[t:CO_BUILDS]-(p:Organization)
WHERE t.since <= $as_of AND $as_of < t.until AND p.since <= $as_of AND $as_of < p.until
WITH o
MATCH (c:Division)<-[l:LIES_IN]-(o)
WHERE l.since <= $as_of AND $as_of < l.until
WITH collect(c.id) AS built
MATCH (c:Division)
WHERE c.level = 'community' AND NOT c.pseudo AND c.since <= $as_of AND $as_of < c.until
  AND ($district = '' OR EXISTS { MATCH (c)-[j:IN_DISTRICT]->(d:Division)
                                  WHERE (d.name = $district OR d.code = $district) AND j.since <= $as_of AND $as_of < j.until })
WITH c, c.id IN built AS does
OPTIONAL MATCH (c)-[i:IN_DISTRICT|LIES_IN]->(g:Division)
WHERE g.level = $by AND i.since <= $as_of AND $as_of < i.until
UNWIND ['groups', 'total'] AS part
WITH part, CASE WHEN part = 'total' THEN '' ELSE coalesce(g.code, '') END AS gcode,
     CASE WHEN part = 'total' THEN '合计' ELSE coalesce(g.name, '未落位') END AS gname, c.code AS ccode,
     c.id AS cid, CASE WHEN does THEN null ELSE c.name END AS cname
ORDER BY ccode, cid LIMIT 1000000
WITH part, gcode, gname, count(ccode) AS n, count(cname) AS n_without, collect(cname) AS names
RETURN gcode AS code, gname AS name, n AS communities, n_without AS without, names AS community_names
ORDER BY part, code = '', code, name
