-- $1: the namespaces in scope. ICU's locale stands in collcollate before PostgreSQL 15, in colliculocale before 17, in
-- colllocale since; ICU's rules came with 16. The version of the rules (collversion) is the operating system's.
SELECT c.oid, n.nspname, c.collname,
       ARRAY [format('CREATE COLLATION %I.%I (%s)', n.nspname, c.collname, concat_ws(', ',
         'provider = ' || CASE c.collprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'libc' END,
         CASE WHEN c.collprovider <> 'c' OR c.collcollate = c.collctype
              THEN format('locale = %L', coalesce(k.row ->> 'colllocale', k.row ->> 'colliculocale', c.collcollate)) END,
         CASE WHEN c.collprovider = 'c' AND c.collcollate <> c.collctype
              THEN format('lc_collate = %L, lc_ctype = %L', c.collcollate, c.collctype) END,
         CASE WHEN NOT c.collisdeterministic THEN 'deterministic = false' END,
         'rules = ' || quote_literal(k.row ->> 'collicurules')))] AS definition,
       NULL AS frame, NULL AS parts, NULL AS settings, d.description
FROM pg_collation c
CROSS JOIN LATERAL to_jsonb(c) k (row)
JOIN pg_namespace n ON n.oid = c.collnamespace
LEFT JOIN pg_description d ON d.classoid = 'pg_collation'::regclass AND d.objoid = c.oid AND d.objsubid = 0
WHERE c.collnamespace = ANY ($1::oid[])
  AND NOT EXISTS (SELECT FROM pg_depend e
                  WHERE e.classid = 'pg_collation'::regclass AND e.objid = c.oid AND e.deptype = 'e')
