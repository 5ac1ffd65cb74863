-- $1: the views and materialized views that are read. Storage and statistics are NULL where nobody set them
-- (attstattarget is -1 then before PostgreSQL 17, NULL since). Debian's server keeps a private value among the options.
SELECT a.attrelid, a.attnum, a.attname, format_type(a.atttypid, a.atttypmod) AS type,
       CASE WHEN a.attcollation <> t.typcollation
            THEN quote_ident(cn.nspname) || '.' || quote_ident(co.collname) END AS collation,
       pg_get_expr(ad.adbin, ad.adrelid) AS default_expression, d.description,
       nullif(a.attstattarget, -1) AS statistics,
       CASE WHEN a.attstorage <> t.typstorage THEN a.attstorage END AS storage,
       /*if 14*/ a.attcompression /*else '' */ AS compression,
       CASE WHEN a.attoptions IS NOT NULL
            THEN ARRAY (SELECT o FROM unnest(a.attoptions) o WHERE o NOT LIKE 'pg\_attver=%') END AS options
FROM pg_attribute a
JOIN pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_collation co ON co.oid = a.attcollation
LEFT JOIN pg_namespace cn ON cn.oid = co.collnamespace
LEFT JOIN pg_attrdef ad ON ad.adrelid = a.attrelid AND ad.adnum = a.attnum
LEFT JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = a.attrelid AND d.objsubid = a.attnum
WHERE a.attrelid = ANY ($1::oid[])
  AND a.attnum > 0
  AND NOT a.attisdropped
ORDER BY a.attrelid, a.attnum
