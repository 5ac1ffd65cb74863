// The record of what PostgreSQL said: what it knows, and what makes it know nothing.
#include "queries/record.hpp"

#include <catch2/catch.hpp>

#include "queries/read.hpp"

using namespace schemac;

namespace {

using Files = std::vector<model::QueryFile>;

Files read(const std::string& text) {
  Diagnostics diagnostics;
  Files files{queries::read("q.sql", text, diagnostics)};
  REQUIRE(diagnostics.empty());
  return files;
}

constexpr const char* kText =
    "-- name: one_of :many\nSELECT id FROM t WHERE id = :id\n-- name: put :exec\nINSERT INTO t VALUES (:id, :names)";

/// As a server would.
Files described() {
  Files files = read(kText);
  std::vector<model::Query>& all = files.front().queries;
  all[0].parameters[0].type = {{"pg_catalog", "int4"}, false, false};
  all[0].columns = {{"id", false, {{"pg_catalog", "int4"}, false, false}}};
  all[1].parameters[0].type = {{"pg_catalog", "int4"}, false, false};
  all[1].parameters[1].type = {{"odd.schema", "of \"this\""}, true, true};
  return files;
}

std::vector<std::string> unknown(const std::string& record, const std::string& text, const std::string& hash = "h") {
  Files files = read(text);
  std::vector<std::string> names;
  for (const model::Query* query : queries::recall(record, hash, files)) names.push_back(query->name);
  return names;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("a record gives back what was described") {
  const Files files = described();
  const std::string record = queries::write_record(files, "h");
  Files again = read(kText);
  CHECK(queries::recall(record, "h", again).empty());
  for (std::size_t i = 0; i < 2; ++i) {
    const model::Query &one = files[0].queries[i], &other = again[0].queries[i];
    CHECK(one.columns == other.columns);
    REQUIRE(one.parameters.size() == other.parameters.size());
    for (std::size_t j = 0; j < one.parameters.size(); ++j) CHECK(one.parameters[j].type == other.parameters[j].type);
  }
  CHECK(queries::write_record(again, "h") == record);
}

TEST_CASE("a record knows nothing of another schema, and of a query that was edited") {
  const std::string record = queries::write_record(described(), "h");
  CHECK(unknown(record, kText) == Names{});
  CHECK(unknown(record, kText, "other") == Names{"one_of", "put"});
  const auto edited = [](const std::string& what, const std::string& with) {
    std::string text = kText;
    return text.replace(text.find(what), what.size(), with);
  };
  CHECK(unknown(record, edited("WHERE id", "WHERE 1 + id")) == Names{"one_of"});
  CHECK(unknown(record, edited(":many", ":one")) == Names{"one_of"});
  CHECK(unknown(record, edited("one_of", "two_of")) == Names{"two_of"});
  CHECK(unknown(record, edited("= :id", "= :di")) == Names{"one_of"});
  CHECK(unknown(record, edited(":exec\n", ":exec\n-- nullable: :id\n")) == Names{"put"});
  CHECK(unknown(record, edited(":many\n", ":many\n-- not null: id\n")) == Names{"one_of"});
  // What people say of a query is no part of it.
  CHECK(unknown(record, edited(":many\n", ":many\n-- Some of them.\n")) == Names{});
}

TEST_CASE("a record that cannot be read knows nothing") {
  const std::string record = queries::write_record(described(), "h");
  for (const std::string text :
       {"", "{", "[]", "7", "{\"format\": 1}", "{\"format\": \"x\", \"schema\": 1, \"queries\": []}",
        "{\"format\": 2, \"schema\": \"h\", \"queries\": {}}", "{\"format\": 1, \"schema\": \"h\", \"queries\": []}",
        "{\"format\": 1, \"schema\": \"h\", \"queries\": {\"put\": 5, \"one_of\": {\"digest\": 1}}}"}) {
    INFO(text);
    CHECK(unknown(text, kText) == Names{"one_of", "put"});
  }
  std::string merged = record;
  merged.replace(merged.find("\"columns\""), 9, "\"colours\"");
  CHECK(unknown(merged, kText) == Names{"one_of"});
}

TEST_CASE("two queries with one name are told, in one file or in two") {
  Diagnostics diagnostics;
  Files files = read("-- name: q :one\nSELECT 1 AS a\n-- name: q :one\nSELECT 2 AS a");
  queries::find_duplicates(files, diagnostics);
  REQUIRE(diagnostics.list().size() == 1);
  CHECK(diagnostics.list()[0].code == Code::duplicate_query);
  CHECK(diagnostics.list()[0].place == Place{"q.sql", 3, 10});
  REQUIRE(diagnostics.list()[0].notes.size() == 1);
  CHECK(diagnostics.list()[0].notes[0].place == Place{"q.sql", 1, 10});
}
