/*
title:
  zh: 摸排是否及时
  en: How recent the surveys are
question:
  zh: 各街道（社区、区）的单位，期内摸排过的有多少，多少已过期，多少从未摸排？
  en: Of the units of each street (community, district), how many were surveyed lately, how many longer ago, and how many never?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-07-01"
  - name: lately
    type: date
    before: 12 months
    label: {zh: 期内自此日起（缺省为一年前）, en: "lately means from (by default a year before)"}
    example: "2021-07-01"
  - name: by
    type: choice
    choices:
      district: {zh: 区, en: district}
      street: {zh: 街道, en: street}
      community: {zh: 社区, en: community}
    default: street
    label: {zh: 分组, en: grouped by}
    example: community
columns:
  - {name: code, zh: 代码, en: "code", type: text}
  - {name: name, zh: 名称, en: "name", type: text, named_by: by}
  - {name: units, zh: 单位数, en: "units", type: int, unit: 家}
  - {name: lately, zh: 期内摸排, en: "surveyed lately", type: int, unit: 家}
  - {name: longer_ago, zh: 已过期, en: "longer ago", type: int, unit: 家}
  - {name: never, zh: 从未摸排, en: "never", type: int, unit: 家}
  - {name: last_survey, zh: 最近一次摸排, en: "last survey", type: date}
denominator:
  zh: 当日存续的全部单位（含个体工商户），按当日最近一次摸排的日期。
  en: All units active on the date, merchants included, by their latest survey up to the date.
rates:
  - {zh: 期内摸排, en: "surveyed lately", k: lately, n: units}
persons: none
*/
OPTIONAL MATCH (s:Standing)
WHERE s.since <= $as_of AND $as_of < s.until
WITH s, CASE WHEN $by = 'district' THEN s.district WHEN $by = 'street' THEN s.street ELSE s.community END AS gid
OPTIONAL MATCH (s)-[:STANDS_FOR]->(u:Enterprise|Institution)<-[c:COUNTS]-(h:Headcount)
WHERE c.since <= $as_of AND $as_of < c.until
WITH gid, s.id AS sid, max(h.since) AS day
WITH gid, day, count(sid) AS n
UNWIND ['groups', 'total'] AS part
WITH part, CASE WHEN part = 'total' THEN '' ELSE gid END AS key, coalesce(sum(n), 0) AS n_units,
     coalesce(sum(CASE WHEN day >= $lately THEN n ELSE 0 END), 0) AS n_lately,
     coalesce(sum(CASE WHEN day < $lately THEN n ELSE 0 END), 0) AS n_longer,
     coalesce(sum(CASE WHEN day IS NULL THEN n ELSE 0 END), 0) AS n_never, max(day) AS last_day
// without any unit on the date only the total is left, all zeros
WHERE key IS NOT NULL
OPTIONAL MATCH (d:Division) WHERE d.id = key
RETURN coalesce(d.code, key) AS code,
       CASE WHEN part = 'total' THEN '合计' WHEN key <> '' THEN coalesce(d.name, key) ELSE '未落位' END AS name,
       n_units AS units, n_lately AS lately, n_longer AS longer_ago, n_never AS never, last_day AS last_survey
ORDER BY part, key = '', code, key
