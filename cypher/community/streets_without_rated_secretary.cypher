/*
title:
  zh: 没有星级书记的街道
  en: Streets without a rated secretary
question:
  zh: 哪些街道的社区党组织，没有一个书记岗位达到规定的星级？
  en: In which streets has no community organization a secretary post with the stars asked for?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-06-30"
  - name: stars
    type: int
    default: 1
    min: 1
    max: 5
    label: {zh: 至少几星, en: stars at least}
    example: "4"
  - name: district
    type: text
    names: Division
    default: ""
    label: {zh: 区（名称或代码，空为全部）, en: "district (name or code, empty for all)"}
    example: 杏花岭区
columns:
  - {name: code, zh: 代码, en: "code", type: text}
  - {name: street, zh: 街道, en: "street", type: text}
  - {name: district, zh: 区, en: "district", type: text}
  - {name: organizations, zh: 社区党组织, en: "community organizations", type: int, unit: 个}
  - {name: rated, zh: 已评星（星级不足）, en: "rated, with fewer stars", type: int, unit: 个}
denominator:
  zh: 当日有社区党组织的街道，不含统计虚拟单元；星级取当日有效的评定。
  en: "Streets with a community organization on the date, pseudo-units left out; the ratings in force on the date."
persons: none
*/
MATCH (o:Organization)-[i:LIES_IN]->(s:Division)
WHERE o.kind = 'community_organization' AND o.since <= $as_of AND $as_of < o.until
  AND i.since <= $as_of AND $as_of < i.until AND s.level = 'street' AND NOT s.pseudo
WITH s, o
OPTIONAL MATCH (r:Rating)-[t:RATES]->(o)
WHERE t.since <= $as_of AND $as_of < t.until
WITH s, o, toInteger(coalesce(max(r.stars), '0')) AS best
WITH s, count(o.id) AS n, max(best) AS top, coalesce(sum(CASE WHEN best > 0 THEN 1 ELSE 0 END), 0) AS n_rated
WHERE top < $stars
OPTIONAL MATCH (s)-[j:IN_DISTRICT]->(d:Division)
WHERE j.since <= $as_of AND $as_of < j.until
WITH s, n, n_rated, d.name AS dname, d.code AS dcode
WHERE $district = '' OR dname = $district OR dcode = $district
RETURN s.code AS code, s.name AS street, coalesce(dname, '') AS district, n AS organizations, n_rated AS rated
ORDER BY code, street
