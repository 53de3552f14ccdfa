/*
title:
  zh: 无人认领的任务
  en: Tasks nobody takes
question:
  zh: 哪些社区的六项任务中有无人认领的，每项有多少报到者认领？
  en: In which communities is one of the six tasks taken by nobody, and how many of those reporting take each?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-07-01"
  - name: at_least
    type: int
    default: 1
    min: 0
    label: {zh: 至少几项无人认领, en: tasks nobody takes at least}
    example: "2"
  - name: min_reporting
    type: int
    default: 1
    min: 0
    label: {zh: 至少多少报到者, en: reporting at least}
    example: "0"
  - name: district
    type: text
    names: Division
    default: ""
    label: {zh: 区（名称或代码，空为全部）, en: "district (name or code, empty for all)"}
    example: 七里河区
  - name: street
    type: text
    names: Division
    default: ""
    label: {zh: 街道（名称或代码，空为全部）, en: "street (name or code, empty for all)"}
    example: 新街口街道
columns:
  - {name: code, zh: 区划代码, en: "division code", type: text}
  - {name: community, zh: 社区, en: "community", type: text}
  - {name: street, zh: 街道, en: "street", type: text}
  - {name: reporting, zh: 报到者, en: "reporting", type: int, unit: 个}
  - {name: publicity, zh: 政策宣传, en: "publicity", type: int, unit: 个}
  - {name: contact, zh: 联系群众, en: "contact", type: int, unit: 个}
  - {name: deliberation, zh: 议事协商, en: "deliberation", type: int, unit: 个}
  - {name: volunteering, zh: 志愿服务, en: "volunteering", type: int, unit: 个}
  - {name: stability, zh: 平安稳定, en: "stability", type: int, unit: 个}
  - {name: emergency, zh: 应急处突, en: "emergencies", type: int, unit: 个}
  - {name: missing, zh: 无人认领, en: "tasks nobody takes", type: int, unit: 项}
denominator:
  zh: 当日存续的社区，不含统计虚拟单元；报到者为当日向它报到的在职党员、从业者与单位党组织，一个报到者可认领几项任务，各计一次。默认只列有报到者的社区。
  en: "Communities existing on the date, pseudo-units left out; those reporting are in-service members, delivery workers and organizations that report to it then, and who takes several tasks counts at each. By default only communities to which somebody reports are listed."
persons: counts
*/
MATCH (c:Division)
WHERE c.level = 'community' AND NOT c.pseudo AND c.since <= $as_of AND $as_of < c.until
OPTIONAL MATCH (c)-[i:IN_DISTRICT]->(d:Division)
WHERE i.since <= $as_of AND $as_of < i.until
WITH c, d
WHERE $district = '' OR d.name = $district OR d.code = $district
OPTIONAL MATCH (c)-[l:LIES_IN]->(s:Division)
WHERE s.level = 'street' AND l.since <= $as_of AND $as_of < l.until
WITH c, s.name AS sname, s.code AS scode
WHERE $street = '' OR sname = $street OR scode = $street
OPTIONAL MATCH (x:InServiceMember|DeliveryWorker|Organization)-[r:REPORTS_TO]->(c)
WHERE r.since <= $as_of AND $as_of < r.until AND x.since <= $as_of AND $as_of < x.until
WITH c, coalesce(sname, '') AS street_name, count(DISTINCT x.id) AS n,
     count(DISTINCT CASE WHEN 'publicity' IN r.tasks THEN x.id END) AS n_publicity,
     count(DISTINCT CASE WHEN 'contact' IN r.tasks THEN x.id END) AS n_contact,
     count(DISTINCT CASE WHEN 'deliberation' IN r.tasks THEN x.id END) AS n_deliberation,
     count(DISTINCT CASE WHEN 'volunteering' IN r.tasks THEN x.id END) AS n_volunteering,
     count(DISTINCT CASE WHEN 'stability' IN r.tasks THEN x.id END) AS n_stability,
     count(DISTINCT CASE WHEN 'emergency' IN r.tasks THEN x.id END) AS n_emergency
WITH c, street_name, n, n_publicity, n_contact, n_deliberation, n_volunteering, n_stability, n_emergency,
     CASE WHEN n_publicity = 0 THEN 1 ELSE 0 END
       + CASE WHEN n_contact = 0 THEN 1 ELSE 0 END
       + CASE WHEN n_deliberation = 0 THEN 1 ELSE 0 END
       + CASE WHEN n_volunteering = 0 THEN 1 ELSE 0 END
       + CASE WHEN n_stability = 0 THEN 1 ELSE 0 END
       + CASE WHEN n_emergency = 0 THEN 1 ELSE 0 END AS n_missing
WHERE n >= $min_reporting AND n_missing >= $at_least
RETURN c.code AS code, c.name AS community, street_name AS street, n AS reporting, n_publicity AS publicity,
       n_contact AS contact, n_deliberation AS deliberation, n_volunteering AS volunteering, n_stability AS stability,
       n_emergency AS emergency, n_missing AS missing
ORDER BY code, c.id
