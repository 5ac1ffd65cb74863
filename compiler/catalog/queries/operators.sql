-- $1: the namespaces in scope. A shell (an operator that another one names and nobody has made) is unmodelled. The
-- estimators alone can be altered. https://www.postgresql.org/docs/15/sql-alteroperator.html
-- Commutators and negators come in pairs: where one of two names the other, both are said to. PostgreSQL fills in what the
-- first of them left out, but not where that was made as a shell of the second.
-- https://www.postgresql.org/docs/15/xoper-optimization.html
WITH operators AS (
  SELECT o.oid, n.nspname, o.oprname, o.oprrest, o.oprjoin,
         format('(%s, %s)', CASE o.oprleft WHEN 0 THEN 'NONE' ELSE format_type(o.oprleft, NULL) END,
                CASE o.oprright WHEN 0 THEN 'NONE' ELSE format_type(o.oprright, NULL) END) AS operands,
         concat_ws(', ', 'FUNCTION = ' || o.oprcode::regproc,
                   CASE WHEN o.oprleft <> 0 THEN 'LEFTARG = ' || format_type(o.oprleft, NULL) END,
                   CASE WHEN o.oprright <> 0 THEN 'RIGHTARG = ' || format_type(o.oprright, NULL) END,
                   (SELECT format('COMMUTATOR = OPERATOR(%I.%s)', m.nspname, c.oprname)
                    FROM pg_operator c JOIN pg_namespace m ON m.oid = c.oprnamespace
                    WHERE c.oid = o.oprcom OR o.oprcom = 0 AND c.oprcom = o.oid AND c.oprcode <> 0
                    ORDER BY m.nspname, c.oprname, c.oid LIMIT 1),
                   (SELECT format('NEGATOR = OPERATOR(%I.%s)', m.nspname, c.oprname)
                    FROM pg_operator c JOIN pg_namespace m ON m.oid = c.oprnamespace
                    WHERE c.oid = o.oprnegate OR o.oprnegate = 0 AND c.oprnegate = o.oid AND c.oprcode <> 0
                    ORDER BY m.nspname, c.oprname, c.oid LIMIT 1),
                   CASE WHEN o.oprcanhash THEN 'HASHES' END, CASE WHEN o.oprcanmerge THEN 'MERGES' END) AS frame
  FROM pg_operator o
  JOIN pg_namespace n ON n.oid = o.oprnamespace
  WHERE o.oprnamespace = ANY ($1::oid[])
    AND o.oprcode <> 0
    AND NOT EXISTS (SELECT FROM pg_depend e
                    WHERE e.classid = 'pg_operator'::regclass AND e.objid = o.oid AND e.deptype = 'e')
)
SELECT o.oid, o.nspname, o.oprname || o.operands,
       ARRAY [format('CREATE OPERATOR %I.%s (%s)', o.nspname, o.oprname,
                     concat_ws(', ', o.frame, 'RESTRICT = ' || nullif(o.oprrest, 0)::regproc,
                               'JOIN = ' || nullif(o.oprjoin, 0)::regproc))] AS definition,
       o.frame,
       (SELECT array_agg(piece ORDER BY estimators.number, pieces.number)
        FROM (VALUES (1, 'RESTRICT', o.oprrest), (2, 'JOIN', o.oprjoin)) estimators (number, word, function),
             LATERAL format('ALTER OPERATOR %I.%s %s SET (%s = ', o.nspname, o.oprname, o.operands, word) alter_,
             LATERAL unnest(ARRAY [word, alter_ || function::regproc || ')', alter_ || function::regproc || ')',
                                   alter_ || 'NONE)']) WITH ORDINALITY pieces (piece, number)
        WHERE function <> 0) AS parts,
       NULL AS settings, d.description
FROM operators o
LEFT JOIN pg_description d ON d.classoid = 'pg_operator'::regclass AND d.objoid = o.oid AND d.objsubid = 0
