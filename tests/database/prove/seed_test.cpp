// Every table gets rows, whatever its constraints demand; one that cannot have any is named.
#include <catch2/catch.hpp>

#include "catalog/read.hpp"
#include "prove/seed.hpp"
#include "support/private_server.hpp"

namespace schemac {
namespace {

/// Seeds a database, and says which tables stayed empty and why; each other one has at least one row.
std::string unseeded_of(const std::string& sql, const std::string& question = "", const std::string& answer = "") {
  runtime::Connection connection(tests::fresh_database("seeded"));
  connection.execute_unchecked_sql(sql);
  const model::Schema schema = catalog::read(connection, {}).schema;
  std::string text;
  for (const prove::Unseeded& each : prove::seed(connection, schema)) text += each.table.name + ": " + each.why + "\n";
  for (const auto& [id, table] : schema.tables) {
    if (text.find(table.name.name + ": ") != std::string::npos) continue;
    INFO(table.name.name);
    const runtime::TextResult rows = connection.query_unchecked_sql("SELECT count(*) > 0 FROM " + table.name.schema +
                                                                    ".\"" + table.name.name + "\"");
    CHECK(rows[0].text(std::size_t{0}) == "t");
  }
  if (!question.empty()) {
    const runtime::TextResult rows = connection.query_unchecked_sql(question);
    CHECK(rows[0].text(std::size_t{0}) == answer);
  }
  return text;
}

}  // namespace

TEST_CASE("columns of every type get values") {
  CHECK(unseeded_of(
            "CREATE TYPE mood AS ENUM ('fine', 'busy'); CREATE TYPE place AS (x int, y text);"
            "CREATE DOMAIN positive AS int CHECK (VALUE > 0); CREATE DOMAIN code AS text CHECK (VALUE ~ '^[A-Z]{3}$');"
            "CREATE TABLE a (a smallint NOT NULL, b bigint NOT NULL, c numeric(2, 2) NOT NULL, d real NOT NULL,"
            " e boolean NOT NULL, f char(3) NOT NULL, g varchar(2) NOT NULL, h date NOT NULL, i timestamptz NOT NULL,"
            " j time NOT NULL, k interval NOT NULL, l uuid NOT NULL, m jsonb NOT NULL, n bytea NOT NULL,"
            " o inet NOT NULL, p bit(4) NOT NULL, q point NOT NULL, r tsvector NOT NULL, s int4range NOT NULL,"
            " t tstzmultirange NOT NULL, u text[] NOT NULL, v mood NOT NULL, w place NOT NULL, x positive NOT NULL,"
            " y code NOT NULL, z mood[] NOT NULL, \"A b\" money NOT NULL, aa macaddr NOT NULL, ab pg_lsn NOT NULL,"
            " ac oid NOT NULL, ad name NOT NULL, ae cidr NOT NULL, af xid NOT NULL)",
            "SELECT count(*) FROM a", "3") == "");
}

TEST_CASE("checks, keys and exclusions are kept") {
  CHECK(
      unseeded_of("CREATE TABLE a (id int PRIMARY KEY, age int NOT NULL CHECK (age >= 18 AND age < 20),"
                  " status text NOT NULL CHECK (status IN ('open', 'shut')), begins date NOT NULL, ends date NOT NULL,"
                  " CHECK (begins < ends), email text NOT NULL CHECK (email ~ '^[^@]+@[^@]+$') UNIQUE,"
                  " length text NOT NULL CHECK (char_length(length) BETWEEN 20 AND 30))",
                  "SELECT count(*) > 1 FROM a", "t") == "");
  CHECK(unseeded_of("CREATE TABLE a (room int NOT NULL, during int4range NOT NULL,"
                    " EXCLUDE USING gist (during WITH &&))",
                    "SELECT count(*) FROM a", "3") == "");
  CHECK(unseeded_of("CREATE TABLE one (id int PRIMARY KEY CHECK (id = 1))", "SELECT count(*) FROM one", "1") == "");
  CHECK(unseeded_of("CREATE TABLE none (); CREATE TABLE made (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
                    " n int DEFAULT 5, twice int GENERATED ALWAYS AS (n * 2) STORED, s serial)",
                    "SELECT count(*) FROM made", "3") == "");
}

TEST_CASE("texts match the patterns that checks demand") {
  CHECK(unseeded_of("CREATE DOMAIN plate AS text CHECK (VALUE ~ '^[A-Z]{1,3}-[A-Z]{1,2} [1-9]\\d{0,3}$');"
                    "CREATE TABLE a (sku varchar(20) NOT NULL UNIQUE CHECK (sku ~ '^[A-Z]{3}-\\d{4}$'),"
                    " slug text NOT NULL CHECK (slug ~* '^[a-z]+(-[a-z]+)*$' AND length(slug) > 1),"
                    " colour text NOT NULL CHECK (colour ~ '^#(?:[0-9a-f]{3}){1,2}$'), plate plate NOT NULL,"
                    " phone text NOT NULL CHECK (phone ~ '^\\+[1-9][0-9]{7,14}$'),"
                    " short varchar(4) NOT NULL CHECK (short ~ '^[A-Z]+-[0-9]$'),"
                    " long text NOT NULL CHECK (long ~ '^[a-f0-9]+$' AND length(long) >= 20),"
                    " none text NOT NULL CHECK (none !~ '^[a-z]' AND none NOT LIKE '%x%'))",
                    "SELECT count(*) FROM a", "3") == "");
}

TEST_CASE("rows refer to rows that are there") {
  CHECK(
      unseeded_of("CREATE TABLE z (id uuid DEFAULT gen_random_uuid() PRIMARY KEY, boss uuid REFERENCES z);"
                  "CREATE TABLE b (z uuid NOT NULL REFERENCES z, n int, PRIMARY KEY (z, n));"
                  "CREATE TABLE a (z uuid NOT NULL, n int NOT NULL, FOREIGN KEY (z, n) REFERENCES b);"
                  "CREATE TABLE self (id int PRIMARY KEY, top int NOT NULL REFERENCES self);"
                  "CREATE TABLE x (id int PRIMARY KEY, y int); CREATE TABLE y (id int PRIMARY KEY, x int REFERENCES x);"
                  "ALTER TABLE x ADD FOREIGN KEY (y) REFERENCES y;",
                  "SELECT count(*) FROM a JOIN b USING (z, n) JOIN z ON z.id = a.z", "3") == "");
}

TEST_CASE("partitions, children and materialized views have rows") {
  CHECK(
      unseeded_of("CREATE TABLE p (id int NOT NULL, at date NOT NULL) PARTITION BY RANGE (at);"
                  "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2015-03-01') TO ('2015-04-01');"
                  "CREATE TABLE p2 PARTITION OF p FOR VALUES FROM ('2021-01-01') TO ('2022-01-01')"
                  " PARTITION BY LIST (id);"
                  "CREATE TABLE p21 PARTITION OF p2 FOR VALUES IN (7, 8); CREATE TABLE p22 PARTITION OF p2 DEFAULT;"
                  "CREATE TABLE h (id int NOT NULL) PARTITION BY HASH (id);"
                  "CREATE TABLE h1 PARTITION OF h FOR VALUES WITH (MODULUS 2, REMAINDER 1);"
                  "CREATE TABLE parent (a int); CREATE TABLE child (b int) INHERITS (parent);"
                  "CREATE MATERIALIZED VIEW n AS SELECT a FROM parent; CREATE MATERIALIZED VIEW m AS SELECT a FROM n;",
                  "SELECT count(*) > 0 FROM m", "t") == "");
}

TEST_CASE("triggers of users do not run, and what nobody can make up is named") {
  CHECK(unseeded_of("CREATE TABLE a (id int); CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS"
                    " 'BEGIN RAISE EXCEPTION ''no''; END'; CREATE TRIGGER no BEFORE INSERT ON a FOR EACH ROW EXECUTE"
                    " FUNCTION no();") == "");
  CHECK(unseeded_of(
            "CREATE TABLE a (id int PRIMARY KEY CHECK (id * id = 7)); CREATE TABLE b (a int NOT NULL REFERENCES a)") ==
        "a: new row for relation \"a\" violates check constraint \"a_id_check\"\n"
        "b: it refers to `public.a`, which has no rows\n");
}

}  // namespace schemac
