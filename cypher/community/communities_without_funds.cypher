/*
title:
  zh: 缺经费的社区
  en: Communities without funds
question:
  zh: 哪些社区没有工作经费或服务群众经费，哪些没有记录？
  en: Which communities have no funds in the budget or no service fund, and of which is it not on record?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-07-01"
  - name: lacking
    type: choice
    choices:
      any: {zh: 工作经费或服务群众经费, en: budget or service fund}
      budget: {zh: 工作经费, en: in the budget}
      service: {zh: 服务群众经费, en: service fund}
      unrecorded: {zh: 有一项没有记录, en: one of them not on record}
    default: any
    label: {zh: 缺哪项, en: what lacks}
    example: service
  - name: district
    type: text
    names: Division
    default: ""
    label: {zh: 区（名称或代码，空为全部）, en: "district (name or code, empty for all)"}
    example: 昌江区
  - name: street
    type: text
    names: Division
    default: ""
    label: {zh: 街道（名称或代码，空为全部）, en: "street (name or code, empty for all)"}
    example: 松月沟街道
columns:
  - {name: community_code, zh: 社区代码, en: "community code", type: text}
  - {name: community, zh: 社区, en: "community", type: text}
  - {name: street, zh: 街道, en: "street", type: text}
  - {name: district, zh: 区, en: "district", type: text}
  - {name: funds_from, zh: 经费日期, en: "funds from", type: date}
  - {name: missing, zh: 缺少的经费, en: "funds lacking", type: list, code: community_fund}
  - {name: unrecorded, zh: 没有记录的经费, en: "funds not on record", type: list, code: community_fund}
denominator:
  zh: 当日存续的社区，不含统计虚拟单元。缺某项指当日有效的一次经费记录中该项写明为 0；没有写明、没有任何记录的不知道有没有，不算缺，选“有一项没有记录”时列出。
  en: "Communities existing on the date, pseudo-units left out. A fund lacks if the record in force on the date states 0 of it; where it is not stated, or nothing is on record, nothing is known: such communities are listed only when asked for."
persons: none
*/
MATCH (s:Division)
WHERE s.level = 'community' AND NOT s.pseudo AND s.since <= $as_of AND $as_of < s.until
OPTIONAL MATCH (s)<-[f:FUNDS]-(x:Fund)
WHERE f.since <= $as_of AND $as_of < f.until
WITH s, x.since AS stated, CASE WHEN x.budget = 0 THEN 'budget' END AS no_budget,
     CASE WHEN x.service = 0 THEN 'service' END AS no_service, CASE WHEN x.budget IS NULL THEN 'budget' END AS open_budget,
     CASE WHEN x.service IS NULL THEN 'service' END AS open_service
WHERE $lacking = 'any' AND (no_budget IS NOT NULL OR no_service IS NOT NULL)
   OR $lacking = no_budget OR $lacking = no_service
   OR $lacking = 'unrecorded' AND (open_budget IS NOT NULL OR open_service IS NOT NULL)
OPTIONAL MATCH (s)-[j:LIES_IN]->(g:Division)
WHERE g.level = 'street' AND j.since <= $as_of AND $as_of < j.until
WITH s, stated, no_budget, no_service, open_budget, open_service, g.name AS gname, g.code AS gcode
WHERE $street = '' OR gname = $street OR gcode = $street
OPTIONAL MATCH (s)-[i:IN_DISTRICT]->(d:Division)
WHERE i.since <= $as_of AND $as_of < i.until
WITH s, stated, no_budget, no_service, open_budget, open_service, gname, d.name AS dname, d.code AS dcode
WHERE $district = '' OR dname = $district OR dcode = $district
UNWIND ['budget', 'service'] AS possible
WITH s, stated, gname, dname, possible, CASE WHEN possible IN [no_budget, no_service] THEN possible END AS lack,
     CASE WHEN possible IN [open_budget, open_service] THEN possible END AS gap
ORDER BY possible LIMIT 1000000
WITH s, stated, gname, dname, collect(lack) AS lacks, collect(gap) AS gaps
RETURN s.code AS community_code, s.name AS community, coalesce(gname, '') AS street, coalesce(dname, '') AS district,
       stated AS funds_from, lacks AS missing, gaps AS unrecorded
ORDER BY community_code, s.id
