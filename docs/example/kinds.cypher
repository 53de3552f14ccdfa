MATCH (u:Enterprise|Institution)
WHERE u.since <= $as_of AND $as_of < u.until
RETURN u.kind AS kind, count(u.id) AS units
ORDER BY kind
