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

TEST_CASE("hated: views that block a column change") {
  const Folder folder;
  const std::string views =
      "CREATE VIEW cheap AS SELECT id, price FROM goods WHERE price < 10;\n"
      "CREATE VIEW cheapest AS SELECT min(price) AS price FROM cheap;\n"
      "CREATE MATERIALIZED VIEW prices AS SELECT price, count(*) FROM goods GROUP BY price;\n"
      "CREATE UNIQUE INDEX ON prices (price);\n";
  folder.write("a.sql", "CREATE TABLE goods (id integer PRIMARY KEY, price integer);\n" + views);
  folder.write("b.sql", "CREATE TABLE goods (id bigint PRIMARY KEY, price numeric(8,2));\n" + views);
  const std::string url = fresh_database("goods");
  run_sql(url, folder.read("a.sql") + "INSERT INTO goods VALUES (1, 5), (2, 50)");
  const std::string types =
      "SELECT string_agg(format('%s.%s %s', attrelid::regclass, attname, format_type(atttypid, atttypmod)), ', ' "
      "ORDER BY attrelid::regclass::text, attnum) FROM pg_attribute WHERE attname = 'price' AND attrelid IN "
      "('cheap'::regclass, 'cheapest'::regclass, 'prices'::regclass)";
  run_sql(url, folder.succeed({"diff", "--from", url, "--to", "b.sql"}).out);
  CHECK(run_sql(url, "SELECT price FROM cheapest") == "5.00\n");
  CHECK(run_sql(url, types) == "cheap.price numeric(8,2), cheapest.price numeric, prices.price numeric(8,2)\n");
  run_sql(url, folder.succeed({"diff", "--from", url, "--to", "a.sql"}).out);
  CHECK(run_sql(url, types) == "cheap.price integer, cheapest.price integer, prices.price integer\n");
  CHECK(folder.succeed({"diff", "--from", url, "--to", "a.sql", "--exit-code"}).out.empty());
}

TEST_CASE("hated: `security_invoker`, owners and grants lost on a rebuild") {
  const Folder folder;
  const std::string url = fresh_database("rebuild");
  run_sql(url,
          "CREATE ROLE hated_owner; CREATE ROLE hated_reader;"
          "CREATE TABLE goods (id integer PRIMARY KEY, price integer);"
          "CREATE VIEW cheap WITH (security_invoker, security_barrier) AS SELECT id, price FROM goods;"
          "COMMENT ON VIEW cheap IS 'not dear'; COMMENT ON COLUMN cheap.price IS 'in cents';"
          "GRANT SELECT ON cheap TO hated_reader WITH GRANT OPTION; GRANT UPDATE (price) ON cheap TO PUBLIC;"
          "ALTER VIEW cheap OWNER TO hated_owner; GRANT SELECT ON goods TO hated_owner;");
  const std::string all =
      "SELECT (SELECT array_agg(o ORDER BY o) FROM unnest(c.reloptions) o), pg_get_userbyid(c.relowner), c.relacl, "
      "obj_description(c.oid), a.attacl, "
      "col_description(c.oid, a.attnum) FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid "
      "WHERE c.relname = 'cheap' AND a.attname = 'price'";
  const std::string before = run_sql(url, all);
  REQUIRE_THAT(before, Contains("security_invoker") && Contains("hated_owner") && Contains("hated_reader=r*/"));
  folder.write("b.sql",
               "CREATE TABLE goods (id integer PRIMARY KEY, price bigint);\n"
               "CREATE VIEW cheap WITH (security_invoker, security_barrier) AS SELECT id, price FROM goods;\n"
               "COMMENT ON VIEW cheap IS 'not dear'; COMMENT ON COLUMN cheap.price IS 'in cents';\n");
  run_sql(url, folder.succeed({"diff", "--from", url, "--to", "b.sql"}).out);
  CHECK(run_sql(url,
                "SELECT format_type(atttypid, -1) FROM pg_attribute WHERE attrelid = 'cheap'::regclass AND "
                "attname = 'price'") == "bigint\n");
  CHECK(run_sql(url, all) == before);
  run_sql(url, "DROP OWNED BY hated_owner, hated_reader CASCADE; DROP ROLE hated_owner, hated_reader");
}

TEST_CASE("hated: \"we need to reset the database\"") {
  const Deployed library;
  library.sql("ALTER TABLE authors ADD by_hand integer DEFAULT 7; CREATE TABLE by_hand (a integer)");
  library.add_column("Nullable<Text> died_in;");
  library.succeed({"generate"});
  library.succeed({"migrate", "up"});
  CHECK(library.sql("SELECT name, by_hand, died_in IS NULL FROM authors") == "Ada|7|t\n");
  library.succeed({"migrate", "down"});
  CHECK(library.sql("SELECT name, by_hand FROM authors") == "Ada|7\n");
  CHECK(library.sql("SELECT count(*) FROM by_hand") == "0\n");
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
