// What PostgreSQL says of parameters and columns, and how its refusals are told at their place in the file.
#include <catch2/catch.hpp>

#include "database/queries/described.hpp"
#include "schemac/runtime/description.hpp"
#include "schemac/runtime/error.hpp"

using namespace schemac;

namespace {

std::string spelled(const model::QueryType& type) {
  return type.name.schema + "." + type.name.name + (type.array ? "[]" : "") + (type.of_domain ? " of a domain" : "");
}

/// The only thing that is found in a file.
Diagnostic refused(runtime::Connection& database, const std::string& text) {
  const tests::Described described = tests::describe(database, text);
  INFO(text);
  REQUIRE(described.diagnostics.list().size() == 1);
  return described.diagnostics.list().front();
}

}  // namespace

TEST_CASE("parameters have the types that PostgreSQL infers, domains what they are over") {
  runtime::Connection database(tests::people_database());
  const auto types = [&](const std::string& sql) {
    const tests::Described described = tests::describe(database, "-- name: q :exec\n" + sql);
    for (const Diagnostic& each : described.diagnostics.list()) UNSCOPED_INFO(print(each, false));
    REQUIRE_FALSE(described.diagnostics.has_errors());
    std::string text;
    for (const model::QueryParameter& each : described.query.parameters)
      text += (text.empty() ? "" : " ") + each.name + "=" + spelled(each.type);
    return text;
  };
  CHECK(types("SELECT FROM people WHERE id = :id AND mood = :mood AND tags && :tags AND seen @> :at::timestamptz AND "
              "extra @> :json") ==
        "id=pg_catalog.int4 mood=public.mood tags=pg_catalog.text[] at=pg_catalog.timestamptz json=pg_catalog.jsonb");
  CHECK(types("SELECT FROM people WHERE id = ANY(:ids) AND :id = id AND :ids = ARRAY[:id] LIMIT :n") ==
        "ids=pg_catalog.int4[] id=pg_catalog.int4 n=pg_catalog.int8");
  CHECK(types("SELECT FROM people WHERE seen && :slot AND mood = ANY(:moods)") ==
        "slot=pg_catalog.tstzrange moods=public.mood[]");
  CHECK(types("INSERT INTO people (id, name, nick, mail, amount, threes, mails, couple, span) "
              "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)") ==
        "parameter_1=pg_catalog.int4 parameter_2=pg_catalog.text parameter_3=pg_catalog.varchar "
        "parameter_4=pg_catalog.text parameter_5=pg_catalog.int4 parameter_6=pg_catalog.int4[] of a domain "
        "parameter_7=pg_catalog.text[] of a domain parameter_8=public.pair parameter_9=public.spans");
}

TEST_CASE("columns have the types that the server sends") {
  runtime::Connection database(tests::people_database());
  const model::Query query = tests::query_of(
      database, "SELECT id, mood, tags, mail, amount, threes, couple, span, count(*) OVER () FROM people");
  std::string types;
  for (const model::QueryColumn& column : query.columns) types += spelled(column.type) + "\n";
  CHECK(types ==
        "pg_catalog.int4\npublic.mood\npg_catalog.text[]\npg_catalog.text\npg_catalog.int4\n"
        "pg_catalog.int4[] of a domain\npublic.pair\npublic.spans\npg_catalog.int8\n");
}

TEST_CASE("an array of a domain says which") {
  runtime::Connection database(tests::people_database());
  const model::Query query = tests::query_of(database, "SELECT threes, mails, amount, tags FROM people");
  CHECK(query.columns[0].type.domain == model::QualifiedName{"public", "positive"});
  CHECK(query.columns[1].type.domain == model::QualifiedName{"public", "email"});
  CHECK(query.columns[2].type.domain == model::QualifiedName{});
  CHECK(query.columns[3].type.domain == model::QualifiedName{});
}

