-- $1: the namespaces in scope. Tables of every form: plain, partitioned, partitions, children of other tables, made from
-- a type. Parameters of the TOAST table are kept by that table. `parents` are those of pg_inherits, in their order.
SELECT c.oid, n.nspname, c.relname, c.relpersistence = 'u' AS unlogged,
       CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END AS partition_by,
       CASE WHEN c.relispartition THEN pg_get_expr(c.relpartbound, c.oid) END AS bound,
       CASE WHEN c.oid IN (SELECT i.inhrelid FROM pg_inherits i) THEN
         ARRAY (SELECT pn.nspname FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhparent
                JOIN pg_namespace pn ON pn.oid = p.relnamespace
                WHERE i.inhrelid = c.oid ORDER BY i.inhseqno) END AS parent_namespaces,
       CASE WHEN c.oid IN (SELECT i.inhrelid FROM pg_inherits i) THEN
         ARRAY (SELECT p.relname FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhparent
                WHERE i.inhrelid = c.oid ORDER BY i.inhseqno) END AS parents,
       CASE WHEN c.reloftype <> 0 THEN format_type(c.reloftype, NULL) END AS of_type,
       CASE WHEN am.amname <> 'heap' THEN am.amname END AS access_method, space.spcname,
       c.relreplident, identity_index.relname AS identity_index, cluster_index.relname AS cluster_index,
       c.reloptions, toast.reloptions AS toast_options, c.relrowsecurity, c.relforcerowsecurity, d.description
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_am am ON am.oid = c.relam
LEFT JOIN pg_tablespace space ON space.oid = c.reltablespace
LEFT JOIN pg_index ii ON ii.indrelid = c.oid AND ii.indisreplident
LEFT JOIN pg_class identity_index ON identity_index.oid = ii.indexrelid
LEFT JOIN pg_index ci ON ci.indrelid = c.oid AND ci.indisclustered
LEFT JOIN pg_class cluster_index ON cluster_index.oid = ci.indexrelid
LEFT JOIN pg_class toast ON toast.oid = c.reltoastrelid
LEFT JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = c.oid AND d.objsubid = 0
WHERE c.relnamespace = ANY ($1::oid[])
  AND c.relkind IN ('r', 'p')
  AND NOT EXISTS (SELECT FROM pg_depend e
                  WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
