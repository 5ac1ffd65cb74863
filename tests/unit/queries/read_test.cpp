// Files of queries as they are written: names, comments, parameters, and mistakes at their places.
#include "queries/read.hpp"

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include "queries/query_place.hpp"

using namespace schemac;

namespace {

model::QueryFile read(const std::string& text) {
  Diagnostics diagnostics;
  model::QueryFile file = queries::read("q.sql", text, diagnostics);
  for (const Diagnostic& each : diagnostics.list()) UNSCOPED_INFO(print(each, false));
  REQUIRE(diagnostics.empty());
  return file;
}

/// The one query of a statement.
model::Query query(const std::string& sql) {
  model::QueryFile file = read("-- name: q :many\n" + sql);
  REQUIRE(file.queries.size() == 1);
  return file.queries.front();
}

std::string parameters_of(const model::Query& query) {
  std::string names;
  for (const model::QueryParameter& each : query.parameters) names += each.name + (each.nullable ? "? " : " ");
  return names;
}

/// The only thing that is found in a file.
Diagnostic refused(const std::string& text) {
  Diagnostics diagnostics;
  static_cast<void>(queries::read("q.sql", text, diagnostics));
  INFO(text);
  REQUIRE(diagnostics.list().size() == 1);
  return diagnostics.list().front();
}

}  // namespace

TEST_CASE("a file has queries with names, commands and what people say of them") {
  const model::QueryFile file = read(R"(-- Whose file this is.

-- Who is there.
--
--   Indented.
-- name: everybody :many
-- And since when.
SELECT name -- inside
FROM people; -- behind it

/* not of any query */
--name:  forget_all   :exec
DELETE FROM people
-- name: count_them :one
SELECT count(*) AS n FROM people;
-- at the end
)");
  REQUIRE(file.queries.size() == 3);
  CHECK(file.file == "q.sql");
  CHECK(file.queries[0].name == "everybody");
  CHECK(file.queries[0].command == model::QueryCommand::many);
  CHECK(file.queries[0].comment == "Who is there.\n\n  Indented.\nAnd since when.");
  CHECK(file.queries[0].sql == "SELECT name -- inside\nFROM people");
  CHECK(file.queries[0].place == Place{"q.sql", 6, 10});
  CHECK(file.queries[0].written_place == Place{"q.sql", 8, 1});
  CHECK(file.queries[1].name == "forget_all");
  CHECK(file.queries[1].command == model::QueryCommand::exec);
  CHECK(file.queries[1].comment.empty());
  CHECK(file.queries[1].sql == "DELETE FROM people");
  CHECK(file.queries[2].command == model::QueryCommand::one);
}

TEST_CASE("a name in a string, and a colon that is PostgreSQL's own, are neither name nor parameter") {
  const model::Query found = query(
      "SELECT '-- name: other :one', ':x', \":y\", $$ :z $$, a::text, b[1:2], b[a:c], b[(a):c], b[:n:2], b[:m : :o],\n"
      "       f(g := :given), U&'\\003a', E':\\'q' /* :no */ FROM t WHERE c = :n AND d=:m");
  CHECK(parameters_of(found) == "n m o given ");
  CHECK(
      found.sql ==
      "SELECT '-- name: other :one', ':x', \":y\", $$ :z $$, a::text, b[1:2], b[a:c], b[(a):c], b[$1:2], b[$2 : $3],\n"
      "       f(g := $4), U&'\\003a', E':\\'q' /* :no */ FROM t WHERE c = $1 AND d=$2");
}

TEST_CASE("within brackets a parameter stands behind a word that is no value, and a slice behind one that is") {
  CHECK(parameters_of(query("SELECT ARRAY[CASE WHEN :f THEN :x::int ELSE :y::int END, case :z when 1 then 2 end]")) ==
        "f x y z ");
  CHECK(
      parameters_of(query("SELECT ARRAY[NOT :a, true and :b, b OR :c], ARRAY[id, 1 BETWEEN 0 AND :n, x BETWEEN :m "
                          "AND 2, i IN (:i), t ILIKE :l ESCAPE :e, now() AT TIME ZONE :tz, a IS DISTINCT FROM :d]")) ==
      "a b c n m i l e tz d ");
  CHECK(parameters_of(query("SELECT ARRAY[1, 2 OPERATOR(pg_catalog.+) :n, (a) + :m]")) == "n m ");
  CHECK(
      parameters_of(query("SELECT b[NULL:a], b[true:a], b[CASE WHEN x THEN 1 END:a], b[t.when:a], b[\"when\":a], "
                          "b[current_date:a], "
                          "b[x::int:a], b[x isnull:a], b[zone:a], b[x::time with time zone:a], b[escape:a], b[f(x):a]"))
          .empty());
}

