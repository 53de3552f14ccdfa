/*
title:
  zh: 跨区共建
  en: Co-building across districts
question:
  zh: 两两之间，各区（或街道）的党组织有多少跨区（跨街道）共建？
  en: Between each two districts (or streets), how many co-building ties are there?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-07-01"
  - name: level
    type: choice
    choices:
      district: {zh: 区, en: district}
      street: {zh: 街道, en: street}
    default: district
    label: {zh: 级别, en: level}
    example: street
  - name: min_ties
    type: int
    default: 1
    min: 1
    label: {zh: 至少几对共建, en: ties at least}
    example: "2"
columns:
  - {name: code_a, zh: 代码（甲）, en: "code of the first", type: text}
  - {name: division_a, zh: 区划（甲）, en: "first division", type: text}
  - {name: code_b, zh: 代码（乙）, en: "code of the second", type: text}
  - {name: division_b, zh: 区划（乙）, en: "second division", type: text}
  - {name: ties, zh: 共建, en: "co-building ties", type: int, unit: 对}
  - {name: organizations, zh: 党组织, en: "organizations", type: int, unit: 个}
  - {name: with_agreement, zh: 其中有协议, en: "of which with an agreement", type: int, unit: 对}
  - {name: lapsed, zh: 其中协议到期, en: "of which the agreement has lapsed", type: int, unit: 对}
denominator:
  zh: 当日存续、双方位于不同区（街道）的共建；位于两个区（街道）的党组织在各处各计一次，因此各行不相加。协议到期指到期日早于基准日。
  en: "Co-building ties that hold on the date between organizations in different districts (streets); an organization in two counts in both, so rows are not summed. An agreement has lapsed if its last day lies before the date."
persons: none
*/
MATCH (o:Organization)-[t:CO_BUILDS]->(p:Organization)
WHERE t.since <= $as_of AND $as_of < t.until AND o.since <= $as_of AND $as_of < o.until
  AND p.since <= $as_of AND $as_of < p.until
WITH o, p, t.since AS begun, t.agreement AS paper, t.expires AS last_day
MATCH (o)-[i:IN_DISTRICT|LIES_IN]->(d:Division)
WHERE d.level = $level AND i.since <= $as_of AND $as_of < i.until
WITH o, p, begun, paper, last_day, d
MATCH (p)-[j:IN_DISTRICT|LIES_IN]->(e:Division)
WHERE e.level = $level AND d.id <> e.id AND j.since <= $as_of AND $as_of < j.until
WITH o.id AS oid, p.id AS pid, begun, paper, last_day, d, e, d.id < e.id AS straight
WITH DISTINCT oid, pid, begun, paper, last_day,
     CASE WHEN straight THEN d.code ELSE e.code END AS acode, CASE WHEN straight THEN d.name ELSE e.name END AS aname,
     CASE WHEN straight THEN e.code ELSE d.code END AS bcode, CASE WHEN straight THEN e.name ELSE d.name END AS bname
// a row for each end of a tie
UNWIND [true, false] AS first
WITH acode, aname, bcode, bname, count(DISTINCT CASE WHEN first THEN oid ELSE pid END) AS n_organizations,
     coalesce(sum(CASE WHEN first THEN 1 ELSE 0 END), 0) AS n,
     coalesce(sum(CASE WHEN first AND paper IS NOT NULL THEN 1 ELSE 0 END), 0) AS n_paper,
     coalesce(sum(CASE WHEN first AND last_day < $as_of THEN 1 ELSE 0 END), 0) AS n_lapsed
WHERE n >= $min_ties
RETURN acode AS code_a, aname AS division_a, bcode AS code_b, bname AS division_b, n AS ties,
       n_organizations AS organizations, n_paper AS with_agreement, n_lapsed AS lapsed
ORDER BY ties DESC, code_a, code_b, division_a, division_b
