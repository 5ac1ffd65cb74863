#include "elaborate/rename_marks.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "diff/rename.hpp"
#include "model/routine_name.hpp"
#include "sql/inspect.hpp"

namespace schemac::elaborate {
namespace {

using model::Kind;
using model::ObjectId;

/// All ids of `schema` that a mark may mean. Without a schema of its own it means the one of search_path, else any.
std::vector<ObjectId> meant(const model::RenameMark& mark, const model::Schema& schema) {
  std::vector<ObjectId> found;
  const auto add = [&](const ObjectId& id) {
    if (sql::may_name(mark.after, mark.arguments, id)) found.push_back(id);
  };
  model::for_each_kind(schema, [&](const auto& objects) {
    for (const auto& [id, object] : objects) add(id);
  });
  if (mark.after.kind == Kind::column) {
    for (const auto& [id, table] : schema.tables)
      for (const model::Column& column : table.columns) add(model::column_id(table.name, column.name));
  }
  const auto here =
      std::find_if(found.begin(), found.end(), [&](const ObjectId& id) { return id.schema == mark.search_path; });
  if (found.size() > 1 && here != found.end()) return {*here};
  return found;
}

ObjectId former(const model::RenameMark& mark, const ObjectId& after) {
  ObjectId before = after;
  before.name =
      mark.before.name + (sql::is_routine(after.kind) ? after.name.substr(model::arguments_begin(after.name)) : "");
  if (!mark.before.schema.empty()) before.schema = mark.before.schema;
  return before;
}

bool has_label(const model::Schema& schema, const ObjectId& type, const std::string& label) {
  const model::EnumType* const found = schema.enum_types.find(type);
  return found != nullptr && std::find(found->labels.begin(), found->labels.end(), label) != found->labels.end();
}

void resolve(const model::RenameMark& mark, const model::Schema& schema, model::Renames& renames,
             Diagnostics& diagnostics) {
  const std::vector<ObjectId> found = meant(mark, schema);
  if (found.size() != 1) {
    diagnostics.error(Code::bad_option, mark.place,
                      fmt::format("{} is {}: the rename can hold for nothing", model::describe(mark.after),
                                  found.empty() ? "not part of what the files make" : "there several times"));
    return;
  }
  const ObjectId& after = found.front();
  const bool of_label = !mark.label.empty();
  const model::Rename rename = of_label ? model::Rename{after, after, mark.before.name, mark.label}
                                        : model::Rename{former(mark, after), after, {}, {}};
  const bool still_there = of_label ? has_label(schema, after, rename.label_before) : diff::has(schema, rename.before);
  if (still_there) {
    diagnostics.error(Code::stale_rename, mark.place,
                      fmt::format("this is said to be the renamed `{}`, which is still there", mark.before.name));
    return;
  }
  renames.push_back(rename);
}

}  // namespace

model::Renames renames_of(const model::Declared& declared, const model::Schema& schema, Diagnostics& diagnostics) {
  model::Renames renames = declared.renames;
  for (const model::RenameMark& mark : declared.rename_marks) resolve(mark, schema, renames, diagnostics);
  return renames;
}

}  // namespace schemac::elaborate
