#include "pull/renamed_columns.hpp"

#include <algorithm>
#include <iterator>
#include <vector>

namespace schemac::pull {
namespace {

using Columns = std::vector<model::Column>;

Columns only_in(const model::Table& table, const model::Table& other) {
  Columns columns;
  std::copy_if(table.columns.begin(), table.columns.end(), std::back_inserter(columns),
               [&](const model::Column& column) { return other.find_column(column.name) == nullptr; });
  return columns;
}

Columns alike(const Columns& columns, const model::Column& wanted) {
  Columns found;
  std::copy_if(columns.begin(), columns.end(), std::back_inserter(found), [&](model::Column column) {
    column.name = wanted.name;
    column.comment = wanted.comment;
    return column == wanted;
  });
  return found;
}

/// The column with the keyed hash of an encrypted one stands in its field, and is called after it.
bool shares_field(const model::Entity& entity, const std::string& column) {
  return std::any_of(entity.fields.begin(), entity.fields.end(), [&](const model::Field& field) {
    return !field.lookup_of.empty() && (field.lookup_of == column || field.column == column);
  });
}

}  // namespace

RenamedColumns renamed_columns(const model::Entity& entity, const model::Renames& declared, const model::Table& before,
                               const model::Table& after) {
  const Columns gone = only_in(before, after);
  const Columns come = only_in(after, before);
  RenamedColumns renamed;
  for (const model::Column& column : gone) {
    const Columns former = alike(gone, column);
    const Columns now = alike(come, column);
    if (former.size() != now.size() || shares_field(entity, column.name)) continue;
    const auto place =
        std::find_if(former.begin(), former.end(), [&](const auto& each) { return each.name == column.name; });
    const std::string& name = now[static_cast<std::size_t>(place - former.begin())].name;
    const model::Rename back{model::column_id(after.name, name), model::column_id(before.name, column.name), {}, {}};
    if (std::find(declared.begin(), declared.end(), back) == declared.end()) renamed.emplace(column.name, name);
  }
  return renamed;
}

}  // namespace schemac::pull
