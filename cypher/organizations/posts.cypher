/*
title:
  zh: 任职情况
  en: Posts held
question:
  zh: 在各类党组织、单位、楼宇、区划任各种职务的各有多少人？
  en: How many people hold which posts in organizations of each kind, units, buildings and divisions?
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
  - name: post
    type: choice
    choices:
      "": {zh: 全部, en: all}
      secretary: {zh: 书记, en: secretary}
      deputy_secretary: {zh: 副书记, en: deputy secretary}
      member: {zh: 委员, en: committee member}
      concurrent_member: {zh: 兼职委员, en: concurrent committee member}
      building_secretary: {zh: 楼宇书记, en: building secretary}
      legal_representative: {zh: 法定代表人, en: legal representative}
    default: ""
    label: {zh: 职务, en: post}
    example: secretary
columns:
  - {name: post, zh: 职务, en: "post", type: text, code: post}
  - {name: place_type, zh: 任职处类型, en: "post at", type: text, code: node_type}
  - {name: kind, zh: 组建方式, en: "kind", type: text, code: organization_kind}
  - {name: places, zh: 任职处, en: "places", type: int, unit: 处}
  - {name: people, zh: 人数, en: "people", type: int, unit: 人}
denominator:
  zh: 当日在册党员当日所任职务，任职处当日存续；同一人在几处任同一职务，人数计一次。一人可有几种职务，各行人数不相加。
  en: Posts held on the date by members on a roster in places that exist then; one person with the same post in several places counts once. People may have several posts, so rows are not summed.
persons: counts
*/
MATCH (p:InServiceMember)-[h:HOLDS]->(x:Organization|Enterprise|Institution|Building|Division)
WHERE p.since <= $as_of AND $as_of < p.until AND h.since <= $as_of AND $as_of < h.until
  AND x.since <= $as_of AND $as_of < x.until AND ($post = '' OR h.post = $post)
WITH p.id AS pid, x, coalesce(h.post, '') AS held
OPTIONAL MATCH (x)-[i:IN_DISTRICT]->(d:Division)
WHERE i.since <= $as_of AND $as_of < i.until
WITH pid, held, x.id AS xid, head(labels(x)) AS x_type, x.kind AS x_kind, d.name AS dname, d.code AS dcode
WHERE $district = '' OR dname = $district OR dcode = $district
WITH held, x_type, CASE WHEN x_type = 'Organization' THEN coalesce(x_kind, '') ELSE '' END AS kind_of, pid, xid
RETURN held AS post, x_type AS place_type, kind_of AS kind, count(DISTINCT xid) AS places, count(DISTINCT pid) AS people
ORDER BY post, place_type, kind
