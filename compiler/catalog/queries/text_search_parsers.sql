-- $1: the namespaces in scope.
SELECT p.oid, n.nspname, p.prsname,
       ARRAY [format('CREATE TEXT SEARCH PARSER %I.%I (%s)', n.nspname, p.prsname, concat_ws(', ',
                     'START = ' || p.prsstart::regproc, 'GETTOKEN = ' || p.prstoken::regproc, 'END = ' || p.prsend::regproc,
                     'HEADLINE = ' || nullif(p.prsheadline, 0)::regproc, 'LEXTYPES = ' || p.prslextype::regproc))] AS definition,
       NULL AS frame, NULL AS parts, NULL AS settings, d.description
FROM pg_ts_parser p
JOIN pg_namespace n ON n.oid = p.prsnamespace
LEFT JOIN pg_description d ON d.classoid = 'pg_ts_parser'::regclass AND d.objoid = p.oid AND d.objsubid = 0
WHERE p.prsnamespace = ANY ($1::oid[])
  AND NOT EXISTS (SELECT FROM pg_depend e
                  WHERE e.classid = 'pg_ts_parser'::regclass AND e.objid = p.oid AND e.deptype = 'e')
