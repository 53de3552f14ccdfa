/*
title:
  zh: 社区统筹资金
  en: Funds pooled by communities
question:
  zh: 各区（或街道、市、省）有多少社区党组织统筹了其他资金，共多少万元？
  en: In how many communities of each district (street, city, province) does the community organization pool other funds, and how much in all?
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
      city: {zh: 市, en: city}
      province: {zh: 省, en: province}
    default: district
    label: {zh: 分组, en: grouped by}
    example: city
  - name: district
    type: text
    names: Division
    default: ""
    label: {zh: 区（名称或代码，空为全部）, en: "district (name or code, empty for all)"}
    example: 昌江区
columns:
  - {name: code, zh: 代码, en: "code", type: text}
  - {name: name, zh: 名称, en: "name", type: text, named_by: by}
  - {name: communities, zh: 社区数, en: "communities", type: int, unit: 个}
  - {name: recorded, zh: 统筹资金有记录, en: "on record", type: int, unit: 个}
  - {name: pooling, zh: 有统筹资金, en: "pooling funds", type: int, unit: 个}
  - {name: pooled, zh: 统筹资金（万元）, en: "pooled (10,000 yuan)", type: float, unit: 万元}
  - {name: largest, zh: 最多的社区（万元）, en: "the largest (10,000 yuan)", type: float, unit: 万元}
denominator:
  zh: 当日存续的社区，不含统计虚拟单元。有记录指当日有效的一次经费数写明统筹资金；没有写明的不知道有没有，不进分母，其数不当作 0。有统筹资金指该数大于 0。
  en: "Communities existing on the date, pseudo-units left out. On record: the statement in force on the date gives the pooled funds; of other communities nothing is known, so they are not in the denominator nor taken as 0. A community pools funds if the figure is above 0."
rates:
  - {zh: 有统筹资金, en: pooling funds, k: pooling, n: recorded}
persons: none
*/
MATCH (s:Division)
WHERE s.level = 'community' AND NOT s.pseudo AND s.since <= $as_of AND $as_of < s.until
OPTIONAL MATCH (s)<-[f:FUNDS]-(x:Fund)
WHERE f.since <= $as_of AND $as_of < f.until
WITH s, x.pooled AS amount
OPTIONAL MATCH (s)-[j:LIES_IN]->(g:Division)
WHERE g.level = 'street' AND j.since <= $as_of AND $as_of < j.until
WITH s, g, amount
OPTIONAL MATCH (s)-[i:IN_DISTRICT]->(d:Division)
WHERE i.since <= $as_of AND $as_of < i.until
WITH s, g, amount, d
WHERE $district = '' OR d.name = $district OR d.code = $district
OPTIONAL MATCH (d)-[p:PART_OF]->(c:Division)
WHERE c.level = 'city' AND p.since <= $as_of AND $as_of < p.until AND c.since <= $as_of AND $as_of < c.until
WITH s, g, amount, d, c
OPTIONAL MATCH (c)-[q:PART_OF]->(v:Division)
WHERE v.level = 'province' AND q.since <= $as_of AND $as_of < q.until AND v.since <= $as_of AND $as_of < v.until
WITH s, amount,
     CASE WHEN $by = 'province' THEN v.code WHEN $by = 'city' THEN c.code WHEN $by = 'street' THEN g.code ELSE d.code END AS code_of,
     CASE WHEN $by = 'province' THEN v.name WHEN $by = 'city' THEN c.name WHEN $by = 'street' THEN g.name ELSE d.name END AS name_of
UNWIND ['groups', 'total'] AS part
WITH part, CASE WHEN part = 'total' THEN '' ELSE coalesce(code_of, '') END AS gcode,
     CASE WHEN part = 'total' THEN '合计' ELSE coalesce(name_of, '未落位') END AS gname, s.id AS sid, amount
WITH part, gcode, gname, count(sid) AS n, count(amount) AS n_known,
     count(CASE WHEN amount > 0 THEN amount END) AS n_pooling, coalesce(sum(amount), 0) AS total, max(amount) AS most
RETURN gcode AS code, gname AS name, n AS communities, n_known AS recorded, n_pooling AS pooling,
       CASE WHEN n_known > 0 THEN floor(total * 100 + 0.5) / 100 END AS pooled, most AS largest
ORDER BY part, code = '', code, name
