-- $1: the namespaces in scope. A mapping is known by its token type, which the parser names; token types with the same
-- dictionaries are made together.
WITH configurations AS (
  SELECT c.oid, n.nspname, c.cfgname, c.cfgparser, format('%I.%I', n.nspname, c.cfgname) AS name,
         format('PARSER = %I.%I', pn.nspname, p.prsname) AS frame
  FROM pg_ts_config c
  JOIN pg_namespace n ON n.oid = c.cfgnamespace
  JOIN pg_ts_parser p ON p.oid = c.cfgparser
  JOIN pg_namespace pn ON pn.oid = p.prsnamespace
  WHERE c.cfgnamespace = ANY ($1::oid[])
    AND NOT EXISTS (SELECT FROM pg_depend e
                    WHERE e.classid = 'pg_ts_config'::regclass AND e.objid = c.oid AND e.deptype = 'e')
), mappings AS (
  SELECT c.oid, c.name, m.maptokentype, quote_ident(t.alias) AS token,
         string_agg(m.mapdict::regdictionary::text, ', ' ORDER BY m.mapseqno) AS dictionaries
  FROM configurations c
  JOIN pg_ts_config_map m ON m.mapcfg = c.oid
  JOIN LATERAL ts_token_type(c.cfgparser) t ON t.tokid = m.maptokentype
  GROUP BY c.oid, c.name, m.maptokentype, t.alias
), parts AS (
  SELECT m.oid, array_agg(piece ORDER BY m.maptokentype, pieces.number) AS pieces
  FROM mappings m
  CROSS JOIN LATERAL unnest(ARRAY [m.token,
                                   format('ALTER TEXT SEARCH CONFIGURATION %s ADD MAPPING FOR %s WITH %s', m.name, m.token, m.dictionaries),
                                   format('ALTER TEXT SEARCH CONFIGURATION %s ALTER MAPPING FOR %s WITH %s', m.name, m.token, m.dictionaries),
                                   format('ALTER TEXT SEARCH CONFIGURATION %s DROP MAPPING FOR %s', m.name, m.token)])
             WITH ORDINALITY pieces (piece, number)
  GROUP BY m.oid
), together AS (
  SELECT m.oid, min(m.maptokentype) AS first,
         format('ALTER TEXT SEARCH CONFIGURATION %s ADD MAPPING FOR %s WITH %s', m.name,
                string_agg(m.token, ', ' ORDER BY m.maptokentype), m.dictionaries) AS statement
  FROM mappings m
  GROUP BY m.oid, m.name, m.dictionaries
)
SELECT c.oid, c.nspname, c.cfgname,
       format('CREATE TEXT SEARCH CONFIGURATION %s (%s)', c.name, c.frame)
       || ARRAY (SELECT t.statement FROM together t WHERE t.oid = c.oid ORDER BY t.first) AS definition,
       c.frame, parts.pieces AS parts, NULL AS settings, d.description
FROM configurations c
LEFT JOIN parts ON parts.oid = c.oid
LEFT JOIN pg_description d ON d.classoid = 'pg_ts_config'::regclass AND d.objoid = c.oid AND d.objsubid = 0
