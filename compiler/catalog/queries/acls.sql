-- What the privileges of rights.sql are, each list once, as it differs from what an object of the kind is born with.
-- $1: the namespaces in scope. An owner can always give on what it has, so its grant options say nothing.
WITH lists (kind, owner, acl) AS (
  SELECT DISTINCT ON (kind, owner, acl::text) kind, owner, acl
  FROM (
    SELECT CASE nspname WHEN 'public' THEN 'N' ELSE 'n' END, nspowner,
           CASE nspname WHEN 'public' THEN coalesce(nspacl, acldefault('n', nspowner)) ELSE nspacl END
    FROM pg_namespace WHERE oid = ANY ($1::oid[])
    UNION ALL
    SELECT CASE relkind WHEN 'S' THEN 's' ELSE 'r' END, relowner, relacl FROM pg_class
    WHERE relnamespace = ANY ($1::oid[]) AND relacl IS NOT NULL
    UNION ALL
    SELECT 'c', c.relowner, a.attacl FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE c.relnamespace = ANY ($1::oid[]) AND a.attacl IS NOT NULL AND NOT a.attisdropped
    UNION ALL
    SELECT 'T', typowner, typacl FROM pg_type WHERE typnamespace = ANY ($1::oid[]) AND typacl IS NOT NULL
    UNION ALL
    SELECT 'f', proowner, proacl FROM pg_proc WHERE pronamespace = ANY ($1::oid[]) AND proacl IS NOT NULL
    UNION ALL
    SELECT 'l', lanowner, lanacl FROM pg_language WHERE oid >= 16384
    UNION ALL
    SELECT 'F', fdwowner, fdwacl FROM pg_foreign_data_wrapper
    UNION ALL
    SELECT 'S', srvowner, srvacl FROM pg_foreign_server
  ) every (kind, owner, acl)
  WHERE acl IS NOT NULL
),
compared (privileges, owner, acl, birth) AS (
  SELECT kind || owner || acl::text, owner, acl,
         CASE kind WHEN 'N' THEN acldefault('n', owner) || makeaclitem(0, owner, 'USAGE', false)
                                 /*if 15*//*else || makeaclitem(0, owner, 'CREATE', false)*/
                   ELSE acldefault(kind::"char", owner) END
  FROM lists
)
SELECT c.privileges, false AS withheld, g.grantee = c.owner AS to_owner,
       CASE WHEN g.grantee IN (0, c.owner) THEN '' ELSE pg_get_userbyid(g.grantee) END AS role,
       g.privilege_type, g.is_grantable AND g.grantee <> c.owner AS grantable,
       CASE g.grantor WHEN c.owner THEN '' ELSE pg_get_userbyid(g.grantor) END AS grantor
FROM compared c, aclexplode(c.acl) g
WHERE NOT EXISTS (SELECT FROM aclexplode(c.birth) b
                  WHERE b.grantee = g.grantee AND b.grantor = g.grantor AND b.privilege_type = g.privilege_type)
UNION ALL
SELECT c.privileges, true, b.grantee = c.owner, '', b.privilege_type, false, ''
FROM compared c, aclexplode(c.birth) b
WHERE NOT EXISTS (SELECT FROM aclexplode(c.acl) g
                  WHERE b.grantee = g.grantee AND b.grantor = g.grantor AND b.privilege_type = g.privilege_type)
