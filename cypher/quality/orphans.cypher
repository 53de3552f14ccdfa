/*
title:
  zh: 孤立的记录
  en: Orphan records
question:
  zh: 哪些记录与别的记录没有任何联系？
  en: Which records are tied to nothing at all?
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
      BusinessDistrict: {zh: 商圈, en: business district}
      ServicePoint: {zh: 服务点, en: service point}
      Alliance: {zh: 联盟, en: alliance}
      InServiceMember: {zh: 在职党员, en: in-service member}
      DeliveryWorker: {zh: 新就业群体从业者, en: delivery worker}
    default: ""
    label: {zh: 类型, en: type}
    example: Organization
columns:
  - {name: type, zh: 类型, en: "type", type: text, code: node_type}
  - {name: record_id, zh: 标识, en: "id", type: text}
  - {name: name, zh: 名称, en: "name", type: text}
  - {name: records, zh: 记录数, en: "records", type: int, unit: 条}
  - {name: sources, zh: 来源, en: "sources", type: list}
denominator:
  zh: 当日存续、从无任何联系的记录（所在商圈按范围判定的也算联系）；人员只列人数，不列个人。
  en: Records existing on the date that never had a tie (lying within an area by its polygon is one). Of persons only the number is given, never a single one.
persons: counts
*/
MATCH (x:Division|Organization|Enterprise|Institution|Building|BusinessDistrict|ServicePoint|Alliance|InServiceMember|DeliveryWorker)
WHERE x.since <= $as_of AND $as_of < x.until AND ($type = '' OR head(labels(x)) = $type)
  AND NOT EXISTS { MATCH (x)-[:PART_OF|SUCCEEDS|ADJOINS|LOCATED_IN|IN_AREA|SUPERIOR|COVERS|INSTRUCTS|COUNTS|TERM_OF|FOLLOWS_UP|SURVEYED_AT|CO_BUILDS|MEMBER_OF|CONVENES|COORDINATES|HELD_BY|UNDER|ATTENDS|WORKS_AT|HOLDS|AFFILIATED_TO|REPORTS_TO|BASED_AT|EMPLOYED_BY|WITHIN]-(y) }
WITH x, head(labels(x)) AS what, head(labels(x)) IN ['InServiceMember', 'DeliveryWorker'] AS person
WITH what, CASE WHEN person THEN '' ELSE x.id END AS rid, CASE WHEN person THEN '' ELSE x.name END AS rname,
     CASE WHEN person THEN x.sources[..0] ELSE x.sources END AS asserted_by, count(x.id) AS n
RETURN what AS type, rid AS record_id, rname AS name, n AS records, asserted_by AS sources
ORDER BY type, name, record_id
