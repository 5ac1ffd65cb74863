// Names of migrations and migrations.sum.
#include "history/sum.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

namespace schemac::history {
namespace {

History of(const std::vector<std::string>& names) {
  History history;
  for (const std::string& name : names) {
    Migration migration;
    migration.number = static_cast<int>(history.size()) + 1;
    migration.name = name;
    migration.checksum = "of " + name;
    history.push_back(std::move(migration));
  }
  return history;
}

/// The codes of what check_sum finds.
std::vector<Code> found(const std::string& sum, const History& history) {
  Diagnostics diagnostics;
  check_sum(sum, "migrations.sum", history, diagnostics);
  std::vector<Code> codes;
  for (const Diagnostic& diagnostic : diagnostics.list()) codes.push_back(diagnostic.code);
  return codes;
}

using Codes = std::vector<Code>;

}  // namespace

TEST_CASE("a slug is what may stand in a folder's name") {
  CHECK(slug("Add Notes, to users!") == "add_notes_to_users");
  CHECK(slug("already_one_2") == "already_one_2");
  CHECK(slug("__a--b__") == "a_b");
  CHECK(slug("../..").empty());
  CHECK(slug("").empty());
}

TEST_CASE("a folder's name has four digits, and more when they are needed") {
  Migration migration;
  migration.name = "x";
  migration.number = 7;
  CHECK(migration.folder() == "0007_x");
  migration.number = 12345;
  CHECK(migration.folder() == "12345_x");
}

TEST_CASE("migrations.sum fits the history that it was written for, and no other") {
  const History history = of({"a", "b", "c"});
  const std::string sum = write_sum(history);
  CHECK(std::count(sum.begin(), sum.end(), '\n') == 3);
  CHECK(found(sum, history).empty());

  History edited = history;
  edited[1].checksum = "of another";
  CHECK(found(sum, edited) == Codes{Code::migration_edited});
  CHECK(found(sum, of({"a", "b"})) == Codes{Code::migration_missing});
  CHECK(found(sum, of({"a", "b", "c", "d"})) == Codes{Code::migration_malformed});
}

TEST_CASE("the hash of a migration is taken over those before it") {
  const std::vector<SumLine> one = sum_lines(of({"a", "b"})), other = sum_lines(of({"z", "b"}));
  CHECK(one.front().hash != other.front().hash);
  CHECK(one.back().hash != other.back().hash);
  CHECK(sum_lines(of({"a", "b", "c"})).front().hash == one.front().hash);
}

TEST_CASE("the marks of a merge are no lines of migrations.sum") {
  const History history = of({"a"});
  CHECK(found("<<<<<<< HEAD\n" + write_sum(history), history) == Codes{Code::migration_malformed});
  CHECK(found(write_sum(history) + "0002_b 12ab\n", history) == Codes{Code::migration_malformed});
}

}  // namespace schemac::history