TEST_CASE("what is in another schema than names mean is told") {
  runtime::Connection database(tests::people_database());
  database.execute_unchecked_sql(
      "CREATE SCHEMA shop; CREATE TABLE shop.orders (id int); CREATE TYPE shop.\"Size\" AS ENUM ('s')");
  Diagnostic found = refused(database, "-- name: q :many\nSELECT id FROM orders");
  CHECK(found.place == Place{"q.sql", 2, 16});
  CHECK(found.hint ==
        "there is `shop.orders`: a name without a schema is looked for in `public` while code is generated");
  found = refused(database, "-- name: q :many\nSELECT 's'::\"Size\" AS s");
  CHECK_THAT(found.hint, Catch::Contains("`shop.\"Size\"`"));
  found = refused(database, "-- name: q :exec\nTRUNCATE orders");
  CHECK_THAT(found.hint, Catch::Contains("`shop.orders`"));
  for (const char* const sql :
       {"SELECT id FROM nosuch", "SELECT id FROM public.orders", "SELECT order FROM shop.orders"})
    CHECK_THAT(refused(database, "-- name: q :many\n" + std::string(sql)).hint, !Catch::Contains("there is"));
}

TEST_CASE("a description says of which table a column is, and runs nothing") {
  runtime::Connection database(tests::people_database());
  const auto found = database.describe_unchecked_sql("DELETE FROM tasks WHERE id = $1 RETURNING title, 1 AS one");
  CHECK(found.parameters == std::vector<std::uint32_t>{20});
  REQUIRE(found.columns.size() == 2);
  CHECK(found.columns[0].name == "title");
  CHECK(found.columns[0].type == 25);
  CHECK(found.columns[0].number == 3);
  CHECK(found.columns[0].table != 0);
  CHECK(found.columns[1].table == 0);
  CHECK(database.query_unchecked_sql("SELECT count(*) FROM tasks")[0].text(0) == "4");
  CHECK(database.describe_unchecked_sql("TRUNCATE tasks").columns.empty());
  CHECK(database.describe_unchecked_sql("SELECT $1 + $2, $3", {20, 0, 25}).parameters ==
        std::vector<std::uint32_t>{20, 20, 25});
  CHECK_THROWS_AS(database.describe_unchecked_sql("SELECT 1; SELECT 2"), runtime::SyntaxError);
  CHECK_THROWS_AS(database.describe_unchecked_sql(std::string_view("SELECT 1\0", 9)), runtime::InvalidValue);
}

TEST_CASE("a query that PostgreSQL refuses is told at its place, behind parameters and letters of several bytes too") {
  runtime::Connection database(tests::people_database());
  Diagnostic found = refused(database, "-- name: q :many\nSELECT name\nFROM people\nWHERE nik = 'x'");
  CHECK(found.code == Code::sql_rejected);
  CHECK(found.place == Place{"q.sql", 4, 7});
  CHECK_THAT(found.message, Catch::Contains("column \"nik\" does not exist"));
  CHECK_THAT(found.hint, Catch::Contains("nick"));

  found = refused(database, "-- name: q :many\nSELECT 'größer', :a_long_name::int, :a_long_name, nik FROM people");
  CHECK(found.place == Place{"q.sql", 2, 53});
  found = refused(database, "-- name: q :many\nSELECT name FRM people");
  CHECK(found.code == Code::sql_syntax);
  CHECK(found.place == Place{"q.sql", 2, 17});
  found = refused(database, "-- name: q :many\nSELECT name FROM people WHERE");
  CHECK(found.code == Code::sql_syntax);
  CHECK(found.place == Place{"q.sql", 2, 30});
  found = refused(database, "-- name: q :many\nSELECT :x + nobody.id FROM people");
  CHECK(found.place == Place{"q.sql", 2, 13});
}

TEST_CASE("a parameter whose type nobody can tell is told at its place, with a way to say it") {
  runtime::Connection database(tests::people_database());
  Diagnostic found = refused(
      database, "-- name: q :many\n-- nullable: :since\nSELECT id FROM people\nWHERE :since IS NULL OR id = :id");
  CHECK(found.code == Code::undetermined_parameter);
  CHECK(found.place == Place{"q.sql", 4, 7});
  CHECK_THAT(found.message, Catch::Contains("`:since`"));
  CHECK_THAT(found.hint, Catch::Contains("`:since::text`"));
  found = refused(database, "-- name: q :many\n-- nullable: $2\nSELECT id FROM people WHERE id = $1 OR $2 IS NULL");
  CHECK(found.code == Code::undetermined_parameter);
  CHECK(found.place == Place{"q.sql", 3, 40});
  CHECK_THAT(found.message, Catch::Contains("`$2`"));
}

