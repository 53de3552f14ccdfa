/*
title:
  zh: 起始日期不详的对象
  en: Records without a beginning
question:
  zh: 哪些党组织、单位、楼宇等没有成立（启用）日期，出自哪个来源？
  en: Which organizations, units, buildings and so on have no date of founding, and which sources name them?
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
      Division: {zh: 区划, en: division}
      Organization: {zh: 党组织, en: Party organization}
      Enterprise: {zh: 企业, en: enterprise}
      Institution: {zh: 机构, en: institution}
      Building: {zh: 楼宇, en: building}
      ServicePoint: {zh: 服务点, en: service point}
      Alliance: {zh: 联盟, en: alliance}
    default: ""
    label: {zh: 类型, en: type}
    example: Organization
  - name: district
    type: text
    names: Division
    default: ""
    label: {zh: 区（名称或代码，空为全部）, en: "district (name or code, empty for all)"}
    example: 玄武区
  - name: limit
    type: int
    default: 1000
    min: 1
    label: {zh: 最多行数, en: rows at most}
    example: "20"
columns:
  - {name: type, zh: 类型, en: "type", type: text, code: node_type}
  - {name: record_id, zh: 标识, en: "id", type: text}
  - {name: name, zh: 名称, en: "name", type: text}
  - {name: district, zh: 区, en: "district", type: text}
  - {name: sources, zh: 来源, en: "sources", type: list}
denominator:
  zh: 当日存续、起始日期不详的对象；跨区的党组织每区一行，区不详者为空。
  en: What exists on the date with an unknown beginning; an organization in several districts has a row for each, without a district it is empty.
persons: none
*/
MATCH (x:Division|Organization|Enterprise|Institution|Building|ServicePoint|Alliance)
WHERE x.since_precision = 'unknown' AND $as_of < x.until AND ($type = '' OR head(labels(x)) = $type)
OPTIONAL MATCH (x)-[i:IN_DISTRICT]->(d:Division)
WHERE i.since <= $as_of AND $as_of < i.until
WITH head(labels(x)) AS what, x.id AS xid, x.name AS xname, x.sources AS asserted_by, d.name AS dname, d.code AS dcode
WHERE $district = '' OR dname = $district OR dcode = $district
RETURN what AS type, xid AS record_id, xname AS name, coalesce(dname, '') AS district, asserted_by AS sources
ORDER BY type, dcode, name, record_id
LIMIT $limit
