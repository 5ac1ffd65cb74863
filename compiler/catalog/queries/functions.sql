-- $1: the namespaces in scope. Functions, window functions and procedures; aggregates have a query of their own.
SELECT p.oid, n.nspname, p.proname, oidvectortypes(p.proargtypes) AS arguments,
       pg_get_functiondef(p.oid) AS definition, p.prokind = 'p' AS procedure, d.description
FROM pg_proc p
JOIN pg_namespace n ON n.oid = p.pronamespace
LEFT JOIN pg_description d ON d.classoid = 'pg_proc'::regclass AND d.objoid = p.oid AND d.objsubid = 0
WHERE p.pronamespace = ANY ($1::oid[])
  AND p.prokind IN ('f', 'p', 'w')
  AND NOT EXISTS (SELECT FROM pg_depend e
                  WHERE e.classid = 'pg_proc'::regclass AND e.objid = p.oid AND e.deptype IN ('e', 'i'))
