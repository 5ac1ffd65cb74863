-- $1: the namespaces in scope. Extended statistics. The target is NULL where nobody set it (-1 before PostgreSQL 17).
SELECT s.oid, n.nspname, s.stxname, pg_get_statisticsobjdef(s.oid) AS definition,
       quote_ident(n.nspname) || '.' || quote_ident(s.stxname) AS name, nullif(s.stxstattarget, -1) AS target,
       d.description
FROM pg_statistic_ext s
JOIN pg_namespace n ON n.oid = s.stxnamespace
LEFT JOIN pg_description d ON d.classoid = 'pg_statistic_ext'::regclass AND d.objoid = s.oid AND d.objsubid = 0
WHERE s.stxnamespace = ANY ($1::oid[])
  AND NOT EXISTS (SELECT FROM pg_depend e
                  WHERE e.classid = 'pg_statistic_ext'::regclass AND e.objid = s.oid AND e.deptype = 'e')
