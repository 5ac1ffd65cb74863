#include "diff/compare_ties.hpp"

#include <algorithm>
#include <utility>

#include "diff/carry_down.hpp"

namespace schemac::diff {
namespace {

using model::Kind;
using model::ObjectId;
using Changes = std::vector<Change>;

/// A table that is OF a type has exactly its columns, in its order: it lets go of the type while one of them changes.
bool leaves_its_type(const model::Schema& before, const model::Schema& after, const model::Table& table,
                     const std::set<model::QualifiedName>& tables_with_column_changes) {
  if (tables_with_column_changes.count(table.name) != 0) return true;
  const auto needs = before.dependencies.find(table.id());
  if (needs == before.dependencies.end()) return false;
  return std::ranges::any_of(needs->second, [&](const ObjectId& need) {
    if (need.kind != Kind::composite_type) return false;
    const model::CompositeType* former = before.composite_types.find(need);
    const model::CompositeType* now = after.composite_types.find(need);
    return former == nullptr || now == nullptr || former->attributes != now->attributes;
  });
}

class Ties {
 public:
  Ties(const model::Schema& before, const model::Schema& after, const Descent& descent, Changes& changes)
      : before_(before), after_(after), descent_(descent), changes_(changes) {
    for (const Change& change : changes) {
      if (const auto* add = std::get_if<AddColumn>(&change)) reshaped_.insert(add->table);
      if (const auto* drop = std::get_if<DropColumn>(&change)) reshaped_.insert(drop->table);
      if (const auto* alter = std::get_if<AlterColumn>(&change); alter != nullptr && is_retyped(*alter)) {
        reshaped_.insert(alter->table);
      }
    }
  }

  void run() {
    complete_new_tables();
    for (const auto& [id, table] : after_.tables) {
      const model::Table* former = before_.tables.find(id);
      if (former != nullptr) compare(*former, table);
    }
  }

 private:
  static bool is_retyped(const AlterColumn& change) {
    return change.before.type != change.after.type || change.before.collation != change.after.collation;
  }

  void complete_new_tables() {
    Changes more;
    for (Change& change : changes_) {
      auto* create = std::get_if<Create<model::Table>>(&change);
      if (create == nullptr) continue;
      model::Table& table = create->object;
      if (table.partition_of && !can_be_created_as_partition(table, before_, after_)) {
        more.push_back(Attach{ties_of(table).front()});
        table.partition_of.reset();
      }
      if (table.inherits.empty()) continue;
      const auto own = column_changes(as_created(table, after_), table);
      more.insert(more.end(), own.begin(), own.end());
    }
    changes_.insert(changes_.end(), more.begin(), more.end());
  }

  void compare(const model::Table& before, const model::Table& after) {
    const auto& lasting = descent_.parents(after.name);
    const auto lasts = [&](const Tie& tie) {
      if (tie.kind != Tie::Kind::type) return std::ranges::find(lasting, tie.parent) != lasting.end();
      return before.of_type == after.of_type && !leaves_its_type(before_, after_, after, reshaped_);
    };
    for (const Tie& tie : ties_of(before)) {
      if (!lasts(tie)) changes_.push_back(Detach{tie});
    }
    for (const Tie& tie : ties_of(after)) {
      if (!lasts(tie)) changes_.push_back(Attach{tie});
    }
  }

  const model::Schema& before_;
  const model::Schema& after_;
  const Descent& descent_;
  Changes& changes_;
  std::set<model::QualifiedName> reshaped_;
};

}  // namespace

void compare_ties(const model::Schema& before, const model::Schema& after, const Descent& descent,
                  const std::set<ObjectId>& kept_below, Changes& changes) {
  for (Change& change : changes) {
    auto* drop = std::get_if<DropColumn>(&change);
    if (drop != nullptr) drop->only = kept_below.count(model::column_id(drop->table, drop->column.name)) != 0;
  }
  Ties(before, after, descent, changes).run();
}

}  // namespace schemac::diff
