#include "diff/attached_indexes.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <type_traits>
#include <utility>

#include "diff/subject.hpp"

namespace schemac::diff {
namespace {

using model::ObjectId;
using model::QualifiedName;

QualifiedName name_of(const ObjectId& id) { return {id.schema, id.name}; }

template <class K>
inline constexpr bool kCanBeAttached = requires(K object) {
  object.table;
  object.partition_of->schema;
};

/// Calls `f(object)` for all indexes, and constraints with one, that can be part of another.
template <class F>
void for_each_index(const model::Schema& schema, F&& f) {
  model::for_each_kind(schema, [&]<class K>(const model::Objects<K>& objects) {
    if constexpr (kCanBeAttached<K>) {
      for (const auto& [id, object] : objects) f(object);
    }
  });
}

template <class K>
void see_kind_as_attached(model::Objects<K>& before, const model::Objects<K>& after, const model::Schema& states) {
  std::vector<K> alike;
  for (const auto& [id, object] : before) {
    const K* now = after.find(id);
    if (now == nullptr) continue;
    K seen = object;
    seen.partition_of = now->partition_of;
    if constexpr (std::is_same_v<K, model::Index>) {
      // What was incomplete is made whole by attaching what is missing.
      const model::Table* table = find_table(states, seen.table);
      if (table != nullptr && table->partition_by) seen.invalid = now->invalid;
    }
    if (seen != object) alike.push_back(std::move(seen));
  }
  for (K& object : alike) before.put(std::move(object));
}

class Settling {
 public:
  Settling(const model::Schema& before, const model::Schema& after, const Descent& descent,
           std::vector<Change>& changes)
      : before_(before), after_(after), descent_(descent), changes_(changes) {
    for_each_index(before_, [&](const auto& index) {
      if (!index.partition_of || !stays_tied(index.table)) return;
      parts_[*index.partition_of].push_back(index.id());
      whole_.emplace(name_of(index.id()), *index.partition_of);
      ids_.emplace(name_of(index.id()), index.id());
    });
    for_each_index(before_, [&](const auto& index) { ids_.emplace(name_of(index.id()), index.id()); });
  }

  void run() {
    if (any_attached()) {
      note_gone();
      for (std::size_t i = 0; i < queue_.size(); ++i) {
        const QualifiedName index = queue_[i];  // the queue grows meanwhile
        drag_along(index);
      }
      say_which_drops_are_implied();
      attach_the_rest();
    }
  }

 private:
  [[nodiscard]] bool any_attached() const {
    bool any = !whole_.empty();
    for_each_index(before_, [&](const auto& index) { any = any || index.partition_of.has_value(); });
    for_each_index(after_, [&](const auto& index) { any = any || index.partition_of.has_value(); });
    return any;
  }

  [[nodiscard]] bool stays_tied(const QualifiedName& table) const { return !descent_.parents(table).empty(); }

  void note_gone() {
    std::vector<ObjectId> remade;
    for (const Change& change : changes_) {
      std::visit(
          [&]<class C>(const C& each) {
            if constexpr (requires { each.object.partition_of->schema; }) {
              using K = std::decay_t<decltype(each.object)>;
              if constexpr (kCanBeAttached<K> && std::is_same_v<C, Drop<K>>) note(each.object.id());
            }
          },
          change);
      // ALTER INDEX … SET is not for indexes of partitioned tables.
      const auto* alter = std::get_if<Alter<model::Index>>(&change);
      if (alter != nullptr && alter->before.storage_parameters != alter->after.storage_parameters &&
          is_partitioned(alter->after.table)) {
        remade.push_back(alter->after.id());
      }
    }
    for (const ObjectId& id : remade) make_anew(id);
  }

  [[nodiscard]] bool is_partitioned(const QualifiedName& table) const {
    const model::Table* found = find_table(after_, table);
    return found != nullptr && found->partition_by.has_value();
  }

  void note(const ObjectId& id) {
    if (gone_.insert(name_of(id)).second) queue_.push_back(name_of(id));
  }

