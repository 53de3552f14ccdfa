/*
title:
  zh: 共建项目
  en: Projects
question:
  zh: 共建项目由谁承担，回应几项需求、使用几项资源，协议是否到期？
  en: Who undertakes the projects, how many needs do they meet and resources do they use, and has their agreement lapsed?
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
      running: {zh: 进行中, en: running}
      lapsed: {zh: 进行中，协议已到期, en: "running, agreement lapsed"}
      completed: {zh: 已结项, en: completed}
    default: ""
    label: {zh: 状态, en: state}
    example: lapsed
  - name: district
    type: text
    names: Division
    default: ""
    label: {zh: 区（名称或代码，空为全部）, en: "district (name or code, empty for all)"}
    example: 玄武区
  - name: limit
    type: int
    default: "200"
    min: 1
    label: {zh: 最多行数, en: rows at most}
    example: "20"
columns:
  - {name: project_id, zh: 项目标识, en: "project id", type: text}
  - {name: project, zh: 项目, en: "project", type: text}
  - {name: undertaken_by, zh: 承担方, en: "undertaken by", type: list}
  - {name: needs, zh: 需求, en: "needs", type: int, unit: 项}
  - {name: resources, zh: 资源, en: "resources", type: int, unit: 项}
  - {name: agreement, zh: 协议, en: "agreement", type: text}
  - {name: since, zh: 立项日期, en: "started", type: date}
  - {name: expires, zh: 协议到期日, en: "agreement expires", type: date}
  - {name: ended, zh: 结项次日, en: "first day after completion", type: date}
  - {name: state, zh: 状态, en: "state", type: text, code: project_state}
denominator:
  zh: 当日或以前立项的项目，没有写承担方的也列出；协议到期日早于基准日而项目未结的为到期；已结项的列结项次日。限定区时，为承担方自立项至基准日所在过的区，只列这些承担方。承担方、需求、资源为历来登记的。
  en: "Projects started on or before the date, also without a party on record; lapsed if the agreement's last day lies before the date and the project is not completed; the date of completion is the day after the last. With a district given, those of a party that has lain there between the start and the date, and only such parties. Parties, needs and resources as ever recorded."
persons: none
*/
MATCH (p:Project)
WHERE p.since <= $as_of
OPTIONAL MATCH (g:Organization|Enterprise|Institution|Division|Building|BusinessDistrict|ServicePoint|Alliance)-[t:UNDERTAKES]->(p)
WHERE t.since <= $as_of
  AND ($district = '' OR EXISTS { MATCH (g)-[i:IN_DISTRICT]->(d:Division)
                                  WHERE i.since <= $as_of AND p.since < i.until
                                    AND (d.name = $district OR d.code = $district) })
WITH DISTINCT p, g.name AS gname
WHERE $district = '' OR gname IS NOT NULL
WITH p, gname
ORDER BY gname LIMIT 1000000
WITH p, collect(gname) AS parties
OPTIONAL MATCH (p)-[:MEETS]->(n:Need)
WITH p, parties, count(DISTINCT n.id) AS n_needs
OPTIONAL MATCH (p)-[:DRAWS_ON]->(r:Resource)
WITH p, parties, n_needs, count(DISTINCT r.id) AS n_resources
WITH p, parties, n_needs, n_resources,
     CASE WHEN p.until <= $as_of THEN 'completed' WHEN p.expires < $as_of THEN 'lapsed' ELSE 'running' END AS p_state
WHERE $state = '' OR p_state = $state
RETURN p.id AS project_id, p.name AS project, parties AS undertaken_by, n_needs AS needs, n_resources AS resources,
       coalesce(p.agreement, '') AS agreement, p.since AS since, p.expires AS expires,
       CASE WHEN p.until <= $as_of THEN p.until END AS ended, p_state AS state
ORDER BY since, project_id
LIMIT $limit
