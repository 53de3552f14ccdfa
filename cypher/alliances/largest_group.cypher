/*
title:
  zh: 最大的联办群
  en: "The largest linked groups"
question:
  zh: 经主题党日直接或间接连在一起的社区党组织与单位，最大的群有多大？
  en: "How large are the largest groups of community organizations and units that are linked by theme days, directly or through others?"
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
    example: 汕尾市
  - name: district
    type: text
    names: Division
    default: ""
    label: {zh: 区（名称或代码，空为全部）, en: "district (name or code, empty for all)"}
    example: 城区
  - name: limit
    type: int
    default: 10
    min: 1
    label: {zh: 最多行数, en: rows at most}
    example: "3"
columns:
  - {name: group_id, zh: 群标识, en: "group id", type: text}
  - {name: first_organization, zh: 群内首个党组织, en: "first organization of the group", type: text}
  - {name: organizations, zh: 社区党组织, en: "community organizations", type: int, unit: 个}
  - {name: units, zh: 单位, en: "units", type: int, unit: 家}
  - {name: ties, zh: 联办关系, en: "ties", type: int, unit: 对}
  - {name: members, zh: 合计, en: "together", type: int, unit: 个}
  - {name: complete, zh: 已查全, en: "found to its end", type: text, code: yes_no}
denominator:
  zh: 当日存续的党组织、单位与联办关系；群以其中标识最小的党组织为名。逐步并群共 12 轮，连得更远的群标为未查全，可能只是同一群的一部分。按区、市筛选时只列有党组织位于其中的群，群仍是全的，以位于其中的党组织为名。
  en: "Organizations, units and theme-day ties of the date; a group goes by its organization with the smallest id. Groups are joined in 12 rounds; one that reaches further is marked as not found to its end and may be a part of a larger one. With a filter the groups with an organization lying there are listed, whole, by the name of one there."
persons: none
*/
MATCH (o:Organization)
WHERE o.since <= $as_of AND $as_of < o.until
  AND ($district = '' OR EXISTS { MATCH (o)-[i:IN_DISTRICT]->(e:Division)
                                  WHERE (e.code = $district OR e.name = $district) AND i.since <= $as_of AND $as_of < i.until })
  AND ($city = '' OR EXISTS { MATCH (o)-[j:IN_DISTRICT]->(d:Division)
                              WHERE j.since <= $as_of AND $as_of < j.until
                                AND EXISTS { MATCH (d)-[p:PART_OF]->(t:Division)
                                             WHERE (t.code = $city OR t.name = $city) AND p.since <= $as_of AND $as_of < p.until } })
