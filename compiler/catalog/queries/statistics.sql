-- $1: the namespaces in scope. Extended statistics. The target is NULL where nobody set it (-1 before PostgreSQL 17). The
-- columns, which PostgreSQL gives in the order of the table, are given in that of their names: it means nothing.
SELECT s.oid, n.nspname, s.stxname,
       coalesce(head.text || overlay(tail.text PLACING columns.by_name
                                     FROM strpos(tail.text, ' ON ' || columns.by_number) + length(' ON ')
                                     FOR length(columns.by_number)), definition.text) AS definition,
       name.text AS name, nullif(s.stxstattarget, -1) AS target, d.description
FROM pg_statistic_ext s
JOIN pg_namespace n ON n.oid = s.stxnamespace
CROSS JOIN LATERAL (SELECT quote_ident(n.nspname) || '.' || quote_ident(s.stxname) AS text) name
CROSS JOIN LATERAL (SELECT 'CREATE STATISTICS ' || name.text AS text) head
CROSS JOIN LATERAL (SELECT pg_get_statisticsobjdef(s.oid) AS text) definition
CROSS JOIN LATERAL (SELECT substr(definition.text, length(head.text) + 1) AS text) tail
CROSS JOIN LATERAL (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) AS by_number,
                           string_agg(quote_ident(a.attname), ', ' ORDER BY a.attname) AS by_name
                    FROM pg_attribute a
                    WHERE a.attrelid = s.stxrelid AND a.attnum = ANY (s.stxkeys::int2[])) columns
LEFT JOIN pg_description d ON d.classoid = 'pg_statistic_ext'::regclass AND d.objoid = s.oid AND d.objsubid = 0
WHERE s.stxnamespace = ANY ($1::oid[])
  AND NOT EXISTS (SELECT FROM pg_depend e
                  WHERE e.classid = 'pg_statistic_ext'::regclass AND e.objid = s.oid AND e.deptype = 'e')
