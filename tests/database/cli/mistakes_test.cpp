// What a user gets wrong, and what the world does: each has a message with a code and, where there is one, a place.
#include <catch2/catch.hpp>

#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <iostream>

#include <nlohmann/json.hpp>

#include "support/private_server.hpp"
#include "tool.hpp"

namespace schemac::tests {
namespace {

using Catch::Contains;
using Catch::StartsWith;
namespace fs = std::filesystem;

}  // namespace

TEST_CASE("without schemac.toml, or with one that is wrong, a command says where and what") {
  const Folder folder;
  CHECK_THAT(folder.fail(1, {"generate"}), StartsWith("schemac: error: no schemac.toml") &&
                                               Contains("[config-unreadable]") && Contains("`schemac init`"));
  CHECK_THAT(folder.fail(1, {"--config", "elsewhere.toml", "generate"}), Contains("elsewhere.toml: error:"));
  folder.write("schemac.toml", "name = \"x\"\n[schema]\nheader = [\"a.hpp\"]\n");
  CHECK_THAT(folder.fail(1, {"generate"}),
             StartsWith("schemac.toml:3:1: error: unknown key `header` in `[schema]` [config-unreadable]") &&
                 Contains("headers, sql"));
  folder.write("schemac.toml", "name = \"x\n");
  CHECK_THAT(folder.fail(1, {"generate"}), StartsWith("schemac.toml:1:") && Contains("[config-unreadable]"));
  folder.write("schemac.toml", "[schema]\nheaders = [\"no such.hpp\"]\n");
  CHECK_THAT(folder.fail(1, {"generate"}), Contains("there is no file `no such.hpp` [header-not-found]"));
  folder.write("schemac.toml", "");
  CHECK_THAT(folder.fail(1, {"generate"}), Contains("[header-not-found]") && Contains("`[schema] headers`"));
}

TEST_CASE("a command line that cannot be understood says which word is wrong, and what may have been meant") {
  const Folder folder;
  const auto says = [&](const std::vector<std::string>& arguments, const std::string& message,
                        const std::string& hint) {
    CHECK(folder.fail(2, arguments) == "schemac: error: " + message + " [bad-usage]\n  hint: " + hint + "\n");
  };
  says({"migrat"}, "`schemac` has no verb `migrat`", "did you mean `migrate`?");
  says({"frobnicate"}, "`schemac` has no verb `frobnicate`",
       "it has init, generate, diff, explain, check, lint, migrate, db, help");
  says({"migrate", "upp"}, "`schemac migrate` has no verb `upp`", "did you mean `up`?");
  says({"db"}, "`schemac db` needs a verb", "it has create, drop, ping, pull, push, server");
  says({"generate", "--ye"}, "`schemac generate` has no option `--ye`", "did you mean `--yes`?");
  says({"lint", "--allow=deletes-data"}, "`schemac lint` has no option `--allow`",
       "`schemac help lint` lists what it takes");
  says({"--nope"}, "`schemac` has no option `--nope`", "`schemac help` lists the verbs and what all of them take");
  says({"migrate", "status", "-"}, "`schemac migrate status` has no option `-`",
       "`schemac help migrate status` lists what it takes");
  says({"migrate", "status", "extra"}, "`schemac migrate status` takes no `extra`",
       "`schemac help migrate status` lists what it takes");
  for (const std::string number : {"x", "-1", "0", "99999999999", "1.5"})
    says({"migrate", "down", "--steps=" + number}, "--steps: `" + number + "` is no whole number of 1 to 2147483647",
         "`schemac help migrate down` lists what it takes");
  says({"generate", "--rename", "name"}, "--rename: `name` is not of the form `users.last_name=family_name`",
       "`schemac help generate` lists what it takes");
  says({"diff", "--using-down", "a.b="}, "--using-down: `a.b=` is not of the form `places.opened=to_timestamp(opened)`",
       "`schemac help diff` lists what it takes");
  says({"check", "--color=pink"}, "--color: pink not in {auto,always,never}",
       "`schemac help check` lists what it takes");
  says({"check", "--env"}, "`--env` wants a value", "`schemac help check` lists what it takes");
  says({"migrate", "new"}, "`NAME` is missing", "`schemac help migrate new` lists what it takes");
  CHECK(nlohmann::json::parse(folder.fail(2, {"migrat", "--json"})).at("code") == "bad-usage");
  CHECK_THAT(folder.succeed({"--help"}).out, Contains("Subcommands:"));
  CHECK_THAT(folder.succeed({"--version"}).out, StartsWith("schemac "));
}

TEST_CASE("a pattern of schemac.toml that no file matches is told") {
  const Library library;
  library.write("schema/more.sql", "CREATE VIEW one AS SELECT 1 AS n;\n");
  CHECK_THAT(library.succeed({"generate"}).err, !Contains("warning"));
  library.write("schemac.toml",
                library.read("schemac.toml") + "[schema]\nheaders = [\"schema/*.hpp\", \"shcema/*.hpp\"]\n");
  CHECK_THAT(library.succeed({"generate"}).err,
             Contains("schemac.toml: warning: no file matches `shcema/*.hpp` [header-not-found]"));
  library.replace("schemac.toml", "headers = [\"schema/*.hpp\", \"shcema/*.hpp\"]",
                  "sql = [\"schema/**/more.sql\", \"no/**/*.sql\"]\nqueries = [\"schema/nosuch/*.sql\"]");
  CHECK_THAT(library.succeed({"generate"}).err,
             Contains("schemac.toml: warning: no file matches `no/**/*.sql` [header-not-found]") &&
                 Contains("schemac.toml: warning: no file matches `schema/nosuch/*.sql` [header-not-found]") &&
                 !Contains("`schema/**/more.sql`"));
}

TEST_CASE("what PostgreSQL refuses of a column is told at the column") {
  const Library library;
  const std::string header = library.read("schema/library.hpp");
  const auto told = [&](const std::string& field) {
    library.write("schema/library.hpp", header);
    library.add_column(field);
    return library.fail(1, {"generate"});
  };
  CHECK_THAT(told("Integer pages{default_sql(\"nosuch()\")};"),
             Contains(" error: column public.authors.pages: function nosuch() does not exist [sql-rejected]\n  "
                      "  Integer pages{default_sql(\"nosuch()\")};\n"));
  CHECK_THAT(told("Integer pages{default_sql(\"now()\")};"),
             Contains(" error: column public.authors.pages: column \"pages\" is of type integer but") &&
                 Contains("    Integer pages{default_sql"));
  CHECK_THAT(told("Custom<\"nosuch\"> pages;"),
             Contains(" error: column public.authors.pages: type \"nosuch\" does not exist"));
  CHECK_THAT(told("Date day{generated_as(\"now()::date\")};"),
             Contains(" error: column public.authors.day: generation expression is not immutable [sql-rejected]") &&
                 Contains("hint: it may use only what gives the same result") && Contains("not now()"));
  CHECK_THAT(told("Date day{generated_as(\"now()::date\")};\n  Integer two{generated_as(\"1 + 1\")};"),
             Contains(" error: table public.authors: generation expression is not immutable [sql-rejected]") &&
                 Contains("hint: it may use only"));
}

TEST_CASE("a pattern that PostgreSQL does not take is an error at its column, and those that it takes are none") {
  const Library library;
  library.write("schema/stock.hpp",
                "#pragma once\n#include <schemac/schema.hpp>\n\nnamespace library::schema {\nusing namespace schemac;\n"
                "struct Item : Entity {\n  BigInt id{primary_key};\n"
                "  Varchar<20> code{pattern(\"^[A-Z+$\")};\n"
                "  Text word{hashed, pattern(\"(a\")};\n"
                "  Text note{pattern(\"^it's [[:alpha:]]+$\"), email_format};\n};\n}  // namespace library::schema\n");
  const std::string error = library.fail(1, {"generate"});
  CHECK_THAT(error,
             Contains("schema/stock.hpp:8:15: error: column public.items.code: the pattern `^[A-Z+$` is refused: "
                      "invalid regular expression: brackets [] not balanced [sql-rejected]") &&
                 Contains("no value could ever be written") &&
                 Contains("schema/stock.hpp:9:8: error: column public.items.word") && !Contains("it's"));
  CHECK_FALSE(library.exists("schema/migrations"));
  library.replace("schema/stock.hpp", "^[A-Z+$", "^[A-Z]+$");
  library.replace("schema/stock.hpp", "(a", "(a)");
  library.succeed({"generate"});
}

TEST_CASE("a statement that writes rows is no part of a schema: an error where it stands") {
  const Library library;
  for (const std::string statement : {"INSERT INTO authors (name) VALUES ('Ada')", "UPDATE authors SET name = 'Ada'",
                                      "DELETE FROM authors", "TRUNCATE authors", "COPY authors (name) FROM stdin",
                                      "MERGE INTO authors USING books ON false WHEN MATCHED THEN DELETE",
                                      "WITH gone AS (DELETE FROM authors RETURNING id) SELECT id FROM gone"}) {
    INFO(statement);
    library.write("schema/rights.sql", "GRANT SELECT ON authors TO PUBLIC;\n\n" + statement + ";\n");
    CHECK_THAT(library.fail(1, {"generate"}), StartsWith("schema/rights.sql:3:1: error: this writes rows") &&
                                                  Contains("[rows-in-schema]") &&
                                                  Contains("`schemac migrate new NAME`"));
  }
  library.write("schema/rights.sql",
                "GRANT SELECT ON authors TO PUBLIC;\n"
                "CREATE FUNCTION forget() RETURNS void LANGUAGE sql AS 'DELETE FROM authors';\n");
  library.succeed({"generate"});
}

TEST_CASE("a command in a folder of the project finds it, and names files as seen from there") {
  const Library library;
  library.replace("schema/library.hpp", "{primary_key}", "{primary_kee}");
  const Outcome outcome = Running(library.path() / "schema", {"generate"}).wait();
  CHECK(outcome.status == 1);
  CHECK_THAT(outcome.err, StartsWith("library.hpp:") && Contains("[cpp-error]"));
}

TEST_CASE("an environment is known, and its variable set or in .env") {
  const Library library;
  CHECK_THAT(library.fail(1, {"--env", "staging", "db", "ping"}),
             Contains("there is no environment `staging` [unknown-environment]") && Contains("it has development"));
  library.replace("schemac.toml", library.url(), "env:LIBRARY_URL");
  CHECK_THAT(library.fail(1, {"db", "ping"}),
             StartsWith("schemac.toml:4:7: error: the environment variable `LIBRARY_URL` is not set"));
  library.write(".env", "# where it is\nexport LIBRARY_URL='" + library.url() + "'\n");
  library.succeed({"db", "ping"});
  CHECK_THAT(library.fail(1, {"db", "ping"}, {{"LIBRARY_URL", "postgres://nobody@127.0.0.1:1/x"}}),
             Contains("[connection-failed]"));
  library.write(".env", "LIBRARY_URL\n");
  CHECK_THAT(library.fail(1, {"db", "ping"}), StartsWith(".env:1:1: error:") && Contains("[config-unreadable]"));
}

TEST_CASE("a password is never said, whatever happens to it") {
  const Library library;
  library.replace("schemac.toml", library.url(), "postgres://ada:s3cret@no-such-host.invalid/library");
  const std::string error = library.fail(1, {"migrate", "status"});
  CHECK_THAT(error, Contains("[connection-failed]") && !Contains("s3cret"));
}

TEST_CASE("a snapshot that is not what was written stops generate") {
  const Library library;
  library.succeed({"generate"});
  library.add_column("Nullable<Text> died_in;");
  const std::string snapshot = library.read("schema/snapshot.json");
  SECTION("missing") {
    fs::remove(library.path() / "schema/snapshot.json");
    CHECK_THAT(library.fail(1, {"generate"}), Contains("[snapshot-missing]"));
  }
  SECTION("truncated") {
    library.write("schema/snapshot.json", snapshot.substr(0, snapshot.size() / 2));
    CHECK_THAT(library.fail(1, {"generate"}), Contains("schema/snapshot.json") && Contains("[snapshot-unreadable]"));
  }
  SECTION("edited by hand") {
    library.replace("schema/snapshot.json", "Born In", "Born At");
    CHECK_THAT(library.fail(1, {"generate"}), Contains("schema/snapshot.json") && Contains("[snapshot-unreadable]"));
  }
  SECTION("of other migrations") {
    const Library other;
    other.add_column("Nullable<Text> died_at;");
    other.succeed({"generate"});
    library.write("schema/snapshot.json", other.read("schema/snapshot.json"));
    CHECK_THAT(library.fail(1, {"generate"}), Contains("[snapshot-mismatch]") && Contains("died_at"));
  }
  CHECK(migrations_of(library).size() == 1);
}

TEST_CASE("a wrong call is told from a failure") {
  const Folder folder;
  folder.fail(2, {});
  folder.fail(2, {"conjure"});
  folder.fail(2, {"generate", "--conjure"});
  folder.fail(2, {"generate", "--code", "--check"});
  folder.fail(2, {"migrate"});
  folder.fail(2, {"migrate", "down", "--steps", "0"});
  CHECK_THAT(folder.fail(2, {"help", "conjure"}), Contains("[bad-usage]") && Contains("hazards are deletes-data"));
  for (const char* verb : {"up", "down", "redo"})
    CHECK_THAT(folder.fail(2, {"migrate", verb, "--allow=deletes-data,conjure"}),
               Contains("no hazard is called `conjure`") && Contains("hazards are deletes-data"));
  CHECK_THAT(folder.fail(2, {"generate", "--allow=conjure"}), Contains("no hazard is called `conjure`"));
}

TEST_CASE("help explains verbs, codes and hazards") {
  const Folder folder;
  CHECK_THAT(folder.succeed({"--version"}).out, StartsWith("schemac "));
  CHECK_THAT(folder.succeed({"help"}).out, Contains("generate") && Contains("migrate"));
  CHECK_THAT(folder.succeed({"help", "migrate", "up"}).out, Contains("--dry-run"));
  CHECK_THAT(folder.succeed({"help", "busy"}).out, StartsWith("busy\n\nSomebody else is at work"));
  for (const std::string hazard : {"deletes-data", "rewrites-table", "blocks-writes", "may-fail", "breaks-running-code",
                                   "changes-rights", "cannot-be-undone"})
    CHECK(folder.succeed({"help", hazard}).out.size() > hazard.size() + 40);
  CHECK_THAT(folder.succeed({"help", "deletes-data"}).out, StartsWith("deletes-data\n\nRows or values are lost"));
}

TEST_CASE("colour is for terminals or whoever asks; messages can be JSON") {
  const Folder folder;
  CHECK_THAT(folder.fail(1, {"generate"}), !Contains("\033["));
  CHECK_THAT(folder.fail(1, {"--color=always", "generate"}, {{"NO_COLOR", "1"}}), Contains("\033[1;31m"));
  const auto json = nlohmann::json::parse(folder.fail(1, {"--json", "generate"}));
  CHECK(json["severity"] == "error");
  CHECK(json["code"] == "config-unreadable");
  CHECK(json["hint"].is_string());
}

TEST_CASE("a folder that may not be written in is said, and nothing is half there") {
  const Library library;
  library.succeed({"generate"});
  library.add_column("Nullable<Text> died_in;");
  const auto before = library.files();
  if (::geteuid() != 0) {
    // An ordinary user cannot become another: the folder itself forbids writing.
    fs::permissions(library.path() / "generated", fs::perms::owner_read | fs::perms::owner_exec);
    CHECK_THAT(library.fail(1, {"generate"}), Contains("[output-unwritable]"));
    fs::permissions(library.path() / "generated", fs::perms::owner_all);
  } else {
    constexpr uid_t kNobody = 65534;
    if (is_closed_to(kNobody)) return;
    const Outcome outcome = Running(library.path(), {"generate", "--code"}, {}, kNobody).wait();
    CHECK(outcome.status == 1);
    CHECK_THAT(outcome.err, Contains("generated") && Contains("[output-unwritable]"));
  }
  CHECK(library.files() == before);
}

TEST_CASE("two generates at once write one migration") {
  const Library library;
  Running one(library.path(), {"generate"});
  Running other(library.path(), {"generate"});
  const Outcome first = one.wait(), second = other.wait();
  INFO(first.err << second.err);
  CHECK(first.status == 0);
  CHECK(second.status == 0);
  CHECK(migrations_of(library) == std::vector<std::string>{"0001_initial"});
  library.succeed({"generate", "--check"});
  library.succeed({"migrate", "up"});
}

TEST_CASE("a generate that is interrupted has written nothing, and the next one works") {
  const Library library;
  const auto before = library.files();
  Running generate(library.path(), {"generate"});
  REQUIRE(eventually([&] { return library.exists(".schemac/lock"); }));
  generate.signal(SIGINT);
  CHECK(generate.wait().status != 0);
  CHECK(library.files() == before);
  library.succeed({"generate"});
}

}  // namespace schemac::tests
