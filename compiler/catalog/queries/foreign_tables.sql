-- $1: the namespaces in scope. Tables of a foreign server hold no rows of their own: each is the statements that make it, and
-- what ALTER FOREIGN TABLE can change of it is a part. What it inherits from other tables is not said again.
-- https://www.postgresql.org/docs/15/sql-alterforeigntable.html
WITH tables AS (
  SELECT c.oid, n.nspname, c.relname, c.relispartition, format('%I.%I', n.nspname, c.relname) AS name, t.ftoptions,
         CASE WHEN c.relispartition THEN format('PARTITION OF %s %s', p.names, pg_get_expr(c.relpartbound, c.oid)) END AS partition_of,
         CASE WHEN NOT c.relispartition THEN 'INHERITS (' || p.names || ')' END AS inherits,
         format('SERVER %I', s.srvname) AS server
  FROM pg_foreign_table t
  JOIN pg_class c ON c.oid = t.ftrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_foreign_server s ON s.oid = t.ftserver
  LEFT JOIN (SELECT i.inhrelid, string_agg(format('%I.%I', pn.nspname, pc.relname), ', ' ORDER BY i.inhseqno) AS names
             FROM pg_inherits i JOIN pg_class pc ON pc.oid = i.inhparent JOIN pg_namespace pn ON pn.oid = pc.relnamespace
             GROUP BY i.inhrelid) p ON p.inhrelid = c.oid
  WHERE c.relnamespace = ANY ($1::oid[])
    AND NOT EXISTS (SELECT FROM pg_depend e
                    WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
), columns AS (
  SELECT t.oid, t.name AS table, a.attnum, quote_ident(a.attname) AS name, a.attislocal, a.attnotnull, a.attfdwoptions,
         format_type(a.atttypid, a.atttypmod) AS type, a.attgenerated, pg_get_expr(d.adbin, d.adrelid) AS expression,
         nullif(a.attstattarget, -1) AS statistics,
         CASE WHEN a.attstorage <> y.typstorage
              THEN CASE a.attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END END AS storage,
         (SELECT string_agg(o, ', ' ORDER BY o) FROM unnest(a.attoptions) o WHERE o NOT LIKE 'pg\_attver=%') AS attributes,
         coalesce((SELECT format(' COLLATE %I.%I', n.nspname, c.collname)
                   FROM pg_collation c JOIN pg_namespace n ON n.oid = c.collnamespace
                   WHERE c.oid = a.attcollation AND a.attcollation <> y.typcollation), '') AS collated,
         r.description
  FROM tables t
  JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
  JOIN pg_type y ON y.oid = a.atttypid
  LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
  LEFT JOIN pg_description r ON r.classoid = 'pg_class'::regclass AND r.objoid = a.attrelid AND r.objsubid = a.attnum
), checks AS (
  SELECT t.oid, t.name AS table, quote_ident(k.conname) AS name, pg_get_constraintdef(k.oid) AS definition, r.description
  FROM tables t
  JOIN pg_constraint k ON k.conrelid = t.oid AND k.contype = 'c' AND k.conislocal
  LEFT JOIN pg_description r ON r.classoid = 'pg_constraint'::regclass AND r.objoid = k.oid AND r.objsubid = 0
), parts (oid, rank, number, aspect, created, add, change, remove) AS (
  -- Those that are said when the table is created have no statement of their own then. A part of a column is known as
  -- such by its name: it goes with the column.
  SELECT oid, 1, attnum, 'column ' || name, NULL,
         format('ALTER FOREIGN TABLE %s ADD COLUMN %s %s%s%s', "table", name, type, collated,
                CASE WHEN attgenerated <> '' THEN format(' GENERATED ALWAYS AS (%s) STORED', expression) ELSE '' END),
         CASE WHEN attgenerated = '' THEN
           format('ALTER FOREIGN TABLE %s ALTER COLUMN %s TYPE %s%s', "table", name, type, collated) END,
         format('ALTER FOREIGN TABLE %s DROP COLUMN %s', "table", name)
  FROM columns WHERE attislocal
  UNION ALL
  SELECT oid, 1, attnum, 'column ' || name || ': not null', NULL,
         format('ALTER FOREIGN TABLE %s ALTER COLUMN %s SET NOT NULL', "table", name), NULL,
         format('ALTER FOREIGN TABLE %s ALTER COLUMN %s DROP NOT NULL', "table", name)
  FROM columns WHERE attislocal AND attnotnull
  UNION ALL
  -- Known with its type: it may not survive that of the column.
  SELECT c.oid, 1, attnum, 'column ' || c.name || ': default of ' || c.type, CASE WHEN NOT attislocal THEN set_default END, set_default, set_default,
         format('ALTER FOREIGN TABLE %s ALTER COLUMN %s DROP DEFAULT', "table", c.name)
  FROM columns c, LATERAL format('ALTER FOREIGN TABLE %s ALTER COLUMN %s SET DEFAULT %s', "table", c.name, expression) set_default
  WHERE attgenerated = '' AND expression IS NOT NULL
  UNION ALL
  SELECT c.oid, 1, attnum, 'column ' || c.name || ': option ' || o.name,
         CASE WHEN NOT attislocal THEN format('%s (ADD %I %L)', alter_, o.name, o.value) END,
         format('%s (ADD %I %L)', alter_, o.name, o.value), format('%s (SET %I %L)', alter_, o.name, o.value),
         format('%s (DROP %I)', alter_, o.name)
  FROM columns c, LATERAL pg_options_to_table(c.attfdwoptions) o (name, value),
       LATERAL format('ALTER FOREIGN TABLE %s ALTER COLUMN %s OPTIONS', "table", c.name) alter_
  UNION ALL
  SELECT c.oid, 1, attnum, 'column ' || c.name || ': ' || s.aspect, s.set, s.set, s.set, s.reset
  FROM columns c, LATERAL format('ALTER FOREIGN TABLE %s ALTER COLUMN %s ', "table", c.name) alter_,
       LATERAL (VALUES ('statistics', format('%sSET STATISTICS %s', alter_, c.statistics), alter_ || 'SET STATISTICS -1', c.statistics IS NOT NULL),
                       ('storage', format('%sSET STORAGE %s', alter_, c.storage), NULL, c.storage IS NOT NULL),
                       ('attributes', format('%sSET (%s)', alter_, c.attributes), alter_ || 'RESET (n_distinct, n_distinct_inherited)', c.attributes IS NOT NULL),
                       ('comment', format('COMMENT ON COLUMN %s.%s IS %L', "table", c.name, c.description), format('COMMENT ON COLUMN %s.%s IS NULL', "table", c.name), c.description IS NOT NULL)
               ) s (aspect, set, reset, there)
  WHERE s.there
  UNION ALL
  -- A check is known by all that it is: another in its place comes when columns have changed, and it goes before.
  SELECT oid, 2, 0, concat_ws(' ', 'check', name, definition), NULL,
         format('ALTER FOREIGN TABLE %s ADD CONSTRAINT %s %s', "table", name, definition), NULL,
         format('ALTER FOREIGN TABLE %s DROP CONSTRAINT %s', "table", name)
  FROM checks
  UNION ALL
  SELECT c.oid, 2, 0, concat_ws(' ', 'check', c.name, c.definition) || ': comment', s.set, s.set, s.set,
         format('COMMENT ON CONSTRAINT %s ON %s IS NULL', c.name, "table")
  FROM checks c, LATERAL format('COMMENT ON CONSTRAINT %s ON %s IS %L', c.name, "table", c.description) s (set)
  WHERE c.description IS NOT NULL
  UNION ALL
  SELECT t.oid, 3, 0, 'option ' || o.name, NULL, format('ALTER FOREIGN TABLE %s OPTIONS (ADD %I %L)', t.name, o.name, o.value),
         format('ALTER FOREIGN TABLE %s OPTIONS (SET %I %L)', t.name, o.name, o.value),
         format('ALTER FOREIGN TABLE %s OPTIONS (DROP %I)', t.name, o.name)
  FROM tables t, LATERAL pg_options_to_table(t.ftoptions) o (name, value)
), items AS (
  SELECT oid, array_agg(item ORDER BY rank, number, item COLLATE "C") AS all_items
  FROM (SELECT c.oid, 1 AS rank, c.attnum AS number,
               concat(c.name, ' ', c.type,
                      ' OPTIONS (' || (SELECT string_agg(format('%I %L', o.option_name, o.option_value), ', ')
                                       FROM pg_options_to_table(c.attfdwoptions) o) || ')', c.collated,
                      CASE WHEN c.attnotnull THEN ' NOT NULL' END,
                      CASE WHEN c.attgenerated <> '' THEN format(' GENERATED ALWAYS AS (%s) STORED', c.expression)
                           WHEN c.expression IS NOT NULL THEN ' DEFAULT ' || c.expression END) AS item
        FROM columns c WHERE c.attislocal
        UNION ALL
        SELECT k.oid, 2, 0, format('CONSTRAINT %s %s', k.name, k.definition) FROM checks k) pieces
  GROUP BY oid
)
SELECT t.oid, t.nspname, t.relname,
       ('CREATE FOREIGN TABLE '
        || concat_ws(' ', t.name, t.partition_of,
                     CASE WHEN i.all_items IS NOT NULL THEN E'(\n  ' || array_to_string(i.all_items, E',\n  ') || E'\n)'
                          WHEN NOT t.relispartition THEN '()' END,
                     t.inherits, t.server,
                     'OPTIONS (' || (SELECT string_agg(format('%I %L', o.option_name, o.option_value), ', ')
                                     FROM pg_options_to_table(t.ftoptions) o) || ')'))
       || ARRAY (SELECT p.created FROM parts p WHERE p.oid = t.oid AND p.created IS NOT NULL
                 ORDER BY p.rank, p.number, p.aspect COLLATE "C") AS definition,
       concat_ws(' ', t.partition_of, t.inherits, t.server) AS frame,
       (SELECT array_agg(piece ORDER BY p.rank, p.number, p.aspect COLLATE "C", pieces.number)
        FROM parts p, LATERAL unnest(ARRAY [p.aspect, p.add, p.change, p.remove]) WITH ORDINALITY pieces (piece, number)
        WHERE p.oid = t.oid) AS parts,
       NULL AS settings, d.description
FROM tables t
LEFT JOIN items i ON i.oid = t.oid
LEFT JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = t.oid AND d.objsubid = 0
