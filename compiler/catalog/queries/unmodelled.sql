-- What is there and has no word in the model. $1: the namespaces in scope, $2: the tables that are read. Things that
-- hang on a table that is not read go unnamed: the table itself is named. Numbers below 16384 are PostgreSQL's own.
WITH things (catalog, number, kind, name) AS (
  SELECT 'pg_class'::regclass, c.oid,
         CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'f' THEN 'foreign table'
                        WHEN 'c' THEN 'composite type' WHEN 'p' THEN 'partitioned table'
                        ELSE CASE WHEN c.relispartition THEN 'partition'
                                  WHEN c.reloftype <> 0 THEN 'typed table' ELSE 'inheriting table' END END,
         quote_ident(n.nspname) || '.' || quote_ident(c.relname)
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relnamespace = ANY ($1::oid[]) AND c.relkind IN ('v', 'm', 'f', 'c', 'p', 'r') AND c.oid <> ALL ($2::oid[])
  UNION ALL
  SELECT 'pg_class'::regclass, c.oid, 'unlogged sequence', quote_ident(n.nspname) || '.' || quote_ident(c.relname)
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relnamespace = ANY ($1::oid[]) AND c.relkind = 'S' AND c.relpersistence = 'u'
    AND NOT EXISTS (SELECT FROM pg_depend o WHERE o.classid = 'pg_class'::regclass AND o.objid = c.oid
                    AND o.refclassid = 'pg_class'::regclass AND o.refobjsubid > 0)
  UNION ALL
  SELECT 'pg_type'::regclass, t.oid,
         CASE t.typtype WHEN 'd' THEN 'domain' WHEN 'r' THEN 'range type' WHEN 'p' THEN 'shell type' ELSE 'base type' END,
         quote_ident(n.nspname) || '.' || quote_ident(t.typname)
  FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace LEFT JOIN pg_type item ON item.typarray = t.oid
  WHERE t.typnamespace = ANY ($1::oid[]) AND (t.typtype IN ('d', 'r', 'p') OR t.typtype = 'b' AND item.oid IS NULL)
  UNION ALL
  SELECT 'pg_proc'::regclass, p.oid, CASE p.prokind WHEN 'a' THEN 'aggregate' ELSE 'window function' END,
         quote_ident(n.nspname) || '.' || quote_ident(p.proname) || '(' || oidvectortypes(p.proargtypes) || ')'
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
  WHERE p.pronamespace = ANY ($1::oid[]) AND p.prokind IN ('a', 'w')
  UNION ALL
  SELECT 'pg_operator'::regclass, o.oid, 'operator',
         quote_ident(n.nspname) || '.' || o.oprname || ' (' || CASE o.oprleft WHEN 0 THEN 'NONE' ELSE format_type(o.oprleft, NULL) END
         || ', ' || CASE o.oprright WHEN 0 THEN 'NONE' ELSE format_type(o.oprright, NULL) END || ')'
  FROM pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace
  WHERE o.oprnamespace = ANY ($1::oid[])
  UNION ALL
  SELECT 'pg_opclass'::regclass, o.oid, 'operator class',
         quote_ident(n.nspname) || '.' || quote_ident(o.opcname) || ' for ' || am.amname
  FROM pg_opclass o JOIN pg_namespace n ON n.oid = o.opcnamespace JOIN pg_am am ON am.oid = o.opcmethod
  WHERE o.opcnamespace = ANY ($1::oid[])
  UNION ALL
  SELECT 'pg_opfamily'::regclass, o.oid, 'operator family',
         quote_ident(n.nspname) || '.' || quote_ident(o.opfname) || ' for ' || am.amname
  FROM pg_opfamily o JOIN pg_namespace n ON n.oid = o.opfnamespace JOIN pg_am am ON am.oid = o.opfmethod
  WHERE o.opfnamespace = ANY ($1::oid[])
  UNION ALL
  SELECT 'pg_collation'::regclass, c.oid, 'collation', quote_ident(n.nspname) || '.' || quote_ident(c.collname)
  FROM pg_collation c JOIN pg_namespace n ON n.oid = c.collnamespace
  WHERE c.collnamespace = ANY ($1::oid[])
  UNION ALL
  SELECT 'pg_conversion'::regclass, c.oid, 'conversion', quote_ident(n.nspname) || '.' || quote_ident(c.conname)
  FROM pg_conversion c JOIN pg_namespace n ON n.oid = c.connamespace
  WHERE c.connamespace = ANY ($1::oid[])
  UNION ALL
  SELECT 'pg_ts_config'::regclass, c.oid, 'text search configuration', quote_ident(n.nspname) || '.' || quote_ident(c.cfgname)
  FROM pg_ts_config c JOIN pg_namespace n ON n.oid = c.cfgnamespace
  WHERE c.cfgnamespace = ANY ($1::oid[])
  UNION ALL
  SELECT 'pg_ts_dict'::regclass, c.oid, 'text search dictionary', quote_ident(n.nspname) || '.' || quote_ident(c.dictname)
  FROM pg_ts_dict c JOIN pg_namespace n ON n.oid = c.dictnamespace
  WHERE c.dictnamespace = ANY ($1::oid[])
  UNION ALL
  SELECT 'pg_ts_parser'::regclass, c.oid, 'text search parser', quote_ident(n.nspname) || '.' || quote_ident(c.prsname)
  FROM pg_ts_parser c JOIN pg_namespace n ON n.oid = c.prsnamespace
  WHERE c.prsnamespace = ANY ($1::oid[])
  UNION ALL
  SELECT 'pg_ts_template'::regclass, c.oid, 'text search template', quote_ident(n.nspname) || '.' || quote_ident(c.tmplname)
  FROM pg_ts_template c JOIN pg_namespace n ON n.oid = c.tmplnamespace
  WHERE c.tmplnamespace = ANY ($1::oid[])
  UNION ALL
  SELECT 'pg_statistic_ext'::regclass, s.oid, 'statistics object', quote_ident(n.nspname) || '.' || quote_ident(s.stxname)
  FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace
  WHERE s.stxnamespace = ANY ($1::oid[])
  UNION ALL
  SELECT 'pg_default_acl'::regclass, a.oid, 'default privileges',
         'of ' || quote_ident(pg_get_userbyid(a.defaclrole)) || ' on '
         || CASE a.defaclobjtype WHEN 'r' THEN 'tables' WHEN 'S' THEN 'sequences' WHEN 'f' THEN 'functions'
                                 WHEN 'T' THEN 'types' WHEN 'n' THEN 'schemas' ELSE 'objects' END
         || coalesce(' in ' || quote_ident(n.nspname), '')
  FROM pg_default_acl a LEFT JOIN pg_namespace n ON n.oid = a.defaclnamespace
  WHERE a.defaclnamespace = 0 OR a.defaclnamespace = ANY ($1::oid[])
  UNION ALL
  SELECT 'pg_event_trigger'::regclass, e.oid, 'event trigger', quote_ident(e.evtname) FROM pg_event_trigger e
  UNION ALL
  SELECT 'pg_publication'::regclass, p.oid, 'publication', quote_ident(p.pubname) FROM pg_publication p
  UNION ALL
  SELECT 'pg_subscription'::regclass, s.oid, 'subscription', quote_ident(s.subname)
  FROM pg_subscription s JOIN pg_database d ON d.oid = s.subdbid WHERE d.datname = current_database()
  UNION ALL
  SELECT 'pg_foreign_data_wrapper'::regclass, f.oid, 'foreign-data wrapper', quote_ident(f.fdwname)
  FROM pg_foreign_data_wrapper f
  UNION ALL
  SELECT 'pg_foreign_server'::regclass, s.oid, 'foreign server', quote_ident(s.srvname) FROM pg_foreign_server s
  UNION ALL
  SELECT 'pg_user_mapping'::regclass, m.umid, 'user mapping',
         'for ' || coalesce(quote_ident(m.usename), 'PUBLIC') || ' on ' || quote_ident(m.srvname)
  FROM pg_user_mappings m
  UNION ALL
  SELECT 'pg_language'::regclass, l.oid, 'language', quote_ident(l.lanname) FROM pg_language l WHERE l.oid >= 16384
  UNION ALL
  SELECT 'pg_am'::regclass, a.oid, 'access method', quote_ident(a.amname) FROM pg_am a WHERE a.oid >= 16384
  UNION ALL
  SELECT 'pg_cast'::regclass, c.oid, 'cast',
         '(' || format_type(c.castsource, NULL) || ' AS ' || format_type(c.casttarget, NULL) || ')'
  FROM pg_cast c
  WHERE c.oid >= 16384
    AND NOT EXISTS (SELECT FROM pg_depend o  -- that of a range to its multirange
                    WHERE o.classid = 'pg_cast'::regclass AND o.objid = c.oid AND o.deptype = 'i')
  UNION ALL
  SELECT 'pg_transform'::regclass, t.oid, 'transform',
         'for ' || format_type(t.trftype, NULL) || ' language ' || quote_ident(l.lanname)
  FROM pg_transform t JOIN pg_language l ON l.oid = t.trflang WHERE t.oid >= 16384
)
SELECT kind, name
FROM things
WHERE NOT EXISTS (SELECT FROM pg_depend e
                  WHERE e.classid = things.catalog AND e.objid = things.number AND e.objsubid = 0 AND e.deptype = 'e')
