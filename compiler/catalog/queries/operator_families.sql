-- $1: the namespaces in scope. Of its members only the loose ones: those that belong to an operator class come with it.
-- https://www.postgresql.org/docs/15/sql-alteropfamily.html
WITH families AS (
  SELECT f.oid, n.nspname, f.opfname, format('%I.%I USING %I', n.nspname, f.opfname, m.amname) AS name,
         f.opfname || ' USING ' || quote_ident(m.amname) AS known_as
  FROM pg_opfamily f
  JOIN pg_namespace n ON n.oid = f.opfnamespace
  JOIN pg_am m ON m.oid = f.opfmethod
  WHERE f.opfnamespace = ANY ($1::oid[])
    AND NOT EXISTS (SELECT FROM pg_depend e
                    WHERE e.classid = 'pg_opfamily'::regclass AND e.objid = f.oid AND e.deptype = 'e')
), members AS (
  SELECT a.amopfamily AS family,
         format('OPERATOR %s (%s, %s)', a.amopstrategy, format_type(a.amoplefttype, NULL), format_type(a.amoprighttype, NULL)) AS slot,
         format('OPERATOR %s %s', a.amopstrategy, a.amopopr::regoperator)
         || CASE WHEN a.amoppurpose = 'o' THEN (SELECT format(' FOR ORDER BY %I.%I', n.nspname, s.opfname)
                                                FROM pg_opfamily s JOIN pg_namespace n ON n.oid = s.opfnamespace
                                                WHERE s.oid = a.amopsortfamily) ELSE '' END AS item
  FROM pg_amop a
  WHERE EXISTS (SELECT FROM pg_depend d
                WHERE d.classid = 'pg_amop'::regclass AND d.objid = a.oid
                  AND d.refclassid = 'pg_opfamily'::regclass AND d.refobjid = a.amopfamily)
  UNION ALL
  SELECT a.amprocfamily,
         format('FUNCTION %s (%s, %s)', a.amprocnum, format_type(a.amproclefttype, NULL), format_type(a.amprocrighttype, NULL)),
         format('FUNCTION %s (%s, %s) %s', a.amprocnum, format_type(a.amproclefttype, NULL),
                format_type(a.amprocrighttype, NULL), a.amproc::regprocedure)
  FROM pg_amproc a
  WHERE EXISTS (SELECT FROM pg_depend d
                WHERE d.classid = 'pg_amproc'::regclass AND d.objid = a.oid
                  AND d.refclassid = 'pg_opfamily'::regclass AND d.refobjid = a.amprocfamily)
), parts AS (
  -- A member is known by all that it is: in the place of another it needs that one to go first.
  SELECT m.family,
         array_agg(piece ORDER BY m.item COLLATE "C", pieces.number) AS pieces
  FROM members m
  JOIN families f ON f.oid = m.family
  CROSS JOIN LATERAL unnest(ARRAY [m.item, format('ALTER OPERATOR FAMILY %s ADD %s', f.name, m.item), NULL,
                                   format('ALTER OPERATOR FAMILY %s DROP %s', f.name, m.slot)])
             WITH ORDINALITY pieces (piece, number)
  GROUP BY m.family
), additions AS (
  SELECT m.family, array_agg(format('ALTER OPERATOR FAMILY %s ADD %s', f.name, m.item) ORDER BY m.item COLLATE "C") AS statements
  FROM members m JOIN families f ON f.oid = m.family
  GROUP BY m.family
)
SELECT f.oid, f.nspname, f.known_as,
       ARRAY ['CREATE OPERATOR FAMILY ' || f.name] || coalesce(additions.statements, '{}') AS definition,
       '' AS frame, parts.pieces AS parts, NULL AS settings, d.description
FROM families f
LEFT JOIN parts ON parts.family = f.oid
LEFT JOIN additions ON additions.family = f.oid
LEFT JOIN pg_description d ON d.classoid = 'pg_opfamily'::regclass AND d.objoid = f.oid AND d.objsubid = 0