  /// The one that `index` is part of, and those that are part of it.
  void drag_along(const QualifiedName& index) {
    if (const auto whole = whole_.find(index); whole != whole_.end()) {
      const auto id = ids_.find(whole->second);
      if (id != ids_.end()) make_anew(id->second);
    }
    const auto parts = parts_.find(index);
    if (parts == parts_.end()) return;
    for (const ObjectId& part : parts->second) make_anew(part);
  }

  void make_anew(const ObjectId& id) {
    if (gone_.count(name_of(id)) != 0) return;
    std::erase_if(changes_, [&](const Change& change) {
      return subject(change) == id && !std::holds_alternative<AttachIndex>(change);
    });
    model::for_each_kind(before_, after_, [&](const auto& former, const auto& now) {
      using K = typename std::decay_t<decltype(now)>::value_type;
      if (const K* object = former.find(id)) changes_.push_back(Drop<K>{*object});
      if (const K* object = now.find(id)) changes_.push_back(Create<K>{*object});
    });
    note(id);
  }

  void say_which_drops_are_implied() {
    for (Change& change : changes_) {
      std::visit(
          [&]<class C>(C& each) {
            if constexpr (requires { each.object.partition_of->schema; }) {
              using K = std::decay_t<decltype(each.object)>;
              if constexpr (std::is_same_v<C, Drop<K>>) {
                const auto whole = whole_.find(name_of(each.object.id()));
                each.object.partition_of.reset();
                if (whole != whole_.end() && gone_.count(whole->second) != 0) each.object.partition_of = whole->second;
              }
            }
          },
          change);
    }
  }

  void attach_the_rest() {
    std::set<QualifiedName> made;
    std::set<QualifiedName> incomplete;
    for (const Change& change : changes_) {
      std::visit(
          [&]<class C>(const C& each) {
            if constexpr (requires { each.object.partition_of->schema; }) {
              using K = std::decay_t<decltype(each.object)>;
              if constexpr (std::is_same_v<C, Create<K>>) made.insert(name_of(each.object.id()));
            }
          },
          change);
    }
    for (const auto& [id, index] : after_.indexes) {
      if (index.invalid) incomplete.insert(name_of(id));
    }
    for_each_index(after_, [&](const auto& index) {
      if (!index.partition_of) return;
      const QualifiedName& whole = *index.partition_of;
      const bool by_itself = incomplete.count(whole) != 0 && made.count(whole) != 0;
      const bool to_what_stays = stays_tied(index.table) && made.count(whole) == 0 && !was_attached(index.id(), whole);
      if (by_itself || to_what_stays) changes_.emplace_back(AttachIndex{index.id(), whole});
    });
  }

  [[nodiscard]] bool was_attached(const ObjectId& index, const QualifiedName& whole) const {
    const auto found = whole_.find(name_of(index));
    return found != whole_.end() && found->second == whole && gone_.count(name_of(index)) == 0;
  }

  const model::Schema& before_;
  const model::Schema& after_;
  const Descent& descent_;
  std::vector<Change>& changes_;
  std::map<QualifiedName, std::vector<ObjectId>> parts_;  ///< What is part of an index, as long as the tables are tied.
  std::map<QualifiedName, QualifiedName> whole_;
  std::map<QualifiedName, ObjectId> ids_;
  std::set<QualifiedName> gone_;
  std::vector<QualifiedName> queue_;
};

}  // namespace

void see_as_attached(Own& own) {
  see_kind_as_attached(own.before.indexes, own.after.indexes, own.after);
  see_kind_as_attached(own.before.primary_keys, own.after.primary_keys, own.after);
  see_kind_as_attached(own.before.uniques, own.after.uniques, own.after);
}

void settle_attached_indexes(const model::Schema& before, const model::Schema& after, const Descent& descent,
                             std::vector<Change>& changes) {
  Settling(before, after, descent, changes).run();
}

}  // namespace schemac::diff
