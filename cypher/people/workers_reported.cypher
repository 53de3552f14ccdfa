/*
title:
  zh: 新就业群体的报到
  en: Reporting of the new employment groups
question:
  zh: 各职业（平台企业、街道、区、市、省）的从业者有多少已到社区报到？
  en: How many workers of each occupation (platform company, street, district, city, province) report to a community?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-06-30"
  - name: by
    type: choice
    choices:
      occupation: {zh: 职业, en: occupation}
      platform: {zh: 平台企业, en: platform company}
      street: {zh: 街道, en: street}
      district: {zh: 区, en: district}
      city: {zh: 市, en: city}
      province: {zh: 省, en: province}
    default: occupation
    label: {zh: 分组, en: grouped by}
    example: city
  - name: division
    type: text
    names: Division
    default: ""
    label: {zh: 省、市、区（名称或代码，空为全部）, en: "province, city or district (name or code, empty for all)"}
    example: 浙江省
columns:
  - {name: code, zh: 代码, en: "code", type: text}
  - {name: name, zh: 名称, en: "name", type: text, named_by: by}
  - {name: workers, zh: 从业者, en: "workers", type: int, unit: 人}
  - {name: reporting, zh: 已报到, en: "reporting", type: int, unit: 人}
  - {name: not_reporting, zh: 未报到, en: "not reporting", type: int, unit: 人}
denominator:
  zh: 当日在职的新就业群体从业者，各计一次；地点为其当日所属站点所在（站点不止一个的取标识最小的），平台企业同此；不详的另列。报到指当日向某个存续的社区（区划）报到。
  en: "Workers of the new employment groups at work on the date, each once; a worker's place is the station's (the lowest id if there are several), likewise the platform company; unknown ones stand apart. Reporting: to an existing division on the date."
rates:
  - {zh: 报到, en: reporting, k: reporting, n: workers}
persons: counts
*/
MATCH (w:DeliveryWorker)
WHERE w.since <= $as_of AND $as_of < w.until
OPTIONAL MATCH (w)-[b:BASED_AT]->(s:ServicePoint)
WHERE b.since <= $as_of AND $as_of < b.until AND s.since <= $as_of AND $as_of < s.until
WITH w, min(s.id) AS sid
OPTIONAL MATCH (w)-[e:EMPLOYED_BY]->(u:Enterprise)
WHERE e.since <= $as_of AND $as_of < e.until AND u.since <= $as_of AND $as_of < u.until
WITH w, sid, min(u.id) AS uid
WITH w, sid, uid, EXISTS { MATCH (w)-[r:REPORTS_TO]->(c:Division) WHERE r.since <= $as_of AND $as_of < r.until
                             AND c.since <= $as_of AND $as_of < c.until } AS reports
WITH sid, CASE WHEN $by = 'occupation' THEN w.occupation WHEN $by = 'platform' THEN coalesce(uid, '') ELSE '' END AS what,
     count(w.id) AS n, coalesce(sum(CASE WHEN reports THEN 1 ELSE 0 END), 0) AS k
OPTIONAL MATCH (s:ServicePoint)-[i:IN_DISTRICT]->(d:Division)
WHERE s.id = sid AND i.since <= $as_of AND $as_of < i.until
WITH sid, what, n, k, d
OPTIONAL MATCH (s:ServicePoint)-[l:LIES_IN]->(t:Division)
WHERE s.id = sid AND t.level = 'street' AND l.since <= $as_of AND $as_of < l.until
WITH what, n, k, d, t.id AS tid
OPTIONAL MATCH (d)-[p:PART_OF]->(c:Division)
WHERE c.level = 'city' AND p.since <= $as_of AND $as_of < p.until AND c.since <= $as_of AND $as_of < c.until
WITH what, n, k, d, tid, c
OPTIONAL MATCH (c)-[q:PART_OF]->(v:Division)
WHERE v.level = 'province' AND q.since <= $as_of AND $as_of < q.until AND v.since <= $as_of AND $as_of < v.until
WITH what, n, k, tid, d, c, v
WHERE $division IN ['', d.name, d.code, c.name, c.code, v.name, v.code]
WITH CASE WHEN $by = 'street' THEN coalesce(tid, '') WHEN $by = 'district' THEN coalesce(d.id, '')
          WHEN $by = 'city' THEN coalesce(c.id, '') WHEN $by = 'province' THEN coalesce(v.id, '') ELSE what END AS place, n, k
UNWIND ['groups', 'total'] AS part
WITH part, CASE WHEN part = 'total' THEN '' ELSE place END AS key, coalesce(sum(n), 0) AS n_workers, coalesce(sum(k), 0) AS n_reporting
OPTIONAL MATCH (g:Division)
WHERE g.id = key
WITH part, key, n_workers, n_reporting, g.code AS gcode, g.name AS gname
OPTIONAL MATCH (u:Enterprise)
WHERE u.id = key
RETURN coalesce(gcode, key) AS code,
       CASE WHEN part = 'total' THEN '合计' WHEN key <> '' THEN coalesce(gname, u.name, key)
            WHEN $by IN ['occupation', 'platform'] THEN '不详' ELSE '未落位' END AS name,
       n_workers AS workers, n_reporting AS reporting, n_workers - n_reporting AS not_reporting
ORDER BY part, key = '', code, key
