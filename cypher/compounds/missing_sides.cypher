/*
title:
  zh: 治理三方不全或未联动的小区
  en: Compounds with a side missing or not linked
question:
  zh: 哪些住宅小区缺居委会、业委会或物业企业，或者在场各方没有在同一个联席会里？
  en: Which residential compounds lack the residents' committee, the owners' committee or the property company, or have sides that are not members of one alliance for the compound?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-06-30"
  - name: district
    type: text
    names: Division
    default: ""
    label: {zh: 区（名称或代码，空为全部）, en: "district (name or code, empty for all)"}
    example: 江夏区
  - name: street
    type: text
    names: Division
    default: ""
    label: {zh: 街道（名称或代码，空为全部）, en: "street (name or code, empty for all)"}
    example: 松月汊街道
  - name: state
    type: choice
    choices:
      either: {zh: 缺方或未联动, en: a side missing or not linked}
      missing: {zh: 缺方, en: a side missing}
      unlinked: {zh: 三方齐全而未联动, en: all three there but not linked}
      every: {zh: 全部小区, en: all compounds}
    default: either
    label: {zh: 范围, en: which}
    example: missing
  - name: limit
    type: int
    default: 1000
    min: 1
    label: {zh: 最多行数, en: rows at most}
    example: "20"
columns:
  - {name: compound_id, zh: 小区标识, en: "compound id", type: text}
  - {name: compound, zh: 小区, en: "compound", type: text}
  - {name: district, zh: 区, en: "district", type: text}
  - {name: street, zh: 街道, en: "street", type: text}
  - {name: missing, zh: 缺, en: "missing", type: list, code: side}
  - {name: linked, zh: 已联动, en: "linked", type: text, code: yes_no}
  - {name: residents, zh: 居委会, en: "residents' committees", type: list}
  - {name: owners, zh: 业委会, en: "owners' committees", type: list}
  - {name: property, zh: 物业企业, en: "property companies", type: list}
denominator:
  zh: 当日存续的住宅小区。一方在场指当日有存续的单位以该角色治理小区；已联动指至少一方在场，且在场的全部单位当日都是同一个协调该小区的联盟的成员。三方都没有登记的也列出。
  en: "Residential compounds existing on the date. A side is there if an existing unit manages the compound in that role on the date; they are linked if there is one and all that are there are members, on the date, of one alliance that coordinates the compound. Compounds of which no side is on record are listed too."
persons: none
*/
MATCH (u:Enterprise|Institution)-[m:MANAGES]->(b:Building)
WHERE m.since <= $as_of AND $as_of < m.until AND u.since <= $as_of AND $as_of < u.until AND m.side IS NOT NULL
WITH u, b
MATCH (a:Alliance)-[k:COORDINATES]->(b)
WHERE k.since <= $as_of AND $as_of < k.until AND a.since <= $as_of AND $as_of < a.until
WITH a, b, EXISTS { MATCH (u)-[j:MEMBER_OF]->(c:Alliance)
                    WHERE c.id = a.id AND j.since <= $as_of AND $as_of < j.until } AS joined
WITH a.id AS aid, b.id AS bid, collect(joined) AS joins
WHERE NOT false IN joins
WITH collect(bid) AS in_step
MATCH (b:Building)
WHERE b.kind = 'residential' AND b.since <= $as_of AND $as_of < b.until
OPTIONAL MATCH (b)-[i:IN_DISTRICT]->(d:Division)
WHERE i.since <= $as_of AND $as_of < i.until
WITH in_step, b, d.name AS dname, d.code AS dcode
OPTIONAL MATCH (b)-[l:LIES_IN]->(s:Division)
WHERE s.level = 'street' AND l.since <= $as_of AND $as_of < l.until
WITH in_step, b, dname, dcode, s.name AS sname, s.code AS scode
WHERE ($district = '' OR dname = $district OR dcode = $district) AND ($street = '' OR sname = $street OR scode = $street)
OPTIONAL MATCH (u:Enterprise|Institution)-[m:MANAGES]->(b)
WHERE m.since <= $as_of AND $as_of < m.until AND u.since <= $as_of AND $as_of < u.until
WITH DISTINCT in_step, b, dname, sname, m.side AS m_side, u.name AS uname, u.id AS uid
ORDER BY uname, uid LIMIT 1000000
WITH b, dname, sname, CASE WHEN b.id IN in_step THEN 'yes' ELSE 'no' END AS in_alliance,
     collect(CASE WHEN m_side = 'residents' THEN uname END) AS of_residents,
     collect(CASE WHEN m_side = 'owners' THEN uname END) AS of_owners,
     collect(CASE WHEN m_side = 'property' THEN uname END) AS of_property
UNWIND ['residents', 'owners', 'property'] AS role
WITH b, dname, sname, in_alliance, of_residents, of_owners, of_property,
     CASE WHEN role = 'residents' AND size(of_residents) = 0 OR role = 'owners' AND size(of_owners) = 0
            OR role = 'property' AND size(of_property) = 0 THEN role END AS gap, role
ORDER BY role LIMIT 1000000
WITH b, dname, sname, in_alliance, of_residents, of_owners, of_property, collect(gap) AS gaps
WHERE $state = 'every' OR $state <> 'unlinked' AND size(gaps) > 0
   OR $state <> 'missing' AND size(gaps) = 0 AND in_alliance = 'no'
RETURN b.id AS compound_id, b.name AS compound, coalesce(dname, '') AS district, coalesce(sname, '') AS street,
       gaps AS missing, in_alliance AS linked, of_residents AS residents, of_owners AS owners, of_property AS property
ORDER BY size(missing) DESC, linked, compound_id
LIMIT $limit
