// What people hate in the tools they have, one case each, by name: none of it happens here.
#include <catch2/catch.hpp>

#include "support/private_server.hpp"
#include "tool.hpp"

namespace schemac::tests {
namespace {

using Catch::Contains;

constexpr const char* kHeader = "schema/library.hpp";

/// A library that is deployed, with an author and two books.
struct Deployed : Library {
  Deployed() {
    succeed({"generate"});
    succeed({"migrate", "up"});
    sql("INSERT INTO authors (id, name, \"Born In\") VALUES (1, 'Ada', 'London');"
        "INSERT INTO books (id, author_id, title, binding) VALUES (1, 1, 'Notes', 'hardback'), "
        "(2, 1, 'More', 'paperback')");
  }
  std::string last(const std::string& file) const {
    return read("schema/migrations/" + migrations_of(*this).back() + "/" + file);
  }
};

}  // namespace

TEST_CASE("hated: a rename that drops the column") {
  const Deployed library;
  library.replace(kHeader, "  Text name;", "  Text full_name;");
  library.fail(3, {"generate"});
  library.succeed({"generate", "--rename", "authors.name=full_name"});
  library.succeed({"migrate", "up"});
  CHECK(library.sql("SELECT full_name FROM authors") == "Ada\n");
}

TEST_CASE("hated: a length change that drops the column") {
  const Deployed library;
  library.replace(kHeader, "Varchar<200> title", "Varchar<300> title");
  library.succeed({"generate"});
  CHECK_THAT(library.last("up.sql"), Contains("TYPE character varying(300)") && !Contains("DROP"));
  CHECK_THAT(library.last("down.sql"), Contains("TYPE character varying(200)") && !Contains("DROP"));
  library.succeed({"migrate", "up"});
  library.succeed({"migrate", "redo"});
  CHECK(library.sql("SELECT title FROM books ORDER BY id") == "Notes\nMore\n");
}

TEST_CASE("hated: the same diff on every run") {
  const Folder folder;
  folder.write(
      "a.sql",
      "CREATE TABLE t (a int4 DEFAULT 1+1, b varchar DEFAULT ('x'::text), c timestamp DEFAULT now(), d bool\n"
      "  DEFAULT 't', e numeric(10,2) CHECK (e between 0 and 10), f text CHECK (f in ('a', 'b')), g float,\n"
      "  h interval DEFAULT '1 day 2 hours', i char(3)[] DEFAULT '{}', j int GENERATED ALWAYS AS (a*2) STORED);\n"
      "CREATE INDEX ON t (lower(f), (a+1)) WHERE d is true AND b != 'y';\n");
  const std::string url = fresh_database("same");
  run_sql(url, folder.succeed({"diff", "--from", url, "--to", "a.sql"}).out);
  for (int run = 0; run < 2; ++run)
    CHECK(folder.succeed({"diff", "--from", url, "--to", "a.sql", "--exit-code"}).out.empty());
}

TEST_CASE("hated: no way down, or a way down that turns a rename into a drop") {
  const Deployed library;
  library.replace(kHeader, "  Text name;", "  Text full_name{renamed_from(\"name\")};");
  library.replace(kHeader, "{ hardback, paperback }",
                  "{\n  hardback,\n  soft,  ///< schemac: renamed from paperback\n}");
  library.replace(kHeader, "Binding::paperback", "Binding::soft");
  library.succeed({"generate"});
  CHECK_THAT(library.last("down.sql"), Contains("RENAME COLUMN full_name TO name") &&
                                           Contains("RENAME VALUE 'soft' TO 'paperback'") && !Contains("DROP"));
  library.succeed({"migrate", "up"});
  library.succeed({"migrate", "down"});
  CHECK(library.sql("SELECT name, binding FROM authors a JOIN books b ON b.author_id = a.id ORDER BY b.id") ==
        "Ada|hardback\nAda|paperback\n");
}

TEST_CASE("hated: a shadow database that needs CREATEDB on the target") {
  const Library library;
  library.succeed({"db", "push"});
  run_sql(library.url(), "CREATE ROLE may_only_look LOGIN");
  const std::string theirs = library.url().substr(0, library.url().find("user=")) + "user=may_only_look";
  const Outcome outcome = library.run({"diff", "--from", theirs, "--to", "schema", "--exit-code"});
  run_sql(library.url(), "DROP ROLE may_only_look");
  INFO(outcome.out << outcome.err);
  CHECK(outcome.status == 0);
}

TEST_CASE("hated: an enum value that cannot be used where it is added, or never removed") {
  const Deployed library;
  library.replace(kHeader, "{ hardback, paperback }", "{ hardback, paperback, leather }");
  library.replace(kHeader, "Binding::paperback", "Binding::leather");
  library.succeed({"generate"});
  library.succeed({"migrate", "up"});
  library.sql("INSERT INTO books (id, author_id, title) VALUES (3, 1, 'Bound')");
  CHECK(library.sql("SELECT binding FROM books WHERE id = 3") == "leather\n");
  library.sql("UPDATE books SET binding = 'hardback' WHERE id = 3");
  library.replace(kHeader, "{ hardback, paperback, leather }", "{ hardback, paperback }");
  library.replace(kHeader, "Binding::leather", "Binding::paperback");
  library.succeed({"generate"});
  library.succeed({"migrate", "up"});
  CHECK(library.sql("SELECT string_agg(enumlabel, ',' ORDER BY enumsortorder) FROM pg_enum") == "hardback,paperback\n");
  CHECK(library.sql("SELECT count(*) FROM books") == "3\n");
}

TEST_CASE("hated: objects dropped because the tool did not know them") {
  const Library library;
  library.succeed({"db", "push"});
  library.sql(
      "CREATE PUBLICATION news FOR ALL TABLES; CREATE SCHEMA theirs; CREATE TABLE theirs.t (a integer);"
      "CREATE EXTENSION hstore; CREATE FUNCTION theirs.f() RETURNS event_trigger LANGUAGE plpgsql AS"
      " 'BEGIN END'; CREATE EVENT TRIGGER watch ON sql_drop EXECUTE FUNCTION theirs.f()");
  library.add_column("Nullable<Text> died_in;");
  library.succeed({"db", "push"});
  CHECK(library.sql("SELECT (SELECT count(*) FROM pg_publication) + (SELECT count(*) FROM pg_event_trigger) + "
                    "(SELECT count(*) FROM theirs.t) + (SELECT count(*) FROM pg_extension WHERE extname = 'hstore')") ==
        "3\n");
  CHECK(library.sql("SELECT count(*) FROM pg_attribute WHERE attname = 'died_in'") == "1\n");
}

TEST_CASE("hated: exit 0 after a failure") {
  const Library library;
  library.succeed({"db", "push"});
  library.sql("INSERT INTO authors (id, name) VALUES (1, 'Ada'), (2, 'Ada')");
  library.replace(kHeader, "  Text name;", "  Text name{unique};");
  library.fail(1, {"db", "push"});
  library.replace(kHeader, "{unique}", "{uniqe}");
  for (const char* verb : {"generate", "diff"})
    library.fail(1, {verb, verb == std::string("diff") ? "--from=empty" : "--name=x"});
}

TEST_CASE("hated: an error without a place") {
  const Library library;
  library.write("schema/views.sql", "-- who wrote what\n\nCREATE VIEW writers AS\n  SELECT nme FROM authors;\n");
  CHECK_THAT(library.fail(1, {"generate"}), Contains("schema/views.sql:4:10: error: column \"nme\" does not exist"));
  library.write("schema/views.sql", "");
  library.replace(kHeader, "Text reader;", "Text reader{check(\"lenght(reader) > 1\")};");
  CHECK_THAT(library.fail(1, {"generate"}), Contains("schema/library.hpp:") && Contains("lenght"));
}

TEST_CASE("hated: a prompt that hangs CI") {
  const Deployed library;
  library.replace(kHeader, "  Text name;", "  Text full_name;");
  CHECK_THAT(library.fail(3, {"generate"}), Contains("--rename public.authors.name=full_name"));
  CHECK_THAT(library.fail(3, {"db", "push"}), Contains("--rename public.authors.name=full_name"));
  CHECK_THAT(library.fail(3, {"db", "drop"}), Contains("`--yes`"));
}

}  // namespace schemac::tests
