/*
title:
  zh: 没有联办社区的单位
  en: "Units without a community"
question:
  zh: 哪些驻区单位没有与任何社区党组织联办主题党日？
  en: "Which units hold theme days with no community organization?"
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
  - name: street
    type: text
    names: Division
    default: ""
    label: {zh: 街道（名称或代码，空为全部）, en: "street (name or code, empty for all)"}
    example: 凤山街道
  - name: limit
    type: int
    default: 200
    min: 1
    label: {zh: 最多行数, en: rows at most}
    example: "50"
columns:
  - {name: unit_id, zh: 单位标识, en: "unit id", type: text}
  - {name: unit, zh: 单位, en: "unit", type: text}
  - {name: kind, zh: 类型, en: "kind", type: text, code: unit_kind}
  - {name: district, zh: 区, en: "district", type: text}
  - {name: street, zh: 街道, en: "street", type: text}
  - {name: community, zh: 社区, en: "community", type: text}
denominator:
  zh: 当日存续、所在社区已知的单位，个体工商户除外；没有与当日存续的党组织存续的联办关系。按社区、名称排列。
  en: "Units existing on the date whose community is known, merchants left out, without a theme-day tie that holds with an existing organization; by community and name."
persons: none
*/
MATCH (c:Division)
WHERE c.level = 'community'
WITH c
MATCH (s:Standing)-[:STANDS_FOR]->(u:Enterprise|Institution)
WHERE s.community = c.id AND s.kind <> 'merchant' AND s.since <= $as_of AND $as_of < s.until
WITH c, s, u
WHERE NOT EXISTS { MATCH (o:Organization)-[h:THEME_DAY_WITH]->(u)
                   WHERE h.since <= $as_of AND $as_of < h.until AND o.since <= $as_of AND $as_of < o.until }
OPTIONAL MATCH (d:Division) WHERE d.id = s.district
WITH c, s, u, d
OPTIONAL MATCH (g:Division) WHERE g.id = s.street
WITH c, u, d, g
WHERE ($district = '' OR d.code = $district OR d.name = $district) AND ($street = '' OR g.code = $street OR g.name = $street)
OPTIONAL MATCH (d)-[p:PART_OF]->(t:Division)
WHERE t.level = 'city' AND p.since <= $as_of AND $as_of < p.until
WITH c, u, d, g, t
WHERE $city = '' OR t.code = $city OR t.name = $city
RETURN u.id AS unit_id, u.name AS unit, u.kind AS kind, coalesce(d.name, '') AS district, coalesce(g.name, '') AS street,
       c.name AS community
ORDER BY c.code, unit, unit_id
LIMIT $limit
