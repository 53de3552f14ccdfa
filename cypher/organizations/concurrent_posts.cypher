/*
title:
  zh: 兼任情况
  en: Concurrent posts
question:
  zh: 在两处以上任职的有多少人，各任几处？
  en: How many people hold posts in two or more places, and in how many?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-07-01"
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
  - name: at_least
    type: int
    default: 2
    min: 1
    label: {zh: 至少几处, en: places at least}
    example: "3"
columns:
  - {name: places, zh: 任职处数, en: "places", type: int, unit: 处}
  - {name: people, zh: 人数, en: "people", type: int, unit: 人}
denominator:
  zh: 当日在册党员当日任职的存续处所，同一处的几个职务计一处。
  en: Places existing on the date where a member on a roster holds a post then; several posts in one place count once.
persons: counts
*/
MATCH (p:InServiceMember)-[h:HOLDS]->(x:Organization|Enterprise|Institution|Building|Division)
WHERE p.since <= $as_of AND $as_of < p.until AND h.since <= $as_of AND $as_of < h.until
  AND x.since <= $as_of AND $as_of < x.until AND ($post = '' OR h.post = $post)
WITH DISTINCT p.id AS pid, head(labels(x)) AS x_type, x.id AS xid
WITH pid, count(xid) AS n
WHERE n >= $at_least
WITH n, count(pid) AS n_people
RETURN n AS places, n_people AS people
ORDER BY places
