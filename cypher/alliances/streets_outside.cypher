/*
title:
  zh: 联席会之外的街道
  en: Streets taking no part
question:
  zh: 各区有哪些街道，自身和位于其中的党组织、单位、楼宇都不是任何党建联席会的成员？
  en: Which streets of each district take part in no joint conference, neither themselves nor by an organization, unit or building located there?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-07-01"
  - name: kind
    type: choice
    choices:
      joint_conference: {zh: 党建联席会, en: joint conference}
      "": {zh: 任何联盟, en: any alliance}
      co_building: {zh: 共建联盟, en: co-building alliance}
      adjacent: {zh: 毗邻党建, en: adjacent-area co-building}
      industry: {zh: 行业党建联盟, en: industry alliance}
    default: joint_conference
    label: {zh: 联盟类型, en: kind of alliance}
    example: adjacent
columns:
  - {name: code, zh: 区代码, en: "district code", type: text}
  - {name: district, zh: 区, en: "district", type: text}
  - {name: streets, zh: 街道数, en: "streets", type: int, unit: 个}
  - {name: outside, zh: 未参加, en: "taking no part", type: int, unit: 个}
  - {name: street_names, zh: 未参加的街道, en: "streets outside", type: list}
denominator:
  zh: 当日存续的街道，不含统计虚拟单元；参加指街道、其社区，或位于其中的党组织、单位、楼宇、服务点当日是某个存续的该类联盟的成员。
  en: "Streets existing on the date, pseudo-units left out; a street takes part if it, a community of it, or an organization, unit, building or service point located there is on the date a member of an alliance of the kind that exists."
persons: none
*/
MATCH (u:Enterprise|Institution)-[t:MEMBER_OF]->(a:Alliance)
WHERE ($kind = '' OR a.kind = $kind) AND a.since <= $as_of AND $as_of < a.until
  AND t.since <= $as_of AND $as_of < t.until
WITH u
MATCH (s:Standing)-[:STANDS_FOR]->(u)
WHERE s.since <= $as_of AND $as_of < s.until
WITH collect(s.street) AS by_units
OPTIONAL MATCH (c:Division)<-[l:LIES_IN]-(m:Organization|Division|Building|ServicePoint)
WHERE l.since <= $as_of AND $as_of < l.until
  AND EXISTS { MATCH (m)-[t:MEMBER_OF]->(a:Alliance)
               WHERE ($kind = '' OR a.kind = $kind) AND a.since <= $as_of AND $as_of < a.until
                 AND t.since <= $as_of AND $as_of < t.until }
WITH by_units, collect(c.id) AS by_others
MATCH (d:Division)
WHERE d.level = 'street' AND NOT d.pseudo AND d.since <= $as_of AND $as_of < d.until
WITH d, d.id IN by_units OR d.id IN by_others AS inside
OPTIONAL MATCH (d)-[i:IN_DISTRICT]->(g:Division)
WHERE i.since <= $as_of AND $as_of < i.until
UNWIND ['groups', 'total'] AS part
WITH part, CASE WHEN part = 'total' THEN '' ELSE coalesce(g.code, '') END AS gcode,
     CASE WHEN part = 'total' THEN '合计' ELSE coalesce(g.name, '未落位') END AS gname, inside, d.code AS dcode,
     d.id AS did, CASE WHEN inside THEN null ELSE d.name END AS dname
ORDER BY dcode, did LIMIT 1000000
WITH part, gcode, gname, count(dcode) AS n, count(dname) AS n_outside, collect(dname) AS names
RETURN gcode AS code, gname AS district, n AS streets, n_outside AS outside, names AS street_names
ORDER BY part, code = '', code, district
