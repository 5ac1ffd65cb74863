-- Foreign-data wrappers belong to the database: all that users made are read.
-- https://www.postgresql.org/docs/15/sql-alterforeigndatawrapper.html
SELECT w.oid, '', w.fdwname,
       ARRAY ['CREATE ' || concat_ws(' ', k.name, 'HANDLER ' || nullif(w.fdwhandler, 0)::regproc,
                                     'VALIDATOR ' || nullif(w.fdwvalidator, 0)::regproc,
                                     'OPTIONS (' || (SELECT string_agg(format('%I %L', o.option_name, o.option_value), ', ')
                                                     FROM pg_options_to_table(w.fdwoptions) o) || ')')] AS definition,
       '' AS frame,
       (SELECT array_agg(piece ORDER BY parts.rank, parts.number, pieces.number)
        FROM (SELECT 1 AS rank, 0::bigint AS number, 'handler' AS aspect, f.text AS add, f.text AS change, 'NO HANDLER' AS remove
              FROM concat('HANDLER ', w.fdwhandler::regproc) f (text) WHERE w.fdwhandler <> 0
              UNION ALL
              SELECT 2, 0, 'validator', f.text, f.text, 'NO VALIDATOR'
              FROM concat('VALIDATOR ', w.fdwvalidator::regproc) f (text) WHERE w.fdwvalidator <> 0
              UNION ALL
              SELECT 3, o.number, 'option ' || o.name, format('OPTIONS (ADD %I %L)', o.name, o.value),
                     format('OPTIONS (SET %I %L)', o.name, o.value), format('OPTIONS (DROP %I)', o.name)
              FROM pg_options_to_table(w.fdwoptions) WITH ORDINALITY o (name, value, number)) parts,
             LATERAL unnest(ARRAY [aspect, format('ALTER %s %s', k.name, add), format('ALTER %s %s', k.name, change),
                                   format('ALTER %s %s', k.name, remove)]) WITH ORDINALITY pieces (piece, number)) AS parts,
       NULL AS settings, d.description
FROM pg_foreign_data_wrapper w
CROSS JOIN LATERAL format('FOREIGN DATA WRAPPER %I', w.fdwname) k (name)
LEFT JOIN pg_description d ON d.classoid = 'pg_foreign_data_wrapper'::regclass AND d.objoid = w.oid AND d.objsubid = 0
WHERE NOT EXISTS (SELECT FROM pg_depend e
                  WHERE e.classid = 'pg_foreign_data_wrapper'::regclass AND e.objid = w.oid AND e.deptype = 'e')
