// A whole database, or what is declared of one: one sorted collection a kind. This file is THE list of kinds.
#pragma once

#include <map>
#include <set>
#include <utility>

#include "model/check.hpp"
#include "model/composite_type.hpp"
#include "model/domain.hpp"
#include "model/enum_type.hpp"
#include "model/exclusion.hpp"
#include "model/extension.hpp"
#include "model/foreign_key.hpp"
#include "model/function.hpp"
#include "model/index.hpp"
#include "model/namespace.hpp"
#include "model/object_id.hpp"
#include "model/policy.hpp"
#include "model/primary_key.hpp"
#include "model/rights.hpp"
#include "model/scripted.hpp"
#include "model/sequence.hpp"
#include "model/shared_map.hpp"
#include "model/table.hpp"
#include "model/trigger.hpp"
#include "model/unique.hpp"
#include "model/view.hpp"

namespace schemac::model {

/// The objects of one kind, sorted by name.
template <class K>
class Objects {
 public:
  using value_type = K;

  /// Adds an object, or replaces the one that has its id.
  void put(K object) {
    ObjectId id = object.id();
    by_id_.edit().insert_or_assign(std::move(id), std::move(object));
  }
  void erase(const ObjectId& id) { by_id_.edit().erase(id); }
  [[nodiscard]] const K* find(const ObjectId& id) const {
    const auto found = by_id_.find(id);
    return found == by_id_.end() ? nullptr : &found->second;
  }
  [[nodiscard]] std::size_t size() const { return by_id_.size(); }
  [[nodiscard]] bool empty() const { return by_id_.empty(); }
  /// From where the id is or would be: what stands on one table follows one another.
  [[nodiscard]] auto lower_bound(const ObjectId& id) const { return by_id_.lower_bound(id); }
  /// Pairs of ObjectId and K.
  [[nodiscard]] auto begin() const { return by_id_.begin(); }
  [[nodiscard]] auto end() const { return by_id_.end(); }

  bool operator==(const Objects&) const = default;

 private:
  SharedMap<ObjectId, K> by_id_;
};

struct Schema {
  Objects<Namespace> namespaces;
  Objects<Extension> extensions;
  Objects<EnumType> enum_types;
  Objects<CompositeType> composite_types;
  Objects<Domain> domains;
  Objects<Sequence> sequences;
  Objects<Function> functions;
  Objects<Table> tables;
  Objects<PrimaryKey> primary_keys;
  Objects<Unique> uniques;
  Objects<Check> checks;
  Objects<Exclusion> exclusions;
  Objects<Index> indexes;
  Objects<ForeignKey> foreign_keys;
  Objects<View> views;
  Objects<MaterializedView> materialized_views;
  Objects<Scripted> scripted;
  Objects<Trigger> triggers;
  Objects<Policy> policies;
  Objects<DefaultPrivileges> default_privileges;

  /// Owners and privileges of objects; privileges of columns and of the sequences behind identity columns too. An
  /// object without an entry in `owners` belongs to whoever runs the script (the schema `public` to whom PostgreSQL
  /// gives it, a sequence to the owner of the table that owns it); one without an entry in `grants` has the privileges
  /// that every object of its kind is born with.
  std::map<ObjectId, std::string> owners;
  std::map<ObjectId, Grants> grants;

  /// Of a live database the role that read it, and there owners and privileges are known of every object. Empty: the
  /// schema comes from sources, and says nothing where it has no entry. Not kept in snapshots.
  std::string session_role;

  /// Who needs whom, among the objects above and columns. Not part of what two states are compared by.
  SharedMap<ObjectId, std::set<ObjectId>> dependencies;

  bool operator==(const Schema&) const = default;
};

/// Calls `f(collection)` for the collection of every kind, in the order of creation. `schema` may be const.
template <class S, class F>
void for_each_kind(S& schema, F&& f) {
  f(schema.namespaces);
  f(schema.extensions);
  f(schema.enum_types);
  f(schema.composite_types);
  f(schema.domains);
  f(schema.sequences);
  f(schema.functions);
  f(schema.tables);
  f(schema.primary_keys);
  f(schema.uniques);
  f(schema.checks);
  f(schema.exclusions);
  f(schema.indexes);
  f(schema.foreign_keys);
  f(schema.views);
  f(schema.materialized_views);
  f(schema.scripted);
  f(schema.triggers);
  f(schema.policies);
  f(schema.default_privileges);
}

/// The same for two schemas at once: `f(before.collection, after.collection)`.
template <class S, class F>
void for_each_kind(S& before, S& after, F&& f) {
  f(before.namespaces, after.namespaces);
  f(before.extensions, after.extensions);
  f(before.enum_types, after.enum_types);
  f(before.composite_types, after.composite_types);
  f(before.domains, after.domains);
  f(before.sequences, after.sequences);
  f(before.functions, after.functions);
  f(before.tables, after.tables);
  f(before.primary_keys, after.primary_keys);
  f(before.uniques, after.uniques);
  f(before.checks, after.checks);
  f(before.exclusions, after.exclusions);
  f(before.indexes, after.indexes);
  f(before.foreign_keys, after.foreign_keys);
  f(before.views, after.views);
  f(before.materialized_views, after.materialized_views);
  f(before.scripted, after.scripted);
  f(before.triggers, after.triggers);
  f(before.policies, after.policies);
  f(before.default_privileges, after.default_privileges);
}

}  // namespace schemac::model
