-- Transforms are in no namespace: all that users made are read, whatever the scope.
SELECT t.oid, '', k.name,
       ARRAY [format('CREATE TRANSFORM %s (%s)', k.name, concat_ws(', ',
                     'FROM SQL WITH FUNCTION ' || nullif(t.trffromsql, 0)::regprocedure,
                     'TO SQL WITH FUNCTION ' || nullif(t.trftosql, 0)::regprocedure))] AS definition,
       NULL AS frame, NULL AS parts, NULL AS settings, d.description
FROM pg_transform t
JOIN pg_language l ON l.oid = t.trflang
CROSS JOIN LATERAL (SELECT format('FOR %s LANGUAGE %I', format_type(t.trftype, NULL), l.lanname) AS name) k
LEFT JOIN pg_description d ON d.classoid = 'pg_transform'::regclass AND d.objoid = t.oid AND d.objsubid = 0
WHERE t.oid >= 16384
  AND NOT EXISTS (SELECT FROM pg_depend e
                  WHERE e.classid = 'pg_transform'::regclass AND e.objid = t.oid AND e.deptype = 'e')
