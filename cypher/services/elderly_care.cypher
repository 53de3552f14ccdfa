/*
title:
  zh: 养老照护缺一种的社区
  en: Communities whose care for the elderly lacks one of the five
question:
  zh: 哪些社区的老人缺少邻里、企业、社区、社工、医生五种照护中的某一种？
  en: "In which communities do the elderly lack one of the five ways of care: neighbours, enterprises, the community, social workers, doctors?"
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-06-30"
  - name: including
    type: choice
    choices:
      some: {zh: 已有照护的社区, en: communities that have some care}
      every: {zh: 全部社区, en: every community}
    default: some
    label: {zh: 看哪些社区, en: which communities}
    example: every
  - name: district
    type: text
    names: Division
    default: ""
    label: {zh: 区（名称或代码，空为全部）, en: "district (name or code, empty for all)"}
    example: 罗湖区
columns:
  - {name: code, zh: 社区代码, en: "community code", type: text}
  - {name: community, zh: 社区, en: "community", type: text}
  - {name: street, zh: 街道, en: "street", type: text}
  - {name: district, zh: 区, en: "district", type: text}
  - {name: ways, zh: 已有几种, en: "ways of care", type: int, unit: 种}
  - {name: missing, zh: 缺少, en: "missing", type: list, code: care_kind}
denominator:
  zh: 当日存续的社区，不含统计虚拟单元；照护取当日有效、照护方当日存续的。默认只列至少有一种照护的社区。
  en: "Communities existing on the date, pseudo-units left out; care that holds on the date by somebody who then exists. Unless asked for every community, only those with at least one way of care are looked at."
persons: none
*/
MATCH (c:Division)
WHERE c.level = 'community' AND NOT c.pseudo AND c.since <= $as_of AND $as_of < c.until
OPTIONAL MATCH (x:Organization|Enterprise|Institution|ServicePoint|Team)-[k:CARES_FOR]->(c)
WHERE k.since <= $as_of AND $as_of < k.until AND x.since <= $as_of AND $as_of < x.until
WITH c, count(x.id) AS n, collect(coalesce(k.kind, '')) AS known
WHERE n > 0 OR $including = 'every'
UNWIND ['community', 'doctor', 'enterprise', 'neighbours', 'social_worker'] AS way
WITH c, way, CASE WHEN way IN known THEN null ELSE way END AS lacking
ORDER BY way LIMIT 1000000
WITH c, count(way) - count(lacking) AS n_ways, collect(lacking) AS lacks, count(lacking) AS n_lacks
WHERE n_lacks > 0
OPTIONAL MATCH (c)-[j:IN_DISTRICT]->(d:Division)
WHERE j.since <= $as_of AND $as_of < j.until
WITH c, n_ways, lacks, d.name AS dname, d.code AS dcode
WHERE $district = '' OR dname = $district OR dcode = $district
OPTIONAL MATCH (c)-[i:LIES_IN]->(s:Division)
WHERE s.level = 'street' AND i.since <= $as_of AND $as_of < i.until
RETURN c.code AS code, c.name AS community, coalesce(s.name, '') AS street, coalesce(dname, '') AS district, n_ways AS ways,
       lacks AS missing
ORDER BY code, community
