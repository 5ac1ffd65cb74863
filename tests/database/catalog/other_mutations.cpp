// Changes to views, rights, and the kinds that are kept as scripts, after those to tables.
#include "database/catalog/mutations.hpp"

namespace schemac::tests {

const std::vector<std::string>& other_mutations() {
  static const std::vector<std::string> kMutations = {
      "ALTER VIEW home.v RENAME TO v2",
      "CREATE OR REPLACE VIEW home.v2 AS SELECT a, b FROM home.q WHERE a > 0",
      "ALTER VIEW home.v2 RENAME COLUMN a TO z",
      "DROP VIEW home.v2; CREATE VIEW home.v2 AS SELECT a::bigint AS z, b FROM home.q",
      "DROP VIEW home.v2; CREATE VIEW home.v2 AS SELECT a::bigint AS z, b COLLATE \"C\" AS b FROM home.q",
      "CREATE OR REPLACE VIEW home.v2 AS SELECT a::bigint AS z, b COLLATE \"C\" AS b, a AS more FROM home.q",
      "ALTER VIEW home.v2 ALTER z SET DEFAULT 4",
      "ALTER VIEW home.v2 SET (security_barrier)",
      "COMMENT ON VIEW home.v2 IS 'x'",
      "COMMENT ON COLUMN home.v2.z IS 'x'",
      "ALTER MATERIALIZED VIEW home.m RENAME TO m2",
      "ALTER MATERIALIZED VIEW home.m2 RENAME COLUMN a TO z",
      "ALTER MATERIALIZED VIEW home.m2 ALTER z SET STATISTICS 7",
      "ALTER MATERIALIZED VIEW home.m2 ALTER b SET STORAGE MAIN",
      "ALTER MATERIALIZED VIEW home.m2 ALTER b SET COMPRESSION pglz",
      "ALTER MATERIALIZED VIEW home.m2 ALTER z SET (n_distinct = 3)",
      "ALTER MATERIALIZED VIEW home.m2 SET (fillfactor = 40)",
      "ALTER MATERIALIZED VIEW home.m2 CLUSTER ON mi",
      "REFRESH MATERIALIZED VIEW home.m2 WITH NO DATA",
      "COMMENT ON MATERIALIZED VIEW home.m2 IS 'x'",
      "COMMENT ON COLUMN home.m2.z IS 'x'",
      "ALTER MATERIALIZED VIEW home.m2 SET TABLESPACE mutant_space",
      "ALTER MATERIALIZED VIEW home.m2 SET TABLESPACE pg_default",
      "ALTER MATERIALIZED VIEW home.m2 SET ACCESS METHOD heap2",
      "DROP MATERIALIZED VIEW home.m2; CREATE MATERIALIZED VIEW home.m2 AS SELECT a::bigint AS z, b FROM home.q",
      "DROP MATERIALIZED VIEW home.m2; CREATE MATERIALIZED VIEW home.m2 AS SELECT a::bigint AS z, b COLLATE \"C\" AS b "
      "FROM home.q",
      "DROP MATERIALIZED VIEW home.m2; CREATE MATERIALIZED VIEW home.m2 AS SELECT a::bigint AS z FROM home.q",
      "ALTER RULE ru ON home.q RENAME TO ru2",
      "ALTER TABLE home.q DISABLE RULE ru2",
      "COMMENT ON RULE ru2 ON home.q IS 'x'",
      "CREATE OR REPLACE RULE ru2 AS ON UPDATE TO home.q DO INSTEAD NOTHING",
      "ALTER TABLE home.r3 OWNER TO mutant",
      "ALTER TABLE home.r3 OWNER TO CURRENT_USER",
      "GRANT SELECT ON home.r3 TO mutant",
      "REVOKE SELECT ON home.r3 FROM mutant; GRANT INSERT ON home.r3 TO mutant",
      "GRANT INSERT ON home.r3 TO mutant WITH GRANT OPTION",
      "REVOKE INSERT ON home.r3 FROM mutant; GRANT INSERT ON home.r3 TO PUBLIC",
      "REVOKE INSERT ON home.r3 FROM PUBLIC; GRANT INSERT ON home.r2b TO PUBLIC",
      "REVOKE INSERT ON home.r2b FROM PUBLIC; GRANT INSERT (a) ON home.r2b TO PUBLIC",
      "REVOKE INSERT (a) ON home.r2b FROM PUBLIC; GRANT INSERT (a) ON home.r2b TO CURRENT_USER",
      "GRANT USAGE ON SCHEMA home TO mutant",
      "GRANT USAGE ON SCHEMA home TO PUBLIC",
      "GRANT SELECT ON home.r3 TO mutant WITH GRANT OPTION; SET ROLE mutant; GRANT SELECT ON home.r3 TO PUBLIC; RESET "
      "ROLE",
      "SET ROLE mutant; REVOKE SELECT ON home.r3 FROM PUBLIC; RESET ROLE; GRANT SELECT ON home.r3 TO PUBLIC",
      "REVOKE SELECT ON home.r3 FROM CURRENT_USER",
      "GRANT SELECT ON home.r3 TO CURRENT_USER; REVOKE UPDATE ON home.r3 FROM CURRENT_USER",
      "REVOKE EXECUTE ON FUNCTION home.g() FROM PUBLIC",
      "GRANT EXECUTE ON FUNCTION home.g() TO PUBLIC; REVOKE EXECUTE ON FUNCTION home.g() FROM CURRENT_USER",
      "ALTER DEFAULT PRIVILEGES FOR ROLE mutant GRANT SELECT ON TABLES TO PUBLIC",
      "ALTER DEFAULT PRIVILEGES FOR ROLE mutant REVOKE SELECT ON TABLES FROM PUBLIC;"
      "ALTER DEFAULT PRIVILEGES FOR ROLE mutant IN SCHEMA home GRANT SELECT ON TABLES TO PUBLIC",
      "ALTER DEFAULT PRIVILEGES FOR ROLE mutant IN SCHEMA home REVOKE SELECT ON TABLES FROM PUBLIC;"
      "ALTER DEFAULT PRIVILEGES FOR ROLE mutant GRANT SELECT ON SEQUENCES TO PUBLIC",
      "ALTER DEFAULT PRIVILEGES FOR ROLE mutant REVOKE SELECT ON SEQUENCES FROM PUBLIC;"
      "ALTER DEFAULT PRIVILEGES GRANT SELECT ON SEQUENCES TO PUBLIC",
      "ALTER DEFAULT PRIVILEGES REVOKE SELECT ON SEQUENCES FROM PUBLIC; ALTER DEFAULT PRIVILEGES GRANT SELECT ON "
      "SEQUENCES TO "
      "mutant",
      "ALTER DEFAULT PRIVILEGES GRANT SELECT ON SEQUENCES TO mutant WITH GRANT OPTION",
      "ALTER DEFAULT PRIVILEGES REVOKE SELECT ON SEQUENCES FROM mutant; ALTER DEFAULT PRIVILEGES GRANT USAGE ON "
      "SEQUENCES TO "
      "mutant",
      "ALTER DEFAULT PRIVILEGES REVOKE USAGE ON SEQUENCES FROM mutant; ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON "
      "FUNCTIONS "
      "FROM PUBLIC",
      "ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO PUBLIC; ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON "
      "FUNCTIONS "
      "FROM CURRENT_USER",
      "ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO CURRENT_USER; ALTER DEFAULT PRIVILEGES REVOKE SELECT ON "
      "TABLES "
      "FROM CURRENT_USER",
      "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO CURRENT_USER; ALTER DEFAULT PRIVILEGES REVOKE UPDATE ON "
      "TABLES "
      "FROM CURRENT_USER",
      "ALTER DEFAULT PRIVILEGES IN SCHEMA home GRANT SELECT ON TABLES TO PUBLIC",
      "ALTER DEFAULT PRIVILEGES IN SCHEMA home REVOKE SELECT ON TABLES FROM PUBLIC;"
      "ALTER DEFAULT PRIVILEGES IN SCHEMA home GRANT SELECT ON TABLES TO CURRENT_USER",
      "CREATE EXTENSION adminpack",
      "UPDATE pg_extension SET extrelocatable = true WHERE extname = 'adminpack'",
      "COMMENT ON EXTENSION adminpack IS 'x'",
      "COMMENT ON EXTENSION adminpack IS NULL",
      "ALTER COLLATION home.co RENAME TO co2",
      "COMMENT ON COLLATION home.co2 IS 'x'",
      "DROP COLLATION home.co2; CREATE COLLATION home.co2 (provider = icu, locale = 'en')",
      "DROP COLLATION home.co2; CREATE COLLATION home.co2 (provider = icu, locale = 'en', deterministic = false)",
      "DROP COLLATION home.co2; CREATE COLLATION home.co2 (locale = 'C')",
      "DROP COLLATION home.co2; CREATE COLLATION home.co2 (lc_collate = 'C', lc_ctype = 'POSIX')",
      "ALTER EVENT TRIGGER ev DISABLE",
      "ALTER EVENT TRIGGER ev ENABLE ALWAYS",
      "COMMENT ON EVENT TRIGGER ev IS 'x'",
      "DROP EVENT TRIGGER ev; CREATE EVENT TRIGGER ev ON sql_drop EXECUTE FUNCTION home.ev()",
      "DROP EVENT TRIGGER ev; CREATE EVENT TRIGGER ev ON sql_drop WHEN TAG IN ('DROP VIEW') EXECUTE FUNCTION home.ev()",
      "DROP EVENT TRIGGER ev; CREATE EVENT TRIGGER ev ON sql_drop WHEN TAG IN ('DROP VIEW') EXECUTE FUNCTION "
      "home.ev2()",
      "ALTER EVENT TRIGGER ev ENABLE REPLICA",
      "ALTER EVENT TRIGGER ev RENAME TO ev2",
      "COMMENT ON PUBLICATION pub IS 'x'",
      "ALTER PUBLICATION pub SET TABLE home.pt (a)",
      "ALTER PUBLICATION pub SET TABLE home.pt (a) WHERE (a > 1)",
      "ALTER PUBLICATION pub ADD TABLE home.r",
      "ALTER PUBLICATION pub SET TABLES IN SCHEMA home",
      "ALTER PUBLICATION pub SET (publish = 'insert')",
      "ALTER PUBLICATION pub SET (publish_via_partition_root)",
      "DROP PUBLICATION pub; CREATE PUBLICATION pub FOR ALL TABLES",
      "ALTER PUBLICATION pub RENAME TO pub2",
      "COMMENT ON OPERATOR home.=== (int, int) IS 'x'",
      "ALTER OPERATOR home.=== (int, int) SET (RESTRICT = eqsel)",
      "ALTER OPERATOR home.=== (int, int) SET (JOIN = eqjoinsel)",
      "CREATE OPERATOR home.!== (FUNCTION = int4ne, LEFTARG = int, RIGHTARG = int, NEGATOR = OPERATOR(home.===))",
      "DROP OPERATOR home.=== (int, int); CREATE OPERATOR home.=== (FUNCTION = int4eq, LEFTARG = int, RIGHTARG = int, "
      "COMMUTATOR = OPERATOR(home.===), HASHES)",
      "DROP OPERATOR home.=== (int, int); CREATE OPERATOR home.=== (FUNCTION = int4ge, LEFTARG = int, RIGHTARG = int, "
      "MERGES)",
      "COMMENT ON OPERATOR FAMILY home.fam USING btree IS 'x'",
      "ALTER OPERATOR FAMILY home.fam USING btree ADD OPERATOR 1 < (int, int8)",
      "ALTER OPERATOR FAMILY home.fam USING btree ADD FUNCTION 1 (int, int8) btint48cmp(int, int8)",
      "ALTER OPERATOR FAMILY home.fam USING btree RENAME TO fam2",
      "CREATE OPERATOR CLASS home.oc FOR TYPE int USING btree FAMILY home.fam2 AS OPERATOR 3 =",
      "COMMENT ON OPERATOR CLASS home.oc USING btree IS 'x'",
      "DROP OPERATOR CLASS home.oc USING btree; CREATE OPERATOR CLASS home.oc FOR TYPE int USING btree FAMILY "
      "home.fam2 "
      "AS OPERATOR 3 =, FUNCTION 1 btint4cmp(int, int)",
      "DROP OPERATOR CLASS home.oc USING btree; CREATE OPERATOR CLASS home.oc DEFAULT FOR TYPE home.mood USING gist AS "
      "STORAGE int",
      "COMMENT ON CAST (home.mood AS int) IS 'x'",
      "DROP CAST (home.mood AS int); CREATE CAST (home.mood AS int) WITH INOUT AS ASSIGNMENT",
      "DROP CAST (home.mood AS int); CREATE CAST (home.mood AS int) WITH FUNCTION home.ca(home.mood) AS IMPLICIT",
      "COMMENT ON TRANSFORM FOR int LANGUAGE sql IS 'x'",
      "DROP TRANSFORM FOR int LANGUAGE sql; CREATE TRANSFORM FOR int LANGUAGE sql (TO SQL WITH FUNCTION "
      "home.ts(internal))",
      "COMMENT ON CONVERSION home.conv IS 'x'",
      "DROP CONVERSION home.conv; CREATE DEFAULT CONVERSION home.conv FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8",
      "COMMENT ON TEXT SEARCH PARSER home.prs IS 'x'",
      "COMMENT ON TEXT SEARCH TEMPLATE home.tmpl IS 'x'",
      "COMMENT ON TEXT SEARCH DICTIONARY home.dict IS 'x'",
      "COMMENT ON TEXT SEARCH CONFIGURATION home.cfg IS 'x'",
      "ALTER TEXT SEARCH DICTIONARY home.dict (accept = false)",
      "ALTER TEXT SEARCH DICTIONARY home.dict (accept = true)",
      "ALTER TEXT SEARCH CONFIGURATION home.cfg ADD MAPPING FOR word WITH home.dict",
      "ALTER TEXT SEARCH CONFIGURATION home.cfg ALTER MAPPING FOR word WITH home.dict, simple",
      "DROP TEXT SEARCH CONFIGURATION home.cfg; CREATE TEXT SEARCH CONFIGURATION home.cfg (PARSER = \"default\")",
      "DROP TEXT SEARCH PARSER home.prs; CREATE TEXT SEARCH PARSER home.prs (START = prsd_start, GETTOKEN = "
      "prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype, HEADLINE = prsd_headline)",
      "DROP TEXT SEARCH TEMPLATE home.tmpl; CREATE TEXT SEARCH TEMPLATE home.tmpl (INIT = dsimple_init, LEXIZE = "
      "dsimple_lexize)",
      "DROP TEXT SEARCH DICTIONARY home.dict; CREATE TEXT SEARCH DICTIONARY home.dict (TEMPLATE = home.tmpl)",
      "COMMENT ON FOREIGN DATA WRAPPER w IS 'x'",
      "ALTER FOREIGN DATA WRAPPER w VALIDATOR postgresql_fdw_validator",
      "ALTER FOREIGN DATA WRAPPER w NO VALIDATOR OPTIONS (ADD a 'b')",
      "ALTER FOREIGN DATA WRAPPER w OPTIONS (SET a 'c')",
      "COMMENT ON SERVER srv IS 'x'",
      "ALTER SERVER srv VERSION '2'",
      "ALTER SERVER srv OPTIONS (ADD host 'h')",
      "ALTER USER MAPPING FOR PUBLIC SERVER srv OPTIONS (ADD password 'p')",
      "ALTER USER MAPPING FOR PUBLIC SERVER srv OPTIONS (SET password 'q')",
      "COMMENT ON FOREIGN TABLE home.ft IS 'x'",
      "COMMENT ON COLUMN home.ft.a IS 'x'",
      "ALTER FOREIGN TABLE home.ft ADD b text COLLATE \"C\"",
      "ALTER FOREIGN TABLE home.ft ALTER b TYPE text",
      "ALTER FOREIGN TABLE home.ft ALTER b SET NOT NULL",
      "ALTER FOREIGN TABLE home.ft ALTER b SET DEFAULT 'x'",
      "ALTER FOREIGN TABLE home.ft ALTER b OPTIONS (ADD o 'p')",
      "ALTER FOREIGN TABLE home.ft ALTER b SET STATISTICS 9",
      "ALTER FOREIGN TABLE home.ft ALTER b SET STORAGE EXTERNAL",
      "ALTER FOREIGN TABLE home.ft ALTER b SET (n_distinct = 3)",
      "ALTER FOREIGN TABLE home.ft ADD g int GENERATED ALWAYS AS (a + 1) STORED",
      "ALTER FOREIGN TABLE home.ft ADD CONSTRAINT ck CHECK (a > 0)",
      "COMMENT ON CONSTRAINT ck ON home.ft IS 'x'",
      "ALTER FOREIGN TABLE home.ft OPTIONS (ADD t 'x')",
      "CREATE TRIGGER ftt AFTER INSERT ON home.ft FOR EACH ROW EXECUTE FUNCTION home.g()",
      "COMMENT ON LANGUAGE lang IS 'x'",
      "CREATE OR REPLACE TRUSTED LANGUAGE lang HANDLER plpgsql_call_handler",
      "CREATE OR REPLACE LANGUAGE lang HANDLER plpgsql_call_handler INLINE plpgsql_inline_handler VALIDATOR "
      "plpgsql_validator",
      "COMMENT ON ACCESS METHOD am IS 'x'",
      "DROP ACCESS METHOD am; CREATE ACCESS METHOD am TYPE INDEX HANDLER bthandler",
  };
  return kMutations;
}

}  // namespace schemac::tests
