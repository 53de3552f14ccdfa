/*
title: {zh: 公益伙伴与捐赠, en: Partners and donors by year}
question:
  zh: 每年有多少共建伙伴、多少单位捐赠了价值多少的物资？
  en: "How many partners were there each year, how many donors, and what were their gifts worth?"
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-07-01"
  - name: years
    type: int
    default: "10"
    min: 1
    max: 100
    label: {zh: 最近几年, en: last years}
    example: "15"
  - name: district
    type: text
    names: Division
    default: ""
    label: {zh: 区（名称或代码，空为全部）, en: "district (name or code, empty for all)"}
    example: 响水县
columns:
  - {name: year, zh: 年份, en: "year", type: text}
  - {name: partners, zh: 年末伙伴, en: "partners at the end", type: int, unit: 家}
  - {name: joined, zh: 当年加入, en: "joined in the year", type: int, unit: 家}
  - {name: donors, zh: 当年捐赠单位, en: "donors in the year", type: int, unit: 家}
  - {name: gifts, zh: 当年捐赠, en: "gifts in the year", type: int, unit: 次}
  - {name: unvalued, zh: 其中价值不详, en: "of which of unknown value", type: int, unit: 次}
  - {name: value, zh: 当年物资价值（万元）, en: "value in the year (10,000 yuan)", type: float, unit: 万元}
  - {name: donors_so_far, zh: 累计捐赠单位, en: "donors so far", type: int, unit: 家}
  - {name: value_so_far, zh: 累计物资价值（万元）, en: "value so far (10,000 yuan)", type: float, unit: 万元}
denominator:
  zh: 到基准日为止。伙伴为由社会组织（社会团体、基金会、民办非企业单位）牵头的联盟的成员，伙伴与联盟都存续时才算，年末数在基准日所在年为基准日的数；捐赠按捐赠日期，价值不详的只计次数，一笔都不知道价值时为空；累计含所列年份以前。按区筛选时看牵头方与受赠方在当日（捐赠日）所在的区。
  en: "Up to the date. Partners are members of alliances that a social organization (social group, foundation, private non-enterprise unit) convenes, while both exist; in the year of the date they are those of the date. Gifts go by their day, and those of unknown value count as gifts only, and where no value is known the figure is empty; what is counted so far includes the years before. The filter by district looks at where the convener and the recipient lie on the date (the day of the gift)."
persons: none
*/
WITH $as_of AS day
WITH toInteger(left(toString(day), 4)) AS this_year
UNWIND range(this_year - $years + 1, this_year) AS y
OPTIONAL MATCH (n:Institution)-[v:CONVENES]->(a:Alliance)
WHERE n.kind IN ['social_organization', 'social_group', 'foundation', 'private_non_enterprise'] AND v.since <= $as_of
  AND ($district = '' OR EXISTS { MATCH (n)-[i:IN_DISTRICT]->(d:Division)
                                  WHERE (d.name = $district OR d.code = $district) AND i.since <= $as_of AND $as_of < i.until })
WITH this_year, y, a
OPTIONAL MATCH (m:Organization|Enterprise|Institution|Division|Building|BusinessDistrict|ServicePoint)-[t:MEMBER_OF]->(a)
WITH this_year, y, m.id AS mid, CASE WHEN t.since >= m.since AND t.since >= a.since THEN t.since
                                     WHEN m.since >= a.since THEN m.since ELSE a.since END AS begun,
     CASE WHEN t.until <= m.until AND t.until <= a.until THEN t.until
          WHEN m.until <= a.until THEN m.until ELSE a.until END AS ended
WITH this_year, y, mid, begun <= $as_of AND begun < ended AS was, $as_of < ended AS still,
     toInteger(left(toString(begun), 4)) AS first_year, toInteger(left(toString(ended), 4)) AS last_year
WITH y, count(DISTINCT CASE WHEN was AND first_year <= y AND (y < last_year OR y = this_year AND still) THEN mid END) AS n,
     count(DISTINCT CASE WHEN was AND first_year = y THEN mid END) AS n_joined
OPTIONAL MATCH (g:Organization|Enterprise|Institution)-[s:DONATES_TO]->(r:Organization|Institution|ServicePoint)
WHERE s.since <= $as_of AND toInteger(left(toString(s.since), 4)) <= y
  AND ($district = '' OR EXISTS { MATCH (r)-[j:IN_DISTRICT]->(e:Division)
                                  WHERE (e.name = $district OR e.code = $district) AND j.since <= s.since AND s.since < j.until })
WITH y, n, n_joined, g.id AS gid, toInteger(left(toString(s.since), 4)) = y AS fresh, s.value AS worth
WITH y, n, n_joined, count(DISTINCT CASE WHEN fresh THEN gid END) AS n_donors, count(CASE WHEN fresh THEN gid END) AS n_gifts,
     count(CASE WHEN fresh THEN worth END) AS n_told, coalesce(sum(CASE WHEN fresh THEN worth ELSE 0.0 END), 0.0) AS sum_value,
     count(DISTINCT gid) AS n_ever, count(worth) AS n_told_ever, coalesce(sum(worth), 0.0) AS sum_ever
RETURN toString(y) AS year, n AS partners, n_joined AS joined, n_donors AS donors, n_gifts AS gifts,
       n_gifts - n_told AS unvalued, CASE WHEN n_told > 0 OR n_gifts = 0 THEN round(sum_value, 2) END AS value,
       n_ever AS donors_so_far, CASE WHEN n_told_ever > 0 OR n_ever = 0 THEN round(sum_ever, 2) END AS value_so_far
ORDER BY year
