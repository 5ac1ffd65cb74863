// `-- schemac: renamed from x` in .sql files: what it stands at, and where it cannot stand. And what else of a file is
// no statement of a schema.
#include <catch2/catch.hpp>

#include <fmt/format.h>

#include "project.hpp"

namespace schemac::frontend::tests {
namespace {

using Lines = std::vector<std::string>;
using Catch::Contains;
using Catch::EndsWith;

std::string line_of(const model::RenameMark& mark) {
  std::string line = fmt::format("{}: {}", mark.place.line, model::describe(mark.after));
  for (const std::string& type : mark.arguments) line += " " + type;
  if (!mark.label.empty()) line += "='" + mark.label + "'";
  line += " <- " + mark.before.schema + (mark.before.schema.empty() ? "" : ".") + mark.before.name;
  return mark.search_path == "public" ? line : line + " in " + mark.search_path;
}

Lines marks(const std::string& sql) {
  Project project;
  project.write("schema/a.sql", sql);
  const std::optional<model::Declared> all = project.parse();
  INFO(Catch::rangeToString(project.messages()));
  REQUIRE(all);
  Lines lines;
  for (const model::RenameMark& mark : all->rename_marks) lines.push_back(line_of(mark));
  return lines;
}

Lines errors_of(const std::string& sql) {
  Project project;
  project.write("schema/a.sql", sql);
  CHECK_FALSE(project.parse());
  return project.messages();
}

}  // namespace

TEST_CASE("a mark above a statement speaks of what the statement makes") {
  CHECK(marks("-- schemac: renamed from users\nCREATE TABLE people (id int);") == Lines{"1: table people <- users"});
  CHECK(marks("CREATE TABLE a (x int);\n\n-- A person.\n-- schemac: renamed from crm.\"Old Users\"\n-- Loved.\n\n"
              "CREATE TABLE app.people (id int);") == Lines{"4: table app.people <- crm.Old Users"});
  CHECK(marks("--schemac:  renamed from f\ncreate function g(a int) returns int language sql as 'select 1';\n"
              "-- schemac: renamed from V\ncreate view w as select 1;\n-- schemac: renamed from s\ncreate schema t;") ==
        Lines{"1: function g int4 <- f", "3: view w <- v", "5: schema t <- s"});
  CHECK(marks("-- schemac: renamed from p\nCREATE POLICY q ON t USING (true);\n"
              "-- schemac: renamed from i\nCREATE INDEX j ON t (a);") ==
        Lines{"1: policy t.q <- p", "3: index t.j <- i"});
}

TEST_CASE("a mark inside a statement speaks of the part below it, or of the one on its line") {
  CHECK(marks("CREATE TABLE t (\n  -- schemac: renamed from a\n  b int,\n  c int,  -- schemac: renamed from d\n"
              "  e int, f int, -- schemac: renamed from g\n"
              "  -- schemac: renamed from k\n  CONSTRAINT l CHECK (true)\n); -- schemac: renamed from u\n") ==
        Lines{"2: column t.b <- a", "4: column t.c <- d", "5: column t.f <- g", "6: check constraint t.l <- k",
              "8: table t <- u"});
  CHECK(
      marks("CREATE TYPE role AS ENUM ( -- schemac: renamed from kind\n  'admin', -- schemac: renamed from root user\n"
            "  -- schemac: renamed from 'it''s'\n  'member');") ==
      Lines{"1: enum role <- kind", "2: enum role='admin' <- root user", "3: enum role='member' <- it's"});
  CHECK(marks("ALTER TABLE ONLY t\n    -- schemac: renamed from a_key\n    ADD CONSTRAINT b_key UNIQUE (b),\n"
              "    -- schemac: renamed from x\n    ADD COLUMN IF NOT EXISTS y int;") ==
        Lines{"2: unique constraint t.b_key <- a_key", "4: column t.y <- x"});
  CHECK(marks("-- schemac: renamed from a_key\nALTER TABLE t ADD CONSTRAINT b_key UNIQUE (b);") ==
        Lines{"1: unique constraint t.b_key <- a_key"});
  CHECK(marks("CREATE TABLE t (b int); -- schemac: renamed from u\n") == Lines{"1: table t <- u"});
  CHECK(marks("CREATE TABLE t (\n  b int); -- schemac: renamed from a\n") == Lines{"2: column t.b <- a"});
}

TEST_CASE("a mark knows in which schema a name without one is made") {
  CHECK(marks("SET search_path = app, public;\n-- schemac: renamed from a\nCREATE TABLE b ();\nRESET search_path;\n"
              "CREATE TABLE d (); -- schemac: renamed from c") == Lines{"2: table b <- a in app", "5: table d <- c"});
}

TEST_CASE("a mark in a string, in a body or in another comment is none") {
  CHECK(marks("SELECT '\n-- schemac: renamed from a\n';\nCREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$\n"
              "-- schemac: renamed from a\nSELECT 1 $$;\n/*\n-- schemac: renamed from a\n*/")
            .empty());
  CHECK(marks("-- schemac: transaction\nCREATE TABLE t ();\n-- schemac: no transaction\n").empty());
}

TEST_CASE("a mark that can hold for nothing is an error at its place") {
  const auto stray = EndsWith(
      "nothing that has a name stands here [unknown-option]; write it above the statement, "
      "column, constraint or enum value that has the new name, or behind it");
  for (const char* sql : {"-- schemac: renamed from a\nREFRESH MATERIALIZED VIEW m;", "-- schemac: renamed from a\n",
                          "CREATE TABLE t (\n  a int,\n  -- schemac: renamed from a\n  CHECK (a > 0));",
                          "CREATE TABLE t (\n  a int\n  -- schemac: renamed from a\n);",
                          "-- schemac: renamed from a\nCREATE INDEX ON t (a);",
                          "CREATE TABLE t (a int);\n-- schemac: renamed from b\nCOMMENT ON TABLE t IS 'x';"}) {
    INFO(sql);
    const Lines errors = errors_of(sql);
    REQUIRE(errors.size() == 1);
    CHECK_THAT(errors[0], stray);
  }
  CHECK_THAT(errors_of("CREATE TABLE t (\n  a int, -- schemac: renamed from b c\n  d int);")[0],
             EndsWith("2:10: `b c` is no name [bad-option]; the former name as SQL spells it: in double quotes where "
                      "it is not all lower case, letters and digits"));
  CHECK_THAT(errors_of("CREATE TABLE t (a int); -- schemac: renamed from a.b.c")[0], Contains("`a.b.c` is no name"));
  CHECK_THAT(errors_of("CREATE INDEX i ON t (a); -- schemac: renamed from a.b")[0], Contains("`a.b` is no name"));
  CHECK_THAT(errors_of("-- schemac: rename from a\nCREATE TABLE t ();")[0],
             EndsWith("1:1: `schemac: rename from a` is nothing that schemac knows [unknown-option]; in a .sql file it "
                      "knows `-- schemac: renamed from NAME` and `-- schemac: allow CODE`"));
}

TEST_CASE("of a dump only what makes the schema is read") {
  Project project;
  project.write("schema/a.sql",
                "-- Dumped from database version 15.4\n\\restrict x\n\nSET statement_timeout = 0;\nBEGIN;\n"
                "CREATE DATABASE films;\n\\connect films\nCREATE TABLE t (a int);\nALTER TABLE t OWNER TO bob;\n"
                "COPY public.t (a) FROM stdin;\n1\n\\.\n\nCOMMIT;\n\\unrestrict x\n");
  const std::optional<model::Declared> all = project.parse();
  INFO(Catch::rangeToString(project.messages()));
  REQUIRE(all);
  Lines texts;
  for (const model::SqlStatement& statement : all->statements) texts.push_back(statement.text);
  CHECK(texts == Lines{"SET statement_timeout = 0", "CREATE TABLE t (a int)", "ALTER TABLE t OWNER TO bob"});
  CHECK(all->statements[0].of_session);
  CHECK(all->statements[1].place.line == 8);
  CHECK(all->statements[2].roles == std::set<std::string>{"bob"});
  CHECK(all->dumps.begin()->second == 15);
  REQUIRE(project.messages().size() == 1);
  CHECK_THAT(project.messages()[0], Contains("the database itself") && Contains("[unmodelled]"));
}

TEST_CASE("what psql would bring from elsewhere, or another database, is an error at its place") {
  CHECK_THAT(errors_of("CREATE TABLE t ();\n\\i other.sql\n")[0],
             Contains("2:1: `\\i other.sql` is psql's, and is not carried out [sql-syntax]"));
  const Lines errors = errors_of("\\connect a\nSELECT 1;\n\\connect a\n\\connect b\n");
  REQUIRE(errors.size() == 1);
  CHECK_THAT(errors[0], Contains("4:1: the file goes on with another database [sql-syntax]"));
}

TEST_CASE("a dump of a server with a newer grammar is left to the server") {
  Project project;
  project.write("schema/a.sql", "-- Dumped from database version 99.1\nCREATE NOVELTY x;\n");
  CHECK(project.parse());
  CHECK_THAT(errors_of("-- Dumped from database version 15.1\nCREATE NOVELTY x;\n")[0],
             Contains("2:8: syntax error at or near \"NOVELTY\" [sql-syntax]"));
}

TEST_CASE("a comment alone does not change the hash of a .sql file") {
  const auto hash = [](const std::string& sql) {
    Project project;
    project.write("schema/a.sql", sql);
    const std::optional<model::Declared> all = project.parse();
    REQUIRE(all);
    return all->hash;
  };
  const std::string base = hash("CREATE TABLE t (\n  b int);");
  CHECK(hash("CREATE TABLE t (\n  b   int -- schemac: renamed from a\n);") == base);
  CHECK(hash("CREATE TABLE t (\n  b text);") != base);
}

}  // namespace schemac::frontend::tests