TEST_CASE("parameters are numbered as they come; by number they keep their own") {
  CHECK(parameters_of(query("SELECT :b, :a, :b")) == "b a ");
  const model::Query numbered = query("SELECT $2, $1, $2");
  CHECK(parameters_of(numbered) == "parameter_1 parameter_2 ");
  CHECK(numbered.sql == "SELECT $2, $1, $2");
  CHECK(query("SELECT 1").parameters.empty());
  CHECK(parameters_of(query("SELECT :user, :limit, :a1_")) == "user limit a1_ ");
}

TEST_CASE("a parameter that decides nothing where it stands is warned of") {
  const auto warned = [](const std::string& text) {
    const Diagnostic found = refused(text);
    CHECK(found.severity == Severity::warning);
    CHECK(found.code == Code::bad_query);
    return fmt::format("{}:{}: {}; {}", found.place.line, found.place.column, found.message, found.hint);
  };
  const std::string sorts =
      "` does not sort: it is one value; a parameter is never the name of a column: write a query for each order, or a "
      "CASE over columns";
  CHECK(warned("-- name: q :many\nSELECT a FROM t\nORDER BY :col") == "3:10: `ORDER BY :col" + sorts);
  CHECK(warned("-- name: q :many\nSELECT a FROM (SELECT a FROM t ORDER BY b, :col::text DESC) x") ==
        "2:44: `ORDER BY :col" + sorts);
  CHECK(warned("-- name: q :many\nSELECT a FROM t ORDER BY $1") == "2:26: `ORDER BY $1" + sorts);
  CHECK(warned("-- name: q :many\nSELECT a FROM t WHERE (:since::int IS NULL OR a > :since)") ==
        "2:24: `:since` is never NULL, so this is always false; say below the name that it may be: "
        "`-- nullable: :since`");
  CHECK(warned("-- name: q :exec\nDELETE FROM t WHERE :x::int IS NOT NULL") ==
        "2:21: `:x` is never NULL, so this is always true; say below the name that it may be: `-- nullable: :x`");
  query("SELECT a FROM t WHERE a + :n IS NULL ORDER BY a + :n, CASE :c WHEN 'a' THEN a ELSE b END LIMIT :n");
  read("-- name: q :many\n-- nullable: :x\nSELECT a FROM t WHERE :x::int IS NULL OR a = :x");
}

TEST_CASE("lines below the name say what may be NULL") {
  const model::QueryFile file = read(
      "-- name: q :one\n-- nullable: :a, total\n-- not null: name ,  nick\n-- A word.\nSELECT :a, :b FROM t\n"
      "-- name: r :one\n-- nullable: $2\nSELECT $1, $2");
  const model::Query& found = file.queries.front();
  CHECK(parameters_of(found) == "a? b ");
  REQUIRE(found.overrides.size() == 3);
  CHECK(found.overrides[0].column == "total");
  CHECK(found.overrides[0].nullable);
  CHECK(found.overrides[0].place == Place{"q.sql", 2, 18});
  CHECK(found.overrides[1].column == "name");
  CHECK_FALSE(found.overrides[1].nullable);
  CHECK(found.overrides[2].column == "nick");
  CHECK(found.comment == "A word.");
  CHECK(parameters_of(file.queries.back()) == "parameter_1 parameter_2? ");
}

TEST_CASE("a place in what is sent is a place in the file") {
  const model::QueryFile file = read("-- name: q :one\n\n  SELECT :long_name, x,\n :n, y");
  const model::Query& found = file.queries.front();
  CHECK(found.sql == "SELECT $1, x,\n $2, y");
  CHECK(queries::place_in(found, 0) == Place{"q.sql", 3, 3});
  CHECK(queries::place_in(found, found.sql.find("$1")) == Place{"q.sql", 3, 10});
  CHECK(queries::place_in(found, found.sql.find("$1") + 1) == Place{"q.sql", 3, 10});
  CHECK(queries::place_in(found, found.sql.find('x')) == Place{"q.sql", 3, 22});
  CHECK(queries::place_in(found, found.sql.find('y')) == Place{"q.sql", 4, 6});
  CHECK(queries::place_in(found, found.sql.size()) == Place{"q.sql", 4, 7});
  CHECK(queries::place_of_character(found, 0) == Place{"q.sql", 3, 3});
  // A short name that becomes a longer number.
  std::string sql = "SELECT ";
  for (char c = 'a'; c <= 'l'; ++c) sql += std::string(":") + c + ", ";
  const model::Query many = query(sql + "z");
  CHECK(queries::place_in(many, many.sql.find('z')) == Place{"q.sql", 2, sql.size() + 1});
}

