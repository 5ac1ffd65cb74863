#include "diff/compare_kinds.hpp"

#include <algorithm>
#include <cassert>
#include <type_traits>

#include "diff/attached_indexes.hpp"
#include "diff/carry_down.hpp"
#include "diff/compare_ties.hpp"
#include "diff/in_place.hpp"
#include "model/relations.hpp"

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

/// What COMMENT ON says of `one`, which has its own comment perhaps; then only `other` may know what that is.
std::optional<std::string> comment_of(const model::Extension& one, const model::Extension& other) {
  if (!one.comment) return other.own_comment;
  return one.comment->empty() ? std::nullopt : one.comment;
}

/// Where one side leaves the version to the server, any will do.
void compare_objects(const model::Extension& before, const model::Extension& after, Changes& changes) {
  model::Extension commented = before;
  commented.comment = after.comment;
  commented.own_comment = after.own_comment;
  model::Extension same_version = commented;
  if (before.version.empty() || after.version.empty()) same_version.version = after.version;
  same_version.relocatable = after.relocatable;
  if (same_version != after && !can_alter(before, after)) return replace(before, after, changes);
  if (same_version != after) changes.push_back(Alter<model::Extension>{commented, after});
  if (before.comment != after.comment)
    add_comment_change(after.id(), comment_of(before, after), comment_of(after, before), changes);
}

/// Whether frame and parts, and so all that the definitions say, are the same; their order (that of columns) may not
/// be.
bool define_the_same(const model::Scripted& before, const model::Scripted& after) {
  if (!before.frame || before.frame != after.frame || before.parts.size() != after.parts.size()) return false;
  return std::ranges::all_of(after.parts, [&](const model::ScriptedPart& part) {
    const model::ScriptedPart* former = before.find_part(part.aspect);
    return former != nullptr && *former == part;
  });
}

/// Kept as statements: what its settings and parts say is altered, anything else makes it anew.
void compare_objects(const model::Scripted& before, const model::Scripted& after, Changes& changes) {
  model::Scripted commented = before;
  commented.comment = after.comment;
  if (define_the_same(before, after)) {
    commented.definition = after.definition;
    commented.parts = after.parts;
  }
  if (!can_alter(commented, after)) return replace(before, after, changes);
  if (commented != after) changes.push_back(Alter<model::Scripted>{commented, after});
  add_comment_change(after.id(), before.comment, after.comment, changes);
}

/// The comments of columns have changes of their own, as with tables.
template <class K>
void compare_views(const K& before, const K& after, Changes& changes) {
  K commented = before;
  commented.comment = after.comment;
  for (model::ViewColumn& column : commented.columns) {
    const model::ViewColumn* now = model::find_column(after.columns, column.name);
    if (now != nullptr) column.comment = now->comment;
  }
  if (commented != after && !can_alter(commented, after)) return replace(before, after, changes);
  if (commented != after) changes.push_back(Alter<K>{commented, after});
  add_comment_change(after.id(), before.comment, after.comment, changes);
  for (const model::ViewColumn& column : after.columns) {
    const model::ViewColumn* former = model::find_column(before.columns, column.name);
    add_comment_change(model::column_id(after.name, column.name), former == nullptr ? std::nullopt : former->comment,
                       column.comment, changes);
  }
}
void compare_objects(const model::View& before, const model::View& after, Changes& changes) {
  compare_views(before, after, changes);
}
void compare_objects(const model::MaterializedView& before, const model::MaterializedView& after, Changes& changes) {
  compare_views(before, after, changes);
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

/// An index that failed to be built is no state to reach: it is repaired, and never made.
void compare_objects(const model::Index& before, const model::Index& after, Changes& changes) {
  model::Index sound = before;
  if (after.invalid) sound.invalid = true;
  compare_objects<model::Index>(sound, after, changes);
}

void compare_objects(const model::Table& before, const model::Table& after, Changes& changes) {
  model::Table attributes = before;
  attributes.columns = after.columns;
  attributes.comment = after.comment;
  attributes.partition_of = after.partition_of;  // ties: compare_ties.hpp
  attributes.inherits = after.inherits;
  attributes.of_type = after.of_type;
  if (attributes != after) changes.push_back(Alter<model::Table>{attributes, after});
  add_comment_change(after.id(), before.comment, after.comment, changes);
  const auto columns = column_changes(before, after);
  changes.insert(changes.end(), columns.begin(), columns.end());
}

bool goes_with_its_namespace(const model::Schema& before, const model::Schema& after,
                             const model::DefaultPrivileges& privileges) {
  const ObjectId id{model::Kind::namespace_, {}, {}, privileges.schema};
  return before.namespaces.find(id) != nullptr && after.namespaces.find(id) == nullptr;
}

template <class K>
bool goes_by_itself(const model::Schema& before, const model::Schema& after, const K& object) {
  if constexpr (std::is_same_v<K, model::Sequence>) return goes_with_its_owner(after, object);
  if constexpr (std::is_same_v<K, model::DefaultPrivileges>) return goes_with_its_namespace(before, after, object);
  return goes_with_its_relation(before, after, object.id());
}

/// As if no table had anything from another.
void compare_collections(const model::Schema& before, const model::Schema& after, Changes& changes) {
  model::for_each_kind(before, after, [&](const auto& former, const auto& now) {
    using K = typename std::decay_t<decltype(now)>::value_type;
    for (const auto& [id, object] : former) {
      if (now.find(id) == nullptr && !goes_by_itself(before, after, object)) changes.push_back(Drop<K>{object});
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

}  // namespace

bool goes_with_its_relation(const model::Schema& before, const model::Schema& after, const ObjectId& id) {
  return !id.table.empty() && model::relation_under(before, id) != model::relation_under(after, id);
}

bool goes_with_its_owner(const model::Schema& after, const model::Sequence& sequence) {
  if (!sequence.owned_by) return false;
  const model::QualifiedName& name = sequence.owned_by->table;
  const model::Table* table = after.tables.find({model::Kind::table, name.schema, {}, name.name});
  return table == nullptr || table->find_column(sequence.owned_by->column) == nullptr;
}

std::vector<Change> column_changes(const model::Table& before, const model::Table& after) {
  Changes changes;
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
  return changes;
}

void compare_kinds(const model::Schema& before, const model::Schema& after, Changes& changes) {
  const Descent descent(before, after);
  std::optional<Own> own = own_parts(before, after, descent);
  if (own) see_as_attached(*own);
  compare_collections(own ? own->before : before, own ? own->after : after, changes);
  compare_ties(before, after, descent, own ? own->kept_below : std::set<ObjectId>{}, changes);
  if (own) settle_attached_indexes(before, after, descent, changes);
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
