/*
title:
  zh: 不让骑手进门的小区
  en: Compounds that shut couriers out
question:
  zh: 哪些小区禁止平台企业的从业者进入，禁止哪几家，对其他平台又怎样约定？
  en: Which compounds shut the couriers of platform companies out, of which companies, and what is agreed with the others?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-06-30"
  - name: district
    type: text
    names: Division
    default: ""
    label: {zh: 区（名称或代码，空为全部）, en: "district (name or code, empty for all)"}
    example: 昌平区
  - name: platform
    type: text
    names: Enterprise
    default: ""
    label: {zh: 平台企业（名称或代码，空为全部）, en: "platform company (name or code, empty for all)"}
    example: 北京京速速递平台有限公司
  - name: min_closed
    type: int
    default: 1
    min: 0
    label: {zh: 至少禁止几家（0 为全部有约定的小区）, en: "companies shut out at least (0: all compounds with an agreement)"}
    example: "2"
columns:
  - {name: compound_id, zh: 小区标识, en: "compound id", type: text}
  - {name: compound, zh: 小区, en: "compound", type: text}
  - {name: district, zh: 区, en: "district", type: text}
  - {name: street, zh: 街道, en: "street", type: text}
  - {name: platforms, zh: 有约定的平台, en: "companies with an agreement", type: int, unit: 家}
  - {name: open, zh: 自由通行, en: "open", type: int, unit: 家}
  - {name: registered, zh: 登记通行, en: "after registering", type: int, unit: 家}
  - {name: closed, zh: 禁止进入, en: "shut out", type: int, unit: 家}
  - {name: shut_out, zh: 被禁平台, en: "companies shut out", type: list}
denominator:
  zh: 当日存续、与存续的平台企业有当日有效通行约定的小区；一家平台当日有几种约定的在各种里各计一次。约定不明的只计入有约定的平台。
  en: "Compounds existing on the date with an agreement in force with an existing company; a company with several kinds in force counts in each. Agreements of unknown content count among the companies only."
persons: none
*/
MATCH (b:Building)-[x:GIVES_ACCESS]->(u:Enterprise)
WHERE x.since <= $as_of AND $as_of < x.until AND b.since <= $as_of AND $as_of < b.until
  AND u.since <= $as_of AND $as_of < u.until AND ($platform = '' OR u.name = $platform OR u.code = $platform)
WITH DISTINCT b, u.id AS uid, u.name AS uname, x.access AS way
ORDER BY uname, uid LIMIT 1000000
WITH b, count(DISTINCT uid) AS n, coalesce(sum(CASE WHEN way = 'open' THEN 1 ELSE 0 END), 0) AS n_open,
     coalesce(sum(CASE WHEN way = 'registered' THEN 1 ELSE 0 END), 0) AS n_registered,
     collect(CASE WHEN way = 'closed' THEN uname END) AS names
WHERE size(names) >= $min_closed
OPTIONAL MATCH (b)-[i:IN_DISTRICT]->(d:Division)
WHERE i.since <= $as_of AND $as_of < i.until
WITH b, n, n_open, n_registered, names, d.name AS dname, d.code AS dcode
WHERE $district = '' OR dname = $district OR dcode = $district
OPTIONAL MATCH (b)-[l:LIES_IN]->(s:Division)
WHERE s.level = 'street' AND l.since <= $as_of AND $as_of < l.until
RETURN b.id AS compound_id, b.name AS compound, coalesce(dname, '') AS district, coalesce(s.name, '') AS street,
       n AS platforms, n_open AS open, n_registered AS registered, size(names) AS closed, names AS shut_out
ORDER BY closed DESC, platforms, compound_id
