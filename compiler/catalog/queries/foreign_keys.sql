-- $1: the tables that are read. The table referenced may be any. A key that a partition has because of its parent's
-- (conparentid) is read as such; one that PostgreSQL made beside another of the same table, for a partition of the table
-- referenced, is part of the other.
SELECT k.oid, k.conrelid, k.conname, rn.nspname, r.relname,
       ARRAY (SELECT a.attname FROM unnest(k.conkey) WITH ORDINALITY AS e (attnum, place)
              JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = e.attnum ORDER BY e.place) AS columns,
       ARRAY (SELECT a.attname FROM unnest(k.confkey) WITH ORDINALITY AS e (attnum, place)
              JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = e.attnum ORDER BY e.place) AS referenced,
       k.confdeltype,
       /*if 15*/ ARRAY (SELECT a.attname FROM unnest(k.confdelsetcols) WITH ORDINALITY AS e (attnum, place)
                        JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = e.attnum ORDER BY e.place)
       /*else '{}' */ AS delete_columns,
       k.confupdtype, k.confmatchtype = 'f' AS match_full, k.condeferrable, k.condeferred,
       NOT k.convalidated AS not_valid, k.conparentid <> 0 AS inherited, d.description
FROM pg_constraint k
JOIN pg_class r ON r.oid = k.confrelid
JOIN pg_namespace rn ON rn.oid = r.relnamespace
LEFT JOIN pg_constraint whole ON whole.oid = k.conparentid
LEFT JOIN pg_description d ON d.classoid = 'pg_constraint'::regclass AND d.objoid = k.oid AND d.objsubid = 0
WHERE k.conrelid = ANY ($1::oid[])
  AND k.contype = 'f'
  AND whole.conrelid IS DISTINCT FROM k.conrelid
  /*if 18*/ AND k.conenforced AND NOT k.conperiod /*else */
