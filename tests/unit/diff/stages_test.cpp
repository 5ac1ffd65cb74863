// Which changes go together, and in which order the groups come.
#include "diff/stages.hpp"

#include <catch2/catch.hpp>

#include "diff/compare.hpp"

namespace schemac::diff {
namespace {

using model::Kind;
using Said = std::vector<std::vector<std::string>>;

model::Column column(const std::string& name, const std::string& type = "text") {
  model::Column made;
  made.name = name;
  made.type = type;
  return made;
}

void put_table(model::Schema& schema, const std::string& name, const std::vector<model::Column>& columns) {
  model::Table table;
  table.name = {"public", name};
  table.columns = columns;
  schema.tables.put(table);
}

model::ObjectId put_index(model::Schema& schema, const std::string& table, const std::string& column,
                          const std::string& name) {
  model::Index index;
  index.table = {"public", table};
  index.name = name;
  index.keys.emplace_back();
  index.keys.back().column = column;
  schema.indexes.put(index);
  schema.dependencies[index.id()] = {model::column_id(index.table, column)};
  return index.id();
}

/// What each stage changes, by the object.
Said said(const model::Schema& before, const model::Schema& after) {
  const Difference difference = compare(before, after);
  Said lines;
  model::Schema state = before;
  for (const model::Schema& next : stages(difference)) {
    lines.emplace_back();
    for (const Change& change : compare(state, next).changes) lines.back().push_back(describe(change));
    state = next;
  }
  CHECK(compare(state, after).changes.empty());
  return lines;
}

}  // namespace

TEST_CASE("what is on two tables is two stages, and indexes come last") {
  model::Schema before, after;
  for (const char* name : {"a", "b"}) {
    put_table(before, name, {column("x")});
    put_table(after, name, {column("x"), column("y")});
  }
  put_index(after, "a", "y", "i");
  CHECK(said(before, after) ==
        Said{{"add column public.a.y: text"}, {"add column public.b.y: text"}, {"create index public.a.i"}});
  CHECK(said(before, before) == Said{{}});
}

TEST_CASE("what needs each other is one stage, also where a third thing needs both") {
  model::Schema before, after;
  put_table(before, "a", {column("id", "integer")});
  put_table(before, "b", {column("a_id", "integer")});
  put_table(after, "a", {column("id", "bigint")});
  put_table(after, "b", {column("a_id", "bigint")});
  CHECK(said(before, after).size() == 2);
  for (model::Schema* schema : {&before, &after}) {
    model::ForeignKey key;
    key.table = {"public", "b"};
    key.name = "fk";
    key.columns = {"a_id"};
    key.references = {"public", "a"};
    key.referenced_columns = {"id"};
    schema->foreign_keys.put(key);
    schema->dependencies[key.id()] = {model::column_id({"public", "a"}, "id"),
                                      model::column_id({"public", "b"}, "a_id")};
  }
  CHECK(said(before, after).size() == 1);
}

TEST_CASE("an index goes with a column that goes, and stays behind one that comes") {
  model::Schema before, after;
  put_table(before, "a", {column("x"), column("z")});
  put_index(before, "a", "z", "old");
  put_table(after, "a", {column("x"), column("y")});
  put_index(after, "a", "y", "fresh");
  CHECK(said(before, after).size() == 1);
  put_table(after, "a", {column("x"), column("y"), column("z")});
  CHECK(said(before, after) ==
        Said{{"add column public.a.y: text"}, {"drop index public.a.old", "create index public.a.fresh"}});
}

TEST_CASE("indexes of a new table are part of it") {
  model::Schema before, after;
  put_table(after, "a", {column("x")});
  put_index(after, "a", "x", "i");
  CHECK(said(before, after).size() == 1);
}

}  // namespace schemac::diff
