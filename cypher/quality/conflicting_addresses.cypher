/*
title:
  zh: 地址互相矛盾的单位
  en: Units with contradicting addresses
question:
  zh: 哪些单位登记的地址与摸排时所在的街道不一致，各是哪个来源说的？
  en: Which units have a stated address in another street than where the survey met them, and which sources say so?
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
  - name: between
    type: choice
    choices:
      "": {zh: 全部, en: all}
      streets: {zh: 同区不同街道, en: streets of one district}
      districts: {zh: 不同的区, en: two districts}
    default: ""
    label: {zh: 范围, en: between}
    example: districts
columns:
  - {name: unit_id, zh: 单位标识, en: "unit id", type: text}
  - {name: unit_name, zh: 单位名称, en: "unit", type: text}
  - {name: stated_street, zh: 登记街道, en: "stated street", type: text}
  - {name: stated_sources, zh: 登记来源, en: "sources of the address", type: list}
  - {name: surveyed_street, zh: 摸排街道, en: "street of the survey", type: text}
  - {name: survey_date, zh: 摸排日期, en: "survey date", type: date}
  - {name: survey_sources, zh: 摸排来源, en: "sources of the survey", type: list}
  - {name: between, zh: 范围, en: "between", type: text, code: apart}
denominator:
  zh: 当日有登记地址、最近一次摸排另有街道的单位；按登记地址定位。
  en: Units with a stated address on the date whose latest survey names another street; they are placed by the stated address.
persons: none
*/
MATCH (u:Enterprise|Institution)-[l:LOCATED_IN]->(p:Division|Building)
WHERE l.since <= $as_of AND $as_of < l.until AND p.since <= $as_of AND $as_of < p.until
WITH DISTINCT u, l.sources AS stated_by
MATCH (u)<-[:STANDS_FOR]-(s:Standing)
WHERE s.since <= $as_of AND $as_of < s.until
WITH u, stated_by, s.street AS stated
MATCH (u)<-[c:COUNTS]-(h:Headcount)-[v:SURVEYED_AT]->(q:Division|Building)
WHERE c.since <= $as_of AND $as_of < c.until AND v.since <= $as_of AND $as_of < v.until
WITH u, stated_by, stated, h.since AS day, v.sources AS surveyed_by, q
OPTIONAL MATCH (q)-[b:LOCATED_IN]->(e:Division)
WHERE b.since <= $as_of AND $as_of < b.until
WITH u, stated_by, stated, day, surveyed_by, coalesce(e.id, q.id) AS near
MATCH (n:Division) WHERE n.id = near
WITH u, stated_by, stated, day, surveyed_by, n
OPTIONAL MATCH (n)-[t:PART_OF]->(f:Division)
WHERE t.since <= $as_of AND $as_of < t.until
WITH u, stated_by, stated, day, surveyed_by, CASE WHEN n.level = 'street' THEN n.id ELSE f.id END AS met
MATCH (x:Division)-[i:IN_DISTRICT]->(xd:Division)
WHERE x.id = stated AND i.since <= $as_of AND $as_of < i.until
WITH u, stated_by, day, surveyed_by, met, x.id AS xid, x.name AS xname, xd.id AS xdid, xd.name AS xdname, xd.code AS xdcode
MATCH (y:Division)-[j:IN_DISTRICT]->(yd:Division)
WHERE y.id = met AND y.level = 'street' AND j.since <= $as_of AND $as_of < j.until AND y.id <> xid
WITH u.id AS uid, u.name AS uname, head(labels(u)) AS utype, xname, stated_by, y.name AS yname, day, surveyed_by,
     xdname, xdcode, yd.name AS ydname, yd.code AS ydcode,
     CASE WHEN xdid = yd.id THEN 'streets' ELSE 'districts' END AS apart
WHERE ($between = '' OR apart = $between)
  AND ($district = '' OR xdname = $district OR xdcode = $district OR ydname = $district OR ydcode = $district)
RETURN uid AS unit_id, uname AS unit_name, xname AS stated_street, stated_by AS stated_sources,
       yname AS surveyed_street, day AS survey_date, surveyed_by AS survey_sources, apart AS between
ORDER BY unit_name, unit_id, utype
