/*
title:
  zh: 各平台企业的新就业群体
  en: Delivery workers by platform company
question:
  zh: 各平台企业有多少从业者，分布在几个站点，其中有没有党员，企业有没有党组织？
  en: How many workers does each platform company have, at how many stations, are there members among them, and has the company an organization?
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
columns:
  - {name: unit_id, zh: 单位标识, en: "unit id", type: text}
  - {name: unit_name, zh: 平台企业, en: "platform company", type: text}
  - {name: district, zh: 区, en: "district", type: text}
  - {name: workers, zh: 从业者, en: "workers", type: int, unit: 人}
  - {name: stations, zh: 站点, en: "stations", type: int, unit: 个}
  - {name: members, zh: 其中党员, en: "members among them", type: band, unit: 人}
  - {name: reporting, zh: 其中已报到, en: "of whom reporting", type: band, unit: 人}
  - {name: organization, zh: 企业党组织, en: "organization of the company", type: text, code: rank}
denominator:
  zh: 当日存续的平台企业，及当日为其工作的从业者；党员含预备党员，报到指当日向某个社区报到。单个企业的党员数与报到数只分档；企业党组织为其所建或所在的最高一级。
  en: "Platform companies existing on the date and the workers employed by them; members include probationary ones, reporting means to a community on the date. For a single company both are bands only; the organization is the highest that it set up or shares."
persons: counts
*/
MATCH (s:Standing)-[:STANDS_FOR]->(u:Enterprise)
WHERE s.kind = 'platform' AND s.since <= $as_of AND $as_of < s.until
OPTIONAL MATCH (d:Division)
WHERE d.id = s.district
WITH u, s.rank AS s_rank, d.name AS dname, d.code AS dcode
WHERE $district = '' OR dname = $district OR dcode = $district
OPTIONAL MATCH (w:DeliveryWorker)-[e:EMPLOYED_BY]->(u)
WHERE e.since <= $as_of AND $as_of < e.until AND w.since <= $as_of AND $as_of < w.until
WITH u, s_rank, dname, w
OPTIONAL MATCH (w)-[r:REPORTS_TO]->(c:Division)
WHERE r.since <= $as_of AND $as_of < r.until AND c.since <= $as_of AND $as_of < c.until
WITH u, s_rank, dname, w, count(c.id) AS n_reports
OPTIONAL MATCH (w)-[b:BASED_AT]->(p:ServicePoint)
WHERE b.since <= $as_of AND $as_of < b.until AND p.since <= $as_of AND $as_of < p.until
WITH u, s_rank, dname, count(DISTINCT w.id) AS n, count(DISTINCT p.id) AS n_stations,
     count(DISTINCT CASE WHEN w.status IN ['full', 'probationary'] THEN w.id END) AS n_members,
     count(DISTINCT CASE WHEN n_reports > 0 THEN w.id END) AS n_reporting
RETURN u.id AS unit_id, u.name AS unit_name, coalesce(dname, '') AS district, n AS workers, n_stations AS stations,
       CASE WHEN n_members = 0 THEN '0' WHEN n_members <= 2 THEN '1-2' ELSE '3+' END AS members,
       CASE WHEN n_reporting = 0 THEN '0' WHEN n_reporting <= 2 THEN '1-2' ELSE '3+' END AS reporting, toString(s_rank) AS organization
ORDER BY workers DESC, unit_id
