/*
title:
  zh: 新设与终止的对象
  en: What was founded and what ended
question:
  zh: 两个日期之间，各类对象新设、终止了多少？
  en: Between two dates, how many units, organizations, buildings and so on were founded, and how many ended?
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
  - {name: type, zh: 类型, en: "type", type: text, code: node_type}
  - {name: existing_then, zh: 比较日存续, en: "existing then", type: int, unit: 个}
  - {name: begun, zh: 新增, en: "begun since", type: int, unit: 个}
  - {name: ended, zh: 终止, en: "ended since", type: int, unit: 个}
  - {name: existing_now, zh: 基准日存续, en: "existing on the date", type: int, unit: 个}
denominator:
  zh: 在比较日或基准日存续的对象，按类型；比较日数＋新增－终止＝基准日数。两日之间设立又终止的不计。
  en: What exists on either date, by type; existing then + begun - ended = existing on the date. What came and went in between is not seen.
persons: none
*/
MATCH (x:Division|Organization|Enterprise|Institution|Building|BusinessDistrict|ServicePoint|Alliance)
WITH head(labels(x)) AS what, x.since <= $from AND $from < x.until AS held_then,
     x.since <= $as_of AND $as_of < x.until AS holds_now
WHERE held_then OR holds_now
WITH what, coalesce(sum(CASE WHEN held_then THEN 1 ELSE 0 END), 0) AS n_then,
     coalesce(sum(CASE WHEN holds_now AND NOT held_then THEN 1 ELSE 0 END), 0) AS n_begun,
     coalesce(sum(CASE WHEN held_then AND NOT holds_now THEN 1 ELSE 0 END), 0) AS n_ended,
     coalesce(sum(CASE WHEN holds_now THEN 1 ELSE 0 END), 0) AS n_now
RETURN what AS type, n_then AS existing_then, n_begun AS begun, n_ended AS ended, n_now AS existing_now
ORDER BY type
