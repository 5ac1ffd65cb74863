#include "database/queries/described.hpp"

#include <catch2/catch.hpp>

#include "queries/describe.hpp"
#include "queries/read.hpp"
#include "support/private_server.hpp"

namespace schemac::tests {
namespace {

constexpr const char* kSchema = R"sql(
CREATE TYPE mood AS ENUM ('fine', 'busy');
CREATE TYPE pair AS (a int, b text);
CREATE TYPE spans AS RANGE (subtype = date);
CREATE DOMAIN email AS text CHECK (VALUE LIKE '%@%');
CREATE DOMAIN inner_number AS int;
CREATE DOMAIN positive AS inner_number CHECK (VALUE > 0);
CREATE DOMAIN three AS positive[];
CREATE TABLE people (
  id int PRIMARY KEY, name text NOT NULL, nick varchar(9), mood mood NOT NULL DEFAULT 'fine',
  boss int REFERENCES people, tags text[] NOT NULL DEFAULT '{}', seen tstzrange, extra jsonb NOT NULL DEFAULT '{}',
  mail email NOT NULL DEFAULT 'a@b', amount positive, threes three, mails email[], couple pair, span spans
);
CREATE TABLE tasks (id bigint PRIMARY KEY, owner int, title text NOT NULL, price numeric(9, 2));
CREATE TABLE notes (id int NOT NULL, task bigint NOT NULL, body text NOT NULL) PARTITION BY LIST (id);
CREATE TABLE notes_1 PARTITION OF notes FOR VALUES IN (1);
CREATE TABLE base (a int NOT NULL);
CREATE TABLE heir () INHERITS (base);
ALTER TABLE heir ALTER a DROP NOT NULL;
CREATE VIEW named AS SELECT id, name, nick FROM people;
CREATE VIEW owned AS SELECT p.id, p.name, t.title, count(*) OVER () AS total FROM people p LEFT JOIN tasks t ON t.owner = p.id;
CREATE VIEW of_views AS SELECT o.*, n.nick FROM owned o JOIN named n USING (id);
CREATE VIEW written AS SELECT id, name FROM people;
CREATE FUNCTION forget() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.name := NULL; RETURN NEW; END';
CREATE TRIGGER forget INSTEAD OF INSERT ON written FOR EACH ROW EXECUTE FUNCTION forget();
CREATE TABLE ruled (id int NOT NULL);
CREATE RULE instead AS ON INSERT TO ruled DO INSTEAD INSERT INTO tasks (id, title) VALUES (NEW.id, 'x') RETURNING tasks.owner;
CREATE MATERIALIZED VIEW kept AS SELECT id, name FROM people;
CREATE FUNCTION maybe(int) RETURNS int LANGUAGE sql AS 'SELECT NULLIF($1, 1)';
CREATE FUNCTION concat(people) RETURNS text LANGUAGE sql AS 'SELECT NULL::text';
CREATE TYPE level AS ENUM ('low', 'high');
CREATE FUNCTION level_of(bigint) RETURNS level LANGUAGE sql AS 'SELECT NULL::level';
CREATE FUNCTION day_of(bigint) RETURNS date LANGUAGE sql AS 'SELECT NULL::date';
CREATE CAST (bigint AS level) WITH FUNCTION level_of(bigint);
CREATE CAST (bigint AS date) WITH FUNCTION day_of(bigint);
CREATE FUNCTION some_rows() RETURNS TABLE (id int, name text) LANGUAGE sql AS 'SELECT NULL::int, NULL::text';
INSERT INTO people (id, name, boss) VALUES (1, 'Ada', NULL), (2, 'Grace', 1), (3, 'Edsger', 1);
INSERT INTO tasks VALUES (10, 1, 'write', 5), (11, 1, 'read', NULL), (12, NULL, 'nobody''s', 7), (13, 99, 'lost', NULL);
INSERT INTO notes VALUES (1, 10, 'soon');
INSERT INTO heir VALUES (NULL);
)sql";

}  // namespace

std::string people_database() {
  const std::string url = fresh_database("queries");
  runtime::Connection(url).execute_unchecked_sql(kSchema);
  return url;
}

Described describe(runtime::Connection& database, const std::string& text) {
  Described described;
  std::vector<model::QueryFile> files{queries::read("q.sql", text, described.diagnostics)};
  if (described.diagnostics.has_errors()) return described;
  queries::describe(files, database, described.diagnostics);
  if (!files.front().queries.empty()) described.query = files.front().queries.front();
  return described;
}

model::Query query_of(runtime::Connection& database, const std::string& sql) {
  const Described described = describe(database, "-- name: q :many\n" + sql);
  INFO(sql);
  for (const Diagnostic& each : described.diagnostics.list()) UNSCOPED_INFO(print(each, false));
  REQUIRE_FALSE(described.diagnostics.has_errors());
  return described.query;
}

std::string columns_of(const model::Query& query) {
  std::string text;
  for (const model::QueryColumn& column : query.columns)
    text += (text.empty() ? "" : " ") + column.name + (column.nullable ? "?" : "");
  return text;
}

}  // namespace schemac::tests
