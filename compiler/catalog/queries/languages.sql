-- Languages belong to the database: all that users made are read. CREATE OR REPLACE exchanges all that one is.
-- Numbers below 16384 are PostgreSQL's own. https://www.postgresql.org/docs/15/sql-createlanguage.html
SELECT l.oid, '', l.lanname,
       ARRAY ['CREATE ' || k.rest] AS definition,
       '' AS frame, ARRAY ['language', NULL, 'CREATE OR REPLACE ' || k.rest, NULL] AS parts, NULL AS settings,
       d.description
FROM pg_language l
CROSS JOIN LATERAL (
  SELECT CASE WHEN l.lanpltrusted THEN 'TRUSTED ' ELSE '' END
         || concat_ws(' ', format('LANGUAGE %I HANDLER', l.lanname), l.lanplcallfoid::regproc,
                      'INLINE ' || nullif(l.laninline, 0)::regproc, 'VALIDATOR ' || nullif(l.lanvalidator, 0)::regproc) AS rest) k
LEFT JOIN pg_description d ON d.classoid = 'pg_language'::regclass AND d.objoid = l.oid AND d.objsubid = 0
WHERE l.oid >= 16384
  AND NOT EXISTS (SELECT FROM pg_depend e
                  WHERE e.classid = 'pg_language'::regclass AND e.objid = l.oid AND e.deptype = 'e')
