/*
title:
  zh: 权力不全的街道
  en: Streets without a power
question:
  zh: 哪些街道缺少哪些权力（综合管理、规划参与、应急处置、指挥调度、考核评价、人事建议）？
  en: Which streets lack which of the powers of management, planning, emergency disposal, dispatch, evaluation and advice on personnel?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-07-01"
  - name: power
    type: choice
    choices:
      "": {zh: 任何一种, en: any of them}
      management: {zh: 综合管理权, en: overall management}
      planning: {zh: 规划参与权, en: say in planning}
      emergency: {zh: 应急处置权, en: emergency disposal}
      dispatch: {zh: 指挥调度权, en: to dispatch}
      evaluation: {zh: 考核评价权, en: to evaluate}
      advice: {zh: 人事建议权, en: to advise on personnel}
    default: ""
    label: {zh: 缺哪种权力, en: power lacking}
    example: emergency
  - name: district
    type: text
    names: Division
    default: ""
    label: {zh: 区（名称或代码，空为全部）, en: "district (name or code, empty for all)"}
    example: 石景山区
columns:
  - {name: street_code, zh: 街道代码, en: "street code", type: text}
  - {name: street, zh: 街道, en: "street", type: text}
  - {name: district, zh: 区, en: "district", type: text}
  - {name: powers, zh: 已有权力, en: "powers", type: list, code: power}
  - {name: missing, zh: 缺少的权力, en: "powers lacking", type: list, code: power}
denominator:
  zh: 当日存续、有职责记录的街道，不含统计虚拟单元。有职责记录指当日有负责、免除或准入的事项、职权、处罚；没有任何记录的不知道有没有，不进分母。六种权力俱全的不列；指定一种的，只列缺它的。
  en: "Streets existing and on record on the date, pseudo-units left out. On record: any duty, power or penalty it has, is exempt from or admits on the date; of streets without any nothing is known, so they are not in the denominator. Those with all six powers are left out; with a power named, those that have it."
persons: none
*/
MATCH (s:Division)
WHERE s.level = 'street' AND NOT s.pseudo AND s.since <= $as_of AND $as_of < s.until
  AND EXISTS { MATCH (s)-[k:RESPONSIBLE_FOR|EXEMPT_FROM|ADMITS]->(e:Duty)
               WHERE e.kind IN ['duty', 'power', 'penalty'] AND k.since <= $as_of AND $as_of < k.until
                 AND e.since <= $as_of AND $as_of < e.until }
OPTIONAL MATCH (s)-[r:RESPONSIBLE_FOR]->(u:Duty)
WHERE r.since <= $as_of AND $as_of < r.until AND u.since <= $as_of AND $as_of < u.until
WITH DISTINCT s, u.power AS held
ORDER BY held LIMIT 1000000
WITH s, collect(held) AS powers
UNWIND ['advice', 'dispatch', 'emergency', 'evaluation', 'management', 'planning'] AS possible
WITH s, powers, CASE WHEN possible IN powers THEN null ELSE possible END AS lack
ORDER BY lack LIMIT 1000000
WITH s, powers, collect(lack) AS lacking
WHERE size(lacking) > 0 AND ($power = '' OR $power IN lacking)
OPTIONAL MATCH (s)-[i:IN_DISTRICT]->(d:Division)
WHERE i.since <= $as_of AND $as_of < i.until
WITH s, powers, lacking, d.name AS dname, d.code AS dcode
WHERE $district = '' OR dname = $district OR dcode = $district
RETURN s.code AS street_code, s.name AS street, coalesce(dname, '') AS district, powers AS powers, lacking AS missing
ORDER BY street_code, s.id
