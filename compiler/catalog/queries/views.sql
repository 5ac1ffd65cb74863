-- $1: the namespaces in scope. Views and materialized views. Parameters of the TOAST table are kept by that table.
SELECT c.oid, c.relkind, n.nspname, c.relname, pg_get_viewdef(c.oid) AS definition, c.reloptions,
       toast.reloptions AS toast_options,
       CASE WHEN am.amname <> 'heap' THEN am.amname END AS access_method,
       ts.spcname AS tablespace, ci.relname AS cluster_on, c.relispopulated, d.description
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_class toast ON toast.oid = c.reltoastrelid
LEFT JOIN pg_am am ON am.oid = c.relam
LEFT JOIN pg_tablespace ts ON ts.oid = c.reltablespace
LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisclustered
LEFT JOIN pg_class ci ON ci.oid = i.indexrelid
LEFT JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = c.oid AND d.objsubid = 0
WHERE c.relnamespace = ANY ($1::oid[])
  AND c.relkind IN ('v', 'm')
  AND NOT EXISTS (SELECT FROM pg_depend e
                  WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
