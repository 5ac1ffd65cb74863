#include "diff/moved_extensions.hpp"

#include <vector>

#include "diff/in_place.hpp"
#include "diff/tokens.hpp"

namespace schemac::diff {
namespace {

struct Move {
  std::string before;  ///< The qualification of a name: `app.`.
  std::string after;
};

std::vector<Move> moves(const model::Schema& before, const model::Schema& after) {
  std::vector<Move> moves;
  for (const auto& [id, extension] : before.extensions) {
    const model::Extension* now = after.extensions.find(id);
    if (now == nullptr || now->schema == extension.schema || !can_alter(extension, *now)) continue;
    moves.push_back({spelled(extension.schema) + ".", spelled(now->schema) + "."});
  }
  return moves;
}

/// Whether the schema itself has a type of that name: then the type of a column is that one.
bool is_own(const model::Schema& schema, const std::string& type) {
  const auto tokens = tokenize(type);
  const auto home = tokens.empty() ? std::nullopt : name_in(tokens[0]);
  const auto name = tokens.size() < 3 ? std::nullopt : name_in(tokens[2]);
  if (!home || !name) return true;
  using model::Kind;
  const auto has = [&](const auto& objects, Kind kind) { return objects.find({kind, *home, {}, *name}) != nullptr; };
  return has(schema.enum_types, Kind::enum_type) || has(schema.composite_types, Kind::composite_type) ||
         has(schema.domains, Kind::domain) || has(schema.tables, Kind::table) || has(schema.scripted, Kind::range_type);
}

}  // namespace

void follow_moved_extensions(const model::Schema& after, model::Schema& before) {
  for (const Move& move : moves(before, after)) {
    std::vector<model::Table> followed;
    for (const auto& [id, table] : before.tables) {
      const model::Table* now = after.tables.find(id);
      if (now == nullptr) continue;
      model::Table copy = table;
      for (model::Column& column : copy.columns) {
        const model::Column* same = now->find_column(column.name);
        if (same == nullptr || !column.type.starts_with(move.before) || is_own(before, column.type)) continue;
        if (same->type == move.after + column.type.substr(move.before.size())) column.type = same->type;
      }
      if (copy != table) followed.push_back(std::move(copy));
    }
    for (model::Table& table : followed) before.tables.put(std::move(table));
  }
}

}  // namespace schemac::diff
