/*
title:
  zh: 联盟活动参加情况
  en: Attendance of alliance activities
question:
  zh: 一段时期内，各联盟的活动由哪个区主办，哪个区的成员来参加，来了多少次？
  en: Over a period, which district hosted the activities of each alliance, from which district did participants come, and how often?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-07-01"
  - name: from
    type: date
    before: 12 months
    label: {zh: 起始日（含，缺省为一年前）, en: "from (inclusive, by default a year before)"}
    example: "2022-01-01"
  - name: alliance
    type: text
    names: Alliance
    default: ""
    label: {zh: 联盟（名称或编号，空为全部）, en: "alliance (name or code, empty for all)"}
    example: 新街口商圈党建联席会
columns:
  - {name: alliance_id, zh: 联盟标识, en: "alliance id", type: text}
  - {name: alliance, zh: 联盟, en: "alliance", type: text}
  - {name: host_code, zh: 主办区代码, en: "code of the host district", type: text}
  - {name: host_district, zh: 主办区, en: "host district", type: text}
  - {name: guest_code, zh: 参加方区代码, en: "code of the guest district", type: text}
  - {name: guest_district, zh: 参加方所在区, en: "guest district", type: text}
  - {name: activities, zh: 有其参加的活动, en: "activities attended", type: int, unit: 次}
  - {name: attendances, zh: 参加次数, en: "attendances", type: int, unit: 次}
  - {name: of_members, zh: 其中联盟成员, en: "of which by members", type: int, unit: 次}
denominator:
  zh: 起始日至基准日（均含）开始、属于联盟的活动；主办方与参加方各按活动当日所在的区计，位于两个区的在两区各计一次，主办方不算参加；成员按活动当日。
  en: "Activities under an alliance that began from the first to the last day, both included; hosts and participants by the districts they lay in that day, in each if in two; members as of that day."
persons: none
*/
MATCH (c:Activity)-[:UNDER]->(a:Alliance)
WHERE $from <= c.since AND c.since <= $as_of AND ($alliance = '' OR a.name = $alliance OR a.code = $alliance)
WITH a, c
OPTIONAL MATCH (c)-[:HELD_BY]->(h:Organization|Enterprise|Institution|Division|Building|BusinessDistrict|ServicePoint)-[i:IN_DISTRICT]->(d:Division)
WHERE i.since <= c.since AND c.since < i.until
WITH a, c, d.code AS hcode, d.name AS hname
MATCH (c)<-[:ATTENDS]-(g:Organization|Enterprise|Institution|Division|Building|BusinessDistrict|ServicePoint)
WITH a, c, hcode, hname, g
OPTIONAL MATCH (g)-[m:MEMBER_OF]->(x:Alliance)
WHERE x.id = a.id AND m.since <= c.since AND c.since < m.until
WITH a, c, hcode, hname, g, count(x.id) > 0 AS member
OPTIONAL MATCH (g)-[j:IN_DISTRICT]->(e:Division)
WHERE j.since <= c.since AND c.since < j.until
WITH a.id AS aid, a.name AS aname, coalesce(hcode, '') AS hkey, coalesce(hname, '未落位') AS hlabel,
     coalesce(e.code, '') AS gkey, coalesce(e.name, '未落位') AS glabel, c.id AS cid, member
WITH aid, aname, hkey, hlabel, gkey, glabel, count(DISTINCT cid) AS n_activities, count(cid) AS n,
     coalesce(sum(CASE WHEN member THEN 1 ELSE 0 END), 0) AS n_members
RETURN aid AS alliance_id, aname AS alliance, hkey AS host_code, hlabel AS host_district, gkey AS guest_code,
       glabel AS guest_district, n_activities AS activities, n AS attendances, n_members AS of_members
ORDER BY alliance_id, host_code = '', host_code, host_district, guest_code = '', guest_code, guest_district
