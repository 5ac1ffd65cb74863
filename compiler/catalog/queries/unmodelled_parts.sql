-- Properties and parts of tables that are read, for which the model has no word. $1: these tables.
WITH tables AS MATERIALIZED (
  SELECT c.oid, quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.oid = ANY ($1::oid[])
)
SELECT 'virtual generated column' AS kind, t.name || '.' || quote_ident(a.attname)
FROM tables t JOIN pg_attribute a ON a.attrelid = t.oid AND NOT a.attisdropped AND a.attgenerated NOT IN ('', 's')
UNION ALL
SELECT 'comment on the index of a constraint', quote_ident(c.relname) || ' on ' || t.name
FROM tables t JOIN pg_index i ON i.indrelid = t.oid JOIN pg_class c ON c.oid = i.indexrelid
JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = c.oid
JOIN pg_constraint k ON k.conindid = c.oid AND k.conrelid = t.oid AND k.contype IN ('p', 'u', 'x')
UNION ALL
SELECT 'tablespace of a constraint', quote_ident(c.relname) || ' on ' || t.name
FROM tables t JOIN pg_index i ON i.indrelid = t.oid JOIN pg_class c ON c.oid = i.indexrelid AND c.reltablespace <> 0
JOIN pg_constraint k ON k.conindid = c.oid AND k.conrelid = t.oid AND k.contype IN ('p', 'u', 'x')
UNION ALL
SELECT 'state of a trigger that is not that of its parent', quote_ident(g.tgname) || ' on ' || t.name
FROM tables t JOIN pg_trigger g ON g.tgrelid = t.oid JOIN pg_trigger p ON p.oid = g.tgparentid
WHERE NOT p.tgisinternal AND p.tgenabled <> g.tgenabled
UNION ALL
SELECT 'switched-off constraint', quote_ident(k.conname) || ' on ' || t.name
FROM tables t JOIN pg_constraint k ON k.conrelid = t.oid
WHERE EXISTS (SELECT FROM pg_trigger g WHERE g.tgconstraint = k.oid AND g.tgisinternal AND g.tgenabled <> 'O')
/*if 18*/
UNION ALL
SELECT 'constraint not enforced', quote_ident(k.conname) || ' on ' || t.name
FROM tables t JOIN pg_constraint k ON k.conrelid = t.oid AND k.contype IN ('c', 'f') AND NOT k.conenforced
UNION ALL
SELECT 'temporal constraint', quote_ident(k.conname) || ' on ' || t.name
FROM tables t JOIN pg_constraint k ON k.conrelid = t.oid AND k.contype IN ('p', 'u', 'f') AND k.conperiod
UNION ALL
SELECT 'not-null constraint of a special kind', quote_ident(k.conname) || ' on ' || t.name
FROM tables t JOIN pg_constraint k ON k.conrelid = t.oid AND k.contype = 'n' AND (k.connoinherit OR NOT k.convalidated)
/*else */
UNION ALL
SELECT 'security label', 'of ' || pg_describe_object(s.classoid, s.objoid, s.objsubid)
FROM tables t JOIN pg_seclabel s ON s.classoid = 'pg_class'::regclass AND s.objoid = t.oid
