// Which columns of a query may be NULL. Each query is also run over rows that miss their other side: a column that is
// said to be NOT NULL must have none.
#include <catch2/catch.hpp>

#include "database/queries/described.hpp"
#include "queries/given_columns.hpp"

using namespace schemac;

namespace {

struct Case {
  const char* sql;
  const char* columns;
};

constexpr Case kJoins[] = {
    {"SELECT id, name, nick FROM people", "id name nick?"},
    {"SELECT * FROM tasks", "id owner? title price?"},
    {"SELECT p.id, t.title FROM people p JOIN tasks t ON t.owner = p.id", "id title"},
    {"SELECT p.id, t.title FROM people p, tasks t WHERE t.owner = p.id", "id title"},
    {"SELECT p.id, t.title FROM people p LEFT JOIN tasks t ON t.owner = p.id", "id title?"},
    {"SELECT p.id, t.title FROM people p RIGHT JOIN tasks t ON t.owner = p.id", "id? title"},
    {"SELECT p.id, t.title FROM people p FULL JOIN tasks t ON t.owner = p.id", "id? title?"},
    {"SELECT p.name, b.name AS boss FROM people p LEFT JOIN people b ON b.id = p.boss", "name boss?"},
    {"SELECT p.name, b.name AS boss FROM people p JOIN people b ON b.id = p.boss", "name boss"},
    // The inner join below the outer one is on its nullable side.
    {"SELECT p.id, t.title, n.body FROM people p LEFT JOIN (tasks t JOIN notes n ON n.task = t.id) ON t.owner = p.id",
     "id title? body?"},
    {"SELECT p.id, t.title, n.body FROM people p JOIN tasks t ON t.owner = p.id LEFT JOIN notes n ON n.task = t.id",
     "id title body?"},
    {"SELECT p.id, t.title, n.body FROM notes n RIGHT JOIN tasks t ON n.task = t.id FULL JOIN people p ON t.owner = "
     "p.id",
     "id? title? body?"},
    {"SELECT name, title FROM people p LEFT JOIN tasks t ON t.owner = p.id", "name title?"},
    {"SELECT p.*, t.title FROM named p LEFT JOIN tasks t ON t.owner = p.id", "id name nick? title?"},
    {"SELECT * FROM named p LEFT JOIN tasks t ON t.owner = p.id WHERE false", "id name nick? id? owner? title? price?"},
    // A merged column is there whenever the side is that always is.
    {"SELECT * FROM people p JOIN (SELECT id::int, title FROM tasks) t USING (id) WHERE false",
     "id name nick? mood boss? tags seen? extra mail amount? threes? mails? couple? span? title"},
    {"SELECT id, title FROM named LEFT JOIN (SELECT 10 AS id, 'x' AS title) t USING (id)", "id title?"},
    {"SELECT id, name FROM named RIGHT JOIN (SELECT 10 AS id) t USING (id)", "id name?"},
    {"SELECT id, name FROM named FULL JOIN (SELECT 10 AS id) t USING (id)", "id name?"},
    {"SELECT id, name FROM named NATURAL FULL JOIN (SELECT NULL::int AS id) t", "id? name?"},
    {"SELECT j.note, j.body, j.title FROM (notes n LEFT JOIN tasks t ON t.id = n.task) AS j (note, task)",
     "note body title?"},
    {"SELECT a.x, a.y FROM tasks AS a (x, y)", "x y?"},
    {"SELECT t.title FROM people p CROSS JOIN LATERAL (SELECT title FROM tasks WHERE owner = p.id) t", "title"},
    {"SELECT p.id, t.title FROM people p LEFT JOIN LATERAL (SELECT title FROM tasks WHERE owner = p.id) t ON true",
     "id title?"},
    // Of a LATERAL query's own columns only, not of those beside it.
    {"SELECT s.name, s.id FROM people p, LATERAL (SELECT p.name, t.id FROM tasks t) s", "name? id"},
    {"SELECT id, body FROM notes", "id body"},
    {"SELECT a FROM base", "a?"},
    {"SELECT id, name FROM some_rows()", "id? name?"},
    {"SELECT p.name, r.name AS other FROM people p, some_rows() r", "name other?"},
    {"SELECT id FROM ruled", "id"},
    {"SELECT x FROM people AS t (x) TABLESAMPLE SYSTEM (100)", "x"},
};

constexpr Case kExpressions[] = {
    {"SELECT count(*), count(nick) AS nicks, max(id), sum(id) FROM people", "count nicks max? sum?"},
    {"SELECT count(*)::int AS few, count(*) FILTER (WHERE id > 1) AS more FROM people", "few more"},
    {"SELECT coalesce(price, 0) AS a, coalesce(nick, name) AS b, coalesce(nick, NULL) AS c FROM tasks, people",
     "a b c?"},
    {"SELECT coalesce(max(id), 0) FROM people WHERE false", "coalesce"},
    {"SELECT 1 AS a, 'x' AS b, NULL AS c, true AS d, '2020-01-01'::date AS e, NULL::int AS f", "a b c? d e f?"},
    {"SELECT now() AS a, current_date AS b, current_schema AS c, gen_random_uuid() AS d", "a b c? d"},
    {"SELECT id + 1 AS a, lower(name) AS b, maybe(id) AS c, name::varchar AS d FROM people", "a? b? c? d?"},
    {"SELECT nick IS NULL AS a, nick IS DISTINCT FROM 'x' AS b, nick = 'x' AS c, (id > 1) IS TRUE AS d FROM people",
     "a b c? d"},
    {"SELECT EXISTS (SELECT FROM tasks) AS a, ARRAY(SELECT id FROM tasks WHERE false) AS b, ARRAY[1, NULL] AS c",
     "a b c"},
    {"SELECT (SELECT count(*) FROM tasks t WHERE t.owner = p.id) AS n, (SELECT t.id FROM tasks t WHERE false) AS i "
     "FROM people p",
     "n i?"},
    {"SELECT (SELECT count(*) FROM tasks GROUP BY id LIMIT 1) AS a, (SELECT count(*) FROM tasks HAVING false) AS b, "
     "(SELECT count(*) FROM tasks LIMIT 0) AS c",
     "a? b? c?"},
    // That aggregate is of the outer query: the inner one has as many rows as tasks has.
    {"SELECT (SELECT count(p.id) FROM tasks WHERE false) AS a FROM people p", "a?"},
    {"SELECT (SELECT coalesce(sum(t.price), 0) FROM tasks t WHERE t.owner = p.id) AS a FROM people p", "a"},
    {"SELECT CASE WHEN id > 1 THEN name ELSE 'x' END AS a, CASE WHEN id > 1 THEN name END AS b FROM people", "a b?"},
    {"SELECT greatest(id, boss) AS a, greatest(boss, NULL) AS b FROM people", "a b?"},
    {"SELECT row_number() OVER () AS a, lag(id) OVER () AS b FROM people", "a b?"},
    {"SELECT concat(p) AS a, jsonb_build_object('a', 1) AS b FROM people p", "a? b"},
    // Of an array that is NULL they are NULL.
    {"SELECT pg_catalog.concat(VARIADIC NULL::text[]) AS a, num_nulls(VARIADIC threes) AS b, "
     "json_build_array(VARIADIC NULL::text[]) AS c, jsonb_build_object(VARIADIC NULL::text[]) AS d, "
     "num_nulls(nick, boss) AS e FROM people",
     "a? b? c? d? e"},
    // Somebody's own conversion may give NULL; PostgreSQL's own do not, nor does a type read a text as NULL.
    {"SELECT count(*)::level AS a, count(*)::date AS b, count(*)::text AS c, count(*)::positive AS d, "
     "8589934592::level AS e",
     "a? b? c d e?"},
    {"SELECT 'low'::level AS a, 'fine'::mood AS b, '2020-01-01'::date AS c, '{low}'::level[] AS d, 1::bigint AS e",
     "a b c d e"},
    {"SELECT id, count(*) FROM people GROUP BY ROLLUP (id)", "id? count?"},
    {"SELECT id, name FROM people GROUP BY GROUPING SETS ((id, name), (id))", "id? name?"},
    {"SELECT unnest(tags) AS tag, id FROM people", "tag? id"},
    {"SELECT (couple).a, p.couple FROM people p WHERE false", "a? couple?"},
    {"SELECT DISTINCT ON (mood) mood, name FROM people ORDER BY mood, id", "mood name"},
};

constexpr Case kNested[] = {
    {"SELECT s.id, s.total FROM (SELECT id, count(*) AS total FROM people GROUP BY id) s", "id total"},
    {"SELECT s.* FROM (SELECT p.id, t.title FROM people p LEFT JOIN tasks t ON t.owner = p.id) s", "id title?"},
    {"SELECT p.id, s.total FROM people p LEFT JOIN (SELECT owner, count(*) AS total FROM tasks GROUP BY owner) s "
     "ON s.owner = p.id",
     "id total?"},
    {"WITH busy AS (SELECT owner, count(*) AS total FROM tasks GROUP BY owner) SELECT p.name, b.total FROM people p "
     "JOIN busy b ON b.owner = p.id",
     "name total"},
    {"WITH a (x, y) AS (SELECT id, nick FROM people), b AS (SELECT x FROM a) SELECT * FROM b, a", "x x y?"},
    // The WITH query, not the table of that name.
    {"WITH people AS (SELECT NULL::int AS id) SELECT id FROM people", "id?"},
    {"WITH tasks AS (SELECT title FROM tasks) SELECT title FROM tasks", "title"},
    {"WITH RECURSIVE up AS (SELECT id, boss FROM people UNION ALL SELECT p.id, p.boss FROM people p JOIN up "
     "ON p.id = up.boss) SELECT id, boss FROM up",
     "id boss?"},
    {"WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT NULLIF(i + 1, 3) FROM n WHERE i < 5) SELECT i FROM n", "i?"},
    {"WITH RECURSIVE a AS (SELECT * FROM tasks_of_b), tasks_of_b AS (SELECT NULL::int AS id) SELECT id FROM a", "id?"},
    {"SELECT id FROM people UNION SELECT owner FROM tasks", "id?"},
    {"SELECT id FROM people UNION ALL SELECT id::int FROM tasks", "id?"},
    {"SELECT name FROM people UNION SELECT title FROM tasks", "name"},
    {"SELECT nick FROM people INTERSECT SELECT title FROM tasks", "nick"},
    {"SELECT name FROM people EXCEPT SELECT nick FROM people", "name"},
    {"(SELECT name FROM people LIMIT 1) UNION ALL (SELECT NULL)", "name?"},
    {"VALUES (1, 'x'), (2, NULL)", "column1 column2?"},
    {"SELECT v.a, v.b FROM (VALUES (1, 'x'), (NULL, 'y')) v (a, b)", "a? b"},
    {"SELECT id, name, nick FROM named", "id name nick?"},
    {"SELECT * FROM owned", "id name title? total"},
    {"SELECT * FROM of_views", "id name title? total nick?"},
    {"SELECT * FROM kept", "id? name?"},
    {"SELECT p.name, (SELECT s.name FROM (SELECT p.name) s) AS again FROM people p", "name again?"},
    // The inner `nick` is the outer one's: nothing here says otherwise.
    {"SELECT EXISTS (SELECT nick FROM tasks) AS a, p.nick FROM people p", "a nick?"},
    {"SELECT relname, reltuples FROM pg_class", "relname reltuples"},
};

constexpr Case kWrites[] = {
    {"INSERT INTO tasks (id, title) VALUES (20, 'x') RETURNING id, owner, title", "id owner? title"},
    {"INSERT INTO tasks (id, title) VALUES (20, 'x') RETURNING *, price IS NULL AS free",
     "id owner? title price? free"},
    {"INSERT INTO tasks (id, title) SELECT 21, 'y' ON CONFLICT (id) DO UPDATE SET title = 'z' RETURNING tasks.title",
     "title"},
    {"UPDATE people SET nick = 'x' RETURNING id, nick", "id nick?"},
    {"UPDATE tasks t SET title = p.name FROM people p WHERE p.id = t.owner RETURNING t.title, p.name, p.nick",
     "title name nick?"},
    {"UPDATE tasks t SET title = 'x' FROM people p LEFT JOIN notes n ON n.id = p.id WHERE t.owner = p.id "
     "RETURNING t.id, p.name, n.body",
     "id name body?"},
    {"DELETE FROM tasks USING people p WHERE p.id = owner RETURNING title, price, name", "title price? name"},
    {"WITH gone AS (DELETE FROM tasks RETURNING title, price) SELECT * FROM gone", "title price?"},
    {"WITH new AS (INSERT INTO tasks (id, title) VALUES (30, 'x') RETURNING id) UPDATE people SET nick = 'x' FROM new "
     "RETURNING people.id, new.id AS task",
     "id task"},
    {"INSERT INTO written (id, name) VALUES (9, 'x') RETURNING id, name", "id? name?"},
    {"INSERT INTO ruled VALUES (50) RETURNING id", "id?"},
    {"UPDATE named SET nick = 'z' RETURNING id, name", "id? name?"},
};

/// Describes each, runs it in a transaction that is rolled back, and holds one against the other.
template <std::size_t Size>
void check(const Case (&cases)[Size]) {
  runtime::Connection database(tests::people_database());
  for (const Case& each : cases) {
    INFO(each.sql);
    const model::Query query = tests::query_of(database, each.sql);
    CHECK(tests::columns_of(query) == each.columns);
    database.execute_unchecked_sql("BEGIN");
    const runtime::TextResult rows = database.query_unchecked_sql(each.sql);
    for (const runtime::TextRow row : rows)
      for (std::size_t column = 0; column < query.columns.size(); ++column)
        if (!query.columns[column].nullable) CHECK(row[column].has_value());
    database.execute_unchecked_sql("ROLLBACK");
  }
}

}  // namespace

