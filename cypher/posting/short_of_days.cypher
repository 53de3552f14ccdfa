/*
title:
  zh: 下派在岗天数
  en: Postings short of their days
question:
  zh: 各社区（街道、区、市）或各类单位的下派，有多少每月在岗不足规定天数？
  en: Of the postings to each community (street, district, city) or from each kind of unit, how many have fewer days a month than required?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-07-01"
  - name: by
    type: choice
    choices:
      community: {zh: 社区, en: community}
      street: {zh: 街道, en: street}
      district: {zh: 区, en: district}
      city: {zh: 市, en: city}
      kind: {zh: 单位类型, en: unit kind}
    default: district
    label: {zh: 分组, en: grouped by}
    example: city
  - name: days
    type: int
    default: 5
    min: 0
    label: {zh: 每月至少几天, en: days a month at least}
    example: "8"
  - name: kind
    type: choice
    choices:
      "": {zh: 全部, en: all}
      sinking: {zh: 常态化下沉, en: regularly working}
      posting: {zh: 选派, en: posting}
      sent_in: {zh: 派入闭环, en: sent into a closed loop}
    default: ""
    label: {zh: 下派方式, en: kind of posting}
    example: posting
  - name: district
    type: text
    names: Division
    default: ""
    label: {zh: 区（名称或代码，空为全部）, en: "district (name or code, empty for all)"}
    example: 城关区
columns:
  - {name: code, zh: 代码, en: "code", type: text}
  - {name: name, zh: 名称, en: "name", type: text, named_by: by}
  - {name: postings, zh: 下派, en: "postings", type: int, unit: 人次}
  - {name: known, zh: 其中写明天数, en: "of which with days stated", type: int, unit: 人次}
  - {name: short, zh: 其中天数不足, en: "of which short of days", type: int, unit: 人次}
  - {name: mean_days, zh: 平均每月在岗, en: "mean days a month", type: float, unit: 天}
denominator:
  zh: 当日有效的下派，下派到几处的每处计一次；不足指写明的每月在岗天数少于规定天数，没有写明的不计入。按单位类型时看下派党员当日的工作单位，在两类单位工作的在两类各计一次，合计只计一次。
  en: "Postings that hold on the date, each place counted; short means that the days a month stated are fewer than required, and those without days stated are left out of it. By kind is by the employer on the date; who works at units of two kinds counts at both, in the total once."
rates:
  - {zh: 天数不足, en: short of days, k: short, n: known}
persons: counts
*/
MATCH (x:Division|Organization)
WHERE x.since <= $as_of AND $as_of < x.until
  AND ($district = '' OR EXISTS { MATCH (x)-[i:IN_DISTRICT]->(d:Division)
                                  WHERE i.since <= $as_of AND $as_of < i.until
                                    AND (d.name = $district OR d.code = $district) })
OPTIONAL MATCH (x)-[k:IN_DISTRICT|LIES_IN]->(g:Division)
WHERE g.level = CASE WHEN $by = 'city' THEN 'district' ELSE $by END AND k.since <= $as_of AND $as_of < k.until
WITH x, g
OPTIONAL MATCH (g)-[p:PART_OF]->(t:Division)
WHERE $by = 'city' AND t.level = 'city' AND p.since <= $as_of AND $as_of < p.until
  AND t.since <= $as_of AND $as_of < t.until
WITH x, coalesce(CASE WHEN $by = 'city' THEN t.id ELSE g.id END, '') AS place
MATCH (m:InServiceMember)-[r:POSTED_TO]->(x)
WHERE r.since <= $as_of AND $as_of < r.until AND m.since <= $as_of AND $as_of < m.until
  AND ($kind = '' OR r.kind = $kind)
WITH m, x.id AS xid, r.since AS begun, r.days AS n_days, place
OPTIONAL MATCH (m)-[w:WORKS_AT]->(u:Enterprise|Institution)
WHERE $by = 'kind' AND w.since <= $as_of AND $as_of < w.until AND u.since <= $as_of AND $as_of < u.until
WITH m, xid, begun, n_days, collect(DISTINCT CASE WHEN $by = 'kind' THEN coalesce(u.kind, '') ELSE place END) AS keys
UNWIND keys + ['total'] AS key
WITH key, count(xid) AS n, count(n_days) AS n_known,
     coalesce(sum(CASE WHEN n_days < $days THEN 1 ELSE 0 END), 0) AS n_short, coalesce(sum(n_days), 0.0) AS all_days
OPTIONAL MATCH (d:Division)
WHERE d.id = key
RETURN CASE WHEN key = 'total' THEN '' ELSE coalesce(d.code, key) END AS code,
       CASE WHEN key = 'total' THEN '合计' WHEN key = '' AND $by = 'kind' THEN '不详' WHEN key = '' THEN '未落位'
            ELSE coalesce(d.name, key) END AS name, n AS postings, n_known AS known, n_short AS short,
       CASE WHEN n_known > 0 THEN floor(all_days * 10 / n_known + 0.5) / 10 END AS mean_days
ORDER BY key = 'total', key = '', code, key
