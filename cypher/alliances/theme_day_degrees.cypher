/*
title:
  zh: 联办主题党日的户数分布
  en: "Theme days: how many partners"
question:
  zh: 社区党组织各与多少家驻区单位联办主题党日，单位各与多少个社区联办？
  en: "With how many units does each community organization hold theme days, and with how many community organizations each unit?"
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-07-01"
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
  - {name: partners, zh: 联办对象数, en: "partners", type: text}
  - {name: organizations, zh: 社区党组织, en: "community organizations", type: int, unit: 个}
  - {name: units, zh: 驻区单位, en: "units", type: int, unit: 家}
denominator:
  zh: 当日存续、有存续的联办关系的社区党组织与单位；同一对只计一次。联办对象数为 2 的一行：与两家单位联办的社区党组织有多少，与两个社区党组织联办的单位有多少。按社区党组织所在的区、市筛选。
  en: "Community organizations and units existing on the date with a theme-day tie that holds; a pair counts once. The row 2 tells how many organizations have two units and how many units two organizations. Filtered by where the organization lies."
persons: none
*/
MATCH (o:Organization)-[h:THEME_DAY_WITH]->(u:Enterprise|Institution)
WHERE h.since <= $as_of AND $as_of < h.until AND o.since <= $as_of AND $as_of < o.until
  AND u.since <= $as_of AND $as_of < u.until
  AND ($district = '' OR EXISTS { MATCH (o)-[i:IN_DISTRICT]->(e:Division)
                                  WHERE (e.code = $district OR e.name = $district) AND i.since <= $as_of AND $as_of < i.until })
  AND ($city = '' OR EXISTS { MATCH (o)-[j:IN_DISTRICT]->(d:Division)
                              WHERE j.since <= $as_of AND $as_of < j.until
                                AND EXISTS { MATCH (d)-[p:PART_OF]->(t:Division)
                                             WHERE (t.code = $city OR t.name = $city) AND p.since <= $as_of AND $as_of < p.until } })
WITH DISTINCT 'o ' + o.id AS oid, head(labels(u)) + ' ' + u.id AS uid
UNWIND ['organization', 'unit'] AS side
WITH side, uid, CASE WHEN side = 'unit' THEN uid ELSE oid END AS one
WITH side, one, count(uid) AS degree
UNWIND ['groups', 'total'] AS part
WITH part, CASE WHEN part = 'groups' THEN degree END AS n, count(CASE WHEN side = 'organization' THEN one END) AS n_organizations,
     count(CASE WHEN side = 'unit' THEN one END) AS n_units
RETURN CASE WHEN part = 'total' THEN '合计' ELSE toString(n) END AS partners, n_organizations AS organizations,
       n_units AS units
ORDER BY part, n
