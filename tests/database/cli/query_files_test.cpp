// Files of queries in a project: described when they are new, known from then on, and told when they are stale or
// wrong.
#include <catch2/catch.hpp>

#include "tool.hpp"

namespace schemac::tests {
namespace {

using Catch::Contains;
using Catch::StartsWith;

constexpr const char* kFile = "schema/queries/shelves.sql";
constexpr const char* kRecord = "schema/queries.json";
constexpr const char* kHeader = "generated/queries/shelves.hpp";

constexpr const char* kQueries = R"(-- Who wrote how much.
-- name: prolific :many
SELECT a.name, count(b.id) AS books, max(b.title) AS latest
FROM authors a
LEFT JOIN books b ON b.author_id = a.id AND b.binding = :binding
GROUP BY a.id;
)";

/// A project with queries, whose private server is where nobody finds one once everything is written.
struct Shelves : Library {
  Shelves() { write(kFile, kQueries); }
  void lose_the_server() const {
    write("schemac.toml", read("schemac.toml") + "\n[server]\nbinaries = \"no-such-folder\"\n");
  }
};

}  // namespace

TEST_CASE("generate asks what new queries are, writes it down, and needs no server from then on") {
  const Shelves shelves;
  CHECK_THAT(shelves.succeed({"generate"}).err, Contains("wrote schema/queries.json") && Contains(kHeader));
  CHECK_THAT(shelves.read(kHeader), Contains("namespace library::queries {") && Contains("std::int64_t books{};") &&
                                        Contains("std::optional<std::string> latest{};") &&
                                        Contains("/// Who wrote how much.\n"));
  shelves.succeed({"check"});
  shelves.lose_the_server();
  CHECK_THAT(shelves.succeed({"generate"}).err, Contains("nothing to do"));
  shelves.succeed({"generate", "--check"});
  // The code alone comes of the record.
  shelves.succeed({"generate", "--code", "--output", "elsewhere", "--stamp", "stamp", "--depfile", "depfile"});
  CHECK(shelves.read("elsewhere/queries/shelves.hpp") == shelves.read(kHeader));
  CHECK_THAT(shelves.read("depfile"), Contains(kFile) && Contains(kRecord));
  // A comment is no part of what PostgreSQL was asked.
  shelves.replace(kFile, "Who wrote how much", "Who wrote");
  CHECK_THAT(shelves.succeed({"generate"}).err, Contains("wrote generated/queries/shelves.hpp") && !Contains(kRecord));
}

TEST_CASE("a query that is asked for anew with the same schema makes no migration") {
  const Shelves shelves;
  shelves.succeed({"generate"});
  shelves.replace(kFile, "count(b.id) AS books", "count(b.id)::int AS books");
  const auto before = shelves.files();
  CHECK_THAT(
      shelves.fail(4, {"generate", "--check"}),
      StartsWith("schema/queries/shelves.sql:2:10: error: `schema/queries.json` does not know query `prolific`") &&
          Contains("  -- name: prolific :many\n           ^") && Contains("[stale-output]"));
  CHECK_THAT(shelves.fail(4, {"check"}), Contains("[stale-output]"));
  CHECK_THAT(shelves.fail(1, {"generate", "--code"}),
             Contains("[stale-output]") && Contains("hint: `schemac generate`"));
  CHECK(shelves.files() == before);
  CHECK_THAT(shelves.succeed({"generate"}).err, Contains("wrote schema/queries.json") && !Contains("migration"));
  CHECK_THAT(shelves.read(kHeader), Contains("std::int32_t books{};"));
}

TEST_CASE("what the schema's change does to queries is asked with it, and refused with it") {
  const Shelves shelves;
  shelves.succeed({"generate"});
  shelves.replace("schema/library.hpp", "Varchar<200> title;", "Nullable<Text> title;");
  CHECK_THAT(shelves.fail(1, {"generate", "--code"}), Contains("[stale-output]"));
  CHECK_THAT(shelves.succeed({"generate"}).err, Contains("migration 0002_") && Contains(kRecord));
  shelves.succeed({"generate", "--check"});

  shelves.replace("schema/library.hpp", "Nullable<Text> title;", "Nullable<Text> heading{renamed_from(\"title\")};");
  shelves.replace("schema/library.hpp", "&Book::title", "&Book::heading");
  const auto before = shelves.files();
  CHECK_THAT(shelves.fail(1, {"generate"}),
             Contains("schema/queries/shelves.sql:3:42: error: column b.title does not exist [sql-rejected]") &&
                 Contains("\n                                           ^"));
  CHECK(shelves.files() == before);
  shelves.replace(kFile, "b.title", "b.heading");
  shelves.succeed({"generate"});
}

