-- The namespaces in scope. $1: their names; empty: all that users made.
SELECT n.oid, n.nspname, d.description
FROM pg_namespace n
LEFT JOIN pg_description d ON d.classoid = 'pg_namespace'::regclass AND d.objoid = n.oid AND d.objsubid = 0
WHERE (n.nspname = ANY ($1::text[]) OR $1::text[] = '{}')
  AND n.nspname NOT IN ('information_schema', 'schemac')
  AND n.nspname NOT LIKE 'pg\_%'
  AND NOT EXISTS (SELECT FROM pg_depend e
                  WHERE e.classid = 'pg_namespace'::regclass AND e.objid = n.oid AND e.deptype = 'e')
