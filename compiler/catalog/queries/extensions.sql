-- Extensions belong to the database, not to a namespace: all are read, whatever the scope.
-- CREATE EXTENSION writes the comment of its control file: what is still that is nobody's wish.
SELECT x.oid, x.extname, n.nspname, x.extversion, x.extrelocatable,
       CASE WHEN said.comment IS DISTINCT FROM own.comment THEN coalesce(said.comment, '') END,
       CASE WHEN said.comment IS DISTINCT FROM own.comment THEN own.comment END
FROM pg_extension x
JOIN pg_namespace n ON n.oid = x.extnamespace
CROSS JOIN LATERAL (SELECT obj_description(x.oid, 'pg_extension') AS comment) said
LEFT JOIN pg_available_extensions() own ON own.name = x.extname
WHERE x.extname <> 'plpgsql'
