// One table in a namespace of its own, and what every object of it goes through: made, renamed and back, commented,
// gone, under plain names and under names that break whatever does not quote them.
#pragma once

#include <utility>

#include "sql/quote.hpp"
#include "trial.hpp"

namespace schemac::tests {

struct Names {
  std::string schema, table, column, other;

  [[nodiscard]] model::QualifiedName in_schema(const std::string& name) const { return {schema, name}; }
  [[nodiscard]] model::QualifiedName users() const { return {schema, table}; }
};

inline const Names kPlain{"app", "users", "email", "renamed"};
inline const Names kWild{kOdd, kHostile, "select", "A b.c\"d"};

// The schema and a table with an identity and one text column.
class Life {
 public:
  explicit Life(Names given) : names(std::move(given)) {
    model::Column id = column("id", "bigint");
    id.not_null = true;
    id.identity = model::Identity{};
    users = table(names.users(), {id, column(names.column, "text")});
    trial.run(diff::Create<model::Namespace>{schema()}, diff::Create<model::Table>{users});
  }

  [[nodiscard]] model::Namespace schema() const { return {names.schema, kOdd}; }
  [[nodiscard]] std::string spelled(const std::string& name) const { return sql::qualified({names.schema, name}); }
  [[nodiscard]] std::string column_spelled() const { return sql::identifier(names.column); }
  std::string ask(const std::string& query) { return trial.ask(query); }

  /// Renames an object of the table, or of the schema, to `names.other`, and back.
  template <class K>
  void rename_and_back(const K& object) {
    model::ObjectId other = object.id();
    other.name = names.other;
    trial.run(diff::Rename<K>{object.id(), other});
    CHECK(comment_of(other) == "1");
    trial.run(diff::Rename<K>{other, object.id()});
    CHECK(comment_of(object.id()) == "1");
  }

  /// How many objects have that name and the comment of this test.
  std::string comment_of(const model::ObjectId& id) {
    const std::string names_of_it = sql::literal(id.name) + ", " + sql::literal(sql::qualified({id.schema, id.name}));
    return ask(
        "SELECT count(*) FROM pg_description d, pg_identify_object_as_address(classoid, d.objoid, objsubid) WHERE "
        "description = " +
        sql::literal(kOdd) + " AND object_names && ARRAY[" + names_of_it + "]");
  }

  void end() {
    trial.run(diff::Drop<model::Table>{users}, diff::Drop<model::Namespace>{schema()});
    CHECK(ask("SELECT count(*) FROM pg_namespace WHERE nspname = " + sql::literal(names.schema)) == "0");
  }

  Names names;
  model::Table users;
  Trial trial{"life"};
};

inline Names some_names() { return GENERATE(kPlain, kWild); }

}  // namespace schemac::tests
