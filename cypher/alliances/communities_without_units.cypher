/*
title:
  zh: 没有联办单位的社区
  en: "Communities without units"
question:
  zh: 各区（或街道）有多少社区没有与任何驻区单位联办主题党日，是哪些？
  en: "How many communities of each district (or street) hold theme days with no unit, and which?"
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
  - name: city
    type: text
    names: Division
    default: ""
    label: {zh: 市（名称或代码，空为全部）, en: "city (name or code, empty for all)"}
    example: 汕尾市
  - name: district
    type: text
    names: Division
    default: ""
    label: {zh: 区（名称或代码，空为全部）, en: "district (name or code, empty for all)"}
    example: 城区
columns:
  - {name: code, zh: 代码, en: "code", type: text}
  - {name: name, zh: 名称, en: "name", type: text, named_by: by}
  - {name: communities, zh: 社区数, en: "communities", type: int, unit: 个}
  - {name: with_units, zh: 有联办单位, en: "with a unit", type: int, unit: 个}
  - {name: without_units, zh: 没有联办单位, en: "without a unit", type: int, unit: 个}
  - {name: community_names, zh: 没有联办单位的社区, en: "those communities", type: list}
denominator:
  zh: 当日存续的社区，不含统计虚拟单元；有联办单位指位于该社区的党组织与当日存续的单位有存续的联办关系。合计行不列名。
  en: "Communities existing on the date, pseudo-units left out; one has a unit if an organization lying there has a theme-day tie with an existing unit. The total names none."
rates:
  - {zh: 有联办单位的社区, en: communities with a unit, k: with_units, n: communities}
persons: none
*/
MATCH (o:Organization)-[h:THEME_DAY_WITH]->(u:Enterprise|Institution)
WHERE h.since <= $as_of AND $as_of < h.until AND o.since <= $as_of AND $as_of < o.until
  AND u.since <= $as_of AND $as_of < u.until
WITH o
MATCH (o)-[l:LIES_IN]->(c:Division)
WHERE c.level = 'community' AND l.since <= $as_of AND $as_of < l.until
WITH collect(c.id) AS linked
MATCH (c:Division)
WHERE c.level = 'community' AND NOT c.pseudo AND c.since <= $as_of AND $as_of < c.until
OPTIONAL MATCH (c)-[i:IN_DISTRICT]->(e:Division)
WHERE i.since <= $as_of AND $as_of < i.until
WITH c, c.id IN linked AS has, e.id AS eid, e.code AS ecode, e.name AS ename
OPTIONAL MATCH (e:Division)-[p:PART_OF]->(t:Division)
WHERE e.id = eid AND t.level = 'city' AND p.since <= $as_of AND $as_of < p.until
WITH c, has, ecode, ename, t.code AS tcode, t.name AS tname
WHERE ($city = '' OR tcode = $city OR tname = $city) AND ($district = '' OR ecode = $district OR ename = $district)
OPTIONAL MATCH (c)-[j:LIES_IN]->(s:Division)
WHERE s.level = 'street' AND j.since <= $as_of AND $as_of < j.until
UNWIND ['groups', 'total'] AS part
WITH part, c.id AS cid, c.code AS ccode, c.name AS cname, has,
     CASE WHEN part = 'total' THEN '' WHEN $by = 'street' THEN coalesce(s.code, '') ELSE coalesce(ecode, '') END AS gcode,
     CASE WHEN part = 'total' THEN '合计' WHEN $by = 'street' THEN coalesce(s.name, '未落位') ELSE coalesce(ename, '未落位') END AS gname
ORDER BY ccode, cid LIMIT 1000000
WITH part, gcode, gname, count(cid) AS n, count(CASE WHEN has THEN cid END) AS n_with,
     collect(CASE WHEN part = 'groups' AND NOT has THEN cname END) AS names
RETURN gcode AS code, gname AS name, n AS communities, n_with AS with_units, n - n_with AS without_units,
       names AS community_names
ORDER BY part, code = '', code, name
