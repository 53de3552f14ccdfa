/*
title: {zh: 单向约束, en: One-way commitments}
question:
  zh: 哪些约束只有一个方向，即一方对另一方有责任，另一方没有对应的责任？
  en: Which commitments run one way only, one side being bound to the other and the other not in return?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-07-01"
  - name: form
    type: choice
    choices:
      "": {zh: 任何方式, en: any form}
      project_list: {zh: 项目清单, en: project list}
      pledge: {zh: 公开承诺, en: public pledge}
      task_book: {zh: 任务书, en: task book}
      consultation: {zh: 协商, en: consultation}
      assessment: {zh: 考核, en: assessment}
      evaluation: {zh: 评价, en: evaluation}
    default: ""
    label: {zh: 约束方式, en: form}
    example: task_book
  - name: district
    type: text
    names: Division
    default: ""
    label: {zh: 区（名称或代码，空为全部）, en: "district (name or code, empty for all)"}
    example: 上城区
columns:
  - {name: side_id, zh: 责任方标识, en: "id of the side bound", type: text}
  - {name: side, zh: 责任方, en: "side bound", type: text}
  - {name: side_kind, zh: 责任方类型, en: "kind of the side bound", type: text, code: organization_kind}
  - {name: other_id, zh: 对应方标识, en: "id of the other side", type: text}
  - {name: other, zh: 对应方, en: "other side", type: text}
  - {name: other_kind, zh: 对应方类型, en: "kind of the other side", type: text, code: organization_kind}
  - {name: forms, zh: 约束方式, en: "forms", type: list, code: mutual_form}
  - {name: since, zh: 起始日期, en: "since", type: date}
denominator:
  zh: 当日存续、两端党组织都存续的约束；选定约束方式时，只看含该方式的约束，反方向也须含该方式才算双向。按区筛选时，任一端位于该区即列出。
  en: "Commitments that hold on the date between organizations that exist on it; with a form chosen only those of that form, and the other direction must have it too. A filter by district passes if either end lies there."
persons: none
*/
MATCH (o:Organization)-[t:COMMITS_TO]->(p:Organization)
WHERE t.since <= $as_of AND $as_of < t.until AND o.since <= $as_of AND $as_of < o.until
  AND p.since <= $as_of AND $as_of < p.until AND ($form = '' OR $form IN t.forms)
  AND NOT EXISTS { MATCH (p)-[u:COMMITS_TO]->(o)
                   WHERE u.since <= $as_of AND $as_of < u.until AND ($form = '' OR $form IN u.forms) }
  AND ($district = ''
       OR EXISTS { MATCH (o)-[i:IN_DISTRICT]->(d:Division)
                   WHERE (d.name = $district OR d.code = $district) AND i.since <= $as_of AND $as_of < i.until }
       OR EXISTS { MATCH (p)-[j:IN_DISTRICT]->(e:Division)
                   WHERE (e.name = $district OR e.code = $district) AND j.since <= $as_of AND $as_of < j.until })
RETURN o.id AS side_id, o.name AS side, o.kind AS side_kind, p.id AS other_id, p.name AS other, p.kind AS other_kind,
       t.forms AS forms, t.since AS since
ORDER BY side_id, other_id, since
