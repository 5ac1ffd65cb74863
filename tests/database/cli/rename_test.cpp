// Renames as a user meets them: said in a .sql file, asked on a terminal and written back, answered by a flag.
#include <catch2/catch.hpp>

#include <unistd.h>

#include <filesystem>

#include "support/private_server.hpp"
#include "terminal.hpp"
#include "tool.hpp"

namespace schemac::tests {
namespace {

using Catch::Contains;
namespace fs = std::filesystem;

constexpr const char* kHeader = "schema/library.hpp";
constexpr const char* kControlC = "\x03";
constexpr const char* kControlD = "\x04";

/// Two .sql files that are compared with each other.
struct Pair : Folder {
  Pair(const std::string& before, const std::string& after) {
    write("before.sql", before);
    write("after.sql", after);
  }
  Outcome diff(const Words& more = {}) const {
    Words words{"diff", "--from", "before.sql", "--to", "after.sql"};
    words.insert(words.end(), more.begin(), more.end());
    return run(words);
  }
};

/// A library whose readers are to be called borrowers.
struct Undecided : Library {
  Undecided() {
    succeed({"generate"});
    replace(kHeader, "  Text reader;", "  Text borrower;  // who has it");
  }
};

}  // namespace

TEST_CASE("a rename that a .sql file says is a rename there and back, with its type and its table") {
  const Pair pair(
      "CREATE TYPE mood AS ENUM ('sad', 'ok');\n"
      "CREATE TABLE users (id integer PRIMARY KEY, name text, feels mood DEFAULT 'ok');\n"
      "CREATE INDEX by_name ON users (name);\n",
      "-- schemac: renamed from mood\nCREATE TYPE temper AS ENUM ('sad',\n"
      "  'fine' -- schemac: renamed from ok\n);\n"
      "-- schemac: renamed from users\nCREATE TABLE people (\n  id integer PRIMARY KEY,\n"
      "  -- schemac: renamed from name\n  full_name varchar(80),\n  feels temper DEFAULT 'fine'\n);\n"
      "CREATE INDEX by_name ON people (full_name);\n");
  const Outcome up = pair.diff();
  INFO(up.err);
  REQUIRE(up.status == 0);
  CHECK_THAT(up.out, Contains("ALTER TABLE public.users RENAME TO people") &&
                         Contains("RENAME COLUMN name TO full_name") && Contains("RENAME VALUE 'ok' TO 'fine'") &&
                         Contains("ALTER TYPE public.mood RENAME TO temper") &&
                         Contains("ALTER COLUMN full_name TYPE character varying(80)") && !Contains("DROP"));
  const Outcome down = pair.diff({"--down"});
  CHECK_THAT(down.out, Contains("ALTER TABLE public.people RENAME TO users") &&
                           Contains("RENAME COLUMN full_name TO name") && Contains("RENAME VALUE 'fine' TO 'ok'") &&
                           !Contains("DROP"));
}

TEST_CASE("a bare former name is that of the one table that vanishes from another schema") {
  const Library library;
  library.succeed({"generate"});
  library.replace(kHeader, "  static constexpr Table table{\n      table_name(\"Order\"),",
                  "  static constexpr Table table{\n      table_name(\"loans\"), in_schema(\"moved\"), "
                  "renamed_from(\"Order\"),");
  const Outcome diff = library.succeed({"diff", "--from", "migrations", "--to", "schema"});
  CHECK_THAT(diff.out, Contains("ALTER TABLE public.\"Order\" SET SCHEMA moved") && Contains("RENAME TO loans") &&
                           !Contains("DROP"));
  CHECK_THAT(library.succeed({"diff", "--from", "schema", "--to", "migrations"}).out,
             Contains("ALTER TABLE moved.loans") && Contains("RENAME TO \"Order\"") && !Contains("DROP TABLE"));
  library.succeed({"generate"});
  const std::string up = library.read("schema/migrations/" + migrations_of(library).back() + "/up.sql");
  CHECK_THAT(up, Contains("SET SCHEMA moved") && !Contains("DROP"));
  CHECK_THAT(library.succeed({"generate"}).err, !Contains("migration 0003"));
}

TEST_CASE("a bare former name that several vanished tables have asks for its schema, and takes it") {
  const std::string before = "CREATE SCHEMA a; CREATE SCHEMA b; CREATE SCHEMA c;\n";
  const Pair pair(before + "CREATE TABLE a.t (id integer); CREATE TABLE b.t (id integer);",
                  before + "-- schemac: renamed from t\nCREATE TABLE c.u (id integer);");
  const Outcome outcome = pair.diff();
  CHECK(outcome.status == 1);
  CHECK_THAT(outcome.err, Contains("after.sql:2:1: error: `t` may be each of `a.t`, `b.t`, which are all gone") &&
                              Contains("[bad-option]") && Contains("name the schema too, as in `a.t`"));
  pair.replace("after.sql", "from t", "from b.t");
  const Outcome said = pair.diff();
  CHECK(said.status == 0);
  CHECK_THAT(said.out, Contains("ALTER TABLE b.t") && Contains("DROP TABLE a.t"));
  pair.replace("after.sql", "from b.t", "from t");
  pair.replace("before.sql", "CREATE TABLE a.t (id integer);", "CREATE TABLE c.t (id integer);");
  CHECK_THAT(pair.diff().out, Contains("ALTER TABLE c.t RENAME TO u") && Contains("DROP TABLE b.t"));
}

TEST_CASE("a rename from what is still there, or of what is not, is an error at its place") {
  const Pair still("CREATE TABLE t (a integer);",
                   "CREATE TABLE t (\n  a integer,\n  b integer -- schemac: renamed from a\n);");
  const Outcome outcome = still.diff();
  CHECK(outcome.status == 1);
  CHECK_THAT(outcome.err, Contains("after.sql:3:13: error: this is said to be the renamed `a`, which is still there "
                                   "[stale-rename]"));
  const Pair gone("", "CREATE TABLE t (\n  b integer -- schemac: renamed from a\n);\nALTER TABLE t DROP COLUMN b;");
  CHECK_THAT(gone.diff().err, Contains("after.sql:2:13: error:") && Contains("the rename can hold for nothing"));
}

TEST_CASE("a mark whose two names are both there replaces the one by the other, and says whose values go") {
  const Library library;
  library.replace(kHeader, "  Text reader;", "  Text reader;\n  Nullable<Text> borrower;");
  library.succeed({"generate"});
  library.replace(kHeader, "  Text reader;\n  Nullable<Text> borrower;",
                  "  Nullable<Text> reader{renamed_from(\"borrower\")};");
  const std::string refused = library.fail(5, {"generate"});
  CHECK_THAT(refused, Contains("values of `public.Order.reader_former` are lost, which was `reader` until now"));
  library.succeed({"generate", "--allow=deletes-data"});
  const std::string folder = "schema/migrations/" + migrations_of(library).back();
  CHECK_THAT(library.read(folder + "/up.sql"),
             Contains("RENAME COLUMN borrower TO reader") && Contains("DROP COLUMN reader_former"));
  CHECK_THAT(library.read(folder + "/down.sql"),
             Contains("RENAME COLUMN reader TO borrower") && Contains("ADD COLUMN reader text"));
  CHECK_THAT(library.succeed({"generate"}).err, !Contains("migration 0003"));
}

TEST_CASE("without a terminal every open question has its flag, and the flags answer") {
  const Pair pair("CREATE TABLE users (id integer, name text, mail text);",
                  "CREATE TABLE people (id integer, full_name text, mail text);");
  const Outcome open = pair.diff();
  CHECK(open.status == 3);
  CHECK(open.out.empty());
  CHECK_THAT(open.err, Contains("`--rename public.users=people`") &&
                           Contains("`--rename public.people.name=full_name`") && Contains("`--no-renames`"));
  const Outcome answered = pair.diff({"--rename", "public.users=people", "--rename", "public.people.name=full_name"});
  INFO(answered.err);
  REQUIRE(answered.status == 0);
  CHECK_THAT(answered.out, Contains("RENAME TO people") && Contains("RENAME COLUMN name TO full_name"));
  CHECK_THAT(pair.diff({"--no-renames"}).out, Contains("DROP TABLE public.users"));
}

TEST_CASE("a flag renames what something else is called by now, and finds a column under its table's former name") {
  const Pair pair("CREATE TABLE users (id integer, name text, mail text);",
                  "CREATE TABLE people (id integer, full_name text, name varchar(20), mail text);");
  const Outcome outcome = pair.diff({"--rename", "users=people", "--rename", "users.name=full_name"});
  INFO(outcome.err);
  REQUIRE(outcome.status == 0);
  CHECK_THAT(outcome.out, Contains("RENAME TO people") && Contains("RENAME COLUMN name TO full_name") &&
                              Contains("ADD COLUMN name character varying(20)") && !Contains("DROP"));
}

TEST_CASE("nobody is asked whether a partition of other rows is a renamed one") {
  const std::string parent = "CREATE TABLE m (id integer, at date NOT NULL) PARTITION BY RANGE (at);";
  const auto part = [](const std::string& name, const std::string& from, const std::string& to) {
    return "CREATE TABLE " + name + " PARTITION OF m FOR VALUES FROM ('" + from + "') TO ('" + to + "');";
  };
  const Pair split(parent + part("m_24", "2024-01-01", "2025-01-01"),
                   parent + part("m_a", "2024-01-01", "2024-07-01") + part("m_b", "2024-07-01", "2025-01-01"));
  const Outcome moved = split.diff();
  INFO(moved.err);
  REQUIRE(moved.status == 0);
  CHECK_THAT(moved.out, Contains("INSERT INTO public.m (id, at) SELECT id, at FROM ONLY public.m_24") &&
                            !Contains("deletes-data") && !Contains("no longer shows"));
  const Pair window(parent + part("m_23", "2023-01-01", "2024-01-01"),
                    parent + part("m_25", "2025-01-01", "2026-01-01"));
  CHECK_THAT(window.diff().out, Contains("deletes-data: rows of `public.m_23` are lost"));
  const Pair renamed(parent + part("m_24", "2024-01-01", "2025-01-01"),
                     parent + part("year_24", "2024-01-01", "2025-01-01"));
  CHECK(renamed.diff().status == 3);
  const Pair parted("CREATE TABLE m (id integer, at date NOT NULL);",
                    parent + part("m_24", "2024-01-01", "2025-01-01"));
  CHECK_THAT(parted.diff().out, Contains("FROM ONLY public.m_former"));
}

TEST_CASE("a rename that is asked on a terminal is written where the new name is declared, and nothing else moves") {
  const Undecided library;
  Terminal terminal(library.path(), {"generate"});
  const auto before = library.files();
  REQUIRE(terminal.shows("was column `public.Order.reader` renamed to `public.Order.borrower`? [y/n]"));
  terminal.type("perhaps\n");
  REQUIRE(terminal.shows("[y/n]"));
  terminal.type("y\n");
  CHECK(terminal.wait() == 0);
  INFO(terminal.screen());
  std::string expected = before.at(kHeader);
  const std::string field = "  Text borrower;  // who has it";
  expected.replace(expected.find(field), field.size(), "  Text borrower{renamed_from(\"reader\")};  // who has it");
  CHECK(library.read(kHeader) == expected);
  const std::string folder = "schema/migrations/" + migrations_of(library).back();
  CHECK_THAT(library.read(folder + "/up.sql"), Contains("RENAME COLUMN reader TO borrower"));
  CHECK_THAT(library.read(folder + "/down.sql"), Contains("RENAME COLUMN borrower TO reader"));
  library.succeed({"generate", "--check"});
}

TEST_CASE("what is asked about a .sql file is written into it") {
  const Pair pair("CREATE TABLE users (id integer, name text);",
                  "-- People.\nCREATE TABLE users (\n  id integer,\n  full_name text\n);\n");
  Terminal terminal(pair.path(), {"diff", "--from", "before.sql", "--to", "after.sql"});
  REQUIRE(terminal.shows("renamed to `public.users.full_name`? [y/n]"));
  terminal.type("y\n");
  CHECK(terminal.wait() == 0);
  CHECK(pair.read("after.sql") ==
        "-- People.\nCREATE TABLE users (\n  id integer,\n  -- schemac: renamed from name\n  full_name text\n);\n");
  CHECK_THAT(pair.diff().out, Contains("RENAME COLUMN name TO full_name"));
}

TEST_CASE("no is an answer too, and is not written") {
  const Pair pair("CREATE TABLE t (a text);", "CREATE TABLE t (b text);");
  const auto before = pair.files();
  Terminal terminal(pair.path(), {"diff", "--from", "before.sql", "--to", "after.sql"});
  REQUIRE(terminal.shows("[y/n]"));
  terminal.type("n\n");
  CHECK(terminal.wait() == 0);
  CHECK_THAT(terminal.screen(), Contains("DROP COLUMN a"));
  CHECK(pair.files() == before);
}

TEST_CASE("a question that is interrupted writes nothing, and the end of input is no answer") {
  const Undecided library;
  const auto before = library.files();
  for (const char* key : {kControlC, kControlD}) {
    Terminal terminal(library.path(), {"generate"});
    REQUIRE(terminal.shows("[y/n]"));
    terminal.type(key);
    const int status = terminal.wait();
    INFO(terminal.screen());
    if (key == kControlD) {
      CHECK(status == 3);
      CHECK_THAT(terminal.screen(), Contains("--rename public.Order.reader=borrower"));
    } else {
      CHECK(status != 0);
    }
    CHECK(library.files() == before);
  }
}

TEST_CASE("a source that may not be written is said, and stays as it is") {
  const Pair pair("CREATE TABLE t (a text);", "CREATE TABLE t (b text);");
  const auto before = pair.files();
  const bool root = ::geteuid() == 0;
  if (!root) fs::permissions(pair.path(), fs::perms::owner_read | fs::perms::owner_exec);
  constexpr uid_t kNobody = 65534;
  if (root && is_closed_to(kNobody)) return;
  Terminal terminal(pair.path(), {"diff", "--from", "before.sql", "--to", "after.sql"},
                    root ? std::optional(kNobody) : std::nullopt);
  REQUIRE(terminal.shows("[y/n]"));
  terminal.type("y\n");
  CHECK(terminal.wait() == 1);
  CHECK_THAT(terminal.screen(), Contains("after.sql") && Contains("[output-unwritable]"));
  if (!root) fs::permissions(pair.path(), fs::perms::owner_all);
  CHECK(pair.files() == before);
}

}  // namespace schemac::tests
