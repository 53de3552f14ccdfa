/*
title:
  zh: 联盟成员
  en: Members of alliances
question:
  zh: 联盟在基准日有哪些成员，各在哪个区，任什么角色，凭什么协议？
  en: Who are the members of the alliances on the date, where do they lie, in which role and by which agreement?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-07-01"
  - name: alliance
    type: text
    names: Alliance
    default: ""
    label: {zh: 联盟（名称或编号，空为全部）, en: "alliance (name or code, empty for all)"}
    example: 新街口商圈党建联席会
columns:
  - {name: alliance_id, zh: 联盟标识, en: "alliance id", type: text}
  - {name: alliance, zh: 联盟, en: "alliance", type: text}
  - {name: member_type, zh: 成员类型, en: "member type", type: text, code: node_type}
  - {name: member_id, zh: 成员标识, en: "member id", type: text}
  - {name: member, zh: 成员, en: "member", type: text}
  - {name: districts, zh: 所在区, en: "districts", type: list}
  - {name: role, zh: 角色, en: "role", type: text}
  - {name: joined, zh: 加入日期, en: "joined", type: date}
  - {name: left, zh: 不再是成员的首日, en: "first day no longer a member", type: date}
  - {name: agreement, zh: 协议, en: "agreement", type: text}
denominator:
  zh: 当日存续的联盟与当日的成员。
  en: Alliances existing on the date and their members on the date.
persons: none
*/
MATCH (m:Organization|Enterprise|Institution|Division|Building|BusinessDistrict|ServicePoint)-[t:MEMBER_OF]->(a:Alliance)
WHERE t.since <= $as_of AND $as_of < t.until
  AND m.since <= $as_of AND $as_of < m.until AND a.since <= $as_of AND $as_of < a.until
  AND ($alliance = '' OR a.name = $alliance OR a.code = $alliance)
WITH a.id AS aid, a.name AS aname, m, t.role AS t_role, t.since AS t_since, t.until AS t_until,
     t.agreement AS t_agreement
OPTIONAL MATCH (m)-[i:IN_DISTRICT]->(d:Division)
WHERE i.since <= $as_of AND $as_of < i.until
WITH aid, aname, head(labels(m)) AS mtype, m.id AS mid, m.name AS mname, t_role, t_since, t_until, t_agreement,
     d.id AS did, d.code AS dcode, d.name AS dname
ORDER BY dcode, did LIMIT 1000000
WITH aid, aname, mtype, mid, mname, t_role, t_since, t_until, t_agreement, collect(dname) AS district_names
RETURN aid AS alliance_id, aname AS alliance, mtype AS member_type, mid AS member_id, mname AS member,
       district_names AS districts, t_role AS role, t_since AS joined, t_until AS `left`,
       t_agreement AS agreement
ORDER BY alliance_id, member_type, member_id, joined
