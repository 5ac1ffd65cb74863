-- Who owns what, and the privileges that somebody gave or took. $1: the namespaces in scope. An owner is missing where it
-- follows that of a table, and where PostgreSQL made the object (the schema public). `privileges` is a key of acls.sql;
-- its kind is a letter of acldefault(), or N for the schema public. The sequence of an identity column goes by the number
-- of its column. Numbers below 16384 are PostgreSQL's own.
SELECT things.catalog, things.number, things.part, things.identity,
       CASE WHEN things.owned THEN pg_get_userbyid(things.owner) END AS owner,
       CASE WHEN things.acl IS NOT NULL THEN things.kind || things.owner || things.acl::text END AS privileges
FROM (
  SELECT 'pg_namespace'::regclass::oid, n.oid, 0, false,
         n.nspname <> 'public' OR n.nspowner <> coalesce((SELECT o.oid FROM pg_roles o WHERE o.rolname = 'pg_database_owner'
                                                          AND current_setting('server_version_num')::integer >= 150000), 10),
         n.nspowner, CASE n.nspname WHEN 'public' THEN 'N' ELSE 'n' END,
         CASE n.nspname WHEN 'public' THEN coalesce(n.nspacl, acldefault('n', n.nspowner)) ELSE n.nspacl END
  FROM pg_namespace n WHERE n.oid = ANY ($1::oid[])
  UNION ALL
  SELECT 'pg_class'::regclass::oid, CASE s.deptype WHEN 'i' THEN s.refobjid ELSE c.oid END,
         CASE s.deptype WHEN 'i' THEN s.refobjsubid ELSE 0 END, s.deptype IS NOT DISTINCT FROM 'i', s.objid IS NULL,
         c.relowner, CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END, c.relacl
  FROM pg_class c
  LEFT JOIN pg_depend s ON s.classid = 'pg_class'::regclass AND s.objid = c.oid AND s.objsubid = 0 AND c.relkind = 'S'
                       AND s.refclassid = 'pg_class'::regclass AND s.refobjsubid > 0 AND s.deptype IN ('a', 'i')
  WHERE c.relnamespace = ANY ($1::oid[]) AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
  UNION ALL
  SELECT 'pg_class'::regclass::oid, a.attrelid, a.attnum, false, false, c.relowner, 'c', a.attacl
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
  WHERE c.relnamespace = ANY ($1::oid[]) AND a.attacl IS NOT NULL AND NOT a.attisdropped
  UNION ALL
  SELECT 'pg_type'::regclass::oid, t.oid, 0, false, true, t.typowner, 'T', t.typacl
  FROM pg_type t LEFT JOIN pg_class r ON r.oid = t.typrelid
  WHERE t.typnamespace = ANY ($1::oid[]) AND (t.typtype IN ('e', 'd', 'r') OR r.relkind = 'c')
  UNION ALL
  SELECT 'pg_proc'::regclass::oid, p.oid, 0, false, true, p.proowner, 'f', p.proacl
  FROM pg_proc p WHERE p.pronamespace = ANY ($1::oid[])
  UNION ALL
  SELECT 'pg_operator'::regclass::oid, oid, 0, false, true, oprowner, '', NULL
  FROM pg_operator WHERE oprnamespace = ANY ($1::oid[])
  UNION ALL
  SELECT 'pg_opclass'::regclass::oid, oid, 0, false, true, opcowner, '', NULL
  FROM pg_opclass WHERE opcnamespace = ANY ($1::oid[])
  UNION ALL
  SELECT 'pg_opfamily'::regclass::oid, oid, 0, false, true, opfowner, '', NULL
  FROM pg_opfamily WHERE opfnamespace = ANY ($1::oid[])
  UNION ALL
  SELECT 'pg_collation'::regclass::oid, oid, 0, false, true, collowner, '', NULL
  FROM pg_collation WHERE collnamespace = ANY ($1::oid[])
  UNION ALL
  SELECT 'pg_conversion'::regclass::oid, oid, 0, false, true, conowner, '', NULL
  FROM pg_conversion WHERE connamespace = ANY ($1::oid[])
  UNION ALL
  SELECT 'pg_ts_config'::regclass::oid, oid, 0, false, true, cfgowner, '', NULL
  FROM pg_ts_config WHERE cfgnamespace = ANY ($1::oid[])
  UNION ALL
  SELECT 'pg_ts_dict'::regclass::oid, oid, 0, false, true, dictowner, '', NULL
  FROM pg_ts_dict WHERE dictnamespace = ANY ($1::oid[])
  UNION ALL
  SELECT 'pg_statistic_ext'::regclass::oid, oid, 0, false, true, stxowner, '', NULL
  FROM pg_statistic_ext WHERE stxnamespace = ANY ($1::oid[])
  UNION ALL
  SELECT 'pg_language'::regclass::oid, oid, 0, false, true, lanowner, 'l', lanacl FROM pg_language WHERE oid >= 16384
  UNION ALL
  SELECT 'pg_foreign_data_wrapper'::regclass::oid, oid, 0, false, true, fdwowner, 'F', fdwacl FROM pg_foreign_data_wrapper
  UNION ALL
  SELECT 'pg_foreign_server'::regclass::oid, oid, 0, false, true, srvowner, 'S', srvacl FROM pg_foreign_server
  UNION ALL
  SELECT 'pg_event_trigger'::regclass::oid, oid, 0, false, true, evtowner, '', NULL FROM pg_event_trigger
  UNION ALL
  SELECT 'pg_publication'::regclass::oid, oid, 0, false, true, pubowner, '', NULL FROM pg_publication
) things (catalog, number, part, identity, owned, owner, kind, acl)
