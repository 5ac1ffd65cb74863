-- $1: the namespaces in scope. PostgreSQL keeps the options as one text of `name = value`, commas between; a name or a
-- value with anything special in it is in quotes. https://www.postgresql.org/docs/15/sql-altertsdictionary.html
SELECT t.oid, n.nspname, t.dictname,
       ARRAY [format('CREATE TEXT SEARCH DICTIONARY %I.%I (%s)', n.nspname, t.dictname,
                     concat_ws(', ', k.frame, nullif(t.dictinitoption, '')))] AS definition,
       k.frame,
       (SELECT array_agg(piece ORDER BY options.number, pieces.number)
        FROM regexp_matches(t.dictinitoption, '("(?:[^"]|"")*"|[^ ",=]+) = (E?''(?:[^'']|'''')*''|[^ '',]+)', 'g')
               WITH ORDINALITY options (option, number),
             LATERAL format('ALTER TEXT SEARCH DICTIONARY %I.%I (%s', n.nspname, t.dictname, option[1]) alter_,
             LATERAL unnest(ARRAY [option[1], format('%s = %s)', alter_, option[2]), format('%s = %s)', alter_, option[2]),
                                   alter_ || ')']) WITH ORDINALITY pieces (piece, number)) AS parts,
       NULL AS settings, d.description
FROM pg_ts_dict t
JOIN pg_namespace n ON n.oid = t.dictnamespace
JOIN pg_ts_template m ON m.oid = t.dicttemplate
JOIN pg_namespace mn ON mn.oid = m.tmplnamespace
CROSS JOIN LATERAL (SELECT format('TEMPLATE = %I.%I', mn.nspname, m.tmplname) AS frame) k
LEFT JOIN pg_description d ON d.classoid = 'pg_ts_dict'::regclass AND d.objoid = t.oid AND d.objsubid = 0
WHERE t.dictnamespace = ANY ($1::oid[])
  AND NOT EXISTS (SELECT FROM pg_depend e
                  WHERE e.classid = 'pg_ts_dict'::regclass AND e.objid = t.oid AND e.deptype = 'e')
