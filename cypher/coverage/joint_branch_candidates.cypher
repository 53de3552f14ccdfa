/*
title:
  zh: 联合党支部备选
  en: Candidates for joint branches
question:
  zh: 哪些楼宇（或社区）里有几家只有一两名正式党员的单位，可以联合建立党支部？
  en: In which buildings (or communities) do several units with one or two full members lie that could form a joint branch?
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
  - name: same_trade
    type: choice
    choices:
      "no": {zh: 否, en: no}
      "yes": {zh: 是, en: yes}
    default: "no"
    label: {zh: 限同一行业门类, en: of one trade only}
    example: "yes"
  - name: min_units
    type: int
    default: 2
    min: 2
    label: {zh: 至少几家单位, en: units at least}
    example: "3"
  - name: due_from
    type: int
    rule: R1.full_members
    min: 0
    label: {zh: 应建人数（正式党员）, en: due from (full members)}
    example: "3"
columns:
  - {name: place_kind, zh: 处所, en: "place", type: text, code: place_kind}
  - {name: place_id, zh: 处所标识, en: "place id", type: text}
  - {name: place, zh: 处所名称, en: "place name", type: text}
  - {name: district, zh: 区, en: "district", type: text}
  - {name: industry, zh: 行业门类, en: "industry", type: text, code: industry}
  - {name: units, zh: 单位数, en: "units", type: int, unit: 家}
  - {name: full_members, zh: 正式党员合计, en: "full members together", type: int, unit: 人}
  - {name: enough, zh: 够建, en: "enough", type: text, code: yes_no}
  - {name: unit_names, zh: 单位, en: "units by name", type: list}
denominator:
  zh: 当日存续的表27、表30单位，分类为仅有个别党员且正式党员 1 至 2 名，位于楼宇，否则位于社区；两处都不详的不列。
  en: Units of tables 27 and 30 active on the date, of class few with 1 or 2 full members, by building or else by community; units with neither are left out.
persons: counts
*/
MATCH (s:Standing)-[:STANDS_FOR]->(u:Enterprise|Institution)
WHERE s.since <= $as_of AND $as_of < s.until
  AND s.form <> '' AND s.rank = 0
  AND s.full_members >= 1 AND s.full_members <= 2 AND s.full_members < $due_from
OPTIONAL MATCH (d:Division) WHERE d.id = s.district
WITH u.id AS uid, u.name AS uname, s.full_members AS full, coalesce(d.name, '') AS dname, d.code AS dcode,
     CASE WHEN s.building <> '' THEN 'building' ELSE 'community' END AS pkind,
     CASE WHEN s.building <> '' THEN s.building ELSE s.community END AS pid,
     CASE WHEN $same_trade = 'yes' THEN s.industry ELSE '' END AS trade
WHERE pid <> '' AND ($same_trade = 'no' OR trade <> '') AND ($district = '' OR dname = $district OR dcode = $district)
WITH pkind, pid, trade, dname, uid, uname, full
ORDER BY uname, uid LIMIT 1000000
WITH pkind, pid, trade, min(dname) AS place_district, count(uid) AS n, coalesce(sum(full), 0) AS n_full,
     collect(uname) AS names
WHERE n >= $min_units
OPTIONAL MATCH (b:Building) WHERE b.id = pid
OPTIONAL MATCH (c:Division) WHERE c.id = pid
RETURN pkind AS place_kind, pid AS place_id, CASE WHEN pkind = 'building' THEN b.name ELSE c.name END AS place,
       place_district AS district, trade AS industry, n AS units, n_full AS full_members,
       CASE WHEN n_full >= $due_from THEN 'yes' ELSE 'no' END AS enough, names AS unit_names
ORDER BY enough DESC, full_members DESC, units DESC, place_id, industry, place_kind
