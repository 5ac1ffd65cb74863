-- $1: the relations that are read. The rule that makes a view what it is (_RETURN) is the view's definition.
SELECT r.oid, r.ev_class, r.rulename, pg_get_ruledef(r.oid) AS definition, r.ev_enabled, d.description
FROM pg_rewrite r
LEFT JOIN pg_description d ON d.classoid = 'pg_rewrite'::regclass AND d.objoid = r.oid AND d.objsubid = 0
WHERE r.ev_class = ANY ($1::oid[])
  AND r.ev_type <> '1'
  AND NOT EXISTS (SELECT FROM pg_depend e
                  WHERE e.classid = 'pg_rewrite'::regclass AND e.objid = r.oid AND e.deptype = 'e')
