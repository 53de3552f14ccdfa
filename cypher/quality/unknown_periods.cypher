/*
title:
  zh: 起始日期不详
  en: Unknown beginnings
question:
  zh: 各类记录中，起始日期不详、只知年或月的各有多少？
  en: Of the records of each type, how many have an unknown beginning, or one known by year or month only?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-07-01"
  - name: of
    type: choice
    choices:
      all: {zh: 全部, en: all}
      things: {zh: 对象, en: things}
      persons: {zh: 人员, en: persons}
    default: all
    label: {zh: 范围, en: of}
    example: things
columns:
  - {name: type, zh: 类型, en: "type", type: text, code: node_type}
  - {name: records, zh: 记录数, en: "records", type: int, unit: 条}
  - {name: unknown, zh: 起始不详, en: "beginning unknown", type: int, unit: 条}
  - {name: year_only, zh: 只知年份, en: "known by year", type: int, unit: 条}
  - {name: month_only, zh: 只知月份, en: "known by month", type: int, unit: 条}
  - {name: day_known, zh: 日期明确, en: "known by day", type: int, unit: 条}
denominator:
  zh: 当日存续的记录，按类型；起始不详者视为一直存在。人员只计数。
  en: Records existing on the date, by type; an unknown beginning counts as having always been there. Persons are counts only.
persons: counts
*/
MATCH (x:Division|Organization|Enterprise|Institution|Building|BusinessDistrict|ServicePoint|Alliance|InServiceMember|DeliveryWorker)
WHERE x.since <= $as_of AND $as_of < x.until
WITH head(labels(x)) AS what, x.since_precision AS known_by, count(x.id) AS n
WHERE $of = 'all' OR $of = 'persons' AND what IN ['InServiceMember', 'DeliveryWorker']
   OR $of = 'things' AND NOT what IN ['InServiceMember', 'DeliveryWorker']
WITH what, coalesce(sum(n), 0) AS n_records,
     coalesce(sum(CASE WHEN known_by = 'unknown' THEN n ELSE 0 END), 0) AS n_unknown,
     coalesce(sum(CASE WHEN known_by = 'year' THEN n ELSE 0 END), 0) AS n_year,
     coalesce(sum(CASE WHEN known_by = 'month' THEN n ELSE 0 END), 0) AS n_month,
     coalesce(sum(CASE WHEN known_by = 'day' THEN n ELSE 0 END), 0) AS n_day
RETURN what AS type, n_records AS records, n_unknown AS unknown, n_year AS year_only, n_month AS month_only,
       n_day AS day_known
ORDER BY type