TEST_CASE("a column on the nullable side of an outer join may be NULL, and no other for it") { check(kJoins); }

TEST_CASE("an expression may be NULL, unless its form says that it never is") { check(kExpressions); }

TEST_CASE("subqueries, WITH, set operations and views hand on what they know") { check(kNested); }

TEST_CASE("RETURNING gives what the table keeps, and beside it what FROM and USING give") { check(kWrites); }

TEST_CASE("a parameter is as NULL as the file says") {
  runtime::Connection database(tests::people_database());
  const auto columns = [&](const std::string& text) {
    return tests::columns_of(tests::describe(database, text).query);
  };
  CHECK(columns("-- name: q :many\nSELECT :a::int AS a, coalesce(nick, :b) AS b FROM people") == "a b");
  CHECK(columns("-- name: q :many\nSELECT :a::mood AS a, :b::level AS b FROM people") == "a b?");
  CHECK(columns("-- name: q :many\n-- nullable: :a, :b\nSELECT :a::int AS a, coalesce(nick, :b) AS b FROM people") ==
        "a? b?");
}

TEST_CASE("the file has the last word on a column") {
  runtime::Connection database(tests::people_database());
  const tests::Described described = tests::describe(
      database,
      "-- name: q :one\n-- not null: most\n-- nullable: name\nSELECT max(id) AS most, name FROM people GROUP BY name");
  CHECK_FALSE(described.diagnostics.has_errors());
  CHECK(tests::columns_of(described.query) == "most name?");
}

TEST_CASE("what the parser does not know is nullable") {
  runtime::Connection database(tests::people_database());
  queries::Relations relations(database);
  CHECK_FALSE(queries::given_columns("MERGE INTO tasks USING people ON true WHEN MATCHED THEN DELETE RETURNING *", {},
                                     relations));
  CHECK_FALSE(queries::given_columns("SELECT 1; SELECT 2", {}, relations));
  CHECK_FALSE(queries::given_columns("TRUNCATE tasks", {}, relations));
  CHECK_FALSE(queries::given_columns("SELECT (couple).* FROM people", {}, relations));
  CHECK_FALSE(queries::given_columns("SELECT r.* FROM some_rows() r", {}, relations));
}