TEST_CASE("a command that does not fit its statement, and a column that is not there, are told") {
  runtime::Connection database(tests::people_database());
  Diagnostic found = refused(database, "-- name: q :one\nDELETE FROM tasks");
  CHECK(found.code == Code::bad_query);
  CHECK(found.place == Place{"q.sql", 1, 10});
  CHECK_THAT(found.hint, Catch::Contains("RETURNING"));
  found = refused(database, "-- name: q :many\n-- not null: name, nik\nSELECT name FROM people");
  CHECK(found.code == Code::bad_query);
  CHECK(found.place == Place{"q.sql", 2, 20});
}

TEST_CASE("a mark with a small mistake is refused where it names a column") {
  runtime::Connection database(tests::people_database());
  for (const char* const mark : {"-- notnull: nick", "-- not-null: nick", "-- not_null: id, nick", "-- Nullable: nick",
                                 "/* nullable: nick */", "-- nullable nick", "-- nullable-elements: nick"}) {
    INFO(mark);
    const tests::Described described =
        tests::describe(database, "-- name: q :many\n" + std::string(mark) + "\nSELECT nick FROM people");
    REQUIRE(described.diagnostics.list().size() == 1);
    const Diagnostic& found = described.diagnostics.list().front();
    CHECK(found.code == Code::bad_query);
    CHECK(found.place.line == 2);
    CHECK_THAT(found.hint,
               Catch::Contains("nick`") && (Catch::Contains("`-- not null:") || Catch::Contains("`-- nullable")));
  }
  for (const char* const prose : {"-- Nullable: sometimes", "-- not null, as it were", "/* notnull: nick or name */"}) {
    const tests::Described described =
        tests::describe(database, "-- name: q :many\n" + std::string(prose) + "\nSELECT nick FROM people");
    CHECK(described.diagnostics.empty());
    CHECK(tests::columns_of(described.query) == "nick?");
  }
}

TEST_CASE("what PostgreSQL would only find wrong when it runs is tried, and undone") {
  runtime::Connection database(tests::people_database());
  const auto told = [&](const std::string& sql) {
    const Diagnostic found = refused(database, "-- name: q :exec\n" + sql);
    CHECK(found.code == Code::sql_rejected);
    return std::to_string(found.place.line) + ":" + std::to_string(found.place.column) + " " + found.message;
  };
  CHECK(told("TRUNCATE nosuch") == "2:1 relation \"nosuch\" does not exist");
  CHECK(told("LOCK TABLE nosuch IN SHARE MODE") == "2:1 relation \"nosuch\" does not exist");
  CHECK(told("REFRESH MATERIALIZED VIEW nosuch") == "2:1 relation \"nosuch\" does not exist");
  CHECK(told("REFRESH MATERIALIZED VIEW CONCURRENTLY nosuch") == "2:1 relation \"nosuch\" does not exist");
  CHECK(told("REFRESH MATERIALIZED VIEW people") == "2:1 \"people\" is not a materialized view");
  CHECK(told("CREATE TEMP TABLE t (a nosuch)") == "2:24 type \"nosuch\" does not exist");
  CHECK(told("ANALYZE nosuch") == "2:1 relation \"nosuch\" does not exist");
  for (const char* const sql :
       {"TRUNCATE tasks", "LOCK TABLE tasks", "REFRESH MATERIALIZED VIEW kept", "CREATE TEMP TABLE t (a int)",
        "CREATE TEMP TABLE t (a int)", "ANALYZE tasks (id)", "DROP TABLE nosuch", "VACUUM nosuch",
        "REFRESH MATERIALIZED VIEW CONCURRENTLY kept", "DO 'BEGIN DELETE FROM tasks; END'", "NOTIFY a"}) {
    INFO(sql);
    CHECK(tests::describe(database, "-- name: q :exec\n" + std::string(sql)).diagnostics.empty());
  }
  CHECK(database.query_unchecked_sql("SELECT count(*) FROM tasks")[0].text(0) == "4");
  CHECK(database.query_unchecked_sql("SELECT relispopulated FROM pg_class WHERE relname = 'kept'")[0].text(0) == "t");
  // A trigger is not asked: it may want a session as the program has it.
  database.execute_unchecked_sql(
      "CREATE FUNCTION never() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE ''never''; END'; "
      "CREATE TRIGGER never BEFORE TRUNCATE ON tasks EXECUTE FUNCTION never()");
  CHECK(tests::describe(database, "-- name: q :exec\nTRUNCATE tasks").diagnostics.empty());
  database.execute_unchecked_sql("CREATE TABLE held (task bigint REFERENCES tasks)");
  CHECK(told("TRUNCATE tasks") == "2:1 cannot truncate a table referenced in a foreign key constraint");
}

