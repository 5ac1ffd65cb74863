-- $1: the tables that are read.
SELECT k.oid, k.conrelid, k.conname, pg_get_expr(k.conbin, k.conrelid) AS expression, k.connoinherit,
       NOT k.convalidated AS not_valid, NOT k.conislocal AS inherited, d.description
FROM pg_constraint k
LEFT JOIN pg_description d ON d.classoid = 'pg_constraint'::regclass AND d.objoid = k.oid AND d.objsubid = 0
WHERE k.conrelid = ANY ($1::oid[])
  AND k.contype = 'c'
  /*if 18*/ AND k.conenforced /*else */
