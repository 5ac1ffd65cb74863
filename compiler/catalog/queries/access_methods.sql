-- Access methods belong to the database: all that users made are read. Numbers below 16384 are PostgreSQL's own.
SELECT a.oid, '', a.amname,
       ARRAY [format('CREATE ACCESS METHOD %I TYPE %s HANDLER %s', a.amname,
                     CASE a.amtype WHEN 't' THEN 'TABLE' ELSE 'INDEX' END, a.amhandler)] AS definition,
       NULL AS frame, NULL AS parts, NULL AS settings, d.description
FROM pg_am a
LEFT JOIN pg_description d ON d.classoid = 'pg_am'::regclass AND d.objoid = a.oid AND d.objsubid = 0
WHERE a.oid >= 16384
  AND NOT EXISTS (SELECT FROM pg_depend e
                  WHERE e.classid = 'pg_am'::regclass AND e.objid = a.oid AND e.deptype = 'e')
