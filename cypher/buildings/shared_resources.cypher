/*
title:
  zh: 楼宇共享资源
  en: What organizations on buildings share
question:
  zh: 楼宇、区域党组织共享了信息、场地、文化、服务四种资源中的哪几种，缺哪几种？
  en: Which of the four kinds of resource, information, venues, culture and services, do the organizations on buildings share, and which not?
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
    example: 历下区
  - name: lacking
    type: choice
    choices:
      "": {zh: 不限, en: any}
      information: {zh: 信息, en: information}
      venue: {zh: 场地, en: venues}
      culture: {zh: 文化, en: culture}
      service: {zh: 服务, en: services}
    default: ""
    label: {zh: 只列缺此种的, en: only those lacking}
    example: culture
columns:
  - {name: organization_id, zh: 党组织标识, en: "organization id", type: text}
  - {name: organization, zh: 党组织, en: "organization", type: text}
  - {name: set_up_by, zh: 组建主体, en: "set up by", type: text, code: set_up_by}
  - {name: district, zh: 区, en: "district", type: text}
  - {name: information, zh: 信息, en: "information", type: text, code: yes_no}
  - {name: venue, zh: 场地, en: "venues", type: text, code: yes_no}
  - {name: culture, zh: 文化, en: "culture", type: text, code: yes_no}
  - {name: service, zh: 服务, en: "services", type: text, code: yes_no}
  - {name: missing, zh: 缺几种, en: "kinds missing", type: int, unit: 种}
denominator:
  zh: 当日存续、当日覆盖存续楼宇的党组织；某种资源算共享，指它当日提供着至少一项当日存续的该种资源。
  en: "Organizations existing on the date that cover an existing building then; a kind is shared if they offer at least one existing resource of the kind on the date."
persons: none
*/
MATCH (o:Organization)-[c:COVERS]->(b:Building)
WHERE c.since <= $as_of AND $as_of < c.until AND o.since <= $as_of AND $as_of < o.until
  AND b.since <= $as_of AND $as_of < b.until
WITH o
OPTIONAL MATCH (o)-[i:IN_DISTRICT]->(d:Division)
WHERE i.since <= $as_of AND $as_of < i.until
WITH o, d.name AS dname, d.code AS dcode
WHERE $district = '' OR dname = $district OR dcode = $district
WITH o, coalesce(min(dname), '') AS place
OPTIONAL MATCH (o)-[t:OFFERS]->(r:Resource)
WHERE t.since <= $as_of AND $as_of < t.until AND r.since <= $as_of AND $as_of < r.until
WITH o, place, collect(r.kind) AS kinds
WITH o, place, 'information' IN kinds AS i, 'venue' IN kinds AS v, 'culture' IN kinds AS c, 'service' IN kinds AS s,
     $lacking IN kinds AS has
WHERE NOT has
RETURN o.id AS organization_id, o.name AS organization, coalesce(o.set_up_by, '') AS set_up_by, place AS district,
       CASE WHEN i THEN 'yes' ELSE 'no' END AS information, CASE WHEN v THEN 'yes' ELSE 'no' END AS venue,
       CASE WHEN c THEN 'yes' ELSE 'no' END AS culture, CASE WHEN s THEN 'yes' ELSE 'no' END AS service,
       CASE WHEN i THEN 0 ELSE 1 END + CASE WHEN v THEN 0 ELSE 1 END + CASE WHEN c THEN 0 ELSE 1 END
       + CASE WHEN s THEN 0 ELSE 1 END AS missing
ORDER BY missing DESC, organization_id
