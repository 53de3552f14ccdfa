/*
title:
  zh: 单位信息缺项
  en: What is missing of units
question:
  zh: 各区（街道）的单位，多少没有信用代码、类型、行业、从业人员、党员数、所在社区？
  en: Of the units of each district (street), how many lack a credit code, kind, industry, staff, members or a community?
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
      street: {zh: 街道, en: street}
      kind: {zh: 单位类型, en: unit kind}
    default: district
    label: {zh: 分组, en: grouped by}
    example: street
columns:
  - {name: code, zh: 代码, en: "code", type: text}
  - {name: name, zh: 名称, en: "name", type: text, named_by: by}
  - {name: units, zh: 单位数, en: "units", type: int, unit: 家}
  - {name: without_code, zh: 无信用代码, en: "without a credit code", type: int, unit: 家}
  - {name: without_kind, zh: 无类型, en: "without a kind", type: int, unit: 家}
  - {name: without_industry, zh: 无行业, en: "without an industry", type: int, unit: 家}
  - {name: without_staff, zh: 无从业人员数, en: "without staff", type: int, unit: 家}
  - {name: without_members, zh: 无党员数, en: "without members", type: int, unit: 家}
  - {name: without_community, zh: 无社区, en: "without a community", type: int, unit: 家}
denominator:
  zh: 当日存续的全部单位（含个体工商户）；一家可缺几项，各列不相加。
  en: All units active on the date, merchants included; a unit may lack several things, so the columns are not summed.
persons: none
*/
OPTIONAL MATCH (s:Standing)-[:STANDS_FOR]->(u:Enterprise|Institution)
WHERE s.since <= $as_of AND $as_of < s.until
WITH s.id AS sid, CASE WHEN $by = 'district' THEN s.district WHEN $by = 'street' THEN s.street ELSE s.kind END AS gid, u.code IS NULL AS no_code,
     s.kind = '' AS no_kind, s.industry = '' AS no_industry, s.staff IS NULL AS no_staff,
     NOT s.counted AS no_members, s.community = '' AS no_community
WITH gid, no_code, no_kind, no_industry, no_staff, no_members, no_community, count(sid) AS n
UNWIND ['groups', 'total'] AS part
WITH part, CASE WHEN part = 'total' THEN '' ELSE gid END AS key, coalesce(sum(n), 0) AS n_units,
     coalesce(sum(CASE WHEN no_code THEN n ELSE 0 END), 0) AS n_code,
     coalesce(sum(CASE WHEN no_kind THEN n ELSE 0 END), 0) AS n_kind,
     coalesce(sum(CASE WHEN no_industry THEN n ELSE 0 END), 0) AS n_industry,
     coalesce(sum(CASE WHEN no_staff THEN n ELSE 0 END), 0) AS n_staff,
     coalesce(sum(CASE WHEN no_members THEN n ELSE 0 END), 0) AS n_members,
     coalesce(sum(CASE WHEN no_community THEN n ELSE 0 END), 0) AS n_community
// without any unit on the date only the total is left, all zeros
WHERE key IS NOT NULL
OPTIONAL MATCH (d:Division) WHERE d.id = key
RETURN coalesce(d.code, key) AS code,
       CASE WHEN part = 'total' THEN '合计' WHEN key <> '' THEN coalesce(d.name, key)
            WHEN $by = 'kind' THEN '不详' ELSE '未落位' END AS name,
       n_units AS units, n_code AS without_code, n_kind AS without_kind, n_industry AS without_industry,
       n_staff AS without_staff, n_members AS without_members, n_community AS without_community
ORDER BY part, key = '', code, key
