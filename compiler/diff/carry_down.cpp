#include "diff/carry_down.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "diff/compare_kinds.hpp"

namespace schemac::diff {
namespace {

using model::QualifiedName;
using Checks = std::map<QualifiedName, std::map<std::string, model::Check>>;

Checks by_table(const model::Schema& schema) {
  Checks checks;
  for (const auto& [id, check] : schema.checks) checks[check.table].emplace(check.name, check);
  return checks;
}

/// A column as a table below gets it: what PostgreSQL does not pass on is as usual there.
model::Column passed_on(model::Column column) {
  column.identity.reset();
  column.compression.reset();
  column.options.clear();
  column.inherited = true;
  column.comment.reset();
  return column;
}

model::Column* find_in(model::Table& table, const std::string& name) {
  const auto found = std::ranges::find(table.columns, name, &model::Column::name);
  return found == table.columns.end() ? nullptr : &*found;
}

/// ALTER COLUMN of a parent goes on to its children for types, NOT NULL, defaults, expressions, storage and statistics.
void pass_on(const AlterColumn& change, model::Column& child) {
  const auto& before = change.before;
  const auto& after = change.after;
  const bool retyped = before.type != after.type || before.collation != after.collation;
  if (retyped) {
    child.type = after.type;
    child.collation = after.collation;
    child.storage.reset();
    child.compression.reset();
    // Its own default is converted too: to what is known only when it is said again.
    if (child.default_expression && !before.default_expression) child.default_expression = "NULL";
  }
  if (before.default_expression != after.default_expression || (retyped && before.default_expression)) {
    child.default_expression = after.default_expression;
  }
  if (before.not_null != after.not_null) child.not_null = after.not_null;
  if (before.generated_expression && !after.generated_expression) child.generated_expression.reset();
  if (before.storage != after.storage || retyped) child.storage = after.storage;
  if (before.statistics != after.statistics) child.statistics = after.statistics;
}

bool has_parents(const model::Table& table) { return table.partition_of.has_value() || !table.inherits.empty(); }

class CarryDown {
 public:
  CarryDown(const model::Schema& before, const model::Schema& after, const Descent& descent)
      : before_(before), after_(after), descent_(descent), own_{before, after, {}} {
    checks_ = by_table(before);
    checks_after_ = by_table(after);
  }

  Own run() && {
    for (const QualifiedName& parent : descent_.parents_first()) {
      const model::Table* now = find_table(after_, parent);
      const model::Table* former = find_table(own_.before, parent);
      for (const Change& change : column_changes(*former, *now)) carry_columns(change, parent);
      carry_checks(parent);
    }
    for (const auto& [id, table] : after_.tables) {
      const model::Table* former = before_.tables.find(id);
      if (has_parents(table) || (former != nullptr && has_parents(*former))) see_as_left(table);
    }
    leave_foreign_keys_to_parents();
    return std::move(own_);
  }

 private:
  void carry_columns(const Change& change, const QualifiedName& parent) {
    if (const auto* add = std::get_if<AddColumn>(&change)) add_below(parent, add->column);
    if (const auto* drop = std::get_if<DropColumn>(&change)) drop_below(parent, drop->column.name);
    if (const auto* alter = std::get_if<AlterColumn>(&change)) alter_below(parent, *alter);
  }

  template <class F>
  void edit(const QualifiedName& name, F&& f) {
    const model::Table* found = find_table(own_.before, name);
    if (found == nullptr) return;
    model::Table table = *found;
    f(table);
    own_.before.tables.put(std::move(table));
  }

  /// A child that is to say the column itself does so first, and keeps it apart when it comes from the parent.
  void add_below(const QualifiedName& parent, const model::Column& column) {
    for (const QualifiedName& child : descent_.children(parent)) {
      const model::Table* after = find_table(after_, child);
      const model::Column* wanted = after->find_column(column.name);
      const bool says_it = !after->partition_of && wanted != nullptr && !wanted->inherited;
      if (says_it || find_table(own_.before, child)->find_column(column.name) != nullptr) continue;
      edit(child, [&](model::Table& table) { table.columns.push_back(passed_on(column)); });
      add_below(child, column);
    }
  }

