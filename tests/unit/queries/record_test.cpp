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

using queries::Ignorance;
using Unknown = std::vector<std::pair<std::string, Ignorance>>;

Unknown unknown(const std::string& record, const std::string& text, const std::string& hash = "h") {
  Files files = read(text);
  Unknown found;
  for (const queries::UnknownQuery& query : queries::recall(record, hash, files))
    found.emplace_back(query.name, query.why);
  return found;
}

std::string edited(std::string text, const std::string& what, const std::string& with) {
  const std::size_t at = text.find(what);
  REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), with);
}

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
  CHECK(unknown(record, kText) == Unknown{});
  CHECK(unknown(record, kText, "other") ==
        Unknown{{"one_of", Ignorance::other_schema}, {"put", Ignorance::other_schema}});
  const auto unknown_of = [&](const std::string& what, const std::string& with) {
    return unknown(record, edited(kText, what, with));
  };
  const Unknown one_of{{"one_of", Ignorance::other_query}};
  CHECK(unknown_of("WHERE id", "WHERE 1 + id") == one_of);
  CHECK(unknown_of(":many", ":one") == one_of);
  CHECK(unknown_of("one_of", "two_of") == Unknown{{"two_of", Ignorance::other_query}});
  CHECK(unknown_of("= :id", "= :di") == one_of);
  CHECK(unknown_of(":exec\n", ":exec\n-- nullable: :id\n") == Unknown{{"put", Ignorance::other_query}});
  CHECK(unknown_of(":many\n", ":many\n-- not null: id\n") == one_of);
  // That the query was edited is what its author has to know, whatever else happened.
  CHECK(unknown(record, edited(kText, ":many", ":one"), "other") ==
        Unknown{{"one_of", Ignorance::other_query}, {"put", Ignorance::other_schema}});
  // What people say of a query is no part of it.
  CHECK(unknown_of(":many\n", ":many\n-- Some of them.\n") == Unknown{});
}

TEST_CASE("an entry that a merge brings from a branch with another schema is stale by itself") {
  Files files = described();
  const std::string before = queries::write_record(files, "before");
  files.front().queries.pop_back();
  const std::string after = queries::write_record(files, "after");
  // Without a conflict: one branch has written the first entry anew, the other has added the second.
  const std::string merged = after.substr(0, after.rfind("\n  }\n}")) + before.substr(before.find(",\n    \"put\""));
  CHECK(unknown(merged, kText, "after") == Unknown{{"put", Ignorance::other_schema}});
  CHECK(unknown(merged, kText, "before") == Unknown{{"one_of", Ignorance::other_schema}});
}

TEST_CASE("an entry that says something else than was written is stale") {
  const std::string record = queries::write_record(described(), "h");
  const Unknown one_of{{"one_of", Ignorance::altered}};
  CHECK(unknown(edited(record, "\"nullable\": false", "\"nullable\": true"), kText) == one_of);
  CHECK(unknown(edited(record, "int4", "int8"), kText) == one_of);
  CHECK(unknown(edited(record, "\"id\"", "\"di\""), kText) == one_of);
  CHECK(unknown(edited(record, "\"schema\": \"h\"", "\"schema\": \"now\""), kText, "now") ==
        Unknown{{"one_of", Ignorance::altered}, {"put", Ignorance::other_schema}});
  CHECK(unknown(edited(record, "\"columns\"", "\"colours\""), kText) == one_of);
  CHECK(unknown(edited(record, "\"array\": true", "\"array\": 1"), kText) == Unknown{{"put", Ignorance::altered}});
  CHECK(unknown("{\"format\": 2, \"queries\": {\"put\": 5, \"one_of\": {\"digest\": 1}}}", kText) ==
        Unknown{{"one_of", Ignorance::altered}, {"put", Ignorance::altered}});
}

TEST_CASE("a record that cannot be read, and one of another schemac, know nothing") {
  for (const std::string text : {"", "{", "[]", "7", "{\"format\": 2}", "{\"format\": \"x\", \"queries\": {}}",
                                 "{\"format\": 1, \"schema\": \"h\", \"queries\": {}}",
                                 "{\"format\": 3, \"queries\": {}}", "{\"format\": 2, \"queries\": []}"}) {
    INFO(text);
    CHECK(unknown(text, kText) == Unknown{{"one_of", Ignorance::no_record}, {"put", Ignorance::no_record}});
  }
}

TEST_CASE("the ends of a checkout's lines are no part of a query") {
  const std::string record = queries::write_record(described(), "h");
  std::string text;
  for (const char c : std::string(kText)) text += c == '\n' ? std::string("\r\n") : std::string(1, c);
  CHECK(unknown(record, text) == Unknown{});
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
