/*
title:
  zh: 没有书记的党组织
  en: Organizations without a secretary
question:
  zh: 哪些覆盖单位的党组织当日没有书记，有没有副书记？
  en: Which organizations that cover units have no secretary on the date, and do they have a deputy?
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
    example: 玄武区
  - name: kind
    type: choice
    choices:
      "": {zh: 全部, en: all}
      committee: {zh: 单独建立党委, en: own committee}
      general_branch: {zh: 单独建立党总支, en: own general branch}
      branch: {zh: 单独建立党支部, en: own branch}
      joint_branch: {zh: 联合党支部, en: joint branch}
    default: ""
    label: {zh: 组建方式, en: kind}
    example: joint_branch
columns:
  - {name: organization_id, zh: 党组织标识, en: "organization id", type: text}
  - {name: organization, zh: 党组织, en: "organization", type: text}
  - {name: kind, zh: 组建方式, en: "kind", type: text, code: organization_kind}
  - {name: districts, zh: 所在区, en: "districts", type: list}
  - {name: units, zh: 覆盖单位数, en: "units covered", type: int, unit: 家}
  - {name: deputy, zh: 有副书记, en: "has a deputy", type: text, code: yes_no}
denominator:
  zh: 当日存续、当日覆盖单位的单独建立的与联合党组织；书记为当日在册、当日任此职者。没有任职表的党组织也会列出。
  en: Own and joint organizations that exist and cover units on the date; a secretary is a member on a roster who holds the post then. Organizations whose posts nobody has reported are listed too.
persons: none
*/
MATCH (o:Organization)-[c:COVERS]->(u:Enterprise|Institution)
WHERE o.since <= $as_of AND $as_of < o.until AND o.kind IN ['committee', 'general_branch', 'branch', 'joint_branch']
  AND ($kind = '' OR o.kind = $kind)
  AND c.since <= $as_of AND $as_of < c.until AND u.since <= $as_of AND $as_of < u.until
WITH o, count(DISTINCT u) AS n
OPTIONAL MATCH (o)<-[h:HOLDS]-(p:InServiceMember)
WHERE h.since <= $as_of AND $as_of < h.until AND p.since <= $as_of AND $as_of < p.until
WITH o, n, count(CASE WHEN h.post = 'secretary' THEN h.post END) AS n_secretaries,
     count(CASE WHEN h.post = 'deputy_secretary' THEN h.post END) AS n_deputies
WHERE n_secretaries = 0
OPTIONAL MATCH (o)-[i:IN_DISTRICT]->(d:Division)
WHERE i.since <= $as_of AND $as_of < i.until
WITH o, n, n_deputies, d.code AS dcode, d.name AS dname, d.id AS did
ORDER BY dcode, did LIMIT 1000000
WITH o, n, n_deputies, collect(dname) AS district_names, collect(dcode) AS district_codes
WHERE $district = '' OR $district IN district_names OR $district IN district_codes
RETURN o.id AS organization_id, o.name AS organization, o.kind AS kind, district_names AS districts, n AS units,
       CASE WHEN n_deputies > 0 THEN 'yes' ELSE 'no' END AS deputy
ORDER BY units DESC, organization_id
