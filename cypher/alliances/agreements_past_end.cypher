/*
title:
  zh: 到期与终止的共建协议
  en: Agreements past their end
question:
  zh: 哪些共建、哪些联盟成员的协议已经到期而未续，或者已经终止？
  en: Which co-building ties and alliance memberships have outlived their agreement, or have ended and not been renewed?
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
      lapsed: {zh: 协议到期未续, en: lapsed}
      ended: {zh: 已终止未续, en: ended}
    default: ""
    label: {zh: 状态, en: state}
    example: lapsed
  - name: alliance
    type: text
    names: Alliance
    default: ""
    label: {zh: 联盟（名称或编号，空为全部）, en: "alliance (name or code, empty for all)"}
    example: 新街口商圈党建联席会
columns:
  - {name: type, zh: 联系, en: "tie", type: text, code: tie_type}
  - {name: party_id, zh: 甲方标识, en: "id of the first party", type: text}
  - {name: party, zh: 甲方, en: "first party", type: text}
  - {name: other_id, zh: 乙方（联盟）标识, en: "id of the second party or alliance", type: text}
  - {name: other, zh: 乙方（联盟）, en: "second party or alliance", type: text}
  - {name: agreement, zh: 协议, en: "agreement", type: text}
  - {name: since, zh: 起始日期, en: "since", type: date}
  - {name: expires, zh: 协议到期日, en: "agreement expires", type: date}
  - {name: ended, zh: 终止首日, en: "first day after its end", type: date}
  - {name: state, zh: 状态, en: "state", type: text, code: agreement_state}
denominator:
  zh: 到期：基准日仍存续的联系，其协议到期日早于基准日，同一双方之间也没有别的有效协议（未写到期日的视为有效）。终止：在基准日或以前终止（任一方不复存在也算终止），同一双方之间当日没有存续的联系，多次者列最后一次。
  en: "Lapsed: the tie holds on the date, the last day of its agreement lies before it, and no other agreement between the two is in force (one without a last day is). Ended: the tie ended on or before the date (also because an end of it did), and none between the same two holds; of several the last one."
persons: none
*/
MATCH (x:Organization|Enterprise|Institution|Division|Building|BusinessDistrict|ServicePoint)-[t:CO_BUILDS|MEMBER_OF]->(y:Organization|Alliance)
WHERE t.since <= $as_of AND ($alliance = '' OR head(labels(y)) = 'Alliance' AND (y.name = $alliance OR y.code = $alliance))
WITH x, y, max(t.until) AS latest, x.since <= $as_of AND y.since <= $as_of AS begun,
     count(CASE WHEN $as_of < t.until AND (t.expires IS NULL OR $as_of <= t.expires) THEN t.since END) AS in_force,
     CASE WHEN x.until < y.until THEN x.until ELSE y.until END AS both_until
WITH x, y, begun, in_force, latest, CASE WHEN latest < both_until THEN latest ELSE both_until END AS over_from
MATCH (x)-[t:CO_BUILDS|MEMBER_OF]->(y)
WHERE t.since <= $as_of AND (over_from <= $as_of AND t.until = latest
      OR $as_of < over_from AND begun AND in_force = 0 AND $as_of < t.until)
WITH x.id AS xid, x.name AS xname, y.id AS yid, y.name AS yname, head(labels(y)) = 'Alliance' AS allied, t.agreement AS paper,
     t.since AS t_since, t.expires AS last_day, CASE WHEN over_from <= $as_of THEN over_from ELSE null END AS over,
     CASE WHEN over_from <= $as_of THEN 'ended' ELSE 'lapsed' END AS what
WHERE $state = '' OR $state = what
RETURN CASE WHEN allied THEN 'MEMBER_OF' ELSE 'CO_BUILDS' END AS type, xid AS party_id, xname AS party, yid AS other_id,
       yname AS other, paper AS agreement, t_since AS since, last_day AS expires, over AS ended, what AS state
ORDER BY state DESC, expires, ended, type, party_id, other_id, since