TEST_CASE("entries of branches with two schemas, merged without a conflict, are stale and asked anew") {
  const Shelves shelves;
  const std::string toml = shelves.read("schemac.toml");
  shelves.succeed({"generate"});
  const std::string added = "-- name: titles :many\nSELECT title FROM books;\n";
  shelves.write("schema/queries/titles.sql", added);
  shelves.succeed({"generate"});
  const std::string of_one = shelves.read(kRecord);
  const auto entry = of_one.find(",\n    \"titles\"");
  REQUIRE(entry != std::string::npos);

  std::filesystem::remove(shelves.path() / "schema/queries/titles.sql");
  shelves.replace("schema/library.hpp", "Varchar<200> title;", "Nullable<Text> title;");
  shelves.succeed({"generate"});
  const std::string of_other = shelves.read(kRecord);

  shelves.write("schema/queries/titles.sql", added);
  shelves.write(kRecord, of_other.substr(0, of_other.rfind("\n  }\n}")) + of_one.substr(entry));
  shelves.lose_the_server();
  const std::string problem =
      "schema/queries.json: error: the schema has changed since PostgreSQL described 1 query [stale-output]";
  CHECK_THAT(shelves.fail(1, {"generate", "--code"}), StartsWith(problem));
  CHECK_THAT(shelves.fail(4, {"generate", "--check"}), StartsWith(problem));
  shelves.write("schemac.toml", toml);
  CHECK_THAT(shelves.fail(4, {"check"}), Contains(problem));
  CHECK_THAT(shelves.succeed({"generate"}).err, Contains("wrote schema/queries.json") && !Contains("migration"));
  CHECK_THAT(shelves.read("generated/queries/titles.hpp"), Contains("std::optional<std::string> title"));
  shelves.succeed({"check"});

  shelves.replace(kRecord, "\"nullable\": true", "\"nullable\": false");
  CHECK_THAT(shelves.fail(4, {"generate", "--check"}),
             Contains(".sql:") && Contains("error: what `schema/queries.json` says of query `") &&
                 Contains("` is not as schemac wrote it [stale-output]"));
  shelves.succeed({"generate"});
  shelves.succeed({"generate", "--check"});
}

TEST_CASE("what concerns all queries is said once, what was edited at its line") {
  const Shelves shelves;
  shelves.write("schema/queries/more.sql",
                "-- name: more :one\nSELECT 1 AS one;\n-- name: most :one\nSELECT 2 AS two;\n");
  CHECK_THAT(shelves.fail(4, {"generate", "--check"}),
             StartsWith("schema/queries.json: error: no record that schemac can read of 3 queries "
                        "[stale-output]\n  hint: `schemac generate` asks PostgreSQL and writes it down\n") &&
                 !Contains("more.sql"));
  shelves.succeed({"generate"});
  shelves.replace("schema/library.hpp", "Varchar<200> title;", "Nullable<Text> title;");
  shelves.replace("schema/queries/more.sql", "2 AS two", "2 AS second");
  for (const Words& words : {Words{"generate", "--check"}, Words{"generate", "--code"}, Words{"check"}}) {
    const std::string said = shelves.fail(words.back() == "--code" ? 1 : 4, words);
    CHECK_THAT(said, Contains("schema/queries.json: error: the schema has changed since PostgreSQL described 2 queries "
                              "[stale-output]\n  hint: `schemac generate` asks PostgreSQL and writes it down\n") &&
                         Contains("schema/queries/more.sql:3:10: error: `schema/queries.json` does not know query "
                                  "`most` as it is now [stale-output]"));
    CHECK_THAT(said, !Contains("`more`") && !Contains("`prolific`"));
  }
}

TEST_CASE("a checkout with other ends of lines has the same queries, and the same code") {
  const Shelves shelves;
  shelves.write(kFile, "-- Those in print,\n-- by name.\n" + std::string(kQueries));
  shelves.succeed({"generate"});
  std::string text;
  for (const char c : shelves.read(kFile)) text += c == '\n' ? std::string("\r\n") : std::string(1, c);
  shelves.write(kFile, text);
  shelves.lose_the_server();
  shelves.succeed({"generate", "--check"});
  shelves.replace(kFile, "count(b.id)", "sum(b.id)");
  CHECK_THAT(shelves.fail(4, {"generate", "--check"}), StartsWith("schema/queries/shelves.sql:4:10: error: "));
}

TEST_CASE("files of queries may lie in any number of folders") {
  const Shelves shelves;
  shelves.write("schema/queries/one/two/deep.sql", "-- name: deep :one\nSELECT 1 AS one;\n");
  shelves.write("schemac.toml", shelves.read("schemac.toml") + "\n[schema]\nqueries = [\"schema/queries/**/*.sql\"]\n");
  CHECK_THAT(shelves.succeed({"generate"}).err,
             Contains(kHeader) && Contains("wrote generated/queries/one/two/deep.hpp") && !Contains("warning"));
}

