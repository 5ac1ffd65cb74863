// The online form, statement by statement, carried out both ways on tables with rows.
#include <catch2/catch.hpp>

#include "database/plan/both_ways.hpp"

using schemac::tests::go_both_ways_online;

namespace {

/// Whether the texts follow each other in the script.
bool in_this_order(const std::string& script, const std::vector<std::string>& texts) {
  std::size_t from = 0;
  for (const std::string& text : texts) {
    from = script.find(text, from);
    if (from == std::string::npos) {
      UNSCOPED_INFO("not there, or too early: " << text << "\nin\n" << script);
      return false;
    }
    from += text.size();
  }
  return true;
}

/// Whether nothing is committed between the first of the one text and the first of the other.
bool in_one_transaction(const std::string& script, const std::string& one, const std::string& other) {
  const std::size_t first = script.find(one), last = script.find(other);
  const std::size_t commit = first == std::string::npos ? first : script.find("COMMIT;", first);
  UNSCOPED_INFO(script);
  return last != std::string::npos && first < last && last < commit;
}

const std::string kRows =
    "CREATE TABLE t (id integer NOT NULL, a text, b integer);"
    "INSERT INTO t SELECT n, 'row ' || n, n % 7 FROM generate_series(1, 3000) n;";

}  // namespace

TEST_CASE("an index on a table that is there is built beside its writers, and dropped beside them") {
  const std::string script = go_both_ways_online(
      {kRows, kRows + "CREATE INDEX i ON t (a) INCLUDE (b) WHERE b > 1; COMMENT ON INDEX i IS 'mine';", {}});
  CHECK(in_this_order(script, {"DROP INDEX CONCURRENTLY IF EXISTS public.i;", "CREATE INDEX CONCURRENTLY i ON",
                               "COMMENT ON INDEX public.i"}));
  CHECK(script.find("BEGIN") == std::string::npos);
  const std::string back = go_both_ways_online({kRows + "CREATE INDEX i ON t (a);", kRows, {}});
  CHECK(in_this_order(back, {"DROP INDEX CONCURRENTLY IF EXISTS public.i;"}));
}

TEST_CASE("an index that is replaced serves until its successor is there") {
  const std::string script = go_both_ways_online(
      {kRows + "CREATE UNIQUE INDEX i ON t (id);", kRows + "CREATE UNIQUE INDEX i ON t (id, a);", {}});
  CHECK(in_this_order(script, {"CREATE UNIQUE INDEX CONCURRENTLY next_i ON public.t (id, a)",
                               "DROP INDEX CONCURRENTLY IF EXISTS public.i", "BEGIN;",
                               "ALTER INDEX public.next_i RENAME TO i", "COMMIT;"}));
  const std::string other =
      go_both_ways_online({kRows + "CREATE INDEX old ON t (a);", kRows + "CREATE INDEX new ON t (a, b);", {}});
  CHECK(in_this_order(other, {"CREATE INDEX CONCURRENTLY new", "DROP INDEX CONCURRENTLY IF EXISTS public.old"}));
}

TEST_CASE("an index whose column goes is dropped with it, at once") {
  const std::string script = go_both_ways_online({kRows + "CREATE INDEX i ON t (a, b);",
                                                  "CREATE TABLE t (id integer NOT NULL, b integer);",
                                                  {},
                                                  "SELECT count(*) FROM t"});
  CHECK(script.find("CONCURRENTLY") == std::string::npos);
}

TEST_CASE("keys take over an index, and foreign keys find them there") {
  const std::string after = kRows +
                            "ALTER TABLE t ADD CONSTRAINT t_pkey PRIMARY KEY (id), ADD CONSTRAINT u UNIQUE NULLS NOT "
                            "DISTINCT (a) INCLUDE (b) WITH (fillfactor = 80) DEFERRABLE INITIALLY DEFERRED;"
                            "COMMENT ON CONSTRAINT u ON t IS 'one a'; CREATE TABLE s (t integer REFERENCES t);";
  const std::string script = go_both_ways_online({kRows, after, {}});
  CHECK(in_this_order(script, {"CREATE UNIQUE INDEX CONCURRENTLY t_pkey ON public.t (id)",
                               "ADD CONSTRAINT t_pkey PRIMARY KEY USING INDEX t_pkey", "FOREIGN KEY (t)"}));
  CHECK(in_this_order(script, {"CREATE UNIQUE INDEX CONCURRENTLY u ON public.t (a)",
                               "UNIQUE USING INDEX u DEFERRABLE INITIALLY DEFERRED"}));
}

