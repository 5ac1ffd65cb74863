-- $1: the relations that are read. pg_get_expr cannot spell a condition over OLD and NEW: it is taken from the definition.
SELECT g.oid, g.tgrelid, g.tgname, g.tgtype, g.tgenabled,
       ARRAY (SELECT a.attname FROM unnest(g.tgattr::int2[]) WITH ORDINALITY AS e (attnum, place)
              JOIN pg_attribute a ON a.attrelid = g.tgrelid AND a.attnum = e.attnum ORDER BY e.place) AS update_of,
       g.tgoldtable, g.tgnewtable,
       CASE WHEN g.tgqual IS NOT NULL THEN pg_get_triggerdef(g.oid, false) END AS definition,
       fn.nspname, f.proname, g.tgargs, g.tgconstraint <> 0 AS constraint, g.tgdeferrable, g.tginitdeferred,
       rn.nspname AS from_namespace, r.relname AS from_table,
       d.description
FROM pg_trigger g
JOIN pg_proc f ON f.oid = g.tgfoid
JOIN pg_namespace fn ON fn.oid = f.pronamespace
LEFT JOIN pg_class r ON r.oid = g.tgconstrrelid
LEFT JOIN pg_namespace rn ON rn.oid = r.relnamespace
LEFT JOIN pg_description d ON d.classoid = 'pg_trigger'::regclass AND d.objoid = g.oid AND d.objsubid = 0
WHERE g.tgrelid = ANY ($1::oid[])
  AND NOT g.tgisinternal
  AND g.tgparentid = 0  -- else it is that of the parent
  AND NOT EXISTS (SELECT FROM pg_depend e
                  WHERE e.classid = 'pg_trigger'::regclass AND e.objid = g.oid AND e.deptype = 'e')
