-- Foreign servers belong to the database: all are read. The type and the wrapper are for good.
-- https://www.postgresql.org/docs/15/sql-alterserver.html
SELECT s.oid, '', s.srvname,
       ARRAY ['CREATE ' || concat_ws(' ', k.name, 'TYPE ' || quote_literal(s.srvtype), 'VERSION ' || quote_literal(s.srvversion),
                                     format('FOREIGN DATA WRAPPER %I', w.fdwname),
                                     'OPTIONS (' || (SELECT string_agg(format('%I %L', o.option_name, o.option_value), ', ')
                                                     FROM pg_options_to_table(s.srvoptions) o) || ')')] AS definition,
       concat_ws(' ', 'TYPE ' || quote_literal(s.srvtype), format('FOREIGN DATA WRAPPER %I', w.fdwname)) AS frame,
       (SELECT array_agg(piece ORDER BY parts.rank, parts.number, pieces.number)
        FROM (SELECT 1 AS rank, 0::bigint AS number, 'version' AS aspect, f.text AS add, f.text AS change, 'VERSION NULL' AS remove
              FROM format('VERSION %L', s.srvversion) f (text) WHERE s.srvversion IS NOT NULL
              UNION ALL
              SELECT 2, o.number, 'option ' || o.name, format('OPTIONS (ADD %I %L)', o.name, o.value),
                     format('OPTIONS (SET %I %L)', o.name, o.value), format('OPTIONS (DROP %I)', o.name)
              FROM pg_options_to_table(s.srvoptions) WITH ORDINALITY o (name, value, number)) parts,
             LATERAL unnest(ARRAY [aspect, format('ALTER %s %s', k.name, add), format('ALTER %s %s', k.name, change),
                                   format('ALTER %s %s', k.name, remove)]) WITH ORDINALITY pieces (piece, number)) AS parts,
       NULL AS settings, d.description
FROM pg_foreign_server s
JOIN pg_foreign_data_wrapper w ON w.oid = s.srvfdw
CROSS JOIN LATERAL format('SERVER %I', s.srvname) k (name)
LEFT JOIN pg_description d ON d.classoid = 'pg_foreign_server'::regclass AND d.objoid = s.oid AND d.objsubid = 0
WHERE NOT EXISTS (SELECT FROM pg_depend e
                  WHERE e.classid = 'pg_foreign_server'::regclass AND e.objid = s.oid AND e.deptype = 'e')
