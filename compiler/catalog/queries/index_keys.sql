-- $1: the relations that are read. One row a key of an index and a column that it includes, in order. `definition` is there
-- where only the whole statement tells whether the key's collation and operator class are the default ones: for
-- expressions, and where the operator class is not plainly the default of the column's very type (varchar has none of its
-- own and takes that of text, https://www.postgresql.org/docs/15/indexes-opclass.html).
SELECT i.indexrelid, k.place, k.place > i.indnkeyatts AS included, a.attname,
       CASE WHEN k.attnum = 0 THEN pg_get_indexdef(i.indexrelid, k.place, false) END AS expression,
       CASE WHEN co.oid IS DISTINCT FROM a.attcollation
            THEN quote_ident(cn.nspname) || '.' || quote_ident(co.collname) END AS collation,
       quote_ident(opn.nspname) || '.' || quote_ident(op.opcname) AS opclass,
       CASE WHEN x.attoptions IS NOT NULL
            THEN (SELECT string_agg(quote_ident(split_part(o, '=', 1)) || '=' || quote_literal(substr(o, strpos(o, '=') + 1)),
                                    ', ' ORDER BY o)
                  FROM unnest(x.attoptions) o WHERE o NOT LIKE 'pg\_attver=%') END AS opclass_options,
       i.indoption[k.place - 1] & 1 <> 0 AS descending,
       i.indoption[k.place - 1] & 2 <> 0 AS nulls_first,
       quote_ident(a.attname) AS quoted_column,
       CASE WHEN k.attnum = 0
              OR NOT (op.opcdefault AND (op.opcintype = a.atttypid
                                         OR op.opcintype = 'text'::regtype AND a.atttypid = 'varchar'::regtype))
            THEN pg_get_indexdef(i.indexrelid) END AS definition
FROM pg_index i
CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS w (attnum, ordinality)
CROSS JOIN LATERAL (SELECT w.attnum, w.ordinality::int AS place) k
LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum AND k.attnum <> 0
LEFT JOIN pg_attribute x ON x.attrelid = i.indexrelid AND x.attnum = k.place
LEFT JOIN pg_opclass op ON op.oid = i.indclass[k.place - 1]
LEFT JOIN pg_namespace opn ON opn.oid = op.opcnamespace
LEFT JOIN pg_collation co ON co.oid = i.indcollation[k.place - 1]
LEFT JOIN pg_namespace cn ON cn.oid = co.collnamespace
WHERE i.indrelid = ANY ($1::oid[])
ORDER BY i.indexrelid, k.place
