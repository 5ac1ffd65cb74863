-- $1: the namespaces in scope. What is the default of the subtype is NULL. Multirange types have names since PostgreSQL
-- 14.
SELECT t.oid, n.nspname, t.typname, format_type(r.rngsubtype, NULL) AS subtype,
       CASE WHEN NOT o.opcdefault OR o.opcintype <> r.rngsubtype
            THEN quote_ident(opn.nspname) || '.' || quote_ident(o.opcname) END AS opclass,
       CASE WHEN r.rngcollation <> s.typcollation
            THEN quote_ident(cn.nspname) || '.' || quote_ident(co.collname) END AS collation,
       nullif(r.rngcanonical::oid, 0)::regproc AS canonical, nullif(r.rngsubdiff::oid, 0)::regproc AS subtype_diff,
       /*if 14*/ (SELECT quote_ident(mn.nspname) || '.' || quote_ident(m.typname)
        FROM pg_type m JOIN pg_namespace mn ON mn.oid = m.typnamespace WHERE m.oid = r.rngmultitypid) /*else NULL */
       AS multirange,
       d.description
FROM pg_range r
JOIN pg_type t ON t.oid = r.rngtypid
JOIN pg_namespace n ON n.oid = t.typnamespace
JOIN pg_type s ON s.oid = r.rngsubtype
JOIN pg_opclass o ON o.oid = r.rngsubopc
JOIN pg_namespace opn ON opn.oid = o.opcnamespace
LEFT JOIN pg_collation co ON co.oid = r.rngcollation
LEFT JOIN pg_namespace cn ON cn.oid = co.collnamespace
LEFT JOIN pg_description d ON d.classoid = 'pg_type'::regclass AND d.objoid = t.oid AND d.objsubid = 0
WHERE t.typnamespace = ANY ($1::oid[])
  AND NOT EXISTS (SELECT FROM pg_depend e
                  WHERE e.classid = 'pg_type'::regclass AND e.objid = t.oid AND e.deptype = 'e')