TEST_CASE("what a cursor can read, what locks rows, and where columns stand, is seen") {
  CHECK(query("SELECT 1").has_cursor);
  CHECK(query("VALUES (1)").has_cursor);
  CHECK(query("WITH a AS (SELECT 1) SELECT * FROM a").has_cursor);
  CHECK_FALSE(query("WITH a AS (DELETE FROM t RETURNING *) SELECT * FROM a").has_cursor);
  CHECK_FALSE(query("UPDATE t SET a = 1 RETURNING a").has_cursor);
  CHECK_FALSE(query("SELECT 1 INTO t").has_cursor);
  CHECK_FALSE(query("nonsense").has_cursor);
  CHECK(query("SELECT a FROM t FOR UPDATE SKIP LOCKED").locks_rows);
  CHECK_FALSE(query("SELECT a FROM t").locks_rows);
  const model::Query found = query("SELECT :one AS a,\n  b FROM t");
  CHECK(found.target_places == std::vector<Place>{{"q.sql", 2, 8}, {"q.sql", 3, 3}});
  CHECK(query("SELECT a, t.* FROM t").target_places.empty());
  CHECK(query("(SELECT a FROM t) UNION (SELECT b FROM t)").target_places.size() == 1);
  CHECK(query("INSERT INTO t VALUES (1) RETURNING a, b").target_places.size() == 2);
}

TEST_CASE("what is wrong in a file is told at its place") {
  Diagnostic found = refused("-- Hello.\nSELECT 1; SELECT 2;");
  CHECK(found.code == Code::bad_query);
  CHECK(found.place == Place{"q.sql", 2, 1});
  CHECK_THAT(found.message, Catch::Contains("without a name"));
  found = refused("-- name: q\nSELECT 1");
  CHECK(found.code == Code::bad_query);
  CHECK(found.place == Place{"q.sql", 1, 10});
  CHECK_THAT(found.hint, Catch::Contains("`:one`, `:optional`, `:many`, `:exec`, `:execrows`"));
  found = refused("-- name: q :many please\nSELECT 1");
  CHECK(found.code == Code::bad_query);
  found = refused("-- name:\nSELECT 1");
  CHECK(found.code == Code::bad_query);
  found = refused("-- name: q :all\nSELECT 1");
  CHECK(found.place == Place{"q.sql", 1, 12});
  CHECK_THAT(found.message, Catch::Contains("`:all` is no command"));
  found = refused("-- name: q :many\n");
  CHECK(found.place == Place{"q.sql", 1, 10});
  CHECK_THAT(found.message, Catch::Contains("no statement"));
  found = refused("-- name: q :many\nSELECT 1;\n  SELECT 2;");
  CHECK(found.place == Place{"q.sql", 3, 3});
  CHECK_THAT(found.message, Catch::Contains("second statement"));
  found = refused("-- name: q :many\nSELECT 'x");
  CHECK(found.code == Code::sql_syntax);
  CHECK(found.place.line == 2);
}

TEST_CASE("parameters that do not fit together are told at their place") {
  Diagnostic found = refused("-- name: q :many\nSELECT $1, :a");
  CHECK(found.code == Code::bad_query);
  CHECK(found.place == Place{"q.sql", 2, 12});
  found = refused("-- name: q :many\nSELECT $1, $3");
  CHECK_THAT(found.message, Catch::Contains("has `$3` and no `$2`"));
  found = refused("-- name: q :many\nSELECT $0");
  CHECK(found.place == Place{"q.sql", 2, 8});
  found = refused("-- name: q :many\nSELECT $99999");
  CHECK(found.code == Code::bad_query);
  found = refused("-- name: q :many\n-- nullable: name, :b\nSELECT :a");
  CHECK(found.place == Place{"q.sql", 2, 20});
  CHECK_THAT(found.message, Catch::Contains("has no parameter `:b`"));
  for (const std::string before : {"-- name: q :many\nSELECT :a\n", "-- name: q :many\nSELECT 1;\n", ""}) {
    found = refused(before + "-- nullable: :a\n" + (before.empty() ? "-- name: q :many\nSELECT :a" : ""));
    CHECK(found.place.column == 1);
    CHECK(found.message == "nothing is said of a query here");
  }
}
