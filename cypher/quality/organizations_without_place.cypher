/*
title:
  zh: 所在区不明的党组织
  en: Organizations without a district
question:
  zh: 哪些党组织推不出所在的区：自身没有地址，所覆盖单位、上级也没有？
  en: "Which organizations have no district: no place of their own, none of what they cover, none of their superiors?"
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-07-01"
  - name: place
    type: choice
    choices:
      "": {zh: 全部, en: all}
      above: {zh: 在区以上, en: above district level}
      none: {zh: 没有, en: none}
    default: ""
    label: {zh: 自身地址, en: place of its own}
    example: none
columns:
  - {name: organization_id, zh: 党组织标识, en: "organization id", type: text}
  - {name: organization, zh: 党组织, en: "organization", type: text}
  - {name: kind, zh: 组建方式, en: "kind", type: text, code: organization_kind}
  - {name: own_place, zh: 自身地址, en: "place of its own", type: text}
  - {name: superior, zh: 上级党组织, en: "superior", type: text}
  - {name: covered, zh: 覆盖对象数, en: "covers", type: int, unit: 个}
  - {name: sources, zh: 来源, en: "sources", type: list}
denominator:
  zh: 当日存续而没有所在区的党组织；地址在区以上（市直等）的不属差错。
  en: Organizations existing on the date without a district; a place above district level (city bodies) is no fault.
persons: none
*/
MATCH (o:Organization)
WHERE o.since <= $as_of AND $as_of < o.until
  AND NOT EXISTS { MATCH (o)-[i:IN_DISTRICT]->(d:Division) WHERE i.since <= $as_of AND $as_of < i.until }
OPTIONAL MATCH (o)-[l:LOCATED_IN]->(p:Division|Building)
WHERE l.since <= $as_of AND $as_of < l.until AND p.since <= $as_of AND $as_of < p.until
WITH o, coalesce(min(p.name), '') AS pname
WHERE $place = '' OR $place = 'above' AND pname <> '' OR $place = 'none' AND pname = ''
OPTIONAL MATCH (o)-[r:SUPERIOR]->(a:Organization)
WHERE r.since <= $as_of AND $as_of < r.until AND a.since <= $as_of AND $as_of < a.until
WITH o, pname, coalesce(min(a.name), '') AS above
OPTIONAL MATCH (o)-[c:COVERS]->(u:Enterprise|Institution|Building|BusinessDistrict)
WHERE c.since <= $as_of AND $as_of < c.until AND u.since <= $as_of AND $as_of < u.until
WITH o, pname, above, count(DISTINCT u) AS n
RETURN o.id AS organization_id, o.name AS organization, o.kind AS kind, pname AS own_place, above AS superior,
       n AS covered, o.sources AS sources
ORDER BY own_place, organization, organization_id
