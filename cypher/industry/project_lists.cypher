/*
title: {zh: 行业项目清单, en: Project lists of industries}
question:
  zh: 各行业党委的项目清单上有多少项目，多少在办、办结、协议到期，多少与属地共同承担？
  en: How many projects are on the list of each industry committee, how many of them run, are completed, have an agreement that lapsed, are undertaken together with others?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-07-01"
  - name: city
    type: text
    names: Division
    default: ""
    label: {zh: 市（名称或代码，空为全部）, en: "city (name or code, empty for all)"}
    example: 杭州市
columns:
  - {name: organization_id, zh: 行业党委标识, en: "id of the committee", type: text}
  - {name: organization, zh: 行业党委, en: "industry committee", type: text}
  - {name: projects, zh: 项目, en: "projects", type: int, unit: 个}
  - {name: ongoing, zh: 在办, en: "running", type: int, unit: 个}
  - {name: completed, zh: 已结项, en: "completed", type: int, unit: 个}
  - {name: lapsed, zh: 在办而协议到期, en: "running, agreement lapsed", type: int, unit: 个}
  - {name: joint, zh: 与其他党组织共同承担, en: "undertaken with others", type: int, unit: 个}
  - {name: met, zh: 回应需求的, en: "that meet a need", type: int, unit: 个}
denominator:
  zh: 当日存续的行业党委到当日为止承担过的项目；两个行业党委共同承担的项目各计一次，合计为各行之和。协议到期指协议最后一天早于基准日。按市筛选时看行业党委的所在地。
  en: "Projects undertaken up to the date by industry committees existing on it; one of two committees counts with each, and the total is the sum of the rows. An agreement has lapsed if its last day lies before the date. The filter by city looks at the place of the committee."
persons: none
*/
MATCH (o:Organization)
WHERE o.kind = 'industry_committee' AND o.since <= $as_of AND $as_of < o.until
  AND ($city = '' OR EXISTS { MATCH (o)-[l:LOCATED_IN]->(c:Division)
                              WHERE (c.name = $city OR c.code = $city) AND l.since <= $as_of AND $as_of < l.until
                                AND c.since <= $as_of AND $as_of < c.until })
WITH o
OPTIONAL MATCH (o)-[t:UNDERTAKES]->(p:Project)
WHERE t.since <= $as_of AND p.since <= $as_of
WITH o, p
OPTIONAL MATCH (p)<-[u:UNDERTAKES]-(x:Organization)
WHERE x.id <> o.id AND u.since <= $as_of
WITH o, p, count(x.id) AS n_others
OPTIONAL MATCH (p)-[m:MEETS]->(n:Need)
WHERE m.since <= $as_of
WITH o, p.id AS pid, $as_of < p.until AS running, p.expires < $as_of AS over, n_others, count(n.id) AS n_needs
UNWIND ['groups', 'total'] AS part
WITH part, CASE WHEN part = 'total' THEN '' ELSE o.id END AS oid, CASE WHEN part = 'total' THEN '合计' ELSE o.name END AS oname,
     pid, running, over, n_others, n_needs
WITH part, oid, oname, count(pid) AS n, coalesce(sum(CASE WHEN running THEN 1 ELSE 0 END), 0) AS n_running,
     coalesce(sum(CASE WHEN running AND over THEN 1 ELSE 0 END), 0) AS n_over,
     coalesce(sum(CASE WHEN n_others > 0 THEN 1 ELSE 0 END), 0) AS n_joint,
     coalesce(sum(CASE WHEN n_needs > 0 THEN 1 ELSE 0 END), 0) AS n_met
RETURN oid AS organization_id, oname AS organization, n AS projects, n_running AS ongoing, n - n_running AS completed,
       n_over AS lapsed, n_joint AS joint, n_met AS met
ORDER BY part, organization_id