TEST_CASE("a key that changes holds until the new one does") {
  const std::string before = kRows + "ALTER TABLE t ADD CONSTRAINT p PRIMARY KEY (id), ADD CONSTRAINT u UNIQUE (id);";
  const std::string after = kRows + "ALTER TABLE t ADD CONSTRAINT q PRIMARY KEY (id, b), ADD CONSTRAINT u UNIQUE (a);";
  const std::string script = go_both_ways_online({before, after, {}});
  CHECK(in_this_order(script, {"CREATE UNIQUE INDEX CONCURRENTLY next_u", "BEGIN;", "DROP CONSTRAINT u",
                               "ADD CONSTRAINT u UNIQUE USING INDEX next_u", "COMMIT;"}));
  CHECK(in_this_order(script, {"CREATE UNIQUE INDEX CONCURRENTLY next_q", "BEGIN;", "DROP CONSTRAINT p",
                               "ADD CONSTRAINT q PRIMARY KEY USING INDEX next_q", "COMMIT;"}));
}

TEST_CASE("checks and foreign keys are held against rows in a transaction of their own") {
  const std::string before =
      kRows + "CREATE TABLE r (id integer PRIMARY KEY); INSERT INTO r SELECT generate_series(0, 6);";
  const std::string script = go_both_ways_online(
      {before,
       before + "ALTER TABLE t ADD CONSTRAINT c CHECK (id > 0), ADD CONSTRAINT f FOREIGN KEY (b) REFERENCES r;"
                "COMMENT ON CONSTRAINT f ON t IS 'x';",
       {}});
  CHECK(in_this_order(
      script, {"BEGIN;", "SET LOCAL lock_timeout = '3s'", "CHECK (id > 0) NOT VALID", "NOT VALID", "COMMIT;", "BEGIN;",
               "VALIDATE CONSTRAINT c", "COMMIT;", "BEGIN;", "VALIDATE CONSTRAINT f", "COMMIT;"}));
  const std::string partitioned =
      "CREATE TABLE r (id integer PRIMARY KEY); CREATE TABLE p (id integer, at date) PARTITION BY RANGE (at);"
      "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');";
  go_both_ways_online({partitioned,
                       partitioned + "ALTER TABLE p ADD CONSTRAINT f FOREIGN KEY (id) REFERENCES r,"
                                     "ADD CONSTRAINT c CHECK (id > 0);",
                       {}});
}

TEST_CASE("NOT NULL follows a check that has been validated, which goes in a later statement") {
  const std::string after = kRows + "ALTER TABLE t ALTER a SET NOT NULL, ALTER b SET NOT NULL;";
  const std::string script = go_both_ways_online({kRows, after, {}});
  CHECK(in_this_order(
      script, {"ADD CONSTRAINT a_not_null CHECK (a IS NOT NULL) NOT VALID", "COMMIT;", "VALIDATE CONSTRAINT a_not_null",
               "COMMIT;", "ALTER COLUMN a SET NOT NULL;", "DROP CONSTRAINT a_not_null;"}));
}

TEST_CASE("a default of its own for each row is filled in block by block") {
  const std::string column = "ALTER TABLE t ADD \"the 100% key\" uuid DEFAULT gen_random_uuid() NOT NULL;";
  const std::string script = go_both_ways_online(
      {kRows, kRows + column, {}, "SELECT sum(id) FROM t", "SELECT count(DISTINCT \"the 100% key\") FROM t", "3000"});
  CHECK(in_this_order(script, {"ADD COLUMN \"the 100% key\" uuid;", "SET DEFAULT gen_random_uuid()", "COMMIT;",
                               "DO $fill$", "NOT VALID", "SET NOT NULL"}));
  // With triggers, an update is more than that.
  const std::string watched =
      kRows +
      "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.b := 0; RETURN NEW; END';"
      "CREATE TRIGGER w BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION f();";
  const std::string plain = go_both_ways_online({watched, watched + column, {}, "SELECT sum(b) FROM t"});
  CHECK(plain.find("DO $fill$") == std::string::npos);
}

