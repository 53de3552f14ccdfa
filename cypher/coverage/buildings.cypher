/*
title:
  zh: 楼宇党建状态
  en: The state of buildings
question:
  zh: 哪些楼宇自身有党组织，哪些只有入驻单位的党组织、只有指导员或是空白，哪些应当列出？
  en: Which buildings have an organization of their own, only tenants' organizations, only an instructor, or nothing, and which are to be listed?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-07-01"
  - name: kind
    type: choice
    choices:
      "": {zh: 全部, en: all}
      office: {zh: 商务楼宇, en: office building}
      mall: {zh: 商业综合体, en: commercial complex}
      residential: {zh: 住宅小区, en: residential compound}
      other: {zh: 其他, en: other}
    default: office
    label: {zh: 楼宇类型, en: building kind}
    example: mall
  - name: state
    type: choice
    choices:
      "": {zh: 全部, en: all}
      own: {zh: 有自身党组织, en: own organization}
      tenants: {zh: 仅入驻单位有党组织, en: only tenants' organizations}
      instructor: {zh: 仅有指导员, en: only an instructor}
      nothing: {zh: 空白, en: nothing}
    default: ""
    label: {zh: 状态, en: state}
    example: nothing
  - name: district
    type: text
    names: Division
    default: ""
    label: {zh: 区（名称或代码，空为全部）, en: "district (name or code, empty for all)"}
    example: 玄武区
  - name: listed_units
    type: int
    rule: R17.units
    min: 0
    label: {zh: 列出的单位数, en: listed from (units)}
    example: "10"
  - name: listed_members
    type: int
    rule: R17.full_members
    min: 0
    label: {zh: 列出的正式党员数, en: listed from (full members)}
    example: "3"
columns:
  - {name: building_id, zh: 楼宇标识, en: "building id", type: text}
  - {name: building, zh: 楼宇, en: "building", type: text}
  - {name: kind, zh: 楼宇类型, en: "kind", type: text, code: building_kind}
  - {name: district, zh: 区, en: "district", type: text}
  - {name: units, zh: 单位数, en: "units", type: int, unit: 家}
  - {name: full_members, zh: 正式党员, en: "full members", type: band, unit: 人}
  - {name: state, zh: 状态, en: "state", type: text, code: building_state}
  - {name: listed, zh: 列出, en: "listed", type: text, code: yes_no}
denominator:
  zh: 当日存续的楼宇；单位数为当日在内的全部单位，含个体工商户。
  en: Buildings existing on the date; units counts all active units there, merchants included.
persons: none
*/
// one pass over buildings and standings, each under its building's id; only a standing has a unit
MATCH (x:Building|Standing)
WHERE x.since <= $as_of AND $as_of < x.until
WITH CASE WHEN x.unit IS NULL THEN x.id ELSE x.building END AS bid, count(x.unit) AS n,
     count(x.full_members) AS known, coalesce(sum(x.full_members), 0) AS full, coalesce(max(x.rank), 0) AS best
MATCH (b:Building)
WHERE b.id = bid AND ($kind = '' OR b.kind = $kind)
WITH b, n, known, full, best
OPTIONAL MATCH (b)-[i:IN_DISTRICT]->(d:Division)
WHERE i.since <= $as_of AND $as_of < i.until
WITH b, n, known, full, best, coalesce(d.name, '') AS dname, d.code AS dcode
WHERE $district = '' OR dname = $district OR dcode = $district
WITH b, n, known, full, best, dname
OPTIONAL MATCH (o:Organization)-[c:COVERS]->(b)
WHERE c.since <= $as_of AND $as_of < c.until AND o.since <= $as_of AND $as_of < o.until
WITH b, n, known, full, best, dname, count(o.id) AS own
OPTIONAL MATCH (o:Organization|InServiceMember)-[c:INSTRUCTS]->(b)
WHERE c.since <= $as_of AND $as_of < c.until AND o.since <= $as_of AND $as_of < o.until
WITH b, n, known, full, best, dname, own, count(o.id) AS instructing
WITH b, n, known, full, dname,
     CASE WHEN own > 0 THEN 'own' WHEN best >= 1 THEN 'tenants'
          WHEN instructing > 0 THEN 'instructor' ELSE 'nothing' END AS b_state
WHERE $state = '' OR b_state = $state
RETURN b.id AS building_id, b.name AS building, b.kind AS kind, dname AS district, n AS units,
       CASE WHEN known = 0 THEN '' WHEN full >= 3 THEN '3+' WHEN full >= 1 THEN '1-2' ELSE '0' END AS full_members,
       b_state AS state,
       CASE WHEN b_state <> 'own' AND (n >= $listed_units OR full >= $listed_members)
            THEN 'yes' ELSE 'no' END AS listed
ORDER BY listed DESC, units DESC, building_id