  void drop_below(const QualifiedName& parent, const std::string& column) {
    if (is_kept_below(parent, column)) {
      own_.kept_below.insert(model::column_id(parent, column));
      for (const QualifiedName& child : descent_.children(parent)) {
        edit(child, [&](model::Table& table) {
          if (model::Column* found = find_in(table, column)) found->inherited = false;
        });
      }
      return;
    }
    for (const QualifiedName& child : descent_.children(parent)) {
      const model::Table* table = find_table(own_.before, child);
      const model::Column* found = table->find_column(column);
      if (found == nullptr || (!table->partition_of && !found->inherited)) continue;
      drop_below(child, column);
      edit(child, [&](model::Table& edited) {
        std::erase_if(edited.columns, [&](const model::Column& each) { return each.name == column; });
      });
    }
  }

  [[nodiscard]] bool is_kept_below(const QualifiedName& parent, const std::string& column) const {
    if (find_table(after_, parent)->find_column(column) != nullptr) return false;  // made anew, and so below
    return std::ranges::any_of(descent_.children(parent), [&](const QualifiedName& child) {
      const model::Column* now = find_table(own_.before, child)->find_column(column);
      return now != nullptr && now->inherited && find_table(after_, child)->find_column(column) != nullptr;
    });
  }

  void alter_below(const QualifiedName& parent, const AlterColumn& change) {
    for (const QualifiedName& child : descent_.children(parent)) {
      edit(child, [&](model::Table& table) {
        if (model::Column* found = find_in(table, change.after.name)) pass_on(change, *found);
      });
      alter_below(child, change);
    }
  }

  void carry_checks(const QualifiedName& parent) {
    const auto former = checks_[parent];  // a copy: the map grows
    for (const auto& [name, check] : former) {
      const auto now = checks_after_[parent].find(name);
      const bool stays = now != checks_after_[parent].end() && now->second.expression == check.expression &&
                         now->second.no_inherit == check.no_inherit && (check.not_valid || !now->second.not_valid);
      if (!stays) drop_check_below(parent, name);
    }
    for (const auto& [name, check] : checks_after_[parent]) {
      if (!check.no_inherit) add_check_below(parent, check);
    }
  }

  void drop_check_below(const QualifiedName& parent, const std::string& name) {
    for (const QualifiedName& child : descent_.children(parent)) {
      const auto found = checks_[child].find(name);
      if (found == checks_[child].end() || !found->second.inherited) continue;
      drop_check_below(child, name);
      own_.before.checks.erase(found->second.id());
      checks_[child].erase(found);
    }
  }

  void add_check_below(const QualifiedName& parent, const model::Check& check) {
    for (const QualifiedName& child : descent_.children(parent)) {
      const auto [place, added] = checks_[child].emplace(check.name, check);
      if (added) {
        place->second.table = child;
        place->second.inherited = true;
        place->second.comment.reset();
      }
      if (place->second.inherited && !check.not_valid) place->second.not_valid = false;
      own_.before.checks.put(place->second);
      add_check_below(child, check);
    }
  }

  /// What CREATE TABLE takes from the parents, and which columns and checks the table declares: the latter shows only
  /// in the ties.
  void see_as_left(const model::Table& table) {
    const model::Table* former = find_table(own_.before, table.name);
    const bool created_with_ties = former == nullptr && has_parents(table) &&
                                   (!table.partition_of || can_be_created_as_partition(table, own_.before, after_));
    for (const auto& [name, check] : checks_after_[table.name]) {
      if (created_with_ties && check.inherited) own_.before.checks.put(as_inherited_at_birth(check, table));
      const model::Check* left = own_.before.checks.find(check.id());
      if (left == nullptr) continue;
      model::Check alike = *left;
      alike.inherited = check.inherited;
      own_.before.checks.put(std::move(alike));
    }
    edit(table.name, [&](model::Table& edited) {
      for (model::Column& column : edited.columns) {
        if (const model::Column* now = table.find_column(column.name)) column.inherited = now->inherited;
      }
    });
  }