TEST_CASE("the byte order mark of an editor is no part of a file of SQL") {
  const Shelves shelves;
  const std::string mark = "\xEF\xBB\xBF";
  shelves.write(kFile, mark + "SELECT 1;\n");
  CHECK_THAT(shelves.fail(1, {"generate"}),
             StartsWith("schema/queries/shelves.sql:1:1: error: a statement without a name [bad-query]\n"
                        "  SELECT 1;\n  ^\n"));
  shelves.write(kFile, mark + "-- name: titles :many\nSELECT title FROM books;\n");
  shelves.write("schema/more.sql", mark + "CREATE VIEW wide AS SELECT nothing FROM books;\n");
  CHECK_THAT(shelves.fail(1, {"generate"}),
             StartsWith("schema/more.sql:1:28: error: column \"nothing\" does not exist [sql-rejected]\n"
                        "  CREATE VIEW wide AS SELECT nothing FROM books;\n"
                        "                             ^\n"));
  shelves.write("schema/more.sql", mark + "CREATE VIEW wide AS SELECT title FROM books;\n");
  shelves.succeed({"generate"});
  shelves.succeed({"check"});

  // What is written into such a file is written where it belongs.
  shelves.succeed({"migrate", "up"});
  const auto before = shelves.files();
  CHECK_THAT(shelves.succeed({"db", "pull"}).err, Contains("nothing to do"));
  CHECK(shelves.files() == before);
  shelves.sql("CREATE OR REPLACE VIEW wide AS SELECT title, author_id FROM books");
  CHECK_THAT(shelves.succeed({"db", "pull"}).err, Contains("wrote schema/more.sql"));
  CHECK_THAT(shelves.read("schema/more.sql"), StartsWith("CREATE ") && Contains("author_id"));
  CHECK_THAT(shelves.succeed({"db", "pull"}).err, Contains("nothing to do"));
}

TEST_CASE("what is wrong in a file of queries stops everything, each mistake at its place") {
  const Shelves shelves;
  shelves.write(
      kFile, std::string(kQueries) + "-- name: prolific :one\nSELECT 1 AS one;\n-- name: nothing :some\nSELECT 1;\n");
  const std::string said = shelves.fail(1, {"generate"});
  CHECK_THAT(said, Contains("shelves.sql:7:10: error: a second query `prolific` [duplicate-query]") &&
                       Contains("shelves.sql:2:10: note: the first one is here") &&
                       Contains("shelves.sql:9:18: error: `:some` is no command of a query [bad-query]"));
  CHECK_FALSE(shelves.exists("schema/snapshot.json"));

  shelves.write(kFile,
                "-- name: a :many\nSELECT count(*), 1 FROM books;\n-- name: b :many\nSELECT books FROM books;\n"
                "-- name: c :exec\nSELECT :x IS NULL;\n");
  CHECK_THAT(shelves.fail(1, {"generate"}),
             Contains("shelves.sql:6:8: error:") && Contains("[undetermined-parameter]"));
  shelves.replace(kFile, ":x IS", ":x::int IS");
  const std::string names = shelves.fail(1, {"generate"});
  CHECK_THAT(names, Contains("shelves.sql:2:18: error: column 2 has no name [query-column]") &&
                        Contains("shelves.sql:4:8: error: column `books` is of type `public.books`") &&
                        Contains("[query-type]"));
  CHECK_FALSE(shelves.exists("schema/snapshot.json"));
  CHECK_FALSE(shelves.exists(kRecord));
}

TEST_CASE("a file that goes takes its code along, and the last one the record") {
  const Shelves shelves;
  shelves.write("schema/queries/more.sql", "-- name: more :one\nSELECT 1 AS one;\n");
  shelves.succeed({"generate"});
  CHECK(shelves.exists("generated/queries/more.cpp"));
  std::filesystem::remove(shelves.path() / "schema/queries/more.sql");
  CHECK_THAT(shelves.fail(4, {"generate", "--check"}), Contains("generated/queries/more.cpp: error:"));
  CHECK_THAT(shelves.succeed({"generate"}).err, Contains("removed generated/queries/more.hpp"));
  CHECK_THAT(shelves.read(kRecord), !Contains("\"more\""));
  std::filesystem::remove(shelves.path() / kFile);
  CHECK_THAT(shelves.succeed({"generate"}).err, Contains("removed schema/queries.json"));
  CHECK_FALSE(shelves.exists(kHeader));
  shelves.succeed({"generate", "--check"});
}

TEST_CASE("files of queries are no part of the schema, and may be elsewhere") {
  const Shelves shelves;
  shelves.succeed({"generate"});
  CHECK(shelves.succeed({"diff"}).out.empty());
  shelves.succeed({"migrate", "up"});
  const auto before = shelves.files();
  shelves.succeed({"db", "pull"});
  CHECK(shelves.files() == before);

  const std::string toml = shelves.read("schemac.toml");
  shelves.write("schemac.toml", toml + "\n[schema]\nsql = [\"schema/queries/*.sql\"]\n");
  CHECK_THAT(shelves.fail(1, {"generate", "--check"}), Contains("error:"));
  shelves.write("schemac.toml",
                toml + "\n[schema]\nqueries = [\"asked/*.sql\"]\n\n[output]\nqueries = \"asked/known.json\"\n");
  std::filesystem::create_directory(shelves.path() / "asked");
  std::filesystem::rename(shelves.path() / kFile, shelves.path() / "asked/shelves.sql");
  CHECK_THAT(shelves.succeed({"generate"}).err, Contains("wrote asked/known.json") &&
                                                    Contains("wrote generated/shelves.hpp") &&
                                                    Contains("removed generated/queries/shelves.hpp"));
}

}  // namespace schemac::tests
