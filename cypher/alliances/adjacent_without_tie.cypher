/*
title:
  zh: 毗邻而无共建的区划
  en: Adjoining divisions without a tie
question:
  zh: 哪些毗邻的街道（或区、社区）之间既没有共建，也没有共同的联盟？
  en: Which adjoining streets (or districts, communities) have neither a co-building tie nor an alliance in common?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-07-01"
  - name: level
    type: choice
    choices:
      street: {zh: 街道, en: street}
      district: {zh: 区, en: district}
      community: {zh: 社区, en: community}
    default: street
    label: {zh: 级别, en: level}
    example: district
  - name: show
    type: choice
    choices:
      without: {zh: 只列没有联系的, en: only those without a tie}
      every: {zh: 列出全部毗邻, en: every adjoining pair}
    default: without
    label: {zh: 列出, en: show}
    example: every
columns:
  - {name: code_a, zh: 代码（甲）, en: "code of the first", type: text}
  - {name: division_a, zh: 区划（甲）, en: "first division", type: text}
  - {name: code_b, zh: 代码（乙）, en: "code of the second", type: text}
  - {name: division_b, zh: 区划（乙）, en: "second division", type: text}
  - {name: co_building, zh: 有共建, en: "co-building", type: text, code: yes_no}
  - {name: alliance, zh: 有共同联盟, en: "alliance in common", type: text, code: yes_no}
denominator:
  zh: 当日毗邻的两个同级区划，不含统计虚拟单元；有共建指位于两地的党组织之间有当日存续的共建，有共同联盟指某个存续的联盟在两地都有成员（区划本身也算）。
  en: "Pairs of divisions of the level that adjoin on the date, pseudo-units left out; co-building is a tie that holds on the date between organizations lying in the two, an alliance in common one that exists and has members in both (the divisions themselves included)."
persons: none
*/
MATCH (o:Organization)-[t:CO_BUILDS]-(p:Organization)
WHERE t.since <= $as_of AND $as_of < t.until AND o.since <= $as_of AND $as_of < o.until
  AND p.since <= $as_of AND $as_of < p.until
WITH o, p
MATCH (o)-[i:IN_DISTRICT|LIES_IN]->(d:Division)
WHERE d.level = $level AND i.since <= $as_of AND $as_of < i.until
WITH d.id AS did, p
MATCH (p)-[j:IN_DISTRICT|LIES_IN]->(e:Division)
WHERE e.level = $level AND j.since <= $as_of AND $as_of < j.until
WITH collect(did + '|' + e.id) AS built
OPTIONAL MATCH (x:Alliance)
WHERE x.since <= $as_of AND $as_of < x.until
WITH built, x
OPTIONAL MATCH (x)<-[t:MEMBER_OF]-(m:Organization|Enterprise|Institution|Division|Building|BusinessDistrict|ServicePoint)-[i:IN_DISTRICT|LIES_IN]->(d:Division)
WHERE t.since <= $as_of AND $as_of < t.until AND i.since <= $as_of AND $as_of < i.until
WITH built, x, collect(d.id) AS places
OPTIONAL MATCH (x)<-[t:MEMBER_OF]-(u:Enterprise|Institution)<-[:STANDS_FOR]-(s:Standing)
WHERE t.since <= $as_of AND $as_of < t.until AND s.since <= $as_of AND $as_of < s.until
WITH built, x, places, collect(CASE WHEN $level = 'community' THEN s.community ELSE s.street END) AS spots
OPTIONAL MATCH (a:Division)-[:ADJOINS]->(b:Division)
WHERE a.level = $level AND (a.id IN places OR a.id IN spots) AND (b.id IN places OR b.id IN spots)
WITH built, collect(a.id + '|' + b.id) AS allied
MATCH (a:Division)-[n:ADJOINS]->(b:Division)
WHERE a.level = $level AND b.level = $level AND NOT a.pseudo AND NOT b.pseudo
  AND n.since <= $as_of AND $as_of < n.until AND a.since <= $as_of AND $as_of < a.until
  AND b.since <= $as_of AND $as_of < b.until
WITH DISTINCT a.code AS acode, a.name AS aname, b.code AS bcode, b.name AS bname, (a.id + '|' + b.id) IN built AS has_built,
     (a.id + '|' + b.id) IN allied AS has_allied
WHERE $show = 'every' OR NOT has_built AND NOT has_allied
RETURN acode AS code_a, aname AS division_a, bcode AS code_b, bname AS division_b,
       CASE WHEN has_built THEN 'yes' ELSE 'no' END AS co_building,
       CASE WHEN has_allied THEN 'yes' ELSE 'no' END AS alliance
ORDER BY code_a, code_b, division_a, division_b
