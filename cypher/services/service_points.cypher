/*
title:
  zh: 服务点分布
  en: Service points
question:
  zh: 各区（或街道、社区）各有多少党群服务中心、驿站、配送站点和其他服务点？
  en: How many service centres, rest stations, delivery stations and other points are there in each district (street, community)?
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
      community: {zh: 社区, en: community}
    default: district
    label: {zh: 分组, en: grouped by}
    example: street
columns:
  - {name: code, zh: 代码, en: "code", type: text}
  - {name: name, zh: 名称, en: "name", type: text, named_by: by}
  - {name: points, zh: 服务点, en: "service points", type: int, unit: 个}
  - {name: centres, zh: 党群服务中心, en: "service centres", type: int, unit: 个}
  - {name: rest_stations, zh: 驿站, en: "rest stations", type: int, unit: 个}
  - {name: delivery_stations, zh: 配送站点, en: "delivery stations", type: int, unit: 个}
  - {name: other_kinds, zh: 其他类型, en: "other kinds", type: int, unit: 个}
  - {name: unknown_kind, zh: 类型不详, en: "kind unknown", type: int, unit: 个}
denominator:
  zh: 当日启用的服务点；其他类型如分拣点、集体宿舍、养老院；所在地不到该级的列为未落位。
  en: "Service points in use on the date; other kinds are sorting points, dormitories, elderly homes and so on; those whose place is not known to that level stand as not located (未落位)."
persons: none
*/
MATCH (p:ServicePoint)
WHERE p.since <= $as_of AND $as_of < p.until
WITH p, p.kind AS pkind
OPTIONAL MATCH (p)-[i:IN_DISTRICT|LIES_IN]->(g:Division)
WHERE g.level = $by AND i.since <= $as_of AND $as_of < i.until
UNWIND ['groups', 'total'] AS part
WITH part, CASE WHEN part = 'total' THEN '' ELSE coalesce(g.code, '') END AS gcode,
     CASE WHEN part = 'total' THEN '合计' ELSE coalesce(g.name, '未落位') END AS gname, pkind
WITH part, gcode, gname, count(part) AS n, coalesce(sum(CASE WHEN pkind = 'centre' THEN 1 ELSE 0 END), 0) AS n_centres,
     coalesce(sum(CASE WHEN pkind = 'rest_station' THEN 1 ELSE 0 END), 0) AS n_rest,
     coalesce(sum(CASE WHEN pkind = 'delivery_station' THEN 1 ELSE 0 END), 0) AS n_delivery,
     coalesce(sum(CASE WHEN pkind IS NULL THEN 1 ELSE 0 END), 0) AS n_unknown
RETURN gcode AS code, gname AS name, n AS points, n_centres AS centres, n_rest AS rest_stations,
       n_delivery AS delivery_stations, n - n_centres - n_rest - n_delivery - n_unknown AS other_kinds,
       n_unknown AS unknown_kind
ORDER BY part, code = '', code, name
