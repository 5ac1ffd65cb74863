-- Publications belong to the database: all are read, whatever the scope, with all that they publish. Column lists, row
-- filters and namespaces came with PostgreSQL 15. ONLY where there are children, which are members of their own.
WITH tables AS (
  SELECT r.prpubid, string_agg(t.name, ', ' ORDER BY t.name COLLATE "C") AS names,
         string_agg(t.name || t.columns || t.filter, ', ' ORDER BY t.name COLLATE "C") AS members
  FROM pg_publication_rel r
  JOIN pg_class c ON c.oid = r.prrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  CROSS JOIN LATERAL (
    SELECT CASE WHEN c.relkind = 'r' AND EXISTS (SELECT FROM pg_inherits i WHERE i.inhparent = c.oid) THEN 'ONLY ' ELSE '' END
           || format('%I.%I', n.nspname, c.relname) AS name,
           /*if 15*/ coalesce(' (' || (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum)
                                       FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum = ANY (r.prattrs)) || ')', '')
           /*else '' */ AS columns,
           /*if 15*/ coalesce(' WHERE (' || pg_get_expr(r.prqual, r.prrelid) || ')', '') /*else '' */ AS filter) t
  GROUP BY r.prpubid
), namespaces (pubid, names) AS (
  /*if 15*/ SELECT m.pnpubid, string_agg(quote_ident(n.nspname), ', ' ORDER BY n.nspname)
  FROM pg_publication_namespace m JOIN pg_namespace n ON n.oid = m.pnnspid GROUP BY m.pnpubid
  /*else SELECT 0::oid, '' WHERE false */
), publications AS (
  SELECT p.oid, p.pubname, quote_ident(p.pubname) AS name, p.puballtables,
         concat_ws(', ', 'TABLE ' || t.members, 'TABLES IN SCHEMA ' || s.names) AS members,
         concat_ws(', ', 'TABLE ' || t.names, 'TABLES IN SCHEMA ' || s.names) AS names,
         format('publish = %L, publish_via_partition_root = %s',
                concat_ws(', ', CASE WHEN p.pubinsert THEN 'insert' END, CASE WHEN p.pubupdate THEN 'update' END,
                          CASE WHEN p.pubdelete THEN 'delete' END, CASE WHEN p.pubtruncate THEN 'truncate' END), p.pubviaroot::text)
         || /*if 18*/ CASE p.pubgencols WHEN 's' THEN ', publish_generated_columns = stored'
                                        ELSE ', publish_generated_columns = none' END /*else '' */ AS parameters,
         NOT (p.pubinsert AND p.pubupdate AND p.pubdelete AND p.pubtruncate AND NOT p.pubviaroot
              /*if 18*/ AND p.pubgencols = 'n' /*else */) AS has_parameters
  FROM pg_publication p
  LEFT JOIN tables t ON t.prpubid = p.oid
  LEFT JOIN namespaces s ON s.pubid = p.oid
)
SELECT p.oid, '', p.pubname,
       ARRAY ['CREATE PUBLICATION ' || p.name || CASE WHEN p.puballtables THEN ' FOR ALL TABLES' ELSE '' END
              || coalesce(' FOR ' || nullif(p.members, ''), '')
              || CASE WHEN p.has_parameters THEN ' WITH (' || p.parameters || ')' ELSE '' END] AS definition,
       CASE WHEN p.puballtables THEN 'FOR ALL TABLES' ELSE '' END AS frame,
       CASE WHEN p.members <> '' THEN
         ARRAY ['members', 'ALTER PUBLICATION ' || p.name || ' ADD ' || p.members,
                'ALTER PUBLICATION ' || p.name || ' SET ' || p.members,
                'ALTER PUBLICATION ' || p.name || ' DROP ' || p.names] ELSE '{}' END
       || ARRAY ['parameters', NULL, 'ALTER PUBLICATION ' || p.name || ' SET (' || p.parameters || ')', NULL] AS parts,
       NULL AS settings, d.description
FROM publications p
LEFT JOIN pg_description d ON d.classoid = 'pg_publication'::regclass AND d.objoid = p.oid AND d.objsubid = 0
WHERE NOT EXISTS (SELECT FROM pg_depend e
                  WHERE e.classid = 'pg_publication'::regclass AND e.objid = p.oid AND e.deptype = 'e')
