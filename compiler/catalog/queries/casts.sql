-- Casts are in no namespace: all that users made are read, whatever the scope, but not that of a range to its
-- multirange (deptype i), which comes with the range. Numbers below 16384 are PostgreSQL's own.
SELECT c.oid, '', k.name,
       ARRAY ['CREATE CAST ' || k.name
              || CASE c.castmethod WHEN 'f' THEN ' WITH FUNCTION ' || c.castfunc::regprocedure WHEN 'i' THEN ' WITH INOUT'
                                   ELSE ' WITHOUT FUNCTION' END
              || CASE c.castcontext WHEN 'a' THEN ' AS ASSIGNMENT' WHEN 'i' THEN ' AS IMPLICIT' ELSE '' END] AS definition,
       NULL AS frame, NULL AS parts, NULL AS settings, d.description
FROM pg_cast c
CROSS JOIN LATERAL (SELECT format('(%s AS %s)', format_type(c.castsource, NULL), format_type(c.casttarget, NULL)) AS name) k
LEFT JOIN pg_description d ON d.classoid = 'pg_cast'::regclass AND d.objoid = c.oid AND d.objsubid = 0
WHERE c.oid >= 16384
  AND NOT EXISTS (SELECT FROM pg_depend e
                  WHERE e.classid = 'pg_cast'::regclass AND e.objid = c.oid AND e.deptype IN ('e', 'i'))
