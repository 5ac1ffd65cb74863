-- $1: the namespaces in scope. Ordinary tables: no partitions, no children of another table, none made from a type.
-- Parameters of the TOAST table are kept by that table.
SELECT c.oid, n.nspname, c.relname, c.relpersistence = 'u' AS unlogged, c.reloptions, toast.reloptions AS toast_options,
       c.relrowsecurity, c.relforcerowsecurity, d.description
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_class toast ON toast.oid = c.reltoastrelid
LEFT JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = c.oid AND d.objsubid = 0
WHERE c.relnamespace = ANY ($1::oid[])
  AND c.relkind = 'r'
  AND NOT c.relispartition
  AND c.reloftype = 0
  AND NOT EXISTS (SELECT FROM pg_inherits i WHERE i.inhrelid = c.oid)
  AND NOT EXISTS (SELECT FROM pg_depend e
                  WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
