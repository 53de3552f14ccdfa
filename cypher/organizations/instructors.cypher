/*
title:
  zh: 派出指导员的党组织
  en: Organizations that send instructors
question:
  zh: 各党组织派出的指导员联系多少单位和楼宇，其中多少单位尚未建立党组织？
  en: How many units and buildings do the instructors of each organization serve, and how many of those units have no organization?
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
  - name: at_least
    type: int
    default: 1
    min: 1
    label: {zh: 至少联系几处, en: units and buildings at least}
    example: "5"
columns:
  - {name: organization_id, zh: 党组织标识, en: "organization id", type: text}
  - {name: organization, zh: 党组织, en: "organization", type: text}
  - {name: kind, zh: 组建方式, en: "kind", type: text, code: organization_kind}
  - {name: districts, zh: 所在区, en: "districts", type: list}
  - {name: units, zh: 联系单位, en: "units instructed", type: int, unit: 家}
  - {name: without_organization, zh: 其中未建组织, en: "of which without an organization", type: int, unit: 家}
  - {name: buildings, zh: 联系楼宇, en: "buildings instructed", type: int, unit: 栋}
denominator:
  zh: 当日存续的派出党组织及其当日联系的存续单位与楼宇；指导员个人见指导员负担。
  en: Sending organizations existing on the date and the units and buildings they instruct then; for instructors as persons see the load of instructors.
persons: none
*/
MATCH (o:Organization)-[c:INSTRUCTS]->(x:Enterprise|Institution|Building)
WHERE o.since <= $as_of AND $as_of < o.until AND c.since <= $as_of AND $as_of < c.until
  AND x.since <= $as_of AND $as_of < x.until
WITH DISTINCT o, head(labels(x)) AS x_type, x
OPTIONAL MATCH (x)<-[:STANDS_FOR]-(s:Standing)
WHERE s.since <= $as_of AND $as_of < s.until
WITH o, coalesce(sum(CASE WHEN x_type = 'Building' THEN 0 ELSE 1 END), 0) AS n_units,
     coalesce(sum(CASE WHEN x_type = 'Building' THEN 1 ELSE 0 END), 0) AS n_buildings,
     coalesce(sum(CASE WHEN s.rank = 0 THEN 1 ELSE 0 END), 0) AS n_without
WHERE n_units + n_buildings >= $at_least
OPTIONAL MATCH (o)-[i:IN_DISTRICT]->(d:Division)
WHERE i.since <= $as_of AND $as_of < i.until
WITH o, n_units, n_buildings, n_without, d.code AS dcode, d.name AS dname, d.id AS did
ORDER BY dcode, did LIMIT 1000000
WITH o, n_units, n_buildings, n_without, collect(dname) AS district_names, collect(dcode) AS district_codes
WHERE $district = '' OR $district IN district_names OR $district IN district_codes
RETURN o.id AS organization_id, o.name AS organization, o.kind AS kind, district_names AS districts, n_units AS units,
       n_without AS without_organization, n_buildings AS buildings
ORDER BY n_units + n_buildings DESC, organization_id
