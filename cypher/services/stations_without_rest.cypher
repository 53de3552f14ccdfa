/*
title:
  zh: 附近没有歇脚处的配送站点
  en: Delivery stations without a place to rest
question:
  zh: 哪些配送站点所在的社区（或街道）没有党群服务中心、驿站，站上有多少从业者？
  en: Which delivery stations lie in a community (or street) without a service centre or rest station, and how many workers are based there?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-07-01"
  - name: within
    type: choice
    choices:
      community: {zh: 同一社区, en: the same community}
      street: {zh: 同一街道, en: the same street}
    default: community
    label: {zh: 附近的范围, en: near means}
    example: street
  - name: min_workers
    type: int
    default: 0
    min: 0
    label: {zh: 至少多少从业者, en: workers at least}
    example: "10"
columns:
  - {name: station_id, zh: 站点标识, en: "station id", type: text}
  - {name: station, zh: 站点, en: "station", type: text}
  - {name: district, zh: 区, en: "district", type: text}
  - {name: place, zh: 社区（街道）, en: "community (street)", type: text}
  - {name: workers, zh: 从业者, en: "workers", type: int, unit: 人}
denominator:
  zh: 当日启用的配送站点；所在社区（街道）没有当日启用的党群服务中心或驿站，所在不详的也列出。从业者为当日在该站点的。
  en: "Delivery stations in use on the date whose community (street) has neither a service centre nor a rest station in use; those whose place is not known are listed too. Workers based there on the date."
persons: counts
*/
MATCH (c:Division)<-[l:LIES_IN]-(p:ServicePoint)
WHERE c.level = $within AND p.kind IN ['centre', 'rest_station'] AND l.since <= $as_of AND $as_of < l.until
WITH collect(c.id) AS served
MATCH (s:ServicePoint)
WHERE s.kind = 'delivery_station' AND s.since <= $as_of AND $as_of < s.until
WITH served, s
OPTIONAL MATCH (s)-[i:LIES_IN]->(g:Division)
WHERE g.level = $within AND i.since <= $as_of AND $as_of < i.until
WITH served, s, g.id AS gid, g.name AS gname
WHERE gid IS NULL OR NOT gid IN served
OPTIONAL MATCH (s)-[j:IN_DISTRICT]->(d:Division)
WHERE j.since <= $as_of AND $as_of < j.until
WITH s, gname, d.name AS dname
OPTIONAL MATCH (w:DeliveryWorker)-[b:BASED_AT]->(s)
WHERE b.since <= $as_of AND $as_of < b.until AND w.since <= $as_of AND $as_of < w.until
WITH s, gname, dname, count(DISTINCT w.id) AS n
WHERE n >= $min_workers
RETURN s.id AS station_id, s.name AS station, coalesce(dname, '') AS district, coalesce(gname, '') AS place, n AS workers
ORDER BY workers DESC, station_id