  /// A table that is born under a check has no rows that could break it. One that a parent gets later, NOT VALID, is
  /// that below too; tables are created before checks.
  [[nodiscard]] model::Check as_inherited_at_birth(model::Check check, const model::Table& table) const {
    check.comment.reset();
    check.not_valid = std::ranges::any_of(parents_of(table), [&](const QualifiedName& parent) {
      const model::ObjectId id{model::Kind::check, parent.schema, parent.name, check.name};
      const model::Check* passed = after_.checks.find(id);
      const model::Check* former = before_.checks.find(id);
      const bool stood = former != nullptr && passed != nullptr && former->expression == passed->expression;
      return passed != nullptr && passed->not_valid && !stood;
    });
    return check;
  }

  /// A foreign key that a partition has from its parent comes and goes with the parent's, and with the tie. Where the
  /// tie ends it becomes the table's own; where one begins, an equal one of the table's own is made the parent's.
  void leave_foreign_keys_to_parents() {
    std::vector<model::ForeignKey> before;
    for (const auto& [id, key] : own_.before.foreign_keys) {
      if (key.inherited) before.push_back(key);
    }
    for (model::ForeignKey& key : before) {
      if (descent_.parents(key.table).empty()) {
        key.inherited = false;
        own_.before.foreign_keys.put(key);
      } else {
        own_.before.foreign_keys.erase(key.id());
      }
    }
    std::vector<model::ForeignKey> after;
    for (const auto& [id, key] : own_.after.foreign_keys) {
      if (key.inherited) after.push_back(key);
    }
    for (model::ForeignKey& key : after) {
      const model::ForeignKey* former = own_.before.foreign_keys.find(key.id());
      key.inherited = false;
      if (former != nullptr && *former == key) {
        own_.after.foreign_keys.put(key);
      } else {
        own_.after.foreign_keys.erase(key.id());
      }
    }
  }

  const model::Schema& before_;
  const model::Schema& after_;
  const Descent& descent_;
  Own own_;
  Checks checks_;
  Checks checks_after_;
};

bool has_parents(const model::Schema& schema) {
  return std::ranges::any_of(schema.tables, [](const auto& entry) { return has_parents(entry.second); });
}

/// Whether something of the table is to be part of an index of the parent that is there before the table.
bool joins_an_index(const model::Table& table, const model::Schema& after) {
  const auto joins = [&]<class K>(const model::Objects<K>& objects) {
    auto part = objects.lower_bound({K::kKind, table.name.schema, table.name.name, {}});
    for (; part != objects.end() && part->second.table == table.name; ++part) {
      if (part->second.partition_of) return true;
    }
    return false;
  };
  return joins(after.indexes) || joins(after.primary_keys) || joins(after.uniques);
}

}  // namespace

std::optional<Own> own_parts(const model::Schema& before, const model::Schema& after, const Descent& descent) {
  if (!has_parents(before) && !has_parents(after)) return std::nullopt;
  return CarryDown(before, after, descent).run();
}

model::Table as_created(const model::Table& table, const model::Schema& after) {
  model::Table created = table;
  for (model::Column& column : created.columns) {
    if (!column.inherited) continue;
    for (const QualifiedName& parent : table.inherits) {
      const model::Table* found = find_table(after, parent);
      const model::Column* passed = found == nullptr ? nullptr : found->find_column(column.name);
      if (passed == nullptr) continue;
      const auto compression = passed->compression;
      column = passed_on(*passed);
      column.compression = compression;
      column.statistics.reset();
      break;
    }
  }
  return created;
}

bool can_be_created_as_partition(const model::Table& table, const model::Schema& before, const model::Schema& after) {
  const model::Table* parent = find_table(after, table.partition_of->parent);
  const model::Table* former = find_table(before, table.partition_of->parent);
  if (parent == nullptr) return false;
  if (former != nullptr && (former->columns != parent->columns || joins_an_index(table, after))) return false;
  if (parent->columns.size() != table.columns.size()) return false;
  return std::ranges::all_of(table.columns, [&](const model::Column& column) {
    const model::Column* passed = parent->find_column(column.name);
    if (passed == nullptr) return false;
    model::Column made = passed_on(*passed);
    made.compression = passed->compression;
    made.statistics.reset();
    made.inherited = column.inherited;
    made.comment = column.comment;
    return made == column;
  });
}

}  // namespace schemac::diff
