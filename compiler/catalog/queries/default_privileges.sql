-- ALTER DEFAULT PRIVILEGES, one row a privilege; one without privileges of the kind. $1: the namespaces in scope. Said of
-- all schemas they stand for what objects are born with, said of one they come on top of that.
WITH compared (role, home, objects, acl, birth) AS (
  SELECT a.defaclrole, n.nspname,
         CASE a.defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES' WHEN 'f' THEN 'FUNCTIONS' WHEN 'T' THEN 'TYPES'
                              WHEN 'n' THEN 'SCHEMAS' END,
         a.defaclacl,
         CASE a.defaclnamespace WHEN 0 THEN acldefault(CASE a.defaclobjtype WHEN 'S' THEN 's' ELSE a.defaclobjtype END,
                                                       a.defaclrole)
                                ELSE NULL END
  FROM pg_default_acl a LEFT JOIN pg_namespace n ON n.oid = a.defaclnamespace
  WHERE (a.defaclnamespace = 0 OR a.defaclnamespace = ANY ($1::oid[])) AND a.defaclobjtype IN ('r', 'S', 'f', 'T', 'n')
)
SELECT pg_get_userbyid(c.role), c.home, c.objects, false AS withheld, g.grantee = c.role AS to_owner,
       CASE WHEN g.grantee IN (0, c.role) THEN '' ELSE pg_get_userbyid(g.grantee) END AS grantee,
       g.privilege_type, g.is_grantable AND g.grantee <> c.role AS grantable, '' AS grantor
FROM compared c, aclexplode(c.acl) g
WHERE NOT EXISTS (SELECT FROM aclexplode(c.birth) b
                  WHERE b.grantee = g.grantee AND b.grantor = g.grantor AND b.privilege_type = g.privilege_type)
UNION ALL
SELECT pg_get_userbyid(c.role), c.home, c.objects, true, b.grantee = c.role, '', b.privilege_type, false, ''
FROM compared c, aclexplode(c.birth) b
WHERE NOT EXISTS (SELECT FROM aclexplode(c.acl) g
                  WHERE b.grantee = g.grantee AND b.grantor = g.grantor AND b.privilege_type = g.privilege_type)
