#include <catch2/catch.hpp>

#include "snapshot/checksum.hpp"
#include "snapshot/snapshot.hpp"

using namespace schemac;
using snapshot::Snapshot;

namespace {

std::string written() {
  Snapshot snapshot;
  snapshot.tool_version = "0.1.0";
  snapshot.server_major = 15;
  snapshot.source_hash = "cafe";
  model::Table table;
  table.name = {"public", "users"};
  table.columns.resize(1);
  table.columns[0].name = "id";
  table.columns[0].type = "bigint";
  snapshot.schema.tables.put(table);
  return snapshot::write(snapshot);
}

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  const std::size_t found = text.find(what);
  REQUIRE(found != std::string::npos);
  return text.replace(found, what.size(), with);
}

// As an attacker, or another tool, would write it: with a checksum that holds.
std::string forged(const std::string& what, const std::string& with) {
  std::string text = replaced(written(), what, with);
  return snapshot::sealed(text.erase(*snapshot::checksum_offset(text), 64));
}

std::vector<Diagnostic> problems_of(const std::string& text) {
  Diagnostics diagnostics;
  CHECK_FALSE(snapshot::read(text, "schema/snapshot.json", diagnostics));
  REQUIRE_FALSE(diagnostics.empty());
  for (const auto& diagnostic : diagnostics.list()) {
    CHECK(diagnostic.code == Code::snapshot_unreadable);
    CHECK(diagnostic.place.file == "schema/snapshot.json");
  }
  return diagnostics.list();
}

std::vector<std::string> messages_of(const std::string& text) {
  std::vector<std::string> messages;
  for (const auto& problem : problems_of(text)) messages.push_back(problem.message);
  return messages;
}

using Messages = std::vector<std::string>;

}  // namespace

TEST_CASE("a snapshot that was cut off anywhere is unreadable, at a place inside it", "[snapshot]") {
  const std::string text = written();
  for (std::size_t size = 0; size + 2 < text.size(); ++size) {  // the last newline is no part of the JSON
    const auto problems = problems_of(text.substr(0, size));
    CHECK(problems.size() == 1);
    CHECK(problems[0].place.line > 0);
    CHECK(problems[0].message.find("no JSON") != std::string::npos);
    Diagnostics diagnostics;
    CHECK_FALSE(snapshot::read_header(text.substr(0, size), "f", diagnostics));
    CHECK_FALSE(diagnostics.empty());
  }
}

TEST_CASE("a syntax error is shown at its line and column", "[snapshot]") {
  const auto problems = problems_of(replaced(written(), "\"postgresql\": 15", "\"postgresql\": ]"));
  CHECK(problems[0].place == Place{"schema/snapshot.json", 5, 17});
  CHECK(problems[0].message.find("unexpected ']'") != std::string::npos);
  CHECK(problems_of("<<<<<<< HEAD\n")[0].place == Place{"schema/snapshot.json", 1, 1});
}

TEST_CASE("any byte that changed is noticed", "[snapshot]") {
  const std::string text = written();
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string edited = text;
    edited[i] = edited[i] == 'a' ? 'b' : 'a';
    Diagnostics diagnostics;
    CHECK_FALSE(snapshot::read(edited, "f", diagnostics));
    CHECK_FALSE(diagnostics.empty());
    Diagnostics of_header;
    CHECK_FALSE(snapshot::read_header(edited, "f", of_header));
    CHECK_FALSE(of_header.empty());
  }
}

TEST_CASE("a snapshot that was edited by hand says so, at its checksum", "[snapshot]") {
  const auto problems = problems_of(replaced(written(), "bigint", "integer"));
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].message == "the snapshot was edited since it was written: its checksum does not hold");
  CHECK(problems[0].place == Place{"schema/snapshot.json", 3, 12});
  CHECK_FALSE(problems[0].hint.empty());
}

TEST_CASE("another format is named, whatever its checksum", "[snapshot]") {
  const Messages expected = {"the snapshot is of format 2, and this schemac reads format 1"};
  CHECK(messages_of(replaced(written(), "\"format\": 1", "\"format\": 2")) == expected);
  CHECK(messages_of(forged("\"format\": 1", "\"format\": 2")) == expected);
  CHECK(messages_of("{}") == Messages{"the snapshot is without a format, and this schemac reads format 1"});
  CHECK(messages_of("[1]") == Messages{"the snapshot is no JSON object"});
}

TEST_CASE("keys and values that are not known are named by their path", "[snapshot]") {
  CHECK(messages_of(forged("\"type\": \"bigint\"", "\"typ\": \"bigint\"")) ==
        Messages{"`schema.tables[0].columns[0].typ` is a key that this schemac does not know"});
  CHECK(messages_of(forged("\"type\": \"bigint\"", "\"type\": 5")) ==
        Messages{"`schema.tables[0].columns[0].type` is no string"});
  CHECK(messages_of(forged("[\"public\", \"users\"]", "[\"users\"]")) ==
        Messages{"`schema.tables[0].name` is no pair of a schema and a name"});
  CHECK(messages_of(forged("\"tables\"", "\"tabels\"")) ==
        Messages{"`schema` has a kind of object that this schemac does not know"});
  CHECK(messages_of(forged("\"postgresql\": 15", "\"postgresql\": 99999999999")) ==
        Messages{"`postgresql` is too large"});
  CHECK(messages_of(forged("\"postgresql\": 15", "\"postgresql\": 1.5")) ==
        Messages{"`postgresql` is no integer, or too large"});
  CHECK(messages_of(forged("  \"source\": \"cafe\",\n", "")) == Messages{"`source` is missing"});
  CHECK(messages_of(forged("\"type\": \"bigint\"", "\"not_null\": \"yes\", \"identity\": 1, \"x\": 2")) ==
        Messages{"`schema.tables[0].columns[0].not_null` is neither true nor false",
                 "`schema.tables[0].columns[0].identity` is no object",
                 "`schema.tables[0].columns[0].x` is a key that this schemac does not know"});
}
