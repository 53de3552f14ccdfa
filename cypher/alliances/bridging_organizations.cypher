/*
title:
  zh: 跨区纽带党组织
  en: Bridging organizations
question:
  zh: 哪些党组织的共建通向至少两个别的区？
  en: Which organizations have co-building ties into at least two other districts?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-07-01"
  - name: min_districts
    type: int
    default: 2
    min: 1
    label: {zh: 至少几个别的区, en: other districts at least}
    example: "1"
  - name: district
    type: text
    names: Division
    default: ""
    label: {zh: 区（名称或代码，空为全部）, en: "district (name or code, empty for all)"}
    example: 玄武区
columns:
  - {name: organization_id, zh: 党组织标识, en: "organization id", type: text}
  - {name: organization, zh: 党组织, en: "organization", type: text}
  - {name: kind, zh: 组建方式, en: "kind", type: text, code: organization_kind}
  - {name: districts, zh: 所在区, en: "its districts", type: list}
  - {name: other_districts, zh: 通向别的区, en: "other districts", type: int, unit: 个}
  - {name: others, zh: 别的区, en: "other districts by name", type: list}
  - {name: partners, zh: 别区的共建方, en: "partners there", type: int, unit: 个}
denominator:
  zh: 当日存续的共建；别的区为共建方所在而本党组织不在的区，共建方位于两个区的两区都计。
  en: "Co-building ties that hold on the date; other districts are those its partners lie in and it does not, both of them for a partner in two."
persons: none
*/
MATCH (o:Organization)-[t:CO_BUILDS]-(p:Organization)
WHERE t.since <= $as_of AND $as_of < t.until AND o.since <= $as_of AND $as_of < o.until
  AND p.since <= $as_of AND $as_of < p.until
WITH o, p
MATCH (p)-[j:IN_DISTRICT]->(e:Division)
WHERE j.since <= $as_of AND $as_of < j.until
  AND NOT EXISTS { MATCH (o)-[i:IN_DISTRICT]->(x:Division) WHERE x.id = e.id AND i.since <= $as_of AND $as_of < i.until }
WITH o, count(DISTINCT p) AS n_partners, count(DISTINCT e) AS n_others, collect(e.id) AS other_ids
WHERE n_others >= $min_districts
MATCH (x:Division)
WHERE x.id IN other_ids
WITH o, n_partners, n_others, x.code AS xcode, x.id AS xid, x.name AS xname
ORDER BY xcode, xid LIMIT 1000000
WITH o, n_partners, n_others, collect(xname) AS other_names
OPTIONAL MATCH (o)-[k:IN_DISTRICT]->(d:Division)
WHERE k.since <= $as_of AND $as_of < k.until
WITH o, n_partners, n_others, other_names, d.code AS dcode, d.id AS did, d.name AS dname
ORDER BY dcode, did LIMIT 1000000
WITH o, n_partners, n_others, other_names, collect(dname) AS own_names, collect(dcode) AS own_codes
WHERE $district = '' OR $district IN own_names OR $district IN own_codes
RETURN o.id AS organization_id, o.name AS organization, o.kind AS kind, own_names AS districts,
       n_others AS other_districts, other_names AS others, n_partners AS partners
ORDER BY other_districts DESC, partners DESC, organization_id
