#include "diff/compare_kinds.hpp"

#include <cassert>
#include <type_traits>

#include "diff/in_place.hpp"

namespace schemac::diff {
namespace {

using model::ObjectId;
using Changes = std::vector<Change>;

void add_comment_change(const ObjectId& id, const std::optional<std::string>& before,
                        const std::optional<std::string>& after, Changes& changes) {
  if (before != after) changes.push_back(SetComment{id, before, after});
}

template <class K>
void replace(const K& before, const K& after, Changes& changes) {
  changes.push_back(Drop<K>{before});
  changes.push_back(Create<K>{after});
}

/// Kinds that some ALTER changes: see in_place.hpp.
template <class K>
void compare_objects(const K& before, const K& after, Changes& changes) {
  K commented = before;
  commented.comment = after.comment;
  if (commented != after && !can_alter(commented, after)) return replace(before, after, changes);
  if (commented != after) changes.push_back(Alter<K>{commented, after});
  add_comment_change(after.id(), before.comment, after.comment, changes);
}

/// Kinds that no ALTER changes but for the name and the comment.
template <class K>
void compare_unalterable(const K& before, const K& after, Changes& changes) {
  K commented = before;
  commented.comment = after.comment;
  if (commented != after) return replace(before, after, changes);
  add_comment_change(after.id(), before.comment, after.comment, changes);
}
void compare_objects(const model::Namespace& before, const model::Namespace& after, Changes& changes) {
  compare_unalterable(before, after, changes);
}
void compare_objects(const model::PrimaryKey& before, const model::PrimaryKey& after, Changes& changes) {
  compare_unalterable(before, after, changes);
}
void compare_objects(const model::Unique& before, const model::Unique& after, Changes& changes) {
  compare_unalterable(before, after, changes);
}
void compare_objects(const model::Exclusion& before, const model::Exclusion& after, Changes& changes) {
  compare_unalterable(before, after, changes);
}

/// Where one side leaves the version to the server, any will do.
void compare_objects(const model::Extension& before, const model::Extension& after, Changes& changes) {
  model::Extension same_version = before;
  if (before.version.empty() || after.version.empty()) same_version.version = after.version;
  if (same_version != after) changes.push_back(Alter<model::Extension>{before, after});
}

/// Kept as statements: what its settings say is set anew, anything else makes it anew.
void compare_objects(const model::Scripted& before, const model::Scripted& after, Changes& changes) {
  model::Scripted set = before;
  set.comment = after.comment;
  set.settings = after.settings;
  set.defaults = after.defaults;
  if (set != after) return replace(before, after, changes);
  if (before.settings != after.settings) changes.push_back(Alter<model::Scripted>{before, after});
  add_comment_change(after.id(), before.comment, after.comment, changes);
}

void compare_objects(const model::DefaultPrivileges& before, const model::DefaultPrivileges& after, Changes& changes) {
  if (before != after) changes.push_back(Alter<model::DefaultPrivileges>{before, after});
}

void compare_objects(const model::EnumType& before, const model::EnumType& after, Changes& changes) {
  const auto added = added_labels(before, after);
  assert(added && "an enum that loses labels makes way for a new one before anything is compared");
  changes.insert(changes.end(), added->begin(), added->end());
  add_comment_change(after.id(), before.comment, after.comment, changes);
}

void compare_columns(const model::Table& before, const model::Table& after, Changes& changes) {
  for (const model::Column& column : before.columns) {
    const model::Column* now = after.find_column(column.name);
    if (now == nullptr || !can_alter(column, *now)) changes.push_back(DropColumn{after.name, column});
  }
  for (const model::Column& column : after.columns) {
    const model::Column* former = before.find_column(column.name);
    if (former == nullptr || !can_alter(*former, column)) {
      changes.push_back(AddColumn{after.name, column});
      continue;
    }
    model::Column commented = *former;
    commented.comment = column.comment;
    if (commented != column) changes.push_back(AlterColumn{after.name, commented, column});
    add_comment_change(model::column_id(after.name, column.name), former->comment, column.comment, changes);
  }
}

void compare_objects(const model::Table& before, const model::Table& after, Changes& changes) {
  model::Table attributes = before;
  attributes.columns = after.columns;
  attributes.comment = after.comment;
  if (attributes != after) changes.push_back(Alter<model::Table>{attributes, after});
  add_comment_change(after.id(), before.comment, after.comment, changes);
  compare_columns(before, after, changes);
}

template <class K>
bool goes_by_itself(const model::Schema& after, const K& object) {
  if constexpr (std::is_same_v<K, model::Sequence>) return goes_with_its_owner(after, object);
  return goes_with_its_table(after, object.id());
}

}  // namespace

bool goes_with_its_table(const model::Schema& after, const ObjectId& id) {
  return !id.table.empty() && after.tables.find({model::Kind::table, id.schema, {}, id.table}) == nullptr;
}

bool goes_with_its_owner(const model::Schema& after, const model::Sequence& sequence) {
  if (!sequence.owned_by) return false;
  const model::QualifiedName& name = sequence.owned_by->table;
  const model::Table* table = after.tables.find({model::Kind::table, name.schema, {}, name.name});
  return table == nullptr || table->find_column(sequence.owned_by->column) == nullptr;
}

void compare_kinds(const model::Schema& before, const model::Schema& after, Changes& changes) {
  model::for_each_kind(before, after, [&](const auto& former, const auto& now) {
    using K = typename std::decay_t<decltype(now)>::value_type;
    for (const auto& [id, object] : former) {
      if (now.find(id) == nullptr && !goes_by_itself(after, object)) changes.push_back(Drop<K>{object});
    }
    for (const auto& [id, object] : now) {
      const K* counterpart = former.find(id);
      if (counterpart == nullptr) {
        changes.push_back(Create<K>{object});
      } else {
        compare_objects(*counterpart, object, changes);
      }
    }
  });
}

std::optional<std::vector<AddEnumValue>> added_labels(const model::EnumType& before, const model::EnumType& after) {
  std::vector<AddEnumValue> added;
  std::size_t met = 0;
  for (std::size_t i = 0; i < after.labels.size(); ++i) {
    const std::string& label = after.labels[i];
    if (met < before.labels.size() && before.labels[met] == label) {
      ++met;
    } else if (met == before.labels.size()) {
      added.push_back({after.name, label, {}, {}});
    } else if (i == 0) {
      added.push_back({after.name, label, before.labels.front(), {}});
    } else {
      added.push_back({after.name, label, {}, after.labels[i - 1]});
    }
  }
  if (met != before.labels.size()) return std::nullopt;
  return added;
}

}  // namespace schemac::diff
