/*
title:
  zh: 没有党组织的平台企业
  en: Platform companies without an organization
question:
  zh: 哪些平台企业既没有单独也没有联合建立党组织，有多少从业者、几个站点，是否有工作覆盖？
  en: Which platform companies have neither an organization of their own nor share a joint branch, how many workers and stations do they have, and is there work coverage?
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
    example: 盐田区
  - name: min_workers
    type: int
    default: 0
    min: 0
    label: {zh: 至少多少从业者, en: workers at least}
    example: "50"
columns:
  - {name: unit_id, zh: 单位标识, en: "unit id", type: text}
  - {name: unit_name, zh: 平台企业, en: "platform company", type: text}
  - {name: district, zh: 区, en: "district", type: text}
  - {name: workers, zh: 从业者, en: "workers", type: int, unit: 人}
  - {name: stations, zh: 站点, en: "stations", type: int, unit: 个}
  - {name: members, zh: 其中党员, en: "members among them", type: band, unit: 人}
  - {name: work_covered, zh: 工作覆盖, en: "work coverage", type: text, code: yes_no}
denominator:
  zh: 当日存续的平台企业，当日没有单独建立的党组织，也不在联合党支部；从业者为当日为其工作的，党员含预备党员，只分档。工作覆盖指有指导员、联络员、工会或团组织。
  en: "Platform companies existing on the date that neither set up an organization nor share a joint branch; workers are those employed by them on the date, members include probationary ones, as a band only. Work coverage: an instructor, a liaison, a union or a League organization."
persons: counts
*/
MATCH (s:Standing)-[:STANDS_FOR]->(u:Enterprise)
WHERE s.kind = 'platform' AND s.rank = 0 AND s.since <= $as_of AND $as_of < s.until
OPTIONAL MATCH (d:Division)
WHERE d.id = s.district
WITH u, d.name AS dname, d.code AS dcode, s.instructor OR s.liaison OR s.trade_union OR s.youth_league AS covered
WHERE $district = '' OR dname = $district OR dcode = $district
OPTIONAL MATCH (w:DeliveryWorker)-[e:EMPLOYED_BY]->(u)
WHERE e.since <= $as_of AND $as_of < e.until AND w.since <= $as_of AND $as_of < w.until
WITH u, dname, covered, w
OPTIONAL MATCH (w)-[b:BASED_AT]->(p:ServicePoint)
WHERE b.since <= $as_of AND $as_of < b.until AND p.since <= $as_of AND $as_of < p.until
WITH u, dname, covered, count(DISTINCT w.id) AS n, count(DISTINCT p.id) AS n_stations,
     count(DISTINCT CASE WHEN w.status IN ['full', 'probationary'] THEN w.id END) AS n_members
WHERE n >= $min_workers
RETURN u.id AS unit_id, u.name AS unit_name, coalesce(dname, '') AS district, n AS workers, n_stations AS stations,
       CASE WHEN n_members = 0 THEN '0' WHEN n_members <= 2 THEN '1-2' ELSE '3+' END AS members,
       CASE WHEN covered THEN 'yes' ELSE 'no' END AS work_covered
ORDER BY workers DESC, unit_id
