-- $1: the domains that are read. In the order of names, in which PostgreSQL checks them. NOT NULL, which PostgreSQL 17
-- and later keep as a constraint too, is told by the domain.
SELECT k.oid, k.contypid, k.conname, pg_get_expr(k.conbin, 0) AS expression, NOT k.convalidated AS not_valid,
       d.description
FROM pg_constraint k
LEFT JOIN pg_description d ON d.classoid = 'pg_constraint'::regclass AND d.objoid = k.oid AND d.objsubid = 0
WHERE k.contypid = ANY ($1::oid[])
  AND k.contype = 'c'
ORDER BY k.contypid, k.conname COLLATE "C"
