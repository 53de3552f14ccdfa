/*
title:
  zh: 街道职责清单
  en: Duty lists of streets
question:
  zh: 各街道（或区、市、省）的职责清单有多少项，属于几类，各类多少？
  en: How many duties are on the lists of each street (district, city, province), of how many categories, and how many of each?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-07-01"
  - name: by
    type: choice
    choices:
      street: {zh: 街道, en: street}
      district: {zh: 区, en: district}
      city: {zh: 市, en: city}
      province: {zh: 省, en: province}
    default: district
    label: {zh: 分组, en: grouped by}
    example: city
  - name: district
    type: text
    names: Division
    default: ""
    label: {zh: 区（名称或代码，空为全部）, en: "district (name or code, empty for all)"}
    example: 石景山区
columns:
  - {name: code, zh: 代码, en: "code", type: text}
  - {name: name, zh: 名称, en: "name", type: text, named_by: by}
  - {name: streets, zh: 有清单的街道, en: "streets with a list", type: int, unit: 个}
  - {name: duties, zh: 职责事项, en: "duties", type: int, unit: 项}
  - {name: categories, zh: 六类中几类, en: "of the six categories", type: int, unit: 类}
  - {name: party_mass, zh: 党群工作, en: "Party and mass work", type: int, unit: 项}
  - {name: safety, zh: 平安建设, en: "safety", type: int, unit: 项}
  - {name: city_management, zh: 城市管理, en: "city management", type: int, unit: 项}
  - {name: community_building, zh: 社区建设, en: "community building", type: int, unit: 项}
  - {name: livelihood, zh: 民生保障, en: "livelihood", type: int, unit: 项}
  - {name: support, zh: 综合保障, en: "general support", type: int, unit: 项}
  - {name: economy, zh: 经济事务, en: "economic affairs", type: int, unit: 项}
  - {name: other, zh: 类别不详, en: "category unknown", type: int, unit: 项}
denominator:
  zh: 当日存续街道负责的职责事项（不含职权、处罚）；同一事项在一组内计一次，各组不相加，合计为全部不同的事项。六类不含经济事务；各类与类别不详之和为职责事项数。
  en: "Duties (no powers, no penalties) that existing streets are responsible for on the date; one is counted once in a group, groups are not summed, the total counts all different ones. Economic affairs are none of the six categories; the categories and those unknown add up to the duties."
persons: none
*/
MATCH (s:Division)-[r:RESPONSIBLE_FOR]->(u:Duty)
WHERE s.level = 'street' AND NOT s.pseudo AND s.since <= $as_of AND $as_of < s.until AND u.kind = 'duty'
  AND r.since <= $as_of AND $as_of < r.until AND u.since <= $as_of AND $as_of < u.until
WITH s, u
OPTIONAL MATCH (s)-[i:IN_DISTRICT]->(d:Division)
WHERE i.since <= $as_of AND $as_of < i.until
WITH s, u, d
WHERE $district = '' OR d.name = $district OR d.code = $district
OPTIONAL MATCH (d)-[p:PART_OF]->(c:Division)
WHERE c.level = 'city' AND p.since <= $as_of AND $as_of < p.until AND c.since <= $as_of AND $as_of < c.until
WITH s, u, d, c
OPTIONAL MATCH (c)-[q:PART_OF]->(v:Division)
WHERE v.level = 'province' AND q.since <= $as_of AND $as_of < q.until AND v.since <= $as_of AND $as_of < v.until
WITH s, u,
     CASE WHEN $by = 'province' THEN v.code WHEN $by = 'city' THEN c.code WHEN $by = 'street' THEN s.code ELSE d.code END AS code_of,
     CASE WHEN $by = 'province' THEN v.name WHEN $by = 'city' THEN c.name WHEN $by = 'street' THEN s.name ELSE d.name END AS name_of

UNWIND ['groups', 'total'] AS part
WITH part, CASE WHEN part = 'total' THEN '' ELSE coalesce(code_of, '') END AS gcode,
     CASE WHEN part = 'total' THEN '合计' ELSE coalesce(name_of, '未落位') END AS gname, s.id AS sid, u.id AS uid,
     coalesce(u.category, '') AS cat
WITH part, gcode, gname, count(DISTINCT sid) AS n_streets, count(DISTINCT uid) AS n_duties,
     count(DISTINCT CASE WHEN NOT cat IN ['', 'economy'] THEN cat END) AS n_categories,
     count(DISTINCT CASE WHEN cat = 'party_mass' THEN uid END) AS n_party_mass,
     count(DISTINCT CASE WHEN cat = 'safety' THEN uid END) AS n_safety,
     count(DISTINCT CASE WHEN cat = 'city' THEN uid END) AS n_city_management,
     count(DISTINCT CASE WHEN cat = 'community' THEN uid END) AS n_community_building,
     count(DISTINCT CASE WHEN cat = 'livelihood' THEN uid END) AS n_livelihood,
     count(DISTINCT CASE WHEN cat = 'support' THEN uid END) AS n_support,
     count(DISTINCT CASE WHEN cat = 'economy' THEN uid END) AS n_economy,
     count(DISTINCT CASE WHEN cat = '' THEN uid END) AS n_other
RETURN gcode AS code, gname AS name, n_streets AS streets, n_duties AS duties, n_categories AS categories,
       n_party_mass AS party_mass, n_safety AS safety, n_city_management AS city_management,
       n_community_building AS community_building,
       n_livelihood AS livelihood, n_support AS support, n_economy AS economy, n_other AS other
ORDER BY part, code = '', code, name
