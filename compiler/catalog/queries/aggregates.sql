-- $1: the namespaces in scope. Attributes in their usual state are NULL. The usual way to leave the state is READ_ONLY
-- for ordinary aggregates and READ_WRITE for the others, which PostgreSQL's own final functions sort in place.
SELECT p.oid, n.nspname, p.proname,
       CASE WHEN a.aggkind = 'n' AND p.pronargs = 0 THEN '*' ELSE pg_get_function_identity_arguments(p.oid) END,
       a.aggtransfn::regproc AS sfunc, format_type(a.aggtranstype, NULL) AS stype,
       nullif(a.aggtransspace, 0) AS sspace,
       nullif(a.aggfinalfn::oid, 0)::regproc AS finalfunc,
       CASE WHEN a.aggfinalextra THEN '' END AS finalfunc_extra,
       CASE WHEN a.aggfinalmodify <> CASE a.aggkind WHEN 'n' THEN 'r' ELSE 'w' END
            THEN CASE a.aggfinalmodify WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE' ELSE 'READ_WRITE' END END
       AS finalfunc_modify,
       nullif(a.aggcombinefn::oid, 0)::regproc AS combinefunc,
       nullif(a.aggserialfn::oid, 0)::regproc AS serialfunc,
       nullif(a.aggdeserialfn::oid, 0)::regproc AS deserialfunc,
       quote_literal(a.agginitval) AS initcond,
       nullif(a.aggmtransfn::oid, 0)::regproc AS msfunc,
       nullif(a.aggminvtransfn::oid, 0)::regproc AS minvfunc,
       CASE WHEN a.aggmtranstype <> 0 THEN format_type(a.aggmtranstype, NULL) END AS mstype,
       nullif(a.aggmtransspace, 0) AS msspace,
       nullif(a.aggmfinalfn::oid, 0)::regproc AS mfinalfunc,
       CASE WHEN a.aggmfinalextra THEN '' END AS mfinalfunc_extra,
       CASE WHEN a.aggmtransfn <> 0 AND a.aggmfinalmodify <> CASE a.aggkind WHEN 'n' THEN 'r' ELSE 'w' END
            THEN CASE a.aggmfinalmodify WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE' ELSE 'READ_WRITE' END END
       AS mfinalfunc_modify,
       quote_literal(a.aggminitval) AS minitcond,
       'OPERATOR(' || quote_ident(opn.nspname) || '.' || o.oprname || ')' AS sortop,
       CASE p.proparallel WHEN 's' THEN 'SAFE' WHEN 'r' THEN 'RESTRICTED' END AS parallel,
       CASE a.aggkind WHEN 'h' THEN '' END AS hypothetical,
       d.description
FROM pg_aggregate a
JOIN pg_proc p ON p.oid = a.aggfnoid
JOIN pg_namespace n ON n.oid = p.pronamespace
LEFT JOIN pg_operator o ON o.oid = a.aggsortop
LEFT JOIN pg_namespace opn ON opn.oid = o.oprnamespace
LEFT JOIN pg_description d ON d.classoid = 'pg_proc'::regclass AND d.objoid = p.oid AND d.objsubid = 0
WHERE p.pronamespace = ANY ($1::oid[])
  AND NOT EXISTS (SELECT FROM pg_depend e
                  WHERE e.classid = 'pg_proc'::regclass AND e.objid = p.oid AND e.deptype = 'e')
