/*
title: {zh: 志愿者, en: Volunteers}
question:
  zh: 各志愿服务队当日有多少志愿者，其中多少是一段时期内注册的？
  en: "How many volunteers does each team have on the date, and how many of them registered over a period?"
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-07-01"
  - name: from
    type: date
    before: 12 months
    label: {zh: 起始日（含，缺省为一年前）, en: "from (inclusive, by default a year before)"}
    example: "2008-01-01"
  - name: district
    type: text
    names: Division
    default: ""
    label: {zh: 区（名称或代码，空为全部）, en: "district (name or code, empty for all)"}
    example: 响水县
columns:
  - {name: team_id, zh: 队伍标识, en: "team id", type: text}
  - {name: team, zh: 队伍, en: "team", type: text}
  - {name: volunteers, zh: 志愿者, en: "volunteers", type: int, unit: 人}
  - {name: registered, zh: 其中起始日以来注册, en: "of which registered since", type: int, unit: 人}
denominator:
  zh: 当日在册的志愿者；在几个队伍的在各队各计一次，合计只计一次；没有队伍的单列一行。按区筛选时只看归属方位于该区的队伍。
  en: "Volunteers on the date; who is in several teams counts in each, in the total once; those without a team stand in a row of their own. The filter by district looks at teams whose owner lies there, and at no others."
persons: counts
*/
MATCH (v:Volunteer)
WHERE v.since <= $as_of AND $as_of < v.until
OPTIONAL MATCH (v)-[j:IN_TEAM]->(t:Team)
WHERE j.since <= $as_of AND $as_of < j.until AND t.since <= $as_of AND $as_of < t.until
WITH v, t
WHERE $district = '' OR EXISTS { MATCH (t)-[o:TEAM_OF]->(x:Organization|Enterprise|Institution|Division)
                                 WHERE o.since <= $as_of AND $as_of < o.until
                                   AND EXISTS { MATCH (x)-[i:IN_DISTRICT]->(d:Division)
                                                WHERE (d.name = $district OR d.code = $district)
                                                  AND i.since <= $as_of AND $as_of < i.until } }
UNWIND ['groups', 'total'] AS part
WITH part, CASE WHEN part = 'total' THEN '' ELSE coalesce(t.id, '') END AS tid,
     CASE WHEN part = 'total' THEN '合计' ELSE coalesce(t.name, '无队伍') END AS tname, v.id AS vid, $from <= v.since AS fresh
WITH part, tid, tname, count(DISTINCT vid) AS n, count(DISTINCT CASE WHEN fresh THEN vid END) AS n_fresh
RETURN tid AS team_id, tname AS team, n AS volunteers, n_fresh AS registered
ORDER BY part, team_id = '', team_id
