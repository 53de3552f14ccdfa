/*
title:
  zh: 新建与终止的联系
  en: Ties begun and ended
question:
  zh: 两个日期之间，覆盖、选派指导员、联盟成员、共建各新建、终止了多少？
  en: Between two dates, how many ties of covering, instructing, alliance membership and co-building began, and how many ended?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-07-01"
  - name: from
    type: date
    before: quarter
    label: {zh: 比较日（缺省为上季末）, en: "compared with (by default the end of the last quarter)"}
    example: "2022-03-31"
columns:
  - {name: type, zh: 联系, en: "tie", type: text, code: tie_type}
  - {name: existing_then, zh: 比较日存续, en: "existing then", type: int, unit: 个}
  - {name: begun, zh: 新增, en: "begun since", type: int, unit: 个}
  - {name: ended, zh: 终止, en: "ended since", type: int, unit: 个}
  - {name: existing_now, zh: 基准日存续, en: "existing on the date", type: int, unit: 个}
denominator:
  zh: 在比较日或基准日存续的联系，按类型；两端都存续的一天才算。比较日数＋新建－终止＝基准日数。两日之间建立又终止的不计。
  en: Ties that hold on either date, by type; a tie holds only while both its ends exist. Holding then + begun - ended = holding on the date. What came and went in between is not seen.
persons: none
*/
MATCH (a:Organization|Enterprise|Institution|Division|Building|BusinessDistrict|ServicePoint)-[t:COVERS|INSTRUCTS|MEMBER_OF|CO_BUILDS]->(b:Organization|Enterprise|Institution|Building|BusinessDistrict|Alliance)
WITH type(t) AS what,
     t.since <= $from AND $from < t.until AND a.since <= $from AND $from < a.until
     AND b.since <= $from AND $from < b.until AS held_then,
     t.since <= $as_of AND $as_of < t.until AND a.since <= $as_of AND $as_of < a.until
     AND b.since <= $as_of AND $as_of < b.until AS holds_now
WHERE held_then OR holds_now
WITH what, coalesce(sum(CASE WHEN held_then THEN 1 ELSE 0 END), 0) AS n_then,
     coalesce(sum(CASE WHEN holds_now AND NOT held_then THEN 1 ELSE 0 END), 0) AS n_begun,
     coalesce(sum(CASE WHEN held_then AND NOT holds_now THEN 1 ELSE 0 END), 0) AS n_ended,
     coalesce(sum(CASE WHEN holds_now THEN 1 ELSE 0 END), 0) AS n_now
RETURN what AS type, n_then AS existing_then, n_begun AS begun, n_ended AS ended, n_now AS existing_now
ORDER BY type
