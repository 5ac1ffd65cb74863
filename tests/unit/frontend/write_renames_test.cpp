// A rename that was decided is written where the new name is declared, and nothing else of the file moves.
#include "frontend/write_renames.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <sstream>

#include "project.hpp"

namespace schemac::frontend::tests {
namespace {

using Catch::Contains;
using Catch::EndsWith;
using model::Kind;
using model::ObjectId;
using model::Rename;
using Lines = std::vector<std::string>;

Lines lines_of(const std::string& text) {
  Lines lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::string text_of(const std::filesystem::path& path) { return read_file(path).value_or("there is no file"); }

/// The lines of the file that differ once the renames are written: those that were, then those that are.
Lines written(const Project& project, const std::optional<model::Declared>& declared, const std::string& file,
              const model::Renames& renames) {
  REQUIRE(declared);
  const std::filesystem::path path = project.root() / file;
  const Lines before = lines_of(text_of(path));
  Diagnostics diagnostics;
  std::optional<WrittenRenames> result = write_renames(project.options, *declared, renames, diagnostics);
  REQUIRE(result);
  CHECK(diagnostics.empty());
  result->files.commit();
  const Lines after = lines_of(text_of(path));
  Lines changes;
  for (const std::string& line : before)
    if (std::count(after.begin(), after.end(), line) < std::count(before.begin(), before.end(), line))
      changes.push_back("- " + line);
  for (const std::string& line : after)
    if (std::count(before.begin(), before.end(), line) < std::count(after.begin(), after.end(), line))
      changes.push_back("+ " + line);
  return changes;
}

Lines in_header(const std::string& entities, const model::Renames& renames) {
  Project project;
  project.entities(entities);
  const auto declared = project.parse();
  INFO(Catch::rangeToString(project.messages()));
  return written(project, declared, "schema/test.hpp", renames);
}

Lines in_sql(const std::string& sql, const model::Renames& renames) {
  Project project;
  project.write("schema/a.sql", sql);
  return written(project, project.parse(), "schema/a.sql", renames);
}

Rename column(const std::string& before, const std::string& after) {
  return {model::column_id({"public", "items"}, before), model::column_id({"public", "items"}, after), {}, {}};
}
Rename object(Kind kind, const std::string& before, const std::string& after) {
  return {{kind, "public", {}, before}, {kind, "public", {}, after}, {}, {}};
}

}  // namespace

TEST_CASE("a column of a header says its former name in its braces") {
  CHECK(in_header("struct Item : Entity {\n  Text a;  // why\n  Text b;\n};", {column("x", "a")}) ==
        Lines{"-   Text a;  // why", "+   Text a{renamed_from(\"x\")};  // why"});
  CHECK(in_header("struct Item : Entity {\n  Text a{unique, default_to(\"}\")};\n};", {column("x", "a")}) ==
        Lines{"-   Text a{unique, default_to(\"}\")};", "+   Text a{unique, default_to(\"}\"), renamed_from(\"x\")};"});
  CHECK(in_header("struct Item : Entity {\n  Text a{};\n  Text b{\n      unique,  // }\n  };\n};",
                  {column("x", "a"), column("Last \"n\\", "b")}) ==
        Lines{"-   Text a{};", "-       unique,  // }", "+   Text a{renamed_from(\"x\")};",
              "+       unique, renamed_from(\"Last \\\"n\\\\\")  // }"});
  CHECK(in_header("struct Owner : Entity { BigInt id{primary_key}; };\nstruct Item : Entity {\n"
                  "  Nullable<BelongsTo<Owner>> keeper;\n};",
                  {column("owner_id", "keeper_id")}) ==
        Lines{"-   Nullable<BelongsTo<Owner>> keeper;",
              "+   Nullable<BelongsTo<Owner>> keeper{renamed_from(\"owner_id\")};"});
}

TEST_CASE("a column of a mixin says it once for all tables that have it") {
  Rename other = column("made_at", "born_at");
  other.before.table = other.after.table = "things";
  CHECK(in_header("struct Born { TimestampTz born_at; };\nstruct Item : Entity, Born { Text a; };\n"
                  "struct Thing : Entity, Born { Text a; };",
                  {column("made_at", "born_at"), other}) ==
        Lines{"- struct Born { TimestampTz born_at; };",
              "+ struct Born { TimestampTz born_at{renamed_from(\"made_at\")}; };"});
}

TEST_CASE("a table of a header says it among its words, or above") {
  CHECK(in_header("/// A thing.\nstruct Item : Entity {\n  Text a;\n  static constexpr Table table{\n"
                  "      index(&Item::a),\n  };\n};",
                  {object(Kind::table, "goods", "items")}) ==
        Lines{"-       index(&Item::a),", "+       index(&Item::a), renamed_from(\"goods\")"});
  CHECK(in_header("/// A thing.\nstruct Item : Entity {\n  Text a;\n  static constexpr Table table{\n"
                  "      index(&Item::a)};\n};",
                  {object(Kind::table, "goods", "items")}) ==
        Lines{"-       index(&Item::a)};", "+       index(&Item::a), renamed_from(\"goods\")};"});
  CHECK(in_header("/// A thing.\nstruct Item : Entity {\n  Text a;\n};", {object(Kind::table, "goods", "items")}) ==
        Lines{"+ /// schemac: renamed from goods"});
}

TEST_CASE("an enumeration and its values say it above") {
  const std::string source =
      "/// What it is.\nenum class Role {\n  admin,\n  member,  ///< of the club\n};\nstruct Item : Entity { "
      "Enum<Role> "
      "role; };";
  const ObjectId role{Kind::enum_type, "public", {}, "role"};
  CHECK(in_header(
            source,
            {object(Kind::enum_type, "kind", "role"), {role, role, "user", "member"}, {role, role, "root", "admin"}}) ==
        Lines{"+ /// schemac: renamed from kind", "+   /// schemac: renamed from root",
              "+            ///< schemac: renamed from user"});
}

TEST_CASE("what a .sql file declares says it on a line above") {
  CHECK(in_sql("-- people\nCREATE TABLE items (\n  id integer,\n  a text\n);\n",
               {column("x", "a"), object(Kind::table, "Old goods", "items")}) ==
        Lines{"+ -- schemac: renamed from \"Old goods\"", "+   -- schemac: renamed from x"});
  CHECK(in_sql("CREATE TABLE b (); CREATE TABLE items (id integer, a text);", {column("x", "a")}) ==
        Lines{"- CREATE TABLE b (); CREATE TABLE items (id integer, a text);",
              "+ CREATE TABLE b (); CREATE TABLE items (id integer, ", "+   -- schemac: renamed from x",
              "+   a text);"});
  const ObjectId role{Kind::enum_type, "public", {}, "role"};
  CHECK(in_sql("CREATE TYPE role AS ENUM (\n  'admin',\n  'member'\n);", {{role, role, "user", "member"}}) ==
        Lines{"+   -- schemac: renamed from user"});
  CHECK(in_sql("CREATE VIEW v AS SELECT 1;\n", {object(Kind::view, "w", "v")}) ==
        Lines{"+ -- schemac: renamed from w"});
  CHECK(in_sql("ALTER TABLE items\r\n  ADD COLUMN a text;\r\n", {column("x", "a")}).size() == 4);
}

TEST_CASE("a rename of what no file declares is nobody's to write") {
  CHECK(in_sql("CREATE TABLE items (a text);", {column("x", "not_here")}).empty());
}

TEST_CASE("a declaration behind a macro is not touched, and said") {
  Project project;
  project.entities("#define COLUMN(type, name) type name\nstruct Item : Entity {\n  COLUMN(Text, a);\n};");
  const auto declared = project.parse();
  REQUIRE(declared);
  const std::string before = text_of(project.root() / "schema/test.hpp");
  Diagnostics diagnostics;
  CHECK_FALSE(write_renames(project.options, *declared, {column("x", "a")}, diagnostics));
  REQUIRE(diagnostics.list().size() == 1);
  CHECK(diagnostics.list()[0].code == Code::output_unwritable);
  CHECK_THAT(diagnostics.list()[0].hint, Contains("/// schemac: renamed from x"));
  CHECK(text_of(project.root() / "schema/test.hpp") == before);
}

}  // namespace schemac::frontend::tests
