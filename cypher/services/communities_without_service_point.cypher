/*
title:
  zh: 没有服务点的社区
  en: Communities without a service point
question:
  zh: 各区（或街道）有多少社区没有党群服务中心、驿站等服务点，是哪些？
  en: How many communities of each district (or street) have no service point such as a service centre or rest station, and which?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-07-01"
  - name: by
    type: choice
    choices:
      district: {zh: 区, en: district}
      street: {zh: 街道, en: street}
    default: district
    label: {zh: 分组, en: grouped by}
    example: street
  - name: kind
    type: choice
    choices:
      "": {zh: 任何服务点, en: any service point}
      centre: {zh: 党群服务中心, en: Party–mass service centre}
      rest_station: {zh: 驿站, en: rest station}
      delivery_station: {zh: 配送站点, en: delivery station}
    default: ""
    label: {zh: 服务点类型, en: kind of point}
    example: centre
columns:
  - {name: code, zh: 代码, en: "code", type: text}
  - {name: name, zh: 名称, en: "name", type: text, named_by: by}
  - {name: communities, zh: 社区数, en: "communities", type: int, unit: 个}
  - {name: without, zh: 无服务点, en: "without a point", type: int, unit: 个}
  - {name: community_names, zh: 无服务点的社区, en: "those communities", type: list}
denominator:
  zh: 当日存续的社区，不含统计虚拟单元；有服务点指有当日启用的该类服务点位于该社区。
  en: "Communities existing on the date, pseudo-units left out; one has a point if a service point of that kind in use on the date lies there."
rates:
  - {zh: 无服务点, en: without a point, k: without, n: communities}
persons: none
*/
MATCH (c:Division)<-[l:LIES_IN]-(p:ServicePoint)
WHERE l.since <= $as_of AND $as_of < l.until AND ($kind = '' OR p.kind = $kind)
WITH collect(c.id) AS served
MATCH (c:Division)
WHERE c.level = 'community' AND NOT c.pseudo AND c.since <= $as_of AND $as_of < c.until
WITH c, c.id IN served AS has_point
OPTIONAL MATCH (c)-[i:IN_DISTRICT|LIES_IN]->(g:Division)
WHERE g.level = $by AND i.since <= $as_of AND $as_of < i.until
UNWIND ['groups', 'total'] AS part
WITH part, CASE WHEN part = 'total' THEN '' ELSE coalesce(g.code, '') END AS gcode,
     CASE WHEN part = 'total' THEN '合计' ELSE coalesce(g.name, '未落位') END AS gname, c.code AS ccode,
     c.id AS cid, CASE WHEN has_point THEN null ELSE c.name END AS cname
ORDER BY ccode, cid LIMIT 1000000
WITH part, gcode, gname, count(ccode) AS n, count(cname) AS n_without, collect(cname) AS names
RETURN gcode AS code, gname AS name, n AS communities, n_without AS without, names AS community_names
ORDER BY part, code = '', code, name
