-- $1: the tables that are read. Role 0 is PUBLIC.
SELECT p.oid, p.polrelid, p.polname, p.polpermissive, p.polcmd,
       ARRAY (SELECT r.rolname FROM pg_roles r WHERE r.oid = ANY (p.polroles)) AS roles,
       pg_get_expr(p.polqual, p.polrelid) AS using_expression, pg_get_expr(p.polwithcheck, p.polrelid) AS with_check,
       d.description
FROM pg_policy p
LEFT JOIN pg_description d ON d.classoid = 'pg_policy'::regclass AND d.objoid = p.oid AND d.objsubid = 0
WHERE p.polrelid = ANY ($1::oid[])
