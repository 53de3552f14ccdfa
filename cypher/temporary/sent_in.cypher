/*
title:
  zh: 派入闭环的党员
  en: Members sent into closed loops
question:
  zh: 派入闭环的党员来自哪些区（市、省），当日还有多少在闭环里？
  en: Which districts (cities, provinces) do the members sent into closed loops come from, and how many are still inside on the date?
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
      city: {zh: 市, en: city}
      province: {zh: 省, en: province}
    default: district
    label: {zh: 分组, en: grouped by}
    example: city
  - name: district
    type: text
    names: Division
    default: ""
    label: {zh: 闭环所在区（名称或代码，空为全部）, en: "district of the loop (name or code, empty for all)"}
    example: 延庆区
columns:
  - {name: code, zh: 代码, en: "code", type: text}
  - {name: name, zh: 名称, en: "name", type: text, named_by: by}
  - {name: sent, zh: 累计派入, en: "sent in so far", type: int, unit: 人}
  - {name: inside, zh: 当日在闭环, en: "inside on the date", type: int, unit: 人}
denominator:
  zh: 截至当日派入过闭环的在册党员，每人计一次，按组织关系所在党组织当日所在的区计；其党组织位于几个区的，计代码最小的一个。没有写组织关系的列为未落位。当日在闭环指当日派入仍有效、所到组织仍存续。派入不改变组织关系，不进党员总数。
  en: "Members on rosters sent into a closed loop up to the date, each once, by the district where the organization they are affiliated to lies on the date (of several districts the one with the lowest code); without an affiliation they are not located. Inside on the date means the posting and the organization posted to still hold. Postings leave the affiliation where it is and enter no total of members."
persons: counts
*/
MATCH (m:InServiceMember)-[r:POSTED_TO]->(x:Division|Organization)
WHERE r.kind = 'sent_in' AND r.since <= $as_of AND m.since <= $as_of AND $as_of < m.until
  AND ($district = '' OR EXISTS { MATCH (x)-[j:IN_DISTRICT]->(e:Division)
                                  WHERE j.since <= $as_of AND (e.name = $district OR e.code = $district) })
WITH m, max(CASE WHEN $as_of < r.until AND x.since <= $as_of AND $as_of < x.until THEN 1 ELSE 0 END) AS here
OPTIONAL MATCH (m)-[a:AFFILIATED_TO]->(o:Organization)
WHERE a.since <= $as_of AND $as_of < a.until AND o.since <= $as_of AND $as_of < o.until
WITH m, here, o
OPTIONAL MATCH (o)-[i:IN_DISTRICT]->(d:Division)
WHERE i.since <= $as_of AND $as_of < i.until
WITH m.id AS mid, here, min(d.id) AS did
// few rows from here on: one for each district
WITH did, count(mid) AS n, coalesce(sum(here), 0) AS n_here
OPTIONAL MATCH (g:Division)
WHERE g.id = did
WITH n, n_here, g
OPTIONAL MATCH (g)-[p:PART_OF]->(t:Division)
WHERE $by <> 'district' AND t.level = 'city' AND p.since <= $as_of AND $as_of < p.until
  AND t.since <= $as_of AND $as_of < t.until
WITH n, n_here, g, t
OPTIONAL MATCH (t)-[q:PART_OF]->(v:Division)
WHERE $by = 'province' AND v.level = 'province' AND q.since <= $as_of AND $as_of < q.until
  AND v.since <= $as_of AND $as_of < v.until
WITH n, n_here,
     coalesce(CASE WHEN $by = 'province' THEN v.code WHEN $by = 'city' THEN t.code ELSE g.code END, '') AS gcode,
     coalesce(CASE WHEN $by = 'province' THEN v.name WHEN $by = 'city' THEN t.name ELSE g.name END, '未落位') AS gname
UNWIND ['groups', 'total'] AS part
WITH part, CASE WHEN part = 'total' THEN '' ELSE gcode END AS key,
     CASE WHEN part = 'total' THEN '合计' ELSE gname END AS key_name, coalesce(sum(n), 0) AS n_sent,
     coalesce(sum(n_here), 0) AS n_inside
RETURN key AS code, key_name AS name, n_sent AS sent, n_inside AS inside
ORDER BY part, code = '', code, name
