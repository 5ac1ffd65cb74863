// `schemac check --against FILE`: an older release, as its manifest says it, on a schema that has moved on. Each thing
// that breaks it, with the statements that it breaks, and what does not.
#include <catch2/catch.hpp>

#include "support/private_server.hpp"
#include "tool.hpp"

namespace schemac::tests {
namespace {

using Catch::Contains;

/// A project whose first release has been shipped: its manifest is kept as `release.json`.
struct Shipped : Library {
  Shipped() {
    succeed({"generate"});
    write("release.json", read("generated/schemac_manifest.json"));
  }
  /// What `check` says of the release after a change of the headers, which has to end with 4.
  std::string broken(const std::string& what, const std::string& with) const {
    replace("schema/library.hpp", what, with);
    succeed({"generate", "--name", "on", "--no-renames", "--allow",
             "deletes-data,rewrites-table,may-fail,breaks-running-code,blocks-writes"});
    return fail(4, {"check", "--against", "release.json"});
  }
  /// What `check` says after the sources have changed, which ends with 0.
  std::string warned() const {
    succeed({"generate", "--name", "on", "--no-renames", "--allow", "may-fail,breaks-running-code,changes-rights"});
    return succeed({"check", "--against", "release.json"}).err;
  }
  /// Takes out of the manifest what manifests did not have once.
  void forget_guards() const {
    const std::string whole = read("release.json");
    write("release.json", whole.substr(0, whole.find(",\n  \"guards\": [")) + "\n}\n");
  }
};

constexpr const char* kGuards =
    "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS\n"
    "$$ BEGIN IF NEW.title = '' THEN RAISE EXCEPTION 'no title'; END IF; RETURN NEW; END $$;\n"
    "CREATE TRIGGER titled BEFORE INSERT ON books FOR EACH ROW EXECUTE FUNCTION refuse();\n"
    "ALTER TABLE books ADD CHECK (title <> 'x');\n"
    "ALTER TABLE books ADD CONSTRAINT plain CHECK (title <> 'y');\n";

}  // namespace

TEST_CASE("a release runs on the schema that it was generated with, and on one that has grown") {
  const Shipped library;
  CHECK_THAT(library.succeed({"check", "--against", "release.json"}).err,
             Contains("`release.json`: PostgreSQL takes ") &&
                 Contains("statements of that release, and nothing came to its tables that refuses rows"));
  library.add_column("Nullable<Text> died_in;\n  Integer prizes{default_to(0)};");
  library.replace("schema/library.hpp", "Varchar<200> title", "Varchar<300> title");
  library.succeed({"generate", "--name", "grow"});
  library.succeed({"check", "--against", "./release.json"});
  library.succeed({"migrate", "up"});
  CHECK_THAT(library.succeed({"check", "--against", "release.json", "--against", "development"}).err,
             Contains("of that release, and nothing came") && Contains("`development` is what 2 of 2 migrations give"));
}

TEST_CASE("a column that is gone breaks the statements that name it") {
  const Shipped library;
  const std::string error = library.broken("  Nullable<Text> born_in{column_name(\"Born In\")};\n", "");
  CHECK_THAT(error, Contains("release.json: error: column public.authors.\"Born In\" is missing [breaks-statement]"));
  CHECK_THAT(error, Contains("statements of that release: library::AuthorRepository::find and get, "
                             "library::AuthorRepository::find_many, library::AuthorRepository::page, ") &&
                        Contains("library::AuthorRepository::insert_bulk") &&
                        Contains("library::AuthorRepository::update"));
  CHECK_THAT(error, !Contains("AuthorRepository::exists") && !Contains("BookRepository") &&
                        !Contains("PostgreSQL refuses") && Contains("drop it in a later migration"));
}

TEST_CASE("a table that is gone breaks all of its statements, and no other") {
  const Shipped library;
  const std::string error = library.broken("table_name(\"Order\")", "table_name(\"loans\")");
  CHECK_THAT(error, Contains("error: table public.\"Order\" is missing [breaks-statement]") &&
                        Contains("library::LoanRepository::count") && !Contains("AuthorRepository"));
}

TEST_CASE("a column of another type breaks who reads it, one that may be NULL too") {
  const Shipped library;
  const std::string error = library.broken("Integer user{default_to(0)}", "BigInt user{default_to(0)}");
  CHECK_THAT(error, Contains("column public.books.user is of type `bigint`, not `integer` [breaks-read]") &&
                        Contains("library::BookRepository::list_by_author") && !Contains("BookRepository::count"));
  const Shipped other;
  CHECK_THAT(other.broken("  Text name;", "  Nullable<Text> name;"),
             Contains("column public.authors.name may be NULL, which the program cannot read [breaks-read]"));
}

TEST_CASE("an INSERT that a new column refuses is told, though PostgreSQL prepares it") {
  const Shipped library;
  const std::string error = library.broken("  Text name;\n", "  Text name;\n  Text country;\n");
  CHECK_THAT(error,
             Contains("column public.authors.country is NOT NULL without a default, and INSERTs of the program do "
                      "not give it [breaks-write]") &&
                 Contains("breaks 12 statements of that release: library::AuthorRepository::insert, "
                          "library::AuthorRepository::insert_many, library::AuthorRepository::insert_bulk, "
                          "library::AuthorRepository::upsert by primary_key, "
                          "library::AuthorRepository::upsert_many by primary_key, "
                          "library::AuthorRepository::insert_or_ignore") &&
                 Contains("give it a default"));
}

TEST_CASE("a default that is gone, a NULL that is refused and a narrower column are told") {
  const Shipped library;
  CHECK_THAT(library.broken("Integer user{default_to(0)}", "Integer user"),
             Contains("column public.books.user has no default, and INSERTs may leave it out [breaks-write]"));
  const Shipped second;
  CHECK_THAT(second.broken("Nullable<Text> born_in", "Text born_in"),
             Contains("column public.authors.\"Born In\" is NOT NULL, and the program may send NULL [breaks-write]"));
  const Shipped third;
  CHECK_THAT(
      third.broken("Varchar<200> title", "Varchar<100> title"),
      Contains("is of type `character varying(100)`, not `character varying(200)`, and takes less [breaks-write]") &&
          Contains("library::BookRepository::update"));
}

TEST_CASE("a label that is gone breaks who writes it, a unique key who goes by it") {
  const Shipped library;
  const std::string label = library.broken("hardback", "leather");
  CHECK_THAT(label, Contains("error: enum public.binding has no label `hardback` [breaks-write]") &&
                        Contains("library::BookRepository::update") &&
                        Contains("error: enum public.binding has a new label `leather`"));
  const Shipped second;
  const std::string error = second.broken("      unique(&Book::author, &Book::title),\n", "");
  CHECK_THAT(error, Contains("table public.books has no unique index over (author_id, title) that an upsert can go by "
                             "[breaks-statement]") &&
                        Contains("breaks 4 statements of that release: library::BookRepository::upsert by "
                                 "author_id_and_title, library::BookRepository::upsert_many by author_id_and_title") &&
                        Contains("keep a unique index"));
}

TEST_CASE("a new label breaks who reads a row with it, unless the caller answers for that") {
  const Shipped library;
  const std::string error = library.broken("{ hardback, paperback }", "{ hardback, paperback, audio }");
  CHECK_THAT(error,
             Contains("release.json: error: enum public.binding has a new label `audio`, and that release cannot "
                      "read a row with it [unknown-label]") &&
                 Contains("a row may have it in public.books.binding") && Contains("such a row breaks ") &&
                 Contains("library::BookRepository::find and get") && !Contains("BookRepository::count") &&
                 !Contains("AuthorRepository") && !Contains("of that release, and nothing"));
  const std::string allowed = library.succeed({"check", "--against", "release.json", "--allow", "unknown-label"}).err;
  CHECK_THAT(allowed, Contains("release.json: warning: enum public.binding has a new label `audio`") &&
                          Contains("of that release; what rows of them meet is warned of"));
  CHECK_THAT(library.fail(2, {"check", "--against", "release.json", "--allow", "plain-json"}), Contains("--allow"));
}

TEST_CASE("a typed function that gives a new label is told, too") {
  const Library library;
  library.write("schema/queries/all.sql", "-- name: bindings :many\nSELECT binding FROM books;\n");
  library.succeed({"generate"});
  library.write("release.json", library.read("generated/schemac_manifest.json"));
  library.replace("schema/library.hpp", "{ hardback, paperback }", "{ hardback, paperback, audio }");
  library.succeed({"generate", "--name", "on"});
  CHECK_THAT(library.fail(4, {"check", "--against", "release.json"}), Contains("library::queries::bindings"));
}

TEST_CASE("keys, checks and exclusions that came are warned of, with who writes there") {
  const Shipped library;
  library.replace("schema/library.hpp", "      unique(&Book::author, &Book::title),\n",
                  "      unique(&Book::author, &Book::title),\n      unique(&Book::title),\n"
                  "      check(\"short\", \"char_length(title) < 100\"),\n"
                  "      exclude(gist, with(&Book::user, \"=\")),\n");
  const std::string said = library.warned();
  CHECK_THAT(said, Contains("release.json: warning: table public.books has ") &&
                       Contains("new unique constraint uq_books_title") &&
                       Contains("new check constraint chk_books_short") && Contains("new exclusion constraint ") &&
                       Contains("rows that the release writes may be refused [may-refuse-rows]") &&
                       Contains("of that release: library::BookRepository::insert, ") &&
                       Contains("library::BookRepository::update") && !Contains("BookRepository::find") &&
                       !Contains("AuthorRepository") && !Contains("uq_books_author_id_title"));
  CHECK_THAT(said, Contains("what rows of them meet is warned of"));
  CHECK_THAT(library.fail(1, {"check", "--against", "release.json", "--warnings-as-errors"}),  // lint's, too
             Contains("release.json: error: table public.books has "));
  library.succeed({"check", "--against", "release.json", "--allow", "may-refuse-rows"});
}

TEST_CASE("row-level security that came may hide rows from every statement of the table") {
  const Shipped library;
  library.replace(
      "schema/library.hpp", "  static constexpr Table table{};",
      "  static constexpr Table table{force_row_security, policy(\"own\").using_(\"name = current_user\")};");
  CHECK_THAT(
      library.warned(),
      Contains("table public.authors has new row-level security, new policy own: rows that the release writes may be "
               "refused, and others hidden from it [may-refuse-rows]") &&
          Contains("library::AuthorRepository::find and get") && Contains("library::AuthorRepository::insert"));
}

TEST_CASE("triggers and constraints of .sql files are known to the manifest, and told where they came") {
  const Library library;
  library.write("schema/guards.sql", kGuards);
  library.succeed({"generate"});
  library.write("release.json", library.read("generated/schemac_manifest.json"));
  CHECK_THAT(library.succeed({"check", "--against", "release.json"}).err, Contains("and nothing came to its tables"));

  const Shipped shipped;
  shipped.write("schema/guards.sql", kGuards);
  CHECK_THAT(shipped.warned(), Contains("new trigger titled") && Contains("new check constraint books_title_check") &&
                                   Contains("new check constraint plain"));

  // One that neither raises nor leaves a row out refuses nothing.
  const Shipped harmless;
  harmless.write(
      "schema/guards.sql",
      "CREATE FUNCTION fill() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.title := 'a'; RETURN NEW; END $$;\n"
      "CREATE TRIGGER filled BEFORE INSERT ON books FOR EACH ROW EXECUTE FUNCTION fill();\n");
  CHECK_THAT(harmless.warned(), Contains("and nothing came to its tables"));
}

TEST_CASE("a check that says something else now is told, one of another name alone is not") {
  const Library library;
  library.add_column("Integer prizes{default_to(0), check(\"some\", \"prizes < 9\")};");
  library.succeed({"generate"});
  library.write("release.json", library.read("generated/schemac_manifest.json"));
  library.replace("schema/library.hpp", "\"some\"", "\"few\"");
  library.succeed({"generate", "--name", "name", "--no-renames", "--allow", "may-fail,breaks-running-code"});
  CHECK_THAT(library.succeed({"check", "--against", "release.json"}).err, Contains("and nothing came to its tables"));
  library.replace("schema/library.hpp", "check(\"few\", \"prizes < 9\")", "check(\"some\", \"prizes < 5\")");
  library.succeed({"generate", "--name", "bound", "--no-renames", "--allow", "may-fail,breaks-running-code"});
  CHECK_THAT(library.succeed({"check", "--against", "release.json"}).err,
             Contains("table public.authors has changed check constraint chk_authors_some"));
}

TEST_CASE("of a manifest without guards, constraints are compared by name, and no more is claimed") {
  const Shipped library;
  library.forget_guards();
  CHECK_THAT(library.succeed({"check", "--against", "release.json"}).err,
             Contains("of policies and triggers this manifest is too old to tell"));
  library.write("schema/guards.sql", kGuards);
  library.replace("schema/library.hpp", "      unique(&Book::author, &Book::title),\n",
                  "      unique(&Book::author, &Book::title),\n      unique(&Book::title),\n");
  CHECK_THAT(library.warned(), Contains("new unique constraint uq_books_title: rows") && !Contains("titled"));
}

TEST_CASE("what PostgreSQL alone knows of is told in its words, once for all that it refuses so") {
  const Shipped library;
  library.replace("release.json", "SELECT count(*) FROM public.authors",
                  "SELECT count(*), nothing FROM public.authors");
  library.replace("release.json", "SELECT count(*) FROM public.books", "SELECT nothing FROM public.books");
  CHECK_THAT(library.fail(4, {"check", "--against", "release.json"}),
             Contains("PostgreSQL refuses a statement: column \"nothing\" does not exist [42703] [breaks-statement]") &&
                 Contains("breaks 2 statements of that release: library::AuthorRepository::count, "
                          "library::BookRepository::count"));
}

TEST_CASE("typed functions of an older release are held against what the new schema makes of their text") {
  const Library library;
  const std::string file = "schema/queries/all.sql";
  const std::string queries =
      "-- name: everybody :many\nSELECT * FROM \"Order\" WHERE reader > :after;\n\n"
      "-- name: origins :many\nSELECT DISTINCT \"Born In\" AS born FROM authors;\n\n"
      "-- name: titles :many\nSELECT b.title, b.\"user\", a.name FROM books b JOIN authors a ON a.id = b.author_id;\n\n"
      "-- name: rename :execrows\nUPDATE books SET title = :title WHERE binding = :binding;\n\n"
      "-- name: named :many\n-- not null: born\nSELECT name, \"Born In\" AS born FROM authors;\n";
  library.write(file, queries);
  library.succeed({"generate"});
  library.write("release.json", library.read("generated/schemac_manifest.json"));
  library.succeed({"check", "--against", "release.json"});

  library.replace("schema/library.hpp", "Integer user{default_to(0)}", "BigInt user{default_to(0)}");
  library.replace("schema/library.hpp", "  Nullable<Text> born_in{column_name(\"Born In\")};\n", "");
  library.replace("schema/library.hpp", "  Text name;", "  Nullable<Text> name;");
  library.replace("schema/library.hpp", "  Text reader;", "  Text reader;\n  Nullable<Text> note;");
  library.write(file, "-- name: everybody :many\nSELECT name FROM authors;\n");
  library.succeed({"generate", "--name", "on", "--no-renames", "--allow",
                   "deletes-data,rewrites-table,may-fail,breaks-running-code,blocks-writes"});
  const std::string error = library.fail(4, {"check", "--against", "release.json"});
  CHECK_THAT(error,
             Contains("release.json: error: `library::queries::everybody` gives 5 columns, and the program reads 4 "
                      "[breaks-read]") &&
                 Contains("a `*` gives what the table has"));
  CHECK_THAT(error, Contains("`library::queries::origins` is refused: column \"Born In\" does not exist [42703] "
                             "[breaks-statement]"));
  CHECK_THAT(
      error,
      Contains("`library::queries::titles` gives `user` of type `int8`, and the program reads `int4` [breaks-read]") &&
          Contains("`library::queries::titles` may give NULL as `name`, which the program cannot read "
                   "[breaks-read]"));
  CHECK_THAT(error, !Contains("queries::rename`"));
}

TEST_CASE("typed functions that are no query of rows are taken as the program prepares them") {
  const Library library;
  library.write("schema/more.sql",
                "CREATE PROCEDURE clean(title varchar, seen bigint) LANGUAGE sql AS 'SELECT 1';\n"
                "CREATE MATERIALIZED VIEW totals AS SELECT count(*) AS books FROM books;\n");
  library.write("schema/queries/all.sql",
                "-- name: clean :exec\nCALL clean(:title, :seen);\n-- name: empty :exec\nTRUNCATE books CASCADE;\n"
                "-- name: refresh :exec\nREFRESH MATERIALIZED VIEW totals;\n"
                "-- name: tell :exec\nNOTIFY changed, 'ON CONFLICT';\n-- name: path :exec\nSHOW search_path;\n"
                "-- name: save :exec\nCOPY books TO '/nowhere/is/no/folder';\n");
  library.succeed({"generate"});
  library.write("release.json", library.read("generated/schemac_manifest.json"));
  library.succeed({"check", "--against", "release.json"});

  library.replace("schema/more.sql", "seen bigint", "seen date");
  library.replace("schema/queries/all.sql", "CALL clean(:title, :seen)", "CALL clean('', '2000-01-01')");
  library.succeed({"generate", "--name", "on", "--allow", "breaks-running-code,deletes-data"});
  const std::string error = library.fail(4, {"check", "--against", "release.json"});
  CHECK_THAT(error, Contains("release.json: error: `library::queries::clean` is refused: procedure clean(") &&
                        Contains(", bigint) does not exist [42883] [breaks-statement]"));
  CHECK_THAT(error, !Contains("queries::empty") && !Contains("queries::tell"));
}

TEST_CASE("findings of a release come in every format") {
  const Shipped library;
  library.replace("schema/library.hpp", "  Text name;\n", "  Text name;\n  Text country;\n");
  library.succeed({"generate", "--name", "on", "--allow", "may-fail,breaks-running-code"});
  const Outcome json = library.run({"check", "--against", "release.json", "--format", "json"});
  CHECK(json.status == 4);
  CHECK_THAT(json.out, Contains("\"code\": \"breaks-write\"") && Contains("\"file\": \"release.json\"") &&
                           Contains("library::AuthorRepository::insert"));
  CHECK_THAT(library.run({"check", "--against", "release.json", "--format", "github"}).out,
             Contains("::error file=release.json"));
  CHECK_THAT(library.run({"check", "--against", "release.json", "--format", "junit"}).out, Contains("breaks-write"));
}

TEST_CASE("a file that is no manifest is told before anything else is looked at") {
  const Shipped library;
  const auto error = [&](const std::string& against) { return library.fail(1, {"check", "--against", against}); };
  CHECK_THAT(error("none.json"), Contains("none.json: error: the file does not exist [manifest-unreadable]") &&
                                     Contains("git show TAG:generated/schemac_manifest.json"));
  CHECK_THAT(error("old/release"), Contains("old/release: error: the file does not exist"));
  // A word is the name of an environment, whatever lies beside schemac.toml.
  library.write("moon", library.read("release.json"));
  CHECK_THAT(error("moon"), Contains("[unknown-environment]"));
  library.succeed({"check", "--against", "./moon"});

  const std::string whole = library.read("release.json");
  library.write("release.json", whole.substr(0, whole.size() / 2));
  CHECK_THAT(error("release.json"), Contains("the manifest ends too soon: a part of the file is missing"));
  library.write("release.json", "");
  CHECK_THAT(error("release.json"), Contains("ends too soon"));
  library.write("release.json", "{\n  \"schemac_manifest\": 1,\n  tables\n}\n");
  CHECK_THAT(error("release.json"), Contains("release.json:3:4: error: the manifest is no JSON"));
  library.write("release.json", "{\"format\": 1}");
  CHECK_THAT(error("release.json"), Contains("this is JSON, and no manifest of schemac"));
  library.write("release.json", library.read("schema/snapshot.json"));
  CHECK_THAT(error("release.json"), Contains("no manifest of schemac"));
  library.write("release.json", "{\"schemac_manifest\": 7}");
  CHECK_THAT(error("release.json"), Contains("the manifest is of format 7, and this schemac reads format 1"));
  library.write("release.json", "{\"schemac_manifest\": 1, \"tables\": [{\"columns\": 3}]}");
  CHECK_THAT(error("release.json"), Contains("the manifest is not as schemac writes it"));
}

}  // namespace schemac::tests
