// What a migration's checksum is taken over: what its statements mean, and nothing that is for people.
#include <unistd.h>

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>

#include "history/migration.hpp"
#include "history/sum.hpp"
#include "support/files.hpp"

namespace schemac::history {
namespace {

const std::string kUp =
    "-- schemac: transaction\nCREATE TABLE t (a integer DEFAULT 1, b text DEFAULT 'x');\n"
    "INSERT INTO t (a) VALUES (2), (3);\n";
const std::string kDown = "DROP TABLE t;\n";

/// A folder of migrations with this one, sealed as it is first.
class Sealed {
 public:
  Sealed() {
    write(kUp, kDown);
    Diagnostics diagnostics;
    const History history = read_unsealed(folder_, diagnostics);
    REQUIRE(diagnostics.empty());
    StagedFiles files;
    files.write(folder_ / kSumFile, write_sum(history));
    files.commit();
  }
  ~Sealed() { std::filesystem::remove_all(folder_); }
  Sealed(const Sealed&) = delete;
  Sealed& operator=(const Sealed&) = delete;

  /// Whether the history is read as it was sealed, with these scripts.
  bool holds(const std::string& up, const std::string& down = kDown) const {
    write(up, down);
    Diagnostics diagnostics;
    static_cast<void>(read(folder_, diagnostics));
    for (const Diagnostic& each : diagnostics.list()) {
      INFO(each.message);
      CHECK(each.code == Code::migration_edited);
    }
    return !diagnostics.has_errors();
  }

 private:
  void write(const std::string& up, const std::string& down) const {
    StagedFiles files;
    files.write(folder_ / "0001_first/up.sql", up);
    files.write(folder_ / "0001_first/down.sql", down);
    files.commit();
  }

  std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / ("schemac checksum " + std::to_string(::getpid()));
};

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  return text.replace(text.find(what), what.size(), with);
}

}  // namespace

TEST_CASE("a comment, a licence header, a blank line and layout break no checksum") {
  const Sealed sealed;
  CHECK(sealed.holds(kUp));
  CHECK(sealed.holds("/* Copyright: all of us.\n   License: as you like. */\n-- and a line\n\n\n" + kUp +
                     "\n-- the end\n"));
  CHECK(sealed.holds(replaced(kUp, "INSERT", "-- why\nINSERT")));
  CHECK(sealed.holds(replaced(kUp, "(a integer", "(\n\n    a   integer /* the first */")));
  CHECK(sealed.holds(replaced(kUp, "CREATE TABLE", "create table")));
  CHECK(sealed.holds(replaced(kUp, "-- schemac: transaction\n", "")));
  CHECK(sealed.holds(replaced(kUp, ";\nINSERT", ";;\nINSERT")));
}

TEST_CASE("any change of meaning breaks it, a constant too, on either way") {
  const Sealed sealed;
  CHECK_FALSE(sealed.holds(replaced(kUp, "DEFAULT 1", "DEFAULT 2")));
  CHECK_FALSE(sealed.holds(replaced(kUp, "'x'", "'X'")));
  CHECK_FALSE(sealed.holds(replaced(kUp, "'x'", "' x'")));
  CHECK_FALSE(sealed.holds(replaced(kUp, "(2), (3)", "(3), (2)")));
  CHECK_FALSE(sealed.holds(replaced(kUp, "a integer", "\"A\" integer")));
  CHECK_FALSE(sealed.holds(replaced(kUp, "transaction", "no transaction")));
  CHECK_FALSE(sealed.holds(replaced(kUp, "INSERT", "-- schemac: transaction\nINSERT")));
  CHECK_FALSE(sealed.holds(kUp + "SELECT 1;\n"));
  CHECK_FALSE(sealed.holds(kUp, "DROP TABLE IF EXISTS t;\n"));
  CHECK_FALSE(sealed.holds(kDown, kUp));
  CHECK(sealed.holds(kUp));
}

}  // namespace schemac::history
