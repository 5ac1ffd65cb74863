// Guesses at renames, for a question to the user; nothing is ever renamed because of them.
#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "diff/compare.hpp"
#include "diff/compare_kinds.hpp"

namespace schemac::diff {
namespace {

/// Of two tables: how many of the columns of both have the same name and type, from 0 to 1.
double likeness(const model::Table& before, const model::Table& after) {
  const auto same = std::count_if(before.columns.begin(), before.columns.end(), [&](const model::Column& column) {
    const model::Column* other = after.find_column(column.name);
    return other != nullptr && other->type == column.type;
  });
  const std::size_t all = before.columns.size() + after.columns.size() - static_cast<std::size_t>(same);
  return all == 0 ? 0 : static_cast<double>(same) / static_cast<double>(all);
}

template <class C>
std::vector<const C*> all_of(const Difference& difference) {
  std::vector<const C*> found;
  for (const Change& change : difference.changes) {
    if (const C* wanted = std::get_if<C>(&change)) found.push_back(wanted);
  }
  return found;
}

/// Each dropped table with the created one that is most like it, where that is mostly.
void add_tables(const Difference& difference, model::Renames& likely) {
  constexpr double kMostly = 0.5;
  std::set<model::ObjectId> taken;
  for (const auto* drop : all_of<Drop<model::Table>>(difference)) {
    const model::Table* best = nullptr;
    for (const auto* create : all_of<Create<model::Table>>(difference)) {
      const double like = likeness(drop->object, create->object);
      if (like <= kMostly || taken.count(create->object.id()) != 0) continue;
      if (best == nullptr || like > likeness(drop->object, *best)) best = &create->object;
    }
    if (best == nullptr) continue;
    taken.insert(best->id());
    likely.push_back({drop->object.id(), best->id(), {}, {}});
  }
}

/// A dropped and an added column of the same table and type, the first for the first.
void add_columns(const Difference& difference, model::Renames& likely) {
  std::map<std::pair<model::QualifiedName, std::string>, std::vector<std::string>> added;
  for (const auto* add : all_of<AddColumn>(difference)) {
    const model::Table* former =
        difference.renamed.tables.find({model::Kind::table, add->table.schema, {}, add->table.name});
    if (former != nullptr && former->find_column(add->column.name) != nullptr) continue;  // made anew
    added[{add->table, add->column.type}].push_back(add->column.name);
  }
  for (const auto* drop : all_of<DropColumn>(difference)) {
    const auto found = added.find({drop->table, drop->column.type});
    if (found == added.end() || found->second.empty()) continue;
    const std::string after = found->second.front();
    found->second.erase(found->second.begin());
    likely.push_back({model::column_id(drop->table, drop->column.name), model::column_id(drop->table, after), {}, {}});
  }
}

bool has_label(const model::EnumType& type, const std::string& label) {
  return std::find(type.labels.begin(), type.labels.end(), label) != type.labels.end();
}

/// A label that vanished where another one appeared at its place.
void add_labels(const Difference& difference, model::Renames& likely) {
  for (const auto& [id, after] : difference.after.enum_types) {
    const model::EnumType* before = difference.before.enum_types.find(id);
    if (before == nullptr) continue;
    for (std::size_t i = 0; i < std::min(before->labels.size(), after.labels.size()); ++i) {
      const bool vanished = !has_label(after, before->labels[i]);
      const bool appeared = !has_label(*before, after.labels[i]);
      if (vanished && appeared) likely.push_back({id, id, before->labels[i], after.labels[i]});
    }
  }
}

bool is_answered(const Difference& difference, const model::Rename& rename) {
  return std::find(difference.renames.begin(), difference.renames.end(), rename) != difference.renames.end();
}

}  // namespace

model::Renames likely_renames(const Difference& difference) {
  model::Renames likely;
  add_tables(difference, likely);
  add_columns(difference, likely);
  add_labels(difference, likely);
  likely.erase(std::remove_if(likely.begin(), likely.end(),
                              [&](const model::Rename& rename) { return is_answered(difference, rename); }),
               likely.end());
  return likely;
}

}  // namespace schemac::diff
