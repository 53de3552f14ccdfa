/*
title:
  zh: 仍连着已注销单位的联系
  en: Ties to units that have ended
question:
  zh: 哪些党组织还覆盖着、指导着已经注销的单位？
  en: Which organizations still cover or instruct units that have been deregistered?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-07-01"
  - name: tie
    type: choice
    choices:
      "": {zh: 全部, en: all}
      COVERS: {zh: 覆盖, en: covers}
      INSTRUCTS: {zh: 选派指导员, en: instructs}
    default: ""
    label: {zh: 联系, en: tie}
    example: COVERS
  - name: limit
    type: int
    default: 1000
    min: 1
    label: {zh: 最多行数, en: rows at most}
    example: "20"
columns:
  - {name: organization_id, zh: 党组织标识, en: "organization id", type: text}
  - {name: organization, zh: 党组织, en: "organization", type: text}
  - {name: tie, zh: 联系, en: "tie", type: text, code: tie_type}
  - {name: unit_id, zh: 单位标识, en: "unit id", type: text}
  - {name: unit_name, zh: 单位名称, en: "unit", type: text}
  - {name: ended, zh: 注销次日, en: "first day after its end", type: date}
  - {name: tie_sources, zh: 联系来源, en: "sources of the tie", type: list}
  - {name: unit_sources, zh: 单位来源, en: "sources of the unit", type: list}
denominator:
  zh: 当日存续的党组织，按其来源当日仍有效、而单位此前已注销的联系；统计中不计。
  en: Ties of existing organizations that by their sources go on although the unit ended on or before the date; no table counts them.
persons: none
*/
MATCH (o:Organization)-[t:COVERS|INSTRUCTS]->(u:Enterprise|Institution)
WHERE u.until <= $as_of AND $as_of < t.until AND t.since <= $as_of
  AND o.since <= $as_of AND $as_of < o.until AND ($tie = '' OR type(t) = $tie)
RETURN o.id AS organization_id, o.name AS organization, type(t) AS tie, u.id AS unit_id, u.name AS unit_name,
       u.until AS ended, t.sources AS tie_sources, u.sources AS unit_sources
ORDER BY ended, unit_name, unit_id, organization_id, tie, t.since
LIMIT $limit
