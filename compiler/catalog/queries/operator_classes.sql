-- $1: the namespaces in scope. Its members are those of its family that hang on the class, as pg_dump has it. One
-- without any is said with its storage type, as the grammar wants one item.
WITH items AS (
  SELECT d.refobjid AS class, 1 AS rank, a.amopstrategy AS number,
         format('OPERATOR %s %s', a.amopstrategy, a.amopopr::regoperator)
         || CASE WHEN a.amoppurpose = 'o' THEN (SELECT format(' FOR ORDER BY %I.%I', n.nspname, s.opfname)
                                                FROM pg_opfamily s JOIN pg_namespace n ON n.oid = s.opfnamespace
                                                WHERE s.oid = a.amopsortfamily) ELSE '' END AS item
  FROM pg_amop a
  JOIN pg_depend d ON d.classid = 'pg_amop'::regclass AND d.objid = a.oid AND d.refclassid = 'pg_opclass'::regclass
  UNION ALL
  SELECT d.refobjid, 2, a.amprocnum,
         format('FUNCTION %s (%s, %s) %s', a.amprocnum, format_type(a.amproclefttype, NULL),
                format_type(a.amprocrighttype, NULL), a.amproc::regprocedure)
  FROM pg_amproc a
  JOIN pg_depend d ON d.classid = 'pg_amproc'::regclass AND d.objid = a.oid AND d.refclassid = 'pg_opclass'::regclass
  UNION ALL
  SELECT o.oid, 3, 0, 'STORAGE ' || format_type(o.opckeytype, NULL)
  FROM pg_opclass o
  WHERE o.opckeytype <> 0
), all_items AS (
  SELECT class, string_agg(item, ', ' ORDER BY rank, number, item COLLATE "C") AS text FROM items GROUP BY class
)
SELECT o.oid, n.nspname, o.opcname || ' USING ' || quote_ident(m.amname),
       ARRAY [format('CREATE OPERATOR CLASS %I.%I %sFOR TYPE %s USING %I FAMILY %I.%I AS %s', n.nspname, o.opcname,
                     CASE WHEN o.opcdefault THEN 'DEFAULT ' ELSE '' END, format_type(o.opcintype, NULL), m.amname,
                     fn.nspname, f.opfname, coalesce(i.text, 'STORAGE ' || format_type(o.opcintype, NULL)))] AS definition,
       NULL AS frame, NULL AS parts, NULL AS settings, d.description
FROM pg_opclass o
JOIN pg_namespace n ON n.oid = o.opcnamespace
JOIN pg_am m ON m.oid = o.opcmethod
JOIN pg_opfamily f ON f.oid = o.opcfamily
JOIN pg_namespace fn ON fn.oid = f.opfnamespace
LEFT JOIN all_items i ON i.class = o.oid
LEFT JOIN pg_description d ON d.classoid = 'pg_opclass'::regclass AND d.objoid = o.oid AND d.objsubid = 0
WHERE o.opcnamespace = ANY ($1::oid[])
  AND NOT EXISTS (SELECT FROM pg_depend e
                  WHERE e.classid = 'pg_opclass'::regclass AND e.objid = o.oid AND e.deptype = 'e')
