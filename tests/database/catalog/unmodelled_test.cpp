#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "database/catalog/reading.hpp"

using namespace schemac;

namespace {

// One statement makes one thing that the model has no word for; `make` may need what `before` makes.
struct Case {
  std::string kind;
  std::string name;
  std::string make;
};

const std::vector<Case> kCases = {
    {"shell type", "public.sh", "CREATE TYPE sh"},
    {"base type", "public.sh",
     "CREATE FUNCTION sh_in(cstring) RETURNS sh LANGUAGE internal IMMUTABLE STRICT AS 'int4in'; "
     "CREATE FUNCTION sh_out(sh) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out'; "
     "CREATE TYPE sh (INPUT = sh_in, OUTPUT = sh_out, LIKE = int)"},
    {"shell operator", "public.!== (integer, integer)",
     "CREATE OPERATOR === (FUNCTION = int4eq, LEFTARG = int, RIGHTARG = int, NEGATOR = !==)"},
    {"privileges on a column of a foreign table", "public.ft.a", "GRANT SELECT (a) ON ft TO PUBLIC"},
    {"subscription", "sub", "CREATE SUBSCRIPTION sub CONNECTION 'dbname=x' PUBLICATION p WITH (connect = false)"},
    {"comment on the index of a constraint", "t_pkey on public.t", "COMMENT ON INDEX t_pkey IS 'x'"},
    {"state of a trigger that is not that of its parent", "tr on public.part", "ALTER TABLE part DISABLE TRIGGER tr"},
    {"switched-off constraint", "f on public.u", "ALTER TABLE u DISABLE TRIGGER ALL"},
};

constexpr std::string_view kBefore = R"(
  CREATE TABLE t (a int PRIMARY KEY, b int); CREATE TABLE u (a int CONSTRAINT f REFERENCES t);
  CREATE FUNCTION tg() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN END';
  CREATE TABLE parent (a int) PARTITION BY LIST (a); CREATE TABLE part PARTITION OF parent DEFAULT;
  CREATE TRIGGER tr AFTER INSERT ON parent FOR EACH ROW EXECUTE FUNCTION tg();
  CREATE FOREIGN DATA WRAPPER fdw; CREATE SERVER srv FOREIGN DATA WRAPPER fdw; CREATE FOREIGN TABLE ft (a int) SERVER srv;
)";

}  // namespace

TEST_CASE("what the model has no word for is named, each kind as it appears", "[catalog]") {
  auto connection = tests::empty_database();
  connection.execute_unchecked_sql(kBefore);
  auto before = catalog::read(connection, {}).unmodelled;
  REQUIRE(before.empty());
  for (const Case& unmodelled : kCases) {
    INFO(unmodelled.make);
    connection.execute_unchecked_sql(unmodelled.make);
    auto after = catalog::read(connection, {}).unmodelled;
    CHECK(std::ranges::is_sorted(after));
    std::vector<catalog::Unmodelled> added;
    std::ranges::set_difference(after, before, std::back_inserter(added));
    std::vector<std::string> words;
    for (const auto& [kind, name] : added) words.push_back(kind + " " + name);
    CHECK(words == std::vector<std::string>{unmodelled.kind + " " + unmodelled.name});
    before = std::move(after);
  }
  connection.execute_unchecked_sql("ALTER SUBSCRIPTION sub SET (slot_name = NONE); DROP SUBSCRIPTION sub");
}

TEST_CASE("a user mapping whose options are hidden from the reader is named, not taken for one without", "[catalog]") {
  auto connection = tests::empty_database();
  connection.execute_unchecked_sql(
      "DO $$BEGIN CREATE ROLE bystander; EXCEPTION WHEN duplicate_object THEN END$$;"
      "CREATE FOREIGN DATA WRAPPER fdw; CREATE SERVER srv FOREIGN DATA WRAPPER fdw;"
      "CREATE USER MAPPING FOR PUBLIC SERVER srv OPTIONS (password 'secret'); SET ROLE bystander");
  const auto reading = catalog::read(connection, {});
  CHECK(reading.unmodelled ==
        std::vector<catalog::Unmodelled>{{"user mapping with hidden options", "for PUBLIC on srv"}});
  CHECK(reading.schema.scripted.find({model::Kind::user_mapping, "", "", "FOR PUBLIC SERVER srv"}) == nullptr);
}
