/*
title:
  zh: 各站点的新就业群体
  en: Delivery workers by station
question:
  zh: 各配送站点有多少快递员、骑手、司机，其中有没有党员，多少已到社区报到？
  en: How many couriers, riders and drivers does each station have, are there members among them, and how many report to a community?
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
  - {name: station_id, zh: 站点标识, en: "station id", type: text}
  - {name: station, zh: 站点, en: "station", type: text}
  - {name: district, zh: 区, en: "district", type: text}
  - {name: street, zh: 街道, en: "street", type: text}
  - {name: workers, zh: 从业者, en: "workers", type: int, unit: 人}
  - {name: couriers, zh: 快递员, en: "couriers", type: int, unit: 人}
  - {name: riders, zh: 外卖骑手, en: "riders", type: int, unit: 人}
  - {name: drivers, zh: 网约车与货车司机, en: "drivers", type: int, unit: 人}
  - {name: members, zh: 其中党员, en: "members among them", type: band, unit: 人}
  - {name: reporting, zh: 其中已报到, en: "of whom reporting", type: band, unit: 人}
denominator:
  zh: 当日在站点的从业者（在职、站点启用）；党员含预备党员；报到指当日向某个社区报到。单个站点的党员数与报到数只分档。
  en: "Workers based at a station on the date (still working, the station in use); members include probationary ones; reporting means to a community on the date. For a single station both are given as bands only."
persons: counts
*/
MATCH (w:DeliveryWorker)-[b:BASED_AT]->(s:ServicePoint)
WHERE b.since <= $as_of AND $as_of < b.until AND w.since <= $as_of AND $as_of < w.until
  AND s.since <= $as_of AND $as_of < s.until
WITH DISTINCT s, w
WITH s, w, EXISTS { MATCH (w)-[r:REPORTS_TO]->(c:Division) WHERE r.since <= $as_of AND $as_of < r.until
                       AND c.since <= $as_of AND $as_of < c.until } AS reports
WITH s, count(w.id) AS n, coalesce(sum(CASE WHEN w.occupation = 'courier' THEN 1 ELSE 0 END), 0) AS n_couriers,
     coalesce(sum(CASE WHEN w.occupation = 'rider' THEN 1 ELSE 0 END), 0) AS n_riders,
     coalesce(sum(CASE WHEN w.occupation IN ['ride_hailing', 'truck'] THEN 1 ELSE 0 END), 0) AS n_drivers,
     coalesce(sum(CASE WHEN w.status IN ['full', 'probationary'] THEN 1 ELSE 0 END), 0) AS n_members,
     coalesce(sum(CASE WHEN reports THEN 1 ELSE 0 END), 0) AS n_reporting
OPTIONAL MATCH (s)-[i:IN_DISTRICT]->(d:Division)
WHERE i.since <= $as_of AND $as_of < i.until
WITH s, n, n_couriers, n_riders, n_drivers, n_members, n_reporting, d.name AS dname, d.code AS dcode
WHERE $district = '' OR dname = $district OR dcode = $district
OPTIONAL MATCH (s)-[l:LIES_IN]->(e:Division)
WHERE e.level = 'street' AND l.since <= $as_of AND $as_of < l.until
RETURN s.id AS station_id, s.name AS station, coalesce(dname, '') AS district, coalesce(e.name, '') AS street, n AS workers,
       n_couriers AS couriers, n_riders AS riders, n_drivers AS drivers, CASE WHEN n_members = 0 THEN '0' WHEN n_members <= 2 THEN '1-2' ELSE '3+' END AS members,
       CASE WHEN n_reporting = 0 THEN '0' WHEN n_reporting <= 2 THEN '1-2' ELSE '3+' END AS reporting
ORDER BY workers DESC, station_id
