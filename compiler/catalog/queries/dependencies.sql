-- Who needs whom, by number, for the whole database: resolving numbers to names is cheaper outside. A default stands
-- for its column, the rule that makes a view for the view. Members of extensions are kept only as members: what they need is their
-- extension's business. Not kept: pinned objects (deptype p, before PostgreSQL 14), TOAST tables and their indexes, and
-- that the sequence of a serial column goes with the column (deptype a), which the sequence itself says.
SELECT CASE WHEN ad.oid IS NOT NULL OR r.oid IS NOT NULL THEN 'pg_class'::regclass::oid ELSE d.classid END,
       coalesce(ad.adrelid, r.ev_class, d.objid), coalesce(ad.adnum, d.objsubid),
       d.refclassid, d.refobjid, d.refobjsubid
FROM pg_depend d
LEFT JOIN pg_attrdef ad ON d.classid = 'pg_attrdef'::regclass AND ad.oid = d.objid
LEFT JOIN pg_rewrite r ON d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid AND r.ev_type = '1'  -- SELECT
LEFT JOIN pg_class c ON d.classid = 'pg_class'::regclass AND c.oid = d.objid
LEFT JOIN pg_depend e ON e.classid = d.classid AND e.objid = d.objid AND e.deptype = 'e'
WHERE d.deptype <> 'p'
  AND d.objid >= 16384
  AND (e.objid IS NULL OR d.deptype = 'e')
  AND coalesce(c.relkind, 'r') <> 't'
  AND NOT (coalesce(c.relkind, 'r') = 'i' AND c.relnamespace = 'pg_toast'::regnamespace)
  AND NOT (coalesce(c.relkind, 'r') = 'S' AND d.deptype = 'a' AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0)
