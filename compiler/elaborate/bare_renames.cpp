#include "elaborate/bare_renames.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "sql/inspect.hpp"

namespace schemac::elaborate {
namespace {

using model::Kind;
using model::ObjectId;
using model::Rename;

/// Where the rename says a table's former name without a schema; nothing where it says more, or is of something else.
std::optional<Place> said_bare(const model::Declared& declared, const Rename& rename) {
  if (rename.before.kind != Kind::table) return std::nullopt;
  if (const auto said = declared.bare_renames.find(rename); said != declared.bare_renames.end()) return said->second;
  for (const model::RenameMark& mark : declared.rename_marks) {
    const bool is_it =
        mark.before.name == rename.before.name && sql::may_name(mark.after, mark.arguments, rename.after);
    if (is_it && mark.before.schema.empty()) return mark.place;
  }
  return std::nullopt;
}

/// The tables of that name that `before` has and `after` does not, and that no other rename speaks of.
std::vector<ObjectId> vanishing(const std::string& name, const model::Renames& renames, const model::Schema& before,
                                const model::Schema& after) {
  std::vector<ObjectId> found;
  for (const auto& [id, table] : before.tables) {
    const ObjectId& table_id = id;
    const bool is_said =
        std::any_of(renames.begin(), renames.end(), [&](const Rename& rename) { return rename.before == table_id; });
    if (id.name == name && after.tables.find(id) == nullptr && !is_said) found.push_back(id);
  }
  return found;
}

}  // namespace

model::Renames settled(model::Renames renames, const model::Declared& declared, const model::Schema& before,
                       const model::Schema& after, Diagnostics& diagnostics) {
  const model::Renames said = renames;
  for (Rename& rename : renames) {
    const std::optional<Place> place = said_bare(declared, rename);
    const bool is_known = before.tables.find(rename.before) != nullptr || before.tables.find(rename.after) != nullptr;
    if (!place || is_known) continue;
    const std::vector<ObjectId> tables = vanishing(rename.before.name, said, before, after);
    if (tables.size() == 1) rename.before = tables.front();
    if (tables.size() < 2) continue;
    std::vector<std::string> names;
    for (const ObjectId& id : tables) names.push_back(fmt::format("`{}.{}`", id.schema, id.name));
    diagnostics
        .error(Code::bad_option, *place,
               fmt::format("`{}` may be each of {}, which are all gone", rename.before.name, fmt::join(names, ", ")))
        .hint = fmt::format("name the schema too, as in {}", names.front());
  }
  return renames;
}

}  // namespace schemac::elaborate
