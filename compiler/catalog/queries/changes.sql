-- Two numbers that stay as they are as long as nobody makes, changes or drops what has a name or a text that others
-- show: a row that is new has a greater xmin than all that there were, so that where there are as many rows as before,
-- the sum has grown. Rows of temporary objects come and go without being read.
SELECT count(*), coalesce(sum(x.xmin::text::bigint), 0)
FROM (SELECT r.xmin, r.relnamespace FROM pg_class r
      UNION ALL SELECT a.xmin, r.relnamespace FROM pg_attribute a JOIN pg_class r ON r.oid = a.attrelid
      UNION ALL SELECT t.xmin, t.typnamespace FROM pg_type t
      UNION ALL SELECT e.xmin, t.typnamespace FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid
      UNION ALL SELECT p.xmin, p.pronamespace FROM pg_proc p
      UNION ALL SELECT k.xmin, k.connamespace FROM pg_constraint k
      UNION ALL SELECT o.xmin, o.oprnamespace FROM pg_operator o
      UNION ALL SELECT c.xmin, c.collnamespace FROM pg_collation c
      UNION ALL SELECT u.xmin, r.relnamespace FROM pg_rewrite u JOIN pg_class r ON r.oid = u.ev_class
      UNION ALL SELECT d.xmin, r.relnamespace FROM pg_attrdef d JOIN pg_class r ON r.oid = d.adrelid
      UNION ALL SELECT i.xmin, r.relnamespace FROM pg_index i JOIN pg_class r ON r.oid = i.indexrelid
      UNION ALL SELECT g.xmin, r.relnamespace FROM pg_trigger g JOIN pg_class r ON r.oid = g.tgrelid
      UNION ALL SELECT n.xmin, n.oid FROM pg_namespace n) x (xmin, home)
JOIN pg_namespace n ON n.oid = x.home
WHERE n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\_%'
