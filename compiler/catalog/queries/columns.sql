-- $1: the tables that are read. Storage and statistics are NULL where nobody set them (attstattarget is -1 then before
-- PostgreSQL 17, NULL since). The identity of a partition is its parent's (PostgreSQL 17). Debian's server keeps a private
-- value among the options.
SELECT a.attrelid, a.attnum, a.attname, format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull,
       CASE WHEN a.attcollation <> t.typcollation
            THEN quote_ident(cn.nspname) || '.' || quote_ident(co.collname) END AS collation,
       a.attgenerated, pg_get_expr(ad.adbin, ad.adrelid) AS expression,
       CASE WHEN NOT c.relispartition THEN a.attidentity END AS identity, s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle,
       CASE WHEN a.attstorage <> t.typstorage THEN a.attstorage END AS storage,
       /*if 14*/ a.attcompression /*else '' */ AS compression,
       nullif(a.attstattarget, -1) AS statistics,
       CASE WHEN a.attoptions IS NOT NULL
            THEN ARRAY (SELECT o FROM unnest(a.attoptions) o WHERE o NOT LIKE 'pg\_attver=%') END AS options,
       NOT a.attislocal AND NOT c.relispartition AS inherited,
       d.description
FROM pg_attribute a
JOIN pg_class c ON c.oid = a.attrelid
JOIN pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_collation co ON co.oid = a.attcollation
LEFT JOIN pg_namespace cn ON cn.oid = co.collnamespace
LEFT JOIN pg_attrdef ad ON ad.adrelid = a.attrelid AND ad.adnum = a.attnum
LEFT JOIN pg_depend o ON a.attidentity <> '' AND o.refclassid = 'pg_class'::regclass AND o.refobjid = a.attrelid
                     AND o.refobjsubid = a.attnum AND o.classid = 'pg_class'::regclass AND o.deptype = 'i'
LEFT JOIN pg_sequence s ON s.seqrelid = o.objid
LEFT JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = a.attrelid AND d.objsubid = a.attnum
WHERE a.attrelid = ANY ($1::oid[])
  AND a.attnum > 0
  AND NOT a.attisdropped
ORDER BY a.attrelid, a.attnum
