/*
title:
  zh: 覆盖多家单位的单独党组织
  en: Own organizations of several units
question:
  zh: 哪些登记为单独建立的党组织覆盖了多家单位，是不是联合党支部？
  en: Which organizations entered as a unit's own cover several units, and may be joint branches?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-07-01"
  - name: kind
    type: choice
    choices:
      "": {zh: 全部, en: all}
      committee: {zh: 单独建立党委, en: own committee}
      general_branch: {zh: 单独建立党总支, en: own general branch}
      branch: {zh: 单独建立党支部, en: own branch}
    default: ""
    label: {zh: 组建方式, en: kind}
    example: branch
  - name: min_units
    type: int
    default: 2
    min: 2
    label: {zh: 至少几家单位, en: units at least}
    example: "3"
columns:
  - {name: organization_id, zh: 党组织标识, en: "organization id", type: text}
  - {name: organization, zh: 党组织, en: "organization", type: text}
  - {name: kind, zh: 组建方式, en: "kind", type: text, code: organization_kind}
  - {name: units, zh: 单位数, en: "units", type: int, unit: 家}
  - {name: unit_names, zh: 单位, en: "units by name", type: list}
  - {name: sources, zh: 覆盖关系来源, en: "sources of the ties", type: list}
denominator:
  zh: 当日存续、单独建立的党组织，当日覆盖的存续单位达到数目。
  en: Organizations of an own kind existing on the date that cover that many existing units on the date.
persons: none
*/
MATCH (o:Organization)-[c:COVERS]->(u:Enterprise|Institution)
WHERE o.kind IN ['committee', 'general_branch', 'branch'] AND ($kind = '' OR o.kind = $kind)
  AND o.since <= $as_of AND $as_of < o.until AND c.since <= $as_of AND $as_of < c.until
  AND u.since <= $as_of AND $as_of < u.until
WITH DISTINCT o, u.id AS uid, head(labels(u)) AS utype, u.name AS uname
ORDER BY uname, uid, utype LIMIT 1000000
WITH o, count(uid) AS n, collect(uname) AS names
WHERE n >= $min_units
MATCH (o)-[c:COVERS]->(u:Enterprise|Institution)
WHERE c.since <= $as_of AND $as_of < c.until AND u.since <= $as_of AND $as_of < u.until
UNWIND c.sources AS source
WITH DISTINCT o, n, names, source
ORDER BY source LIMIT 1000000
WITH o.id AS oid, o.name AS oname, o.kind AS okind, n, names, collect(source) AS asserted_by
RETURN oid AS organization_id, oname AS organization, okind AS kind, n AS units, names AS unit_names,
       asserted_by AS sources
ORDER BY units DESC, organization, organization_id
