/*
title: {zh: 跨省结对, en: Ties between provinces}
question:
  zh: 两两之间，各省的党组织有多少跨省共建，两省成员共同参加的联盟有多少？
  en: Between each two provinces, how many co-building ties are there, and how many alliances have members in both?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-07-01"
  - name: province
    type: text
    names: Division
    default: ""
    label: {zh: 省（名称或代码，空为全部）, en: "province (name or code, empty for all)"}
    example: 浙江省
columns:
  - {name: code_a, zh: 代码（甲）, en: "code of the first", type: text}
  - {name: province_a, zh: 省（甲）, en: "first province", type: text}
  - {name: code_b, zh: 代码（乙）, en: "code of the second", type: text}
  - {name: province_b, zh: 省（乙）, en: "second province", type: text}
  - {name: co_building, zh: 共建, en: "co-building ties", type: int, unit: 对}
  - {name: lapsed, zh: 其中协议到期, en: "of which the agreement has lapsed", type: int, unit: 对}
  - {name: alliances, zh: 共同的联盟, en: "alliances in common", type: int, unit: 个}
denominator:
  zh: 当日存续、双方位于不同省的共建，与在两省都有当日成员（区划本身也算）的存续联盟；三个省的联盟在三对中各计一次，因此各行不相加；所在区不明或位于区以上的党组织、成员不计。协议到期指到期日早于基准日。
  en: "Co-building ties that hold on the date between organizations in different provinces, and alliances existing on it with members in both (the divisions themselves included); an alliance of three provinces counts in three pairs, so rows are not summed; who lies in no district, or above district level, is left out. An agreement has lapsed if its last day lies before the date."
persons: none
*/
MATCH (d:Division)-[u:PART_OF]->(c:Division)
WHERE d.level = 'district' AND u.since <= $as_of AND $as_of < u.until AND c.since <= $as_of AND $as_of < c.until
WITH d, c
// a municipality's districts may lie directly in the province
OPTIONAL MATCH (c)-[v:PART_OF]->(a:Division)
WHERE a.level = 'province' AND v.since <= $as_of AND $as_of < v.until AND a.since <= $as_of AND $as_of < a.until
WITH d, CASE WHEN c.level = 'province' THEN c.code ELSE a.code END AS home
WHERE home <> ''
MATCH (d)<-[i:IN_DISTRICT]-(m:Organization|Enterprise|Institution|Division|Building|BusinessDistrict|ServicePoint)
WHERE i.since <= $as_of AND $as_of < i.until
WITH home, m
MATCH (m)-[t:CO_BUILDS|MEMBER_OF]-(x:Organization|Alliance)
WHERE t.since <= $as_of AND $as_of < t.until AND x.since <= $as_of AND $as_of < x.until
WITH home, head(labels(x)) = 'Alliance' AS allied, m.id AS mid, x.id AS xid, t.since AS begun, t.expires AS last_day
// a co-building tie is met from both its ends, an alliance from each of its members
WITH DISTINCT home, allied, NOT allied AND coalesce(last_day < $as_of, false) AS over,
     CASE WHEN allied THEN xid WHEN mid < xid THEN mid + '|' + xid + '|' + toString(begun)
          ELSE xid + '|' + mid + '|' + toString(begun) END AS link
WITH link, allied, over, collect(home) AS homes
UNWIND homes AS acode
WITH link, allied, over, homes, acode
UNWIND homes AS bcode
WITH acode, bcode, allied, over
WHERE acode < bcode
WITH acode, bcode, coalesce(sum(CASE WHEN allied THEN 0 ELSE 1 END), 0) AS n_built,
     coalesce(sum(CASE WHEN over THEN 1 ELSE 0 END), 0) AS n_over, coalesce(sum(CASE WHEN allied THEN 1 ELSE 0 END), 0) AS n_allied
MATCH (a:Division)
WHERE a.code = acode AND a.level = 'province'
WITH acode, bcode, n_built, n_over, n_allied, min(a.name) AS aname
MATCH (b:Division)
WHERE b.code = bcode AND b.level = 'province'
WITH acode, aname, bcode, min(b.name) AS bname, n_built, n_over, n_allied
WHERE $province = '' OR $province IN [acode, aname, bcode, bname]
RETURN acode AS code_a, aname AS province_a, bcode AS code_b, bname AS province_b, n_built AS co_building, n_over AS lapsed,
       n_allied AS alliances
ORDER BY code_a, code_b
