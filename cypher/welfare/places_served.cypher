/*
title: {zh: 服务去处, en: Places served and not}
question:
  zh: 一段时期内，哪些学校、成长小屋、养老院去服务过，多少次；哪些没有去过？
  en: "Over a period, which schools, growth houses and elderly homes were served, how often, and which were not?"
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
  - name: kind
    type: choice
    choices:
      "": {zh: 全部, en: all}
      school: {zh: 学校, en: school}
      growth_house: {zh: 成长小屋, en: growth house}
      elderly_home: {zh: 养老院, en: elderly home}
    default: ""
    label: {zh: 去处类型, en: kind of place}
    example: school
  - name: show
    type: choice
    choices:
      every: {zh: 全部列出, en: every place}
      served: {zh: 只列去过的, en: only those served}
      not_served: {zh: 只列没去过的, en: only those not served}
    default: every
    label: {zh: 列出, en: show}
    example: not_served
  - name: district
    type: text
    names: Division
    default: ""
    label: {zh: 区（名称或代码，空为全部）, en: "district (name or code, empty for all)"}
    example: 响水县
columns:
  - {name: place_id, zh: 去处标识, en: "place id", type: text}
  - {name: place, zh: 去处, en: "place", type: text}
  - {name: kind, zh: 类型, en: "kind", type: text, code: served_place}
  - {name: district, zh: 所在区, en: "district", type: text}
  - {name: services, zh: 服务次数, en: "services", type: int, unit: 次}
  - {name: person_times, zh: 服务人次, en: "person-times", type: int, unit: 人次}
  - {name: last_served, zh: 最近一次, en: "last served", type: date}
denominator:
  zh: 当日存续的成长小屋、养老院，与到当日为止有在册人数的教育机构（学校）；服务为起始日至基准日（均含）开始、去向为该处的活动，一次去几处的在各处都计次数与人次，人次不详的只计次数，一次都不知道时人次为空；最近一次不限起始日。
  en: "Growth houses and elderly homes existing on the date, and institutions of education (schools) whose pupils were counted by then; services are activities that went there and began from the first to the last day, both included; one that went to several places counts in each, person-times too, and where no number is known they are empty; the last one may lie before the first day."
persons: counts
*/
MATCH (x:Institution|ServicePoint)
WHERE x.since <= $as_of AND $as_of < x.until
WITH x, CASE WHEN head(labels(x)) = 'ServicePoint' AND x.kind IN ['growth_house', 'elderly_home'] THEN x.kind
             WHEN head(labels(x)) = 'Institution' AND x.industry = 'P' THEN 'school' ELSE '' END AS sort
WHERE sort <> '' AND ($kind = '' OR sort = $kind)
OPTIONAL MATCH (x)<-[:PROVISION_OF]-(v:Provision)
WHERE v.since <= $as_of AND v.people > 0
WITH x, sort, count(v.id) AS n_counts
WHERE sort <> 'school' OR n_counts > 0
OPTIONAL MATCH (x)<-[:SERVES]-(c:Activity)
WHERE c.since <= $as_of
WITH x, sort, coalesce(sum(CASE WHEN $from <= c.since THEN 1 ELSE 0 END), 0) AS n,
     count(CASE WHEN $from <= c.since THEN c.person_times END) AS n_told,
     coalesce(sum(CASE WHEN $from <= c.since THEN c.person_times ELSE 0 END), 0) AS n_times, max(c.since) AS latest
WHERE $show = 'every' OR $show = 'served' AND n > 0 OR $show = 'not_served' AND n = 0
OPTIONAL MATCH (x)-[i:IN_DISTRICT]->(d:Division)
WHERE i.since <= $as_of AND $as_of < i.until
WITH x, sort, n, n_told, n_times, latest, coalesce(d.code, '') AS dcode, coalesce(d.name, '') AS dname
WHERE $district = '' OR dcode = $district OR dname = $district
RETURN x.id AS place_id, x.name AS place, sort AS kind, dname AS district, n AS services,
       CASE WHEN n_told > 0 OR n = 0 THEN n_times END AS person_times, latest AS last_served
ORDER BY services DESC, kind, place_id
