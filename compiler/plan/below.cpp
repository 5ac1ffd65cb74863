// What of the tables below a step concerns along with its own.
#include "plan/ties.hpp"

namespace schemac::plan {

using model::Kind;
using model::ObjectId;
using model::QualifiedName;

std::vector<ObjectId> columns_below(const diff::Change& change, const model::Schema& before,
                                    const diff::Descent& descent) {
  std::vector<ObjectId> columns;
  const auto add = [&](const QualifiedName& table, const std::string& column, bool is_there) {
    for (const QualifiedName& child : descent.descendants(table)) {
      const model::Table* found = diff::find_table(before, child);
      const bool has_it = found != nullptr && found->find_column(column) != nullptr;
      if (has_it == is_there) columns.push_back(model::column_id(child, column));
    }
  };
  if (const auto* added = std::get_if<diff::AddColumn>(&change)) add(added->table, added->column.name, false);
  if (const auto* dropped = std::get_if<diff::DropColumn>(&change)) {
    if (!dropped->only) add(dropped->table, dropped->column.name, true);
  }
  if (const auto* altered = std::get_if<diff::AlterColumn>(&change)) add(altered->table, altered->after.name, true);
  return columns;
}

bool comes_with_parent(const ObjectId& id, const model::Schema& before, const diff::Descent& descent) {
  if (id.table.empty() || descent.parents({id.schema, id.table}).empty()) return false;
  const model::ForeignKey* key = before.foreign_keys.find(id);
  const model::Check* check = before.checks.find(id);
  return (key != nullptr && key->inherited) || (check != nullptr && check->inherited);
}

}  // namespace schemac::plan