TEST_CASE("an array of what may be NULL is warned of where nothing is said of its elements") {
  runtime::Connection database(tests::people_database());
  const std::string from = " FROM people p LEFT JOIN tasks t ON t.owner = p.id WHERE p.id > 0 GROUP BY p.id";
  const auto told = [&](const std::string& value, const std::string& mark = "", const std::string& more = "") {
    const tests::Described described =
        tests::describe(database, "-- name: q :many\n" + mark + "SELECT p.id,\n " + value + from + more);
    CHECK_FALSE(described.diagnostics.has_errors());
    std::string text;
    for (const Diagnostic& each : described.diagnostics.list())
      text += std::to_string(each.place.line) + ":" + std::to_string(each.place.column) + " " + each.message + "; " +
              each.hint;
    return text;
  };
  const std::string titles =
      "3:2 an element of `titles` may be NULL, which it cannot be in C++; say below the name `-- nullable elements: "
      "titles`, or leave "
      "NULL out: `FILTER (WHERE t.title IS NOT NULL)`";
  CHECK(told("array_agg(t.title) AS titles") == titles);
  CHECK(told("coalesce(array_agg(t.title), '{}') AS titles") == titles);
  CHECK(told("array_agg(t.title ORDER BY t.id) FILTER (WHERE t.id > 1)::text[] AS titles") == titles);
  CHECK_THAT(told("array_agg(p.nick)"), Catch::Contains("element of `array_agg`") && Catch::Contains("p.nick"));
  CHECK(told("array_agg(t.title) AS titles", "-- nullable elements: titles\n").empty());
  CHECK(told("array_agg(t.title) FILTER (WHERE t.title IS NOT NULL) AS titles").empty());
  CHECK(told("array_agg(t.title) FILTER (WHERE t.id IS NOT NULL AND t.id > 0) AS titles").empty());
  CHECK(told("array_agg(p.name) AS names").empty());
  CHECK(told("array_agg(lower(t.title)) AS titles").empty());
  CHECK(told("array_remove(array_agg(t.title), NULL) AS titles").empty());
  CHECK(tests::describe(database, "-- name: q :many\nSELECT array_agg(nick) AS n FROM people WHERE nick IS NOT NULL")
            .diagnostics.empty());
  CHECK(tests::describe(database, "-- name: q :exec\nSELECT array_agg(nick) AS n FROM people").diagnostics.empty());
  const Diagnostic subquery =
      refused(database, "-- name: q :many\nWITH n AS (SELECT array_agg(nick) AS nicks FROM people) SELECT * FROM n");
  CHECK(subquery.severity == Severity::warning);
  CHECK(subquery.place.line == 2);
}

TEST_CASE("elements are said of arrays alone") {
  runtime::Connection database(tests::people_database());
  const Diagnostic column =
      refused(database, "-- name: q :many\n-- nullable elements: tags, name\nSELECT tags, name FROM people");
  CHECK(column.place == Place{"q.sql", 2, 29});
  CHECK(column.message == "column `name` is no array");
  const Diagnostic parameter =
      refused(database, "-- name: q :exec\n-- nullable elements: :id\nDELETE FROM tasks WHERE id = :id");
  CHECK(parameter.place == Place{"q.sql", 3, 30});
  CHECK(parameter.message == "parameter `id` is no array");
  const tests::Described described = tests::describe(
      database, "-- name: q :many\n-- nullable elements: :ids, tags\nSELECT tags FROM people WHERE id = ANY(:ids)");
  CHECK(described.diagnostics.empty());
  CHECK(described.query.columns.at(0).nullable_elements);
  CHECK_FALSE(described.query.columns.at(0).nullable);
  CHECK(described.query.parameters.at(0).nullable_elements);
}