TEST_CASE("a column with such a default comes to the partitions and heirs of a table") {
  const std::string tables =
      "CREATE TABLE p (id integer, at date) PARTITION BY RANGE (at);"
      "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');"
      "CREATE TABLE p2 PARTITION OF p DEFAULT; INSERT INTO p SELECT n, date '2020-06-01' + n FROM generate_series(1, "
      "900) n;"
      "CREATE TABLE h (id integer); CREATE TABLE heir () INHERITS (h); INSERT INTO h VALUES (1); INSERT INTO heir "
      "VALUES (2);";
  const std::string script =
      go_both_ways_online({tables,
                           tables + "ALTER TABLE p ADD k double precision DEFAULT random() NOT NULL; ALTER TABLE h ADD "
                                    "k uuid DEFAULT gen_random_uuid();",
                           {},
                           "SELECT sum(id) FROM p",
                           "SELECT (SELECT count(*) FROM p WHERE k IS NULL) + (SELECT count(*) FROM h WHERE k IS NULL)",
                           "0"});
  CHECK(in_this_order(script, {"DO $fill$"}));
}

TEST_CASE("indexes and keys of a partitioned table are built partition by partition") {
  const std::string tables =
      "CREATE TABLE p (id integer NOT NULL, at date NOT NULL) PARTITION BY RANGE (at);"
      "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2020-01-01') TO ('2021-01-01') PARTITION BY HASH (id);"
      "CREATE TABLE p1a PARTITION OF p1 FOR VALUES WITH (MODULUS 2, REMAINDER 0);"
      "CREATE TABLE p1b PARTITION OF p1 FOR VALUES WITH (MODULUS 2, REMAINDER 1);"
      "CREATE TABLE p2 PARTITION OF p DEFAULT; CREATE INDEX there ON p2 (id);"
      "INSERT INTO p SELECT n, date '2020-06-01' + n FROM generate_series(1, 900) n;";
  const std::string script = go_both_ways_online({tables, tables + "CREATE INDEX i ON p (id);", {}});
  CHECK(in_this_order(script, {"CREATE INDEX CONCURRENTLY p1a_id_idx", "CREATE INDEX CONCURRENTLY p1b_id_idx",
                               "CREATE INDEX i ON ONLY public.p", "ALTER INDEX public.i ATTACH PARTITION"}));
  const std::string keys = go_both_ways_online({tables, tables + "ALTER TABLE p ADD PRIMARY KEY (id, at);", {}});
  CHECK(in_this_order(keys, {"CREATE UNIQUE INDEX CONCURRENTLY p1a_pkey", "PRIMARY KEY USING INDEX p1a_pkey",
                             "ALTER TABLE public.p ADD CONSTRAINT p_pkey PRIMARY KEY (id, at)"}));
}

TEST_CASE("an index is chosen by its table when it is there, and a materialized view gets one beside its readers") {
  const std::string script = go_both_ways_online(
      {kRows,
       kRows + "CREATE UNIQUE INDEX i ON t (id); ALTER TABLE t REPLICA IDENTITY USING INDEX i, CLUSTER ON i;",
       {}});
  CHECK(in_this_order(script, {"CREATE UNIQUE INDEX CONCURRENTLY i", "REPLICA IDENTITY USING INDEX i"}));
  const std::string view = kRows + "CREATE MATERIALIZED VIEW v AS SELECT id, a FROM t;";
  CHECK(in_this_order(go_both_ways_online({view, view + "CREATE UNIQUE INDEX i ON v (id);", {}}),
                      {"CREATE UNIQUE INDEX CONCURRENTLY i ON public.v"}));
}

TEST_CASE("what is made by the same plan is made at once, and nothing waits for a lock") {
  const std::string script =
      go_both_ways_online({"",
                           kRows + "ALTER TABLE t ADD PRIMARY KEY (id), ADD CHECK (b > -1); CREATE INDEX ON t (a);"
                                   "CREATE TABLE s (t integer NOT NULL REFERENCES t DEFAULT 1);",
                           {}});
  for (const char* word : {"CONCURRENTLY", "NOT VALID", "lock_timeout", "USING INDEX"})
    CHECK(script.find(word) == std::string::npos);
}

