/*
title:
  zh: 党组织的兼职委员
  en: Concurrent committee members of organizations
question:
  zh: 各党组织有几名兼职委员，来自几家单位，哪些还没有？
  en: How many concurrent committee members does each organization have, from how many units, and which have none?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-07-01"
  - name: district
    type: text
    names: Division
    default: ""
    label: {zh: 区（名称或代码，空为全部）, en: "district (name or code, empty for all)"}
    example: 玄武区
  - name: kind
    type: choice
    choices:
      "": {zh: 全部, en: all}
      community_organization: {zh: 社区党组织, en: community organization}
      quarter_committee: {zh: 街区党委, en: quarter committee}
      working_committee: {zh: 党工委, en: working committee}
    default: ""
    label: {zh: 组建方式, en: kind}
    example: community_organization
  - name: at_most
    type: int
    default: 1000
    min: 0
    label: {zh: 至多几名（0 为只列没有的）, en: at most so many (0 lists those without)}
    example: "0"
columns:
  - {name: organization_id, zh: 党组织标识, en: "organization id", type: text}
  - {name: organization, zh: 党组织, en: "organization", type: text}
  - {name: kind, zh: 组建方式, en: "kind", type: text, code: organization_kind}
  - {name: districts, zh: 所在区, en: "districts", type: list}
  - {name: concurrent_members, zh: 兼职委员, en: "concurrent members", type: int, unit: 人}
  - {name: units, zh: 来自单位, en: "from units", type: int, unit: 家}
denominator:
  zh: 当日存续的社区党组织、街区党委、党工委，以及当日有兼职委员的其他党组织；兼职委员为当日在册、当日任此职者。
  en: Community organizations, quarter and working committees existing on the date, and other organizations that have concurrent members then; these are members on a roster who hold the post on the date.
persons: counts
*/
MATCH (o:Organization)
WHERE o.since <= $as_of AND $as_of < o.until AND ($kind = '' OR o.kind = $kind)
OPTIONAL MATCH (o)<-[h:HOLDS]-(p:InServiceMember)
WHERE h.since <= $as_of AND $as_of < h.until AND p.since <= $as_of AND $as_of < p.until AND h.post = 'concurrent_member'
WITH o, p
OPTIONAL MATCH (p)-[w:WORKS_AT]->(u:Enterprise|Institution)
WHERE w.since <= $as_of AND $as_of < w.until AND u.since <= $as_of AND $as_of < u.until
WITH o, count(DISTINCT p.id) AS n, count(DISTINCT u.id) AS n_units
WHERE n <= $at_most
  AND (n > 0 OR o.kind IN ['community_organization', 'quarter_committee', 'working_committee'])
OPTIONAL MATCH (o)-[i:IN_DISTRICT]->(d:Division)
WHERE i.since <= $as_of AND $as_of < i.until
WITH o, n, n_units, d.code AS dcode, d.name AS dname, d.id AS did
ORDER BY dcode, did LIMIT 1000000
WITH o, n, n_units, collect(dname) AS district_names, collect(dcode) AS district_codes
WHERE $district = '' OR $district IN district_names OR $district IN district_codes
RETURN o.id AS organization_id, o.name AS organization, o.kind AS kind, district_names AS districts,
       n AS concurrent_members, n_units AS units
ORDER BY concurrent_members DESC, organization_id
