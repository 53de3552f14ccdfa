/*
title:
  zh: 下放的处罚
  en: Penalties delegated
question:
  zh: 各领域向街道下放了多少项处罚，多少街道、多少支执法队在执行？
  en: How many penalties of each field are delegated to streets, and how many streets and teams enforce them?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-07-01"
  - name: district
    type: text
    names: Division
    default: ""
    label: {zh: 区（名称或代码，空为全部）, en: "district (name or code, empty for all)"}
    example: 石景山区
columns:
  - {name: field, zh: 领域, en: "field", type: text, code: penalty_field}
  - {name: penalties, zh: 处罚事项, en: "penalties", type: int, unit: 项}
  - {name: streets, zh: 街道, en: "streets", type: int, unit: 个}
  - {name: teams, zh: 执法队, en: "teams", type: int, unit: 支}
  - {name: delegations, zh: 下放（项·街道）, en: "delegations", type: int, unit: 项次}
denominator:
  zh: 当日下放给存续的街道、执法队的行政处罚，区、社区的不算；领域不详的单列。同一街道可受托几个领域，街道、执法队各行不相加，合计各计一次。
  en: "Penalties delegated on the date to existing streets and teams, not to districts or communities; those of an unknown field stand apart. A street may have several fields: streets and teams are not sums, the total counts each once."
persons: none
*/
MATCH (h:Division|Institution)-[r:RESPONSIBLE_FOR]->(u:Duty)
WHERE u.kind = 'penalty' AND r.since <= $as_of AND $as_of < r.until AND u.since <= $as_of AND $as_of < u.until
  AND h.since <= $as_of AND $as_of < h.until AND (h.level = 'street' OR head(labels(h)) = 'Institution')
WITH h, u
OPTIONAL MATCH (h)-[i:IN_DISTRICT]->(d:Division)
WHERE i.since <= $as_of AND $as_of < i.until
WITH DISTINCT h.id AS hid, head(labels(h)) AS what, u, d.name AS dname, d.code AS dcode
WHERE $district = '' OR dname = $district OR dcode = $district
UNWIND ['groups', 'total'] AS part
WITH part, CASE WHEN part = 'total' THEN '合计' ELSE coalesce(u.field, '不详') END AS gfield, u.id AS uid, hid, what
WITH part, gfield, count(DISTINCT uid) AS n, count(DISTINCT CASE WHEN what = 'Division' THEN hid END) AS n_streets,
     count(DISTINCT CASE WHEN what = 'Institution' THEN hid END) AS n_teams,
     count(CASE WHEN what = 'Division' THEN hid END) AS n_ties
RETURN gfield AS field, n AS penalties, n_streets AS streets, n_teams AS teams, n_ties AS delegations
ORDER BY part, field = '不详', field