TEST_CASE("a key that goes is gone before foreign keys come that would hold it") {
  const std::string parts =
      "CREATE TABLE s (t integer CONSTRAINT s_t REFERENCES t (id)); INSERT INTO s SELECT id FROM t LIMIT 1;";
  const std::string script = go_both_ways_online({kRows + "ALTER TABLE t ADD CONSTRAINT t_key UNIQUE (id);" + parts,
                                                  kRows + "ALTER TABLE t ADD CONSTRAINT t_pk PRIMARY KEY (id);" + parts,
                                                  {}});
  CHECK(in_this_order(script, {"DROP CONSTRAINT s_t", "DROP CONSTRAINT t_key", "ADD CONSTRAINT s_t"}));
}

TEST_CASE("what is taken away comes back before anything is committed") {
  const auto table = [](const std::string& tenant, const std::string& c, const std::string& more) {
    return "CREATE TABLE t (tenant " + tenant + ", c integer" + c +
           "); ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY everybody ON t USING (true);"
           "CREATE POLICY own ON t AS RESTRICTIVE USING (tenant = 1);" +
           more;
  };
  const std::string rows = "INSERT INTO t VALUES (2, 3);";
  const std::string policy = go_both_ways_online({table("integer", "", rows), table("bigint", " NOT NULL", ""), {}});
  CHECK(in_one_transaction(policy, "DROP POLICY own", "CREATE POLICY own"));
  CHECK(in_this_order(policy, {"CREATE POLICY own", "COMMIT;", "VALIDATE CONSTRAINT c_not_null", "SET NOT NULL"}));

  const std::string watch =
      "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
      "CREATE TRIGGER g AFTER INSERT ON m FOR EACH ROW EXECUTE FUNCTION f(); CREATE VIEW v AS SELECT id, at FROM m;";
  const std::string rebuilt = go_both_ways_online(
      {"CREATE TABLE m (id integer, at date NOT NULL); CREATE TABLE z (x integer);" + watch +
           "INSERT INTO m VALUES (1, '2020-01-01');",
       "CREATE TABLE m (id integer, at date NOT NULL) PARTITION BY RANGE (at); CREATE TABLE m_d PARTITION OF m DEFAULT;"
       "CREATE TABLE z (x integer NOT NULL);" +
           watch,
       {},
       "SELECT id FROM v"});
  CHECK(in_one_transaction(rebuilt, "RENAME TO m_former", "DROP TABLE public.m_former"));
  CHECK(in_one_transaction(rebuilt, "RENAME TO m_former", "CREATE TRIGGER g"));
}

TEST_CASE("within what is done in one transaction, nothing waits for what is built beside it") {
  const std::string before =
      "CREATE TABLE t (id integer, v varchar(10)); CREATE VIEW w AS SELECT v FROM t; CREATE TABLE u (t integer);"
      "INSERT INTO t VALUES (1, 'a'); INSERT INTO u VALUES (1);";
  const std::string script =
      go_both_ways_online({before,
                           "CREATE TABLE t (id integer PRIMARY KEY, v text); CREATE VIEW w AS SELECT v FROM t;"
                           "COMMENT ON VIEW w IS 'seen'; CREATE TABLE u (t integer REFERENCES t, s uuid NOT NULL "
                           "DEFAULT gen_random_uuid());"
                           "CREATE INDEX ON u (s);",
                           {},
                           "SELECT t FROM u"});
  CHECK(in_one_transaction(script, "DROP VIEW public.w", "CREATE VIEW public.w"));
  CHECK(in_this_order(script, {"CREATE UNIQUE INDEX CONCURRENTLY t_pkey", "PRIMARY KEY USING INDEX", "NOT VALID",
                               "VALIDATE CONSTRAINT u_t_fkey"}));
}

TEST_CASE("a default is there before rows without a value are refused") {
  const std::string script =
      go_both_ways_online({kRows, "CREATE TABLE t (id integer NOT NULL, a text, b integer NOT NULL DEFAULT 0);", {}});
  CHECK(in_this_order(script, {"SET DEFAULT 0", "CHECK (b IS NOT NULL) NOT VALID", "VALIDATE", "SET NOT NULL"}));
}