WITH o, o.id AS mark
MATCH (o)-[h:THEME_DAY_WITH]->(u:Enterprise|Institution)
WHERE h.since <= $as_of AND $as_of < h.until AND u.since <= $as_of AND $as_of < u.until
WITH u, min(mark) AS shared
MATCH (u)<-[h:THEME_DAY_WITH]-(o:Organization)
WHERE h.since <= $as_of AND $as_of < h.until AND o.since <= $as_of AND $as_of < o.until
WITH o, min(shared) AS mark
MATCH (o)-[h:THEME_DAY_WITH]->(u:Enterprise|Institution)
WHERE h.since <= $as_of AND $as_of < h.until AND u.since <= $as_of AND $as_of < u.until
WITH u, min(mark) AS shared
MATCH (u)<-[h:THEME_DAY_WITH]-(o:Organization)
WHERE h.since <= $as_of AND $as_of < h.until AND o.since <= $as_of AND $as_of < o.until
WITH o, min(shared) AS mark
MATCH (o)-[h:THEME_DAY_WITH]->(u:Enterprise|Institution)
WHERE h.since <= $as_of AND $as_of < h.until AND u.since <= $as_of AND $as_of < u.until
WITH u, min(mark) AS shared
MATCH (u)<-[h:THEME_DAY_WITH]-(o:Organization)
WHERE h.since <= $as_of AND $as_of < h.until AND o.since <= $as_of AND $as_of < o.until
WITH o, min(shared) AS mark
MATCH (o)-[h:THEME_DAY_WITH]->(u:Enterprise|Institution)
WHERE h.since <= $as_of AND $as_of < h.until AND u.since <= $as_of AND $as_of < u.until
WITH u, min(mark) AS shared
MATCH (u)<-[h:THEME_DAY_WITH]-(o:Organization)
WHERE h.since <= $as_of AND $as_of < h.until AND o.since <= $as_of AND $as_of < o.until
WITH o, min(shared) AS mark
MATCH (o)-[h:THEME_DAY_WITH]->(u:Enterprise|Institution)
WHERE h.since <= $as_of AND $as_of < h.until AND u.since <= $as_of AND $as_of < u.until
WITH u, min(mark) AS shared
MATCH (u)<-[h:THEME_DAY_WITH]-(o:Organization)
WHERE h.since <= $as_of AND $as_of < h.until AND o.since <= $as_of AND $as_of < o.until
WITH o, min(shared) AS mark
MATCH (o)-[h:THEME_DAY_WITH]->(u:Enterprise|Institution)
WHERE h.since <= $as_of AND $as_of < h.until AND u.since <= $as_of AND $as_of < u.until
WITH u, min(mark) AS shared
MATCH (u)<-[h:THEME_DAY_WITH]-(o:Organization)
WHERE h.since <= $as_of AND $as_of < h.until AND o.since <= $as_of AND $as_of < o.until
WITH o, min(shared) AS mark
MATCH (o)-[h:THEME_DAY_WITH]->(u:Enterprise|Institution)
WHERE h.since <= $as_of AND $as_of < h.until AND u.since <= $as_of AND $as_of < u.until
WITH u, min(mark) AS shared
MATCH (u)<-[h:THEME_DAY_WITH]-(o:Organization)
WHERE h.since <= $as_of AND $as_of < h.until AND o.since <= $as_of AND $as_of < o.until
WITH o, min(shared) AS mark
MATCH (o)-[h:THEME_DAY_WITH]->(u:Enterprise|Institution)
WHERE h.since <= $as_of AND $as_of < h.until AND u.since <= $as_of AND $as_of < u.until
WITH u, min(mark) AS shared
MATCH (u)<-[h:THEME_DAY_WITH]-(o:Organization)
WHERE h.since <= $as_of AND $as_of < h.until AND o.since <= $as_of AND $as_of < o.until
WITH o, min(shared) AS mark
MATCH (o)-[h:THEME_DAY_WITH]->(u:Enterprise|Institution)
WHERE h.since <= $as_of AND $as_of < h.until AND u.since <= $as_of AND $as_of < u.until
WITH u, min(mark) AS shared
MATCH (u)<-[h:THEME_DAY_WITH]-(o:Organization)
WHERE h.since <= $as_of AND $as_of < h.until AND o.since <= $as_of AND $as_of < o.until
WITH o, min(shared) AS mark
MATCH (o)-[h:THEME_DAY_WITH]->(u:Enterprise|Institution)
WHERE h.since <= $as_of AND $as_of < h.until AND u.since <= $as_of AND $as_of < u.until
WITH u, min(mark) AS shared
MATCH (u)<-[h:THEME_DAY_WITH]-(o:Organization)
WHERE h.since <= $as_of AND $as_of < h.until AND o.since <= $as_of AND $as_of < o.until
WITH o, min(shared) AS mark
MATCH (o)-[h:THEME_DAY_WITH]->(u:Enterprise|Institution)
WHERE h.since <= $as_of AND $as_of < h.until AND u.since <= $as_of AND $as_of < u.until
WITH u, min(mark) AS shared
MATCH (u)<-[h:THEME_DAY_WITH]-(o:Organization)
WHERE h.since <= $as_of AND $as_of < h.until AND o.since <= $as_of AND $as_of < o.until
WITH o, min(shared) AS mark
MATCH (o)-[h:THEME_DAY_WITH]->(u:Enterprise|Institution)
WHERE h.since <= $as_of AND $as_of < h.until AND u.since <= $as_of AND $as_of < u.until
WITH u, min(mark) AS shared
MATCH (u)<-[h:THEME_DAY_WITH]-(o:Organization)
WHERE h.since <= $as_of AND $as_of < h.until AND o.since <= $as_of AND $as_of < o.until
WITH o, min(shared) AS mark
MATCH (o)-[h:THEME_DAY_WITH]->(u:Enterprise|Institution)
WHERE h.since <= $as_of AND $as_of < h.until AND u.since <= $as_of AND $as_of < u.until
WITH u, min(mark) AS shared, collect(DISTINCT mark) AS marks, collect(DISTINCT o.id) AS bodies
MATCH (u)<-[h:THEME_DAY_WITH]-(p:Organization)
WHERE h.since <= $as_of AND $as_of < h.until AND p.since <= $as_of AND $as_of < p.until
// of several marks, or with an organization that no round reached: no group here is found to its end
WITH head(labels(u)) + u.id AS uid, shared, marks, bodies, size(marks) > 1 OR count(DISTINCT p.id) > size(bodies) AS torn
UNWIND marks AS mark
UNWIND bodies AS body
WITH mark, torn, CASE WHEN mark = shared THEN body END AS own, CASE WHEN mark = shared THEN uid END AS own_unit
WITH mark, count(DISTINCT own) AS n_organizations, count(DISTINCT own_unit) AS n_units, count(own) AS n_ties,
     count(CASE WHEN torn THEN mark END) AS n_torn
WHERE n_units > 0
MATCH (o:Organization)
WHERE o.id = mark
RETURN mark AS group_id, o.name AS first_organization, n_organizations AS organizations, n_units AS units, n_ties AS ties,
       n_organizations + n_units AS members, CASE WHEN n_torn > 0 THEN 'no' ELSE 'yes' END AS complete
ORDER BY members DESC, group_id
LIMIT $limit
