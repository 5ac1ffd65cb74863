-- What is there and has no word in the model. $1: the namespaces in scope. Numbers below 16384 are PostgreSQL's own.
WITH things (catalog, number, kind, name) AS (
  SELECT 'pg_type'::regclass, t.oid,
         CASE t.typtype WHEN 'p' THEN 'shell type' ELSE 'base type' END,
         quote_ident(n.nspname) || '.' || quote_ident(t.typname)
  FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace LEFT JOIN pg_type item ON item.typarray = t.oid
  WHERE t.typnamespace = ANY ($1::oid[]) AND (t.typtype = 'p' OR t.typtype = 'b' AND item.oid IS NULL)
  UNION ALL
  SELECT 'pg_operator'::regclass, o.oid, 'shell operator',
         quote_ident(n.nspname) || '.' || o.oprname || ' (' || CASE o.oprleft WHEN 0 THEN 'NONE' ELSE format_type(o.oprleft, NULL) END
         || ', ' || CASE o.oprright WHEN 0 THEN 'NONE' ELSE format_type(o.oprright, NULL) END || ')'
  FROM pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace
  WHERE o.oprnamespace = ANY ($1::oid[]) AND o.oprcode = 0
  UNION ALL
  SELECT 'pg_class'::regclass, c.oid, 'privileges on a column of a foreign table',
         format('%I.%I.%I', n.nspname, c.relname, a.attname)
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
  WHERE c.relnamespace = ANY ($1::oid[]) AND c.relkind = 'f' AND a.attacl IS NOT NULL AND NOT a.attisdropped
  UNION ALL
  SELECT 'pg_subscription'::regclass, s.oid, 'subscription', quote_ident(s.subname)
  FROM pg_subscription s JOIN pg_database d ON d.oid = s.subdbid WHERE d.datname = current_database()
  UNION ALL
  SELECT 'pg_user_mapping'::regclass, m.umid, 'user mapping with hidden options',
         'for ' || CASE m.umuser WHEN 0 THEN 'PUBLIC' ELSE quote_ident(m.usename) END || ' on ' || quote_ident(m.srvname)
  FROM pg_user_mappings m JOIN pg_foreign_server s ON s.oid = m.srvid
  WHERE m.umoptions IS NULL
    AND NOT CASE WHEN m.umuser = 0 THEN pg_has_role(s.srvowner, 'USAGE')
                 ELSE m.usename = current_user AND (pg_has_role(s.srvowner, 'USAGE') OR has_server_privilege(s.oid, 'USAGE')) END
    AND NOT (SELECT r.rolsuper FROM pg_roles r WHERE r.rolname = current_user)
)
SELECT kind, name
FROM things
WHERE NOT EXISTS (SELECT FROM pg_depend e
                  WHERE e.classid = things.catalog AND e.objid = things.number AND e.objsubid = 0 AND e.deptype = 'e')
