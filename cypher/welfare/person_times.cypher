/*
title: {zh: 按人群的服务与捐赠, en: Services and gifts by group}
question:
  zh: 一段时期内，为各类人群服务了多少次、多少人次，捐赠了价值多少的物资？
  en: "Over a period, how many services and person-times were there for each group, and what were the gifts for it worth?"
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
  - {name: served_group, zh: 人群, en: "group", type: text, code: served_group}
  - {name: services, zh: 服务, en: "services", type: int, unit: 次}
  - {name: person_times, zh: 服务人次, en: "person-times", type: int, unit: 人次}
  - {name: unknown, zh: 其中人次不详, en: "of which person-times unknown", type: int, unit: 次}
  - {name: gifts, zh: 捐赠, en: "gifts", type: int, unit: 次}
  - {name: unvalued, zh: 其中价值不详, en: "of which of unknown value", type: int, unit: 次}
  - {name: value, zh: 物资价值（万元）, en: "value of goods (10,000 yuan)", type: float, unit: 万元}
denominator:
  zh: 起始日至基准日（均含）开始、写明服务人群或服务人次的活动，与这一时期的捐赠；人次、价值不详的只计次数，一次都不知道时为空。按区筛选时，服务看任一去处、捐赠看受赠方在当日所在的区。
  en: "Activities that began from the first to the last day, both included, and state whom or how many they served, and the gifts of that time; services without a number and gifts of unknown value count as such only, and where none is known the figure is empty. The filter by district looks at where any place served, or the recipient, lay on the day."
persons: counts
*/
UNWIND ['left_behind', 'elderly', 'disabled', 'poor', 'workers', 'other', ''] AS people
OPTIONAL MATCH (c:Activity)
WHERE coalesce(c.served_group, '') = people AND $from <= c.since AND c.since <= $as_of
  AND (people <> '' OR c.person_times IS NOT NULL)
  AND ($district = '' OR EXISTS { MATCH (c)-[:SERVES]->(x:Institution|ServicePoint|Building|Division)
                                  WHERE EXISTS { MATCH (x)-[i:IN_DISTRICT]->(d:Division)
                                                 WHERE (d.name = $district OR d.code = $district)
                                                   AND i.since <= c.since AND c.since < i.until } })
WITH people, count(c.id) AS n, count(c.person_times) AS n_known, coalesce(sum(c.person_times), 0) AS n_times
OPTIONAL MATCH (g:Organization|Enterprise|Institution)-[s:DONATES_TO]->(r:Organization|Institution|ServicePoint)
WHERE coalesce(s.served_group, '') = people AND $from <= s.since AND s.since <= $as_of
  AND ($district = '' OR EXISTS { MATCH (r)-[j:IN_DISTRICT]->(e:Division)
                                  WHERE (e.name = $district OR e.code = $district) AND j.since <= s.since AND s.since < j.until })
WITH people, n, n_known, n_times, count(g.id) AS n_gifts, count(s.value) AS n_told, coalesce(sum(s.value), 0.0) AS worth
WHERE n + n_gifts > 0
UNWIND ['groups', 'total'] AS part
WITH part, CASE WHEN part = 'total' THEN '合计' WHEN people = '' THEN '不详' ELSE people END AS label, people, n, n_known,
     n_times, n_gifts, n_told, worth
WITH part, label, coalesce(sum(n), 0) AS all_n, coalesce(sum(n_known), 0) AS all_known,
     coalesce(sum(n_times), 0) AS all_times, coalesce(sum(n_gifts), 0) AS all_gifts, coalesce(sum(n_told), 0) AS all_told,
     coalesce(sum(worth), 0.0) AS all_worth
RETURN label AS served_group, all_n AS services, CASE WHEN all_known > 0 OR all_n = 0 THEN all_times END AS person_times,
       all_n - all_known AS unknown, all_gifts AS gifts, all_gifts - all_told AS unvalued,
       CASE WHEN all_told > 0 OR all_gifts = 0 THEN round(all_worth, 2) END AS value
ORDER BY part, served_group = '不详', served_group
