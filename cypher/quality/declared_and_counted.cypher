/*
title:
  zh: 摸排数与名册不符
  en: Survey counts and rosters that differ
question:
  zh: 哪些单位摸排的党员数与名册上的人数不同，哪边多，会不会影响应建与否？
  en: At which units do the survey and the roster count members differently, which counts more, and does it change whether a branch is due?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-07-01"
  - name: state
    type: choice
    choices:
      "": {zh: 全部, en: all}
      more_declared: {zh: 摸排多于名册, en: the survey}
      more_listed: {zh: 名册多于摸排, en: the roster}
    default: ""
    label: {zh: 哪边多, en: which counts more}
    example: more_listed
  - name: district
    type: text
    names: Division
    default: ""
    label: {zh: 区（名称或代码，空为全部）, en: "district (name or code, empty for all)"}
    example: 玄武区
  - name: due_from
    type: int
    rule: R1.full_members
    min: 0
    label: {zh: 应建人数（正式党员）, en: due from (full members)}
    example: "3"
  - name: limit
    type: int
    default: 1000
    min: 1
    label: {zh: 最多行数, en: rows at most}
    example: "20"
columns:
  - {name: unit_id, zh: 单位标识, en: "unit id", type: text}
  - {name: unit_name, zh: 单位名称, en: "unit", type: text}
  - {name: district, zh: 区, en: "district", type: text}
  - {name: state, zh: 差异, en: "difference", type: text, code: difference}
  - {name: declared_full, zh: 摸排正式党员, en: "full members by survey", type: band, unit: 人}
  - {name: listed_full, zh: 名册正式党员, en: "full members by roster", type: band, unit: 人}
  - {name: due_differs, zh: 影响应建与否, en: "changes whether due", type: text, code: yes_no}
  - {name: survey_date, zh: 摸排日期, en: "survey date", type: date}
denominator:
  zh: 当日有摸排党员数、名册上也有人的单位，党员数（摸排没有党员数的，正式党员数）不同，或党员数相同而正式党员数不同。党员按工作单位计，不论组织关系在何处。
  en: Units with a survey count of members and with a roster on the date where the numbers of members differ or, if those agree or the survey has none, those of full members. Members by where they work, wherever affiliated.
persons: counts
*/
MATCH (m:InServiceMember)-[w:WORKS_AT]->(u:Enterprise|Institution)
WHERE w.since <= $as_of AND $as_of < w.until AND m.since <= $as_of AND $as_of < m.until
  AND u.since <= $as_of AND $as_of < u.until
WITH DISTINCT u, m.id AS mid, m.status = 'full' AS is_full
WITH u, count(mid) AS listed, coalesce(sum(CASE WHEN is_full THEN 1 ELSE 0 END), 0) AS n_full
MATCH (u)<-[c:COUNTS]-(h:Headcount)
WHERE c.since <= $as_of AND $as_of < c.until
WITH u, listed, n_full, h.since AS day, h.full_members AS full, coalesce(h.members - listed, 0) AS more,
     coalesce(h.full_members - n_full, 0) AS more_full
WITH u, n_full, day, full, CASE WHEN more <> 0 THEN more ELSE more_full END AS gap
WITH u, n_full, day, full,
     CASE WHEN gap > 0 THEN 'more_declared' WHEN gap < 0 THEN 'more_listed' ELSE '' END AS difference
WHERE difference <> '' AND ($state = '' OR difference = $state)
OPTIONAL MATCH (u)-[i:IN_DISTRICT]->(d:Division)
WHERE i.since <= $as_of AND $as_of < i.until
WITH u.id AS uid, u.name AS uname, head(labels(u)) AS utype, difference, full, n_full, day, d.name AS dname, d.code AS dcode
WHERE $district = '' OR dname = $district OR dcode = $district
RETURN uid AS unit_id, uname AS unit_name, coalesce(dname, '') AS district, difference AS state,
       CASE WHEN full IS NULL THEN '' WHEN full >= 3 THEN '3+' WHEN full >= 1 THEN '1-2' ELSE '0' END AS declared_full,
       CASE WHEN n_full >= 3 THEN '3+' WHEN n_full >= 1 THEN '1-2' ELSE '0' END AS listed_full,
       CASE WHEN full IS NULL THEN 'unknown' WHEN full >= $due_from AND n_full >= $due_from THEN 'no'
            WHEN full >= $due_from OR n_full >= $due_from THEN 'yes' ELSE 'no' END AS due_differs,
       day AS survey_date
ORDER BY due_differs DESC, unit_name, unit_id, utype, district
LIMIT $limit
