/*
title:
  zh: 指导员负担
  en: The load of instructors
question:
  zh: 指导员每人联系几处，联系一处、两处……的各有多少人？
  en: How many units and buildings does each instructor serve, and how many instructors have one, two and so on?
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
  - name: of
    type: choice
    choices:
      all: {zh: 单位与楼宇, en: units and buildings}
      units: {zh: 单位, en: units}
      buildings: {zh: 楼宇, en: buildings}
    default: all
    label: {zh: 联系对象, en: what is instructed}
    example: units
columns:
  - {name: served, zh: 联系处数, en: "units and buildings", type: int, unit: 处}
  - {name: instructors, zh: 指导员, en: "instructors", type: int, unit: 人}
denominator:
  zh: 当日在册、当日联系存续单位或楼宇的指导员；限定区或对象时只计其中的处数。
  en: Instructors on a roster who serve active units or buildings on the date; with a district or a kind of object given, only those count.
persons: counts
*/
MATCH (p:InServiceMember)-[c:INSTRUCTS]->(x:Enterprise|Institution|Building)
WHERE p.since <= $as_of AND $as_of < p.until AND c.since <= $as_of AND $as_of < c.until
  AND x.since <= $as_of AND $as_of < x.until
WITH p.id AS pid, x, head(labels(x)) AS x_type
WHERE $of = 'all' OR $of = 'units' AND x_type <> 'Building' OR $of = 'buildings' AND x_type = 'Building'
OPTIONAL MATCH (x)-[i:IN_DISTRICT]->(d:Division)
WHERE i.since <= $as_of AND $as_of < i.until
WITH pid, x_type, x.id AS xid, d.name AS dname, d.code AS dcode
WHERE $district = '' OR dname = $district OR dcode = $district
WITH DISTINCT pid, x_type, xid
WITH pid, count(xid) AS n
WITH n, count(pid) AS people
RETURN n AS served, people AS instructors
ORDER BY served
