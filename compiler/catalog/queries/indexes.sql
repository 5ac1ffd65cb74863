-- $1: the relations that are read. Indexes, and the constraints that stand on one (primary key, unique, exclusion): their
-- comment is the constraint's.
SELECT i.indexrelid, i.indrelid, c.relname, am.amname, k.contype, k.oid AS constraint, k.conname,
       k.condeferrable, k.condeferred, i.indisunique, /*if 15*/ i.indnullsnotdistinct /*else false */ AS nulls_not_distinct,
       pg_get_expr(i.indpred, i.indrelid) AS predicate, c.reloptions,
       NOT (i.indisvalid AND i.indisready AND i.indislive) AS invalid,
       space.spcname, parent_namespace.nspname AS parent_namespace, parent.relname AS parent,
       CASE WHEN i.indexprs IS NOT NULL
            THEN ARRAY (SELECT a.attnum || '=' || a.attstattarget FROM pg_attribute a
                        WHERE a.attrelid = i.indexrelid AND a.attstattarget >= 0) END AS statistics,
       CASE WHEN k.contype = 'x' THEN
         ARRAY (SELECT CASE WHEN o.oprnamespace = 'pg_catalog'::regnamespace THEN o.oprname
                            ELSE 'OPERATOR(' || quote_ident(n.nspname) || '.' || o.oprname || ')' END
                FROM unnest(k.conexclop) WITH ORDINALITY AS e (op, place)
                JOIN pg_operator o ON o.oid = e.op
                JOIN pg_namespace n ON n.oid = o.oprnamespace
                ORDER BY e.place) END AS operators,
       d.description
FROM pg_index i
JOIN pg_class c ON c.oid = i.indexrelid
JOIN pg_am am ON am.oid = c.relam
LEFT JOIN pg_tablespace space ON space.oid = c.reltablespace
LEFT JOIN pg_inherits attached ON attached.inhrelid = i.indexrelid
LEFT JOIN pg_class parent ON parent.oid = attached.inhparent
LEFT JOIN pg_namespace parent_namespace ON parent_namespace.oid = parent.relnamespace
LEFT JOIN pg_constraint k ON k.conindid = i.indexrelid AND k.conrelid = i.indrelid AND k.contype IN ('p', 'u', 'x')
LEFT JOIN pg_description d ON d.classoid = CASE WHEN k.oid IS NULL THEN 'pg_class'::regclass ELSE 'pg_constraint'::regclass END
                          AND d.objoid = coalesce(k.oid, i.indexrelid) AND d.objsubid = 0
WHERE i.indrelid = ANY ($1::oid[])
  /*if 18*/ AND k.conperiod IS NOT TRUE /*else */
  AND NOT EXISTS (SELECT FROM pg_depend e
                  WHERE e.classid = 'pg_class'::regclass AND e.objid = i.indexrelid AND e.deptype = 'e')
