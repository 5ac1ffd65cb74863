#include <catch2/catch.hpp>

#include "database/catalog/reading.hpp"

using namespace schemac;
using tests::reading_of;

namespace {

model::IndexKey column(std::string name) {
  model::IndexKey key;
  key.column = std::move(name);
  return key;
}

model::IndexKey expression(std::string text) {
  model::IndexKey key;
  key.expression = std::move(text);
  return key;
}

model::Index index_of(const catalog::Reading& reading, const std::string& table, const std::string& name) {
  const auto* found = reading.schema.indexes.find({model::Kind::index, "public", table, name});
  REQUIRE(found != nullptr);
  return *found;
}

}  // namespace

TEST_CASE("an index is read with its keys, whatever they are", "[catalog]") {
  const auto reading = reading_of(R"sql(
    CREATE TABLE t (a int, b text, "c d" varchar(9) COLLATE "C", e int);
    CREATE UNIQUE INDEX i ON t (a DESC, lower(b) COLLATE "C" text_pattern_ops, "c d" NULLS FIRST,
                                (a + e) DESC NULLS LAST, b COLLATE "POSIX")
      INCLUDE (e, "c d") NULLS NOT DISTINCT WITH (fillfactor = 60, deduplicate_items = off) WHERE a > 0 AND b <> 'x';
    COMMENT ON INDEX i IS 'all of it';)sql");
  model::Index expected;
  expected.table = {"public", "t"};
  expected.name = "i";
  expected.unique = true;
  expected.nulls_not_distinct = true;
  auto a = column("a");
  a.descending = a.nulls_first = true;
  auto lower = expression("lower(b)");
  lower.collation = R"(pg_catalog."C")";
  lower.opclass = "pg_catalog.text_pattern_ops";
  auto cd = column("c d");
  cd.nulls_first = true;
  auto sum = expression("(a + e)");
  sum.descending = true;
  auto b = column("b");
  b.collation = R"(pg_catalog."POSIX")";
  expected.keys = {a, lower, cd, sum, b};
  expected.include = {"e", "c d"};
  expected.predicate = "((a > 0) AND (b <> 'x'::text))";
  expected.storage_parameters = {{"fillfactor", "60"}, {"deduplicate_items", "off"}};
  expected.comment = "all of it";
  CHECK(index_of(reading, "t", "i") == expected);
}

TEST_CASE("an expression's collation is said only where it is not the expression's own", "[catalog]") {
  const auto reading = reading_of(R"sql(
    CREATE TABLE t (c text COLLATE "C", d text);
    CREATE INDEX own ON t (lower(c));
    CREATE INDEX given ON t (lower(c) COLLATE "default", lower(d) COLLATE "C");)sql");
  CHECK(index_of(reading, "t", "own").keys == std::vector{expression("lower(c)")});
  auto to_default = expression("lower(c)");
  to_default.collation = R"(pg_catalog."default")";
  auto to_c = expression("lower(d)");
  to_c.collation = R"(pg_catalog."C")";
  CHECK(index_of(reading, "t", "given").keys == std::vector{to_default, to_c});
}

TEST_CASE("an operator class is said only where it is not the type's default", "[catalog]") {
  const auto reading = reading_of(R"sql(
    CREATE EXTENSION pg_trgm;
    CREATE TYPE mood AS ENUM ('sad');
    CREATE DOMAIN word AS varchar(20);
    CREATE DOMAIN short_word AS word;
    CREATE TABLE t (a int[], b mood, c varchar, d word, e short_word, f jsonb, g text, h cidr, i bpchar);
    CREATE INDEX defaults ON t (a array_ops, b enum_ops, c text_ops, d text_ops, e, h inet_ops, i, g);
    CREATE INDEX others ON t (c bpchar_ops, c varchar_pattern_ops, g bpchar_ops, h cidr_ops);
    CREATE INDEX gin ON t USING gin (f jsonb_path_ops, a);
    CREATE INDEX gist ON t USING gist (g gist_trgm_ops(siglen='32'));
    CREATE INDEX brin ON t USING brin (g text_bloom_ops(false_positive_rate=0.05, n_distinct_per_range=100), g)
      WITH (pages_per_range = 16);)sql");
  for (const auto& key : index_of(reading, "t", "defaults").keys) CHECK(key == column(key.column));
  const auto opclasses = [&](const std::string& name) {
    std::vector<std::string> result;
    for (const auto& key : index_of(reading, "t", name).keys) result.push_back(key.opclass.value_or(""));
    return result;
  };
  // cidr_ops and varchar_pattern_ops are other names: PostgreSQL keeps no class of the first of its own.
  CHECK(opclasses("others") == std::vector<std::string>{"pg_catalog.bpchar_ops", "pg_catalog.varchar_pattern_ops",
                                                        "pg_catalog.bpchar_ops", "pg_catalog.cidr_ops"});
  CHECK(opclasses("gin") == std::vector<std::string>{"pg_catalog.jsonb_path_ops", ""});
  CHECK(index_of(reading, "t", "gin").method == "gin");
  CHECK(opclasses("gist") == std::vector<std::string>{"public.gist_trgm_ops (siglen='32')"});
  CHECK(opclasses("brin") ==
        std::vector<std::string>{"pg_catalog.text_bloom_ops (false_positive_rate='0.05', n_distinct_per_range='100')",
                                 ""});
  CHECK(index_of(reading, "t", "brin").storage_parameters == model::Parameters{{"pages_per_range", "16"}});
}

TEST_CASE("an index that CREATE INDEX CONCURRENTLY left behind is invalid", "[catalog]") {
  auto connection = tests::empty_database();
  connection.execute_unchecked_sql("CREATE TABLE t (a int); INSERT INTO t VALUES (1), (1)");
  CHECK_THROWS(connection.execute_unchecked_sql("CREATE UNIQUE INDEX CONCURRENTLY broken ON t (a)"));
  const auto reading = catalog::read(connection, {});
  CHECK(index_of(reading, "t", "broken").invalid);
}
