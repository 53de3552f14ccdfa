/*
title: {zh: 有承诺无考核, en: Pledges without assessment}
question:
  zh: 哪些公开承诺没有相应的考核（或评价）？
  en: Which public pledges are not followed by an assessment (or an evaluation)?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-07-01"
  - name: check
    type: choice
    choices:
      assessment: {zh: 考核, en: assessment}
      evaluation: {zh: 评价, en: evaluation}
    default: assessment
    label: {zh: 缺少什么, en: what is missing}
    example: evaluation
  - name: district
    type: text
    names: Division
    default: ""
    label: {zh: 区（名称或代码，空为全部）, en: "district (name or code, empty for all)"}
    example: 江岸区
columns:
  - {name: side_id, zh: 承诺方标识, en: "id of the side that pledges", type: text}
  - {name: side, zh: 承诺方, en: "side that pledges", type: text}
  - {name: side_kind, zh: 承诺方类型, en: "kind of the side that pledges", type: text, code: organization_kind}
  - {name: other_id, zh: 对应方标识, en: "id of the other side", type: text}
  - {name: other, zh: 对应方, en: "other side", type: text}
  - {name: other_kind, zh: 对应方类型, en: "kind of the other side", type: text, code: organization_kind}
  - {name: forms, zh: 约束方式, en: "forms", type: list, code: mutual_form}
  - {name: since, zh: 起始日期, en: "since", type: date}
denominator:
  zh: 当日存续、两端党组织都存续、方式含公开承诺的约束，而同一方向当日没有含考核（评价）的约束。按区筛选时，任一端位于该区即列出。
  en: "Commitments with a public pledge that hold on the date between organizations that exist on it, where no commitment in the same direction holds that has an assessment (evaluation). A filter by district passes if either end lies there."
persons: none
*/
MATCH (o:Organization)-[t:COMMITS_TO]->(p:Organization)
WHERE t.since <= $as_of AND $as_of < t.until AND o.since <= $as_of AND $as_of < o.until
  AND p.since <= $as_of AND $as_of < p.until AND 'pledge' IN t.forms
  AND NOT EXISTS { MATCH (o)-[u:COMMITS_TO]->(p)
                   WHERE u.since <= $as_of AND $as_of < u.until AND $check IN u.forms }
  AND ($district = ''
       OR EXISTS { MATCH (o)-[i:IN_DISTRICT]->(d:Division)
                   WHERE (d.name = $district OR d.code = $district) AND i.since <= $as_of AND $as_of < i.until }
       OR EXISTS { MATCH (p)-[j:IN_DISTRICT]->(e:Division)
                   WHERE (e.name = $district OR e.code = $district) AND j.since <= $as_of AND $as_of < j.until })
RETURN o.id AS side_id, o.name AS side, o.kind AS side_kind, p.id AS other_id, p.name AS other, p.kind AS other_kind,
       t.forms AS forms, t.since AS since
ORDER BY side_id, other_id, since
