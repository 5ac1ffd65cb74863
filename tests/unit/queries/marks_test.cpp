// What the lines between name and statement say of parameters and columns, and small mistakes in them.
#include <fmt/format.h>
#include <catch2/catch.hpp>

#include "queries/read.hpp"
#include "queries/record.hpp"

using namespace schemac;

namespace {

struct Read {
  model::Query query;
  std::string found;  ///< `line:column: message; hint`, a line each.
};

Read read(const std::string& below, const std::string& sql = "SELECT :a::int AS x, :b::int AS y") {
  Diagnostics diagnostics;
  model::QueryFile file = queries::read("q.sql", fmt::format("-- name: q :many\n{}\n{}", below, sql), diagnostics);
  Read read;
  for (const Diagnostic& each : diagnostics.list())
    read.found += fmt::format("{}{}:{}: {}; {}", read.found.empty() ? "" : "\n", each.place.line, each.place.column,
                              each.message, each.hint);
  if (!file.queries.empty()) read.query = std::move(file.queries.front());
  return read;
}

}  // namespace

TEST_CASE("a mark with a small mistake that names a parameter is refused") {
  const std::pair<const char*, const char*> cases[] = {
      {"-- nullable :a", "-- nullable: :a"},         {"-- Nullable: :a", "-- nullable: :a"},
      {"-- NULLABLE:  :a,:b", "-- nullable: :a,:b"}, {"/* nullable: :a */", "-- nullable: :a"},
      {"-- nullable : :a", "-- nullable: :a"},       {"-- notnull: :a", "-- not null: :a"},
      {"-- not-null: :a", "-- not null: :a"},        {"-- not_null :a", "-- not null: :a"},
      {"-- not nullable: :a", "-- not null: :a"},    {"-- nullable-elements: :a", "-- nullable elements: :a"},
  };
  for (const auto& [written, meant] : cases) {
    INFO(written);
    CHECK(read(written).found == fmt::format("2:1: this says nothing of query `q` as it stands; `{}`", meant));
  }
}

TEST_CASE("prose is no mark") {
  for (const char* const prose : {"-- nullable :c", "-- Nullable: whenever :a is", "-- not null, as a rule",
                                  "-- Nullable", "-- notnull:", "/* nullable: who knows */", "-- nullability: :a",
                                  "-- All of it is nullable: :a", "-- nullable elements"}) {
    INFO(prose);
    const Read found = read(prose);
    CHECK(found.found.empty());
    CHECK_FALSE(found.query.parameters.at(0).nullable);
  }
}

TEST_CASE("opposite marks of one thing are refused") {
  CHECK(read("-- nullable: x\n-- not null: y, x").found ==
        "3:17: `x` is said to be nullable above; keep one of the two");
  CHECK(read("-- not null: :a\n-- nullable: :a").found ==
        "3:14: `:a` is said to be not null above; keep one of the two");
  CHECK(read("-- nullable: x, :a, x\n-- not null: y").found.empty());
}

TEST_CASE("elements are said to be nullable beside their array") {
  const Read found = read("-- nullable elements: x, :a\n-- nullable: x\n-- not null: y");
  CHECK(found.found.empty());
  CHECK(found.query.parameters.at(0).nullable_elements);
  CHECK_FALSE(found.query.parameters.at(0).nullable);
  CHECK_FALSE(found.query.parameters.at(1).nullable_elements);
  REQUIRE(found.query.overrides.size() == 3);
  CHECK(found.query.overrides[0].column == "x");
  CHECK(found.query.overrides[0].of_elements);
  CHECK_FALSE(found.query.overrides[1].of_elements);
  CHECK(read("-- nullable elements: :c").found == "2:23: query `q` has no parameter `:c`; ");
  CHECK(read("").query.overrides.empty());
  const Read misplaced = read("", "SELECT 1\n-- nullable elements: x");
  CHECK_THAT(misplaced.found, Catch::Contains("nothing is said of a query here"));
}

TEST_CASE("a record carries what is said of elements, and holds where nothing is") {
  const auto described = [](const std::string& below) {
    model::Query query = read(below, "SELECT :a::int[] AS x").query;
    query.parameters.at(0).type = {{"pg_catalog", "int4"}, true, false};
    const bool optional = !query.overrides.empty();
    query.columns = {{"x", false, query.parameters[0].type, optional}};
    return std::vector<model::QueryFile>{{"q.sql", {query}}};
  };
  const std::string plain = queries::write_record(described(""), "h");
  CHECK(plain.find("elements") == std::string::npos);
  const std::vector<model::QueryFile> files = described("-- nullable elements: x");
  const std::string record = queries::write_record(files, "h");
  std::vector<model::QueryFile> again = described("-- nullable elements: x");
  again[0].queries[0].columns.clear();
  CHECK(queries::recall(record, "h", again).empty());
  CHECK(again[0].queries[0].columns == files[0].queries[0].columns);
  CHECK(queries::recall(plain, "h", again).size() == 1);
  std::vector<model::QueryFile> of_parameter = described("-- nullable elements: :a");
  CHECK(queries::recall(plain, "h", of_parameter).size() == 1);
  std::vector<model::QueryFile> of_column = described("-- nullable: x");
  CHECK(queries::recall(record, "h", of_column).size() == 1);
}
