-- Extensions belong to the database, not to a namespace: all are read, whatever the scope.
SELECT x.oid, x.extname, n.nspname, x.extversion, x.extrelocatable
FROM pg_extension x
JOIN pg_namespace n ON n.oid = x.extnamespace
WHERE x.extname <> 'plpgsql'
