/*
title:
  zh: 同区同名的记录
  en: Records of one name in one district
question:
  zh: 哪些单位、党组织、楼宇、服务点在同一个区里同名，是不是重复？
  en: Which units, organizations, buildings or service points of one district share a name, and may be duplicates?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-07-01"
  - name: type
    type: choice
    choices:
      "": {zh: 全部, en: all}
      Organization: {zh: 党组织, en: Party organization}
      Enterprise: {zh: 企业, en: enterprise}
      Institution: {zh: 机构, en: institution}
      Building: {zh: 楼宇, en: building}
      ServicePoint: {zh: 服务点, en: service point}
    default: ""
    label: {zh: 类型, en: type}
    example: Organization
  - name: district
    type: text
    names: Division
    default: ""
    label: {zh: 区（名称或代码，空为全部）, en: "district (name or code, empty for all)"}
    example: 玄武区
columns:
  - {name: district, zh: 区, en: "district", type: text}
  - {name: name, zh: 名称, en: "name", type: text}
  - {name: types, zh: 类型, en: "types", type: list, code: node_type}
  - {name: records, zh: 记录数, en: "records", type: int, unit: 条}
  - {name: ids, zh: 标识, en: "ids", type: list}
denominator:
  zh: 当日存续、当日所在区内名称完全相同的记录；从不自动合并。
  en: Records existing on the date of exactly the same name in the district they lie in; they are never merged by themselves.
persons: none
*/
MATCH (x:Organization|Enterprise|Institution|Building|ServicePoint)-[i:IN_DISTRICT]->(d:Division)
WHERE i.since <= $as_of AND $as_of < i.until AND ($district = '' OR d.name = $district OR d.code = $district)
WITH DISTINCT d.code AS dcode, d.id AS did, d.name AS dname, x.name AS xname, head(labels(x)) AS xtype, x.id AS xid
ORDER BY xtype, xid LIMIT 1000000
WITH dcode, did, dname, xname, count(xid) AS n, collect(xtype) AS all_types, collect(xid) AS all_ids
WHERE n >= 2 AND ($type = '' OR $type IN all_types)
RETURN dname AS district, xname AS name, all_types AS types, n AS records, all_ids AS ids
ORDER BY dcode, did, name
