/*
title:
  zh: 逾期未受院校培训的社区党组织
  en: Community organizations whose training is overdue
question:
  zh: 哪些社区党组织在规定时间内没有参加过干部院校的培训，上一次是哪天？
  en: Which community organizations have taken part in no training of a cadre school since the date given, and when was the last?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-06-30"
  - name: trained_since
    type: date
    before: 12 months
    label: {zh: 自哪天起应有培训, en: training due since}
    example: "2021-06-30"
  - name: district
    type: text
    names: Division
    default: ""
    label: {zh: 区（名称或代码，空为全部）, en: "district (name or code, empty for all)"}
    example: 皇姑区
  - name: limit
    type: int
    default: 1000
    min: 1
    label: {zh: 最多多少行, en: rows at most}
    example: "20"
columns:
  - {name: organization_id, zh: 党组织标识, en: "organization id", type: text}
  - {name: organization, zh: 社区党组织, en: "community organization", type: text}
  - {name: district, zh: 区, en: "district", type: text}
  - {name: street, zh: 街道, en: "street", type: text}
  - {name: last_training, zh: 上次培训, en: "last training", type: date}
denominator:
  zh: 当日存续的社区党组织；培训指由学校等事业单位主办、当日或之前开班的“培训”活动，党组织参加即算。从未参加的、日期不详的为空，排在最前。
  en: "Community organizations existing on the date. Training means an activity of that kind held by a public institution (a cadre school) on or before the date in which the organization took part. Those that never did, or on a day not known, come first, without a date."
persons: none
*/
MATCH (o:Organization)
WHERE o.kind = 'community_organization' AND o.since <= $as_of AND $as_of < o.until
OPTIONAL MATCH (o)-[:ATTENDS]->(a:Activity)-[:HELD_BY]->(h:Institution)
WHERE a.kind = 'training' AND a.since <= $as_of AND h.kind = 'public_institution'
WITH o, max(a.since) AS last
WHERE last IS NULL OR last < $trained_since
OPTIONAL MATCH (o)-[i:IN_DISTRICT]->(d:Division)
WHERE i.since <= $as_of AND $as_of < i.until
WITH o, last, d.name AS name_of, d.code AS code_of
WHERE $district = '' OR name_of = $district OR code_of = $district
WITH o, last, min(name_of) AS dname
OPTIONAL MATCH (o)-[j:LIES_IN]->(s:Division)
WHERE s.level = 'street' AND j.since <= $as_of AND $as_of < j.until
WITH o, last, dname, min(s.name) AS sname
RETURN o.id AS organization_id, o.name AS organization, coalesce(dname, '') AS district, coalesce(sname, '') AS street,
       CASE WHEN last > date('0001-01-01') THEN last END AS last_training
ORDER BY coalesce(last, date('0001-01-01')), organization_id
LIMIT $limit
