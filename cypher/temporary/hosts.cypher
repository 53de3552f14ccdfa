/*
title:
  zh: 临时党组织与东道方共建
  en: Temporary organizations and their hosts
question:
  zh: 各临时、功能型党组织与所在区的哪些党组织共建，哪些还没有？
  en: With which organizations of the district where it sits does each temporary or functional organization co-build, and which has none?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-07-01"
  - name: host
    type: choice
    choices:
      "": {zh: 全部, en: all}
      found: {zh: 已与东道方共建, en: with a host}
      missing: {zh: 没有与东道方共建, en: without a host}
    default: ""
    label: {zh: 东道方, en: host}
    example: missing
  - name: district
    type: text
    names: Division
    default: ""
    label: {zh: 区（名称或代码，空为全部）, en: "district (name or code, empty for all)"}
    example: 浦东新区
columns:
  - {name: organization_id, zh: 党组织标识, en: "organization id", type: text}
  - {name: organization, zh: 党组织, en: "organization", type: text}
  - {name: districts, zh: 所在区, en: "districts", type: list}
  - {name: hosts, zh: 东道党组织, en: "hosts", type: int, unit: 个}
  - {name: with_agreement, zh: 其中有协议, en: "of which with an agreement", type: int, unit: 个}
  - {name: others, zh: 其他共建党组织, en: "other partners", type: int, unit: 个}
  - {name: host_names, zh: 东道党组织名称, en: "names of the hosts", type: list}
denominator:
  zh: 当日存续的临时与功能型党组织，及其当日与存续党组织的共建。东道党组织指与它位于同一区、本身不是临时或功能型的；其余共建方另列。
  en: "Temporary and functional organizations existing on the date, and their co-building with existing organizations then. A host lies in the same district and is not itself temporary or functional; other partners stand apart."
persons: none
*/
MATCH (o:Organization)
WHERE o.kind IN ['temporary', 'functional'] AND o.since <= $as_of AND $as_of < o.until
OPTIONAL MATCH (o)-[i:IN_DISTRICT]->(d:Division)
WHERE i.since <= $as_of AND $as_of < i.until
WITH o, d.id AS did, d.code AS dcode, d.name AS dname
ORDER BY dcode LIMIT 1000000
WITH o, collect(did) AS district_ids, collect(dname) AS district_names, collect(dcode) AS district_codes
WHERE $district = '' OR $district IN district_names OR $district IN district_codes
OPTIONAL MATCH (o)-[c:CO_BUILDS]-(h:Organization)
WHERE c.since <= $as_of AND $as_of < c.until AND h.since <= $as_of AND $as_of < h.until
WITH o, district_ids, district_names, h, count(c.agreement) > 0 AS paper
OPTIONAL MATCH (h)-[j:IN_DISTRICT]->(e:Division)
WHERE j.since <= $as_of AND $as_of < j.until AND e.id IN district_ids
WITH o, district_names, h.id AS hid, h.name AS hname, coalesce(h.kind, '') AS hkind, paper, count(e.id) AS n_here
WITH o, district_names, hid, hname, paper, n_here > 0 AND NOT hkind IN ['temporary', 'functional'] AS local
ORDER BY hname, hid LIMIT 1000000
WITH o, district_names, coalesce(sum(CASE WHEN local THEN 1 ELSE 0 END), 0) AS n_hosts,
     coalesce(sum(CASE WHEN local AND paper THEN 1 ELSE 0 END), 0) AS n_paper, count(hid) AS n,
     collect(CASE WHEN local THEN hname END) AS names
WHERE $host = '' OR ($host = 'found' AND n_hosts > 0) OR ($host = 'missing' AND n_hosts = 0)
RETURN o.id AS organization_id, o.name AS organization, district_names AS districts, n_hosts AS hosts,
       n_paper AS with_agreement, n - n_hosts AS others, names AS host_names
ORDER BY organization, organization_id
