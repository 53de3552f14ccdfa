/*
title:
  zh: 党组织层级
  en: Organizations by depth
question:
  zh: 从最上级往下数，各层各有哪些党组织，哪些不在任何隶属链上？
  en: Counted down from the top, how many organizations stand at each depth, and which belong to no chain?
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
      joint_branch: {zh: 联合党支部, en: joint branch}
      community_organization: {zh: 社区党组织, en: community organization}
    default: ""
    label: {zh: 组建方式, en: kind}
    example: branch
columns:
  - {name: depth, zh: 层, en: "depth", type: int}
  - {name: kind, zh: 组建方式, en: "kind", type: text, code: organization_kind}
  - {name: organizations, zh: 党组织, en: "organizations", type: int, unit: 个}
denominator:
  zh: 当日存续的党组织，按当日的隶属关系。没有上级而有下级者为第 0 层，以下按最短的链计，至多 8 层；没有上级也没有下级的，层为空；沿上级走不到顶的（成环）不列。
  en: Organizations existing on the date by their superiors then. Without a superior but with others below is depth 0; below, the shortest chain counts, up to 8. Those with neither have no depth; those whose superiors lead to no top (a circle) are left out.
persons: none
*/
MATCH (t:Organization)
WHERE NOT EXISTS { MATCH (t)-[x:SUPERIOR]->(s:Organization)
                   WHERE x.since <= $as_of AND $as_of < x.until AND s.since <= $as_of AND $as_of < s.until }
WITH t, $as_of AS d
// downwards: from few tops to many below
MATCH w = (t)<-[:SUPERIOR*0..8]-(o:Organization)
WHERE all(r IN relationships(w) WHERE r.since <= d AND d < r.until)
  AND all(n IN nodes(w) WHERE n.since <= d AND d < n.until)
WITH o, min(length(w)) AS steps
WHERE $kind = '' OR o.kind = $kind
OPTIONAL MATCH (o)<-[y:SUPERIOR]-(b:Organization)
WHERE y.since <= $as_of AND $as_of < y.until AND b.since <= $as_of AND $as_of < b.until
WITH o.id AS oid, coalesce(o.kind, '') AS kind_of, steps, count(b.id) AS n_below
WITH oid, kind_of, CASE WHEN steps > 0 OR n_below > 0 THEN steps END AS level
RETURN level AS depth, kind_of AS kind, count(oid) AS organizations
ORDER BY depth IS NULL, depth, kind
