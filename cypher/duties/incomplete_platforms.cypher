/*
title:
  zh: 四个平台不全的街道
  en: Streets with incomplete platforms
question:
  zh: 哪些街道的四个平台（综治工作、市场监管、综合执法、便民服务）没有建全，缺哪些？
  en: Which streets have not all of the four platforms (security governance, market supervision, enforcement, public services), and which do they lack?
params:
  - name: as_of
    type: date
    default: today
    label: {zh: 基准日, en: as of}
    example: "2022-07-01"
  - name: started
    type: choice
    choices:
      begun: {zh: 已建一个以上, en: with one at least}
      all: {zh: 全部有记录的街道, en: all streets on record}
    default: begun
    label: {zh: 范围, en: which}
    example: all
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
  - {name: platforms, zh: 已建平台, en: "platforms", type: list, code: platform}
  - {name: missing, zh: 缺少的平台, en: "platforms lacking", type: list, code: platform}
denominator:
  zh: 当日存续、有职责记录的街道，不含统计虚拟单元。有职责记录指当日有负责、免除或准入的事项、职权、处罚；没有任何记录的不知道有没有，不进分母。平台已建指当日负责属于该平台的事项；缺省只看已建一个以上的街道。
  en: "Streets existing and on record on the date, pseudo-units left out. On record: any duty, power or penalty it has, is exempt from or admits on the date; of streets without any nothing is known, so they are not in the denominator. A platform is there if the street is responsible for a duty of it on the date; unless said, only streets with one at least."
persons: none
*/
MATCH (s:Division)
WHERE s.level = 'street' AND NOT s.pseudo AND s.since <= $as_of AND $as_of < s.until
  AND EXISTS { MATCH (s)-[k:RESPONSIBLE_FOR|EXEMPT_FROM|ADMITS]->(e:Duty)
               WHERE e.kind IN ['duty', 'power', 'penalty'] AND k.since <= $as_of AND $as_of < k.until
                 AND e.since <= $as_of AND $as_of < e.until }
OPTIONAL MATCH (s)-[r:RESPONSIBLE_FOR]->(u:Duty)
WHERE r.since <= $as_of AND $as_of < r.until AND u.since <= $as_of AND $as_of < u.until
WITH DISTINCT s, u.platform AS built
ORDER BY built LIMIT 1000000
WITH s, collect(built) AS there
WHERE $started = 'all' OR size(there) > 0
UNWIND ['enforcement', 'market', 'security', 'service'] AS possible
WITH s, there, CASE WHEN possible IN there THEN null ELSE possible END AS lack
ORDER BY lack LIMIT 1000000
WITH s, there, collect(lack) AS lacking
WHERE size(lacking) > 0
OPTIONAL MATCH (s)-[i:IN_DISTRICT]->(d:Division)
WHERE i.since <= $as_of AND $as_of < i.until
WITH s, there, lacking, d.name AS dname, d.code AS dcode
WHERE $district = '' OR dname = $district OR dcode = $district
RETURN s.code AS street_code, s.name AS street, coalesce(dname, '') AS district, there AS platforms, lacking AS missing
ORDER BY street_code, s.id
