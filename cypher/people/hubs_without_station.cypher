/*
title:
  zh: 附近没有驿站的聚集点
  en: Hubs without a station in reach
question:
  zh: 哪些配送站点、分拣点在给定米数内没有驿站（可指定设施），最近的有多远，有多少从业者？
  en: Which delivery stations and sorting points have no rest station (with a given facility) within so many metres, how far is the nearest, and how many workers are based there?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-06-30"
  - name: metres
    type: int
    default: 1000
    min: 0
    label: {zh: 距离（米）, en: metres}
    example: "500"
  - name: facility
    type: choice
    choices:
      "": {zh: 不限, en: any}
      water: {zh: 饮水, en: water}
      shade: {zh: 遮风避雨, en: shade}
      rest: {zh: 休息, en: rest}
      help: {zh: 求助, en: help}
      charging: {zh: 充电, en: charging}
      meals: {zh: 就餐, en: meals}
    default: ""
    label: {zh: 须有设施, en: facility needed}
    example: water
  - name: district
    type: text
    names: Division
    default: ""
    label: {zh: 区（名称或代码，空为全部）, en: "district (name or code, empty for all)"}
    example: 坪山区
columns:
  - {name: point_id, zh: 服务点标识, en: "point id", type: text}
  - {name: point, zh: 聚集点, en: "hub", type: text}
  - {name: kind, zh: 类型, en: "kind", type: text, code: point_kind}
  - {name: district, zh: 区, en: "district", type: text}
  - {name: street, zh: 街道, en: "street", type: text}
  - {name: nearest, zh: 最近驿站（米）, en: "nearest station (metres)", type: int, unit: 米}
  - {name: workers, zh: 从业者, en: "workers", type: int, unit: 人}
denominator:
  zh: 当日启用的配送站点与分拣点；驿站为当日启用、有坐标、有所需设施的驿站或党群服务中心。距离为直线距离，进到整米；没有坐标、或没有这样的驿站的，最近驿站为空，也列出。从业者为当日在该点的。
  en: "Delivery stations and sorting points in use on the date; a station is a rest station or service centre in use with coordinates and the facility needed. Distances are straight, rounded up to metres; without coordinates, or without any such station, the nearest stays empty and the hub is listed. Workers based there on the date."
persons: counts
*/
MATCH (h:ServicePoint)
WHERE h.kind IN ['delivery_station', 'sorting_point'] AND h.since <= $as_of AND $as_of < h.until
WITH h
OPTIONAL MATCH (h)-[i:IN_DISTRICT]->(d:Division)
WHERE i.since <= $as_of AND $as_of < i.until
WITH h, d.name AS dname, d.code AS dcode
WHERE $district = '' OR dname = $district OR dcode = $district
OPTIONAL MATCH (s:ServicePoint)
WHERE s.kind IN ['rest_station', 'centre'] AND s.since <= $as_of AND $as_of < s.until
  AND ($facility = '' OR $facility IN s.facilities)
WITH h, dname, radians(s.lat - h.lat) AS north, radians(s.lon - h.lon) * cos(radians((s.lat + h.lat) / 2)) AS east
WITH h, dname, min(6371008.8 * sqrt(north * north + east * east)) AS far
WHERE far IS NULL OR far > $metres
OPTIONAL MATCH (h)-[l:LIES_IN]->(e:Division)
WHERE e.level = 'street' AND l.since <= $as_of AND $as_of < l.until
WITH h, dname, far, e.name AS ename
OPTIONAL MATCH (w:DeliveryWorker)-[b:BASED_AT]->(h)
WHERE b.since <= $as_of AND $as_of < b.until AND w.since <= $as_of AND $as_of < w.until
WITH h, dname, far, ename, count(DISTINCT w.id) AS n
RETURN h.id AS point_id, h.name AS point, h.kind AS kind, coalesce(dname, '') AS district, coalesce(ename, '') AS street,
       toInteger(ceil(far)) AS nearest, n AS workers
ORDER BY nearest IS NULL DESC, nearest DESC, point_id
