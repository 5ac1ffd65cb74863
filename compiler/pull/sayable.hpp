// What the vocabulary can say of a database, object by object. What it cannot is said in SQL: nothing here decides how.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "model/schema.hpp"

namespace schemac::pull {

/// What is known of the way in which things are said: by the sources as they are, or because saying it otherwise
/// failed.
struct Forms {
  std::string default_schema = "public";
  std::set<model::ObjectId> in_sql;    ///< Said by .sql files; a table that is takes all that belongs to it along.
  std::set<model::ObjectId> in_table;  ///< Constraints that stand in the table's list, not on a column.
};

[[nodiscard]] bool can_say(const model::Table& table, const Forms& forms);
[[nodiscard]] bool can_say(const model::PrimaryKey& key, const Forms& forms);
[[nodiscard]] bool can_say(const model::Unique& unique, const Forms& forms);
[[nodiscard]] bool can_say(const model::Check& check, const Forms& forms);
[[nodiscard]] bool can_say(const model::Exclusion& exclusion, const Forms& forms);
[[nodiscard]] bool can_say(const model::Index& index, const Forms& forms);
/// Whether it can be said at all, as a reference or in the table's list; the other table must be an entity.
[[nodiscard]] bool can_say(const model::ForeignKey& key, const model::Schema& schema, const Forms& forms);
/// Policies can be said where the table obeys them.
[[nodiscard]] bool can_say(const model::Policy& policy, const model::Schema& schema, const Forms& forms);

/// The column that `touch_on_update` would have made this trigger for; null: it is another trigger.
[[nodiscard]] const model::Column* touched_column(const model::Trigger& trigger, const model::Schema& schema,
                                                  const Forms& forms);

/// The table of that name, where an entity can say it; else null.
[[nodiscard]] const model::Table* sayable_table(const model::Schema& schema, const model::QualifiedName& name,
                                                const Forms& forms);
/// The primary key of a table, where an entity can say it; else null.
[[nodiscard]] const model::PrimaryKey* sayable_key(const model::Schema& schema, const model::QualifiedName& table,
                                                   const Forms& forms);
/// The columns of each key of a table that can be said there: no two rows have the same in them.
[[nodiscard]] std::vector<std::vector<std::string>> keys_of_rows(const model::Schema& schema,
                                                                 const model::QualifiedName& table, const Forms& forms);
/// Whether what makes these columns of a table identify one row can be said there: a foreign key may point to them.
[[nodiscard]] bool identify_a_row(const model::Schema& schema, const model::QualifiedName& table,
                                  const std::vector<std::string>& columns, const Forms& forms);

/// Calls `f(object)` for the objects of one kind that belong to the table.
template <class K, class F>
void for_each_of(const model::Objects<K>& objects, const model::QualifiedName& table, F&& f) {
  for (const auto& [id, object] : objects)
    if (id.schema == table.schema && id.table == table.name) f(object);
}

}  // namespace schemac::pull
