/*
title:
  zh: 断开的党群服务中心体系
  en: Broken chains of service centres
question:
  zh: 哪些区、街道、社区的党群服务中心没有对接上一级的中心，各连带几个下级中心接不到市？
  en: Which service centres of districts, streets and communities are not linked to a centre of the next higher level, and how many centres below are cut off with each?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-06-30"
  - name: level
    type: choice
    choices:
      "": {zh: 各级, en: every level}
      district: {zh: 区, en: district}
      street: {zh: 街道, en: street}
      community: {zh: 社区, en: community}
    default: ""
    label: {zh: 中心级别, en: level of the centre}
    example: street
  - name: district
    type: text
    names: Division
    default: ""
    label: {zh: 区（名称或代码，空为全部）, en: "district (name or code, empty for all)"}
    example: 罗湖区
columns:
  - {name: point_id, zh: 服务点标识, en: "point id", type: text}
  - {name: point, zh: 党群服务中心, en: "service centre", type: text}
  - {name: level, zh: 级别, en: "level", type: text, code: level}
  - {name: district, zh: 区, en: "district", type: text}
  - {name: linked_to, zh: 现对接, en: "linked to", type: text}
  - {name: below, zh: 连带下级, en: "cut off below", type: int, unit: 个}
denominator:
  zh: 当日启用、级别为区、街道或社区的党群服务中心；当日对接到启用中的、正好高一级的党群服务中心才算接上。现对接一栏为空的没有对接任何一处，否则越级或接错。连带下级为当日经它对接的下一级、再下一级中心。
  en: "Service centres in use on the date whose level is district, street or community. A chain holds only by a link on the date to a service centre in use exactly one level higher; those without any have a blank in linked to, the others pass over a level or link to something else. Cut off with it are the centres that link to it on the date, and those that link to these."
persons: none
*/
MATCH (p:ServicePoint)
WHERE p.kind = 'centre' AND p.level IN ['district', 'street', 'community'] AND ($level = '' OR p.level = $level)
  AND p.since <= $as_of AND $as_of < p.until
OPTIONAL MATCH (p)-[k:LINKS_UP]->(u:ServicePoint)
WHERE k.since <= $as_of AND $as_of < k.until AND u.since <= $as_of AND $as_of < u.until
WITH p, min(u.name) AS uname,
     max(CASE WHEN u.kind = 'centre' AND CASE p.level WHEN 'community' THEN 'street' WHEN 'street' THEN 'district' ELSE 'city' END = u.level
              THEN 'b linked' ELSE 'a broken' END) AS state
WHERE state = 'a broken'
OPTIONAL MATCH (p)-[j:IN_DISTRICT]->(d:Division)
WHERE j.since <= $as_of AND $as_of < j.until
WITH p, uname, d.name AS dname, d.code AS dcode
WHERE $district = '' OR dname = $district OR dcode = $district
OPTIONAL MATCH (b:ServicePoint)-[l:LINKS_UP]->(p)
WHERE l.since <= $as_of AND $as_of < l.until AND b.since <= $as_of AND $as_of < b.until AND b.kind = 'centre'
WITH p, uname, dname, b
OPTIONAL MATCH (e:ServicePoint)-[m:LINKS_UP]->(b)
WHERE m.since <= $as_of AND $as_of < m.until AND e.since <= $as_of AND $as_of < e.until AND e.kind = 'centre'
WITH p, uname, dname, count(DISTINCT b.id) + count(e.id) AS n
RETURN p.id AS point_id, p.name AS point, p.level AS level, coalesce(dname, '') AS district, coalesce(uname, '') AS linked_to,
       n AS below
ORDER BY district, point_id
