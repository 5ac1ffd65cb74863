#include "diff/apply_renames.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

#include "diff/name_space.hpp"
#include "diff/rename.hpp"
#include "diff/replaced_types.hpp"
#include "diff/twins.hpp"
#include "diff/view_columns.hpp"
#include "model/routine_name.hpp"

namespace schemac::diff {
namespace {

using model::Kind;
using model::ObjectId;
using model::QualifiedName;

bool has_label(const model::EnumType& type, const std::string& label) {
  return std::find(type.labels.begin(), type.labels.end(), label) != type.labels.end();
}

class Renaming {
 public:
  Renaming(const model::Schema& before, const model::Schema& after, Claim claim)
      : before_(before), after_(after), claim_(claim), schema_(before) {}

  /// Everything that holds a name of others comes first: a table is found by its new name when its columns' turn comes.
  void rename_objects(const model::Renames& said) {
    constexpr Kind kOrder[] = {
        Kind::namespace_, Kind::enum_type,   Kind::composite_type, Kind::domain,      Kind::sequence,
        Kind::function,   Kind::table,       Kind::foreign_table,  Kind::view,        Kind::materialized_view,
        Kind::column,     Kind::primary_key, Kind::unique,         Kind::check,       Kind::exclusion,
        Kind::index,      Kind::foreign_key, Kind::statistics,     Kind::rule,        Kind::aggregate,
        Kind::collation,  Kind::range_type,  Kind::event_trigger,  Kind::publication, Kind::trigger,
        Kind::policy};
    for (const Kind kind : kOrder) rename_kind(candidates(said, kind));
  }

  void rename_labels(const model::Renames& said) {
    std::vector<model::Rename> waiting;
    for (const model::Rename& rename : said) {
      if (rename.label_before.empty()) continue;
      waiting.push_back({current(rename.before), rename.after, rename.label_before, rename.label_after});
    }
    clear_the_way_of_labels(waiting);
    run_in_turn(std::move(waiting), [&](const model::Rename& rename) { return label_holds(rename); });
  }

  /// A type that cannot become what it is to be while columns hold values of it makes way, and everything that uses it
  /// moves over; which may be another type, that can then not stay either.
  void move_types_out_of_the_way() {
    for (bool moved = true; moved;) {
      moved = move_first(schema_.enum_types) || move_first(schema_.domains) || move_first(schema_.composite_types);
    }
  }

  void move_tables_out_of_the_way() {
    while (const model::Table* table = table_to_rebuild(schema_, after_, rebuilt_)) {
      const ObjectId id = table->id();
      make_way(id);
      rebuilt_.push_back({done_.back().after, id});
    }
    std::vector<QualifiedName> giving;
    for (const model::Table* table : partitions_with_heirs(schema_, after_, rebuilt_)) giving.push_back(table->name);
    for (const QualifiedName& table : giving) {
      move_indexes_out_of_the_way(table, schema_.indexes);
      move_indexes_out_of_the_way(table, schema_.primary_keys);
      move_indexes_out_of_the_way(table, schema_.uniques);
      move_indexes_out_of_the_way(table, schema_.exclusions);
    }
  }

  void rename_columns_of_views() {
    for (auto renames = renamed_results(schema_, after_); !renames.empty();
         renames = renamed_results(schema_, after_)) {
      for (const model::Rename& rename : renames) run(rename);
    }
  }

  /// Again and again: a part of a renamed index is equal to its twin only then.
  void rename_twins() {
    for (auto renames = twins(schema_, after_); !renames.empty(); renames = twins(schema_, after_)) {
      for (const model::Rename& rename : renames) run(rename);
    }
  }

  Renamed result() && { return {std::move(schema_), std::move(held_), std::move(changes_), std::move(rebuilt_)}; }

 private:
  /// What an id of the former state, or one that names its table as it is called now, is called at this point.
  [[nodiscard]] ObjectId current(const ObjectId& id) const {
    if (!has(before_, id)) return id;
    ObjectId now = id;
    for (const model::Rename& done : done_) now = renamed_id(now, done);
    return now;
  }

  /// What an object that is called `id` at this point was called at first.
  [[nodiscard]] ObjectId original(ObjectId id) const {
    for (auto done = done_.rbegin(); done != done_.rend(); ++done) {
      id = renamed_id(id, {done->after, done->before, done->label_after, done->label_before});
    }
    return id;
  }

  [[nodiscard]] std::vector<model::Rename> candidates(const model::Renames& said, Kind kind) const {
    std::vector<model::Rename> found;
    for (const model::Rename& rename : said) {
      if (rename.before.kind != kind || rename.after.kind != kind || !rename.label_before.empty()) continue;
      const model::Rename now{current(rename.before), rename.after, {}, {}};
      // Constraints, columns and the like stay on their table.
      const bool same_table =
          now.before.table == now.after.table && (now.before.table.empty() || now.before.schema == now.after.schema);
      const bool exist = has(schema_, now.before) && has(after_, now.after);
      if (same_table && exist && now.before != now.after) found.push_back(now);
    }
    std::sort(found.begin(), found.end());
    return found;
  }

  void rename_kind(std::vector<model::Rename> waiting) {
    clear_the_way(waiting);
    run_in_turn(std::move(waiting), [&](const model::Rename& rename) {
      return has(schema_, rename.before) && !has(schema_, rename.after);
    });
  }

  /// What has one of the new names and is not renamed itself. A rename that is only said replaces it where the former
  /// name is to vanish: else it is history.
  void clear_the_way(const std::vector<model::Rename>& waiting) {
    for (const model::Rename& rename : waiting) {
      const bool moves = std::any_of(waiting.begin(), waiting.end(),
                                     [&](const model::Rename& other) { return other.before == rename.after; });
      const bool replaces = claim_ == Claim::known || !has(after_, rename.before);
      if (has(schema_, rename.after) && !moves && replaces) make_way(rename.after);
    }
  }

  /// Runs each as soon as `holds` says so: of a -> b and b -> c the second is first. What never holds is left out.
  template <class Holds>
  void run_in_turn(std::vector<model::Rename> waiting, Holds holds) {
    for (auto next = waiting.begin(); next != waiting.end();) {
      if (!holds(*next)) {
        ++next;
        continue;
      }
      held_.push_back({original(next->before), next->after, next->label_before, next->label_after});
      if (next->label_before.empty()) free_the_name(next->after);
      move(*next);
      waiting.erase(next);
      next = waiting.begin();
    }
  }

  [[nodiscard]] bool label_holds(const model::Rename& rename) const {
    const model::EnumType* former = schema_.enum_types.find(rename.before);
    const model::EnumType* now = after_.enum_types.find(rename.after);
    return rename.before == rename.after && former != nullptr && now != nullptr &&
           has_label(*former, rename.label_before) && !has_label(*former, rename.label_after) &&
           has_label(*now, rename.label_after);
  }

  void clear_the_way_of_labels(const std::vector<model::Rename>& waiting) {
    for (const model::Rename& rename : waiting) {
      const bool moves = std::any_of(waiting.begin(), waiting.end(), [&](const model::Rename& other) {
        return other.before == rename.before && other.label_before == rename.label_after;
      });
      const model::EnumType* type = schema_.enum_types.find(rename.before);
      const model::EnumType* now = after_.enum_types.find(rename.after);
      const bool exist = type != nullptr && now != nullptr && has_label(*type, rename.label_before);
      if (moves || !exist || !has_label(*type, rename.label_after) || !has_label(*now, rename.label_after)) continue;
      if (claim_ == Claim::said && has_label(*now, rename.label_before)) continue;
      const ObjectId label{Kind::enum_type, {}, {}, rename.label_after};
      const auto taken = [&](const ObjectId& id) { return has_label(*type, id.name) || has_label(*now, id.name); };
      run({rename.before, rename.before, rename.label_after, free_name(label, taken).name});
    }
  }

  template <class K>
  bool move_first(const model::Objects<K>& types) {
    for (const auto& [id, type] : types) {
      const ObjectId name = id;  // not a structured binding: clang 14 cannot capture one
      if (!must_make_way(schema_, after_, name)) continue;
      make_way(name);
      return true;
    }
    return false;
  }

  void make_way(const ObjectId& id) { run({id, free_name(id), {}, {}}); }

  /// Objects of other kinds may have it; what it is to be called there in the end decides itself later.
  void free_the_name(const ObjectId& id) {
    for (auto holder = name_holder(schema_, id); holder; holder = name_holder(schema_, id)) make_way(*holder);
  }

  /// A table keeps its indexes until its rows have gone over to others, whose indexes are there before.
  template <class K>
  void move_indexes_out_of_the_way(const QualifiedName& table, const model::Objects<K>& indexes) {
    std::vector<ObjectId> taken;
    for (const auto& [id, index] : indexes)
      if (id.schema == table.schema && id.table == table.name && name_holder(after_, id)) taken.push_back(id);
    for (const ObjectId& id : taken) make_way(id);
  }

  [[nodiscard]] bool is_taken(const ObjectId& id) const {
    return has(schema_, id) || has(after_, id) || name_holder(schema_, id) || name_holder(after_, id);
  }

  [[nodiscard]] ObjectId free_name(const ObjectId& id) const {
    return free_name(id, [&](const ObjectId& name) { return is_taken(name); });
  }

  /// What moves to another namespace arrives there under the name that it had: it is renamed before where that is
  /// taken.
  void move(const model::Rename& next) {
    ObjectId arriving = next.before;
    arriving.schema = next.after.schema;
    const bool moves = next.before.schema != next.after.schema && arriving != next.after;
    if (!moves || !(has(schema_, arriving) || name_holder(schema_, arriving))) return run(next);
    ObjectId leaving = next.before;
    leaving.name = next.after.name;
    if (has(schema_, leaving) || name_holder(schema_, leaving)) leaving = free_name(leaving);
    run({next.before, leaving, {}, {}});
    run({leaving, next.after, {}, {}});
  }

  template <class Taken>
  [[nodiscard]] static ObjectId free_name(const ObjectId& id, Taken taken) {
    ObjectId free = id;
    for (int number = 1; taken(free); ++number) {
      free.name = name_with(id, number == 1 ? "_former" : "_former" + std::to_string(number));
    }
    return free;
  }

  /// PostgreSQL keeps 63 bytes of a name; a function's goes before its arguments.
  [[nodiscard]] static std::string name_with(const ObjectId& id, const std::string& suffix) {
    constexpr std::size_t kMaximumNameBytes = 63;
    const std::size_t end = id.kind == Kind::function ? model::arguments_begin(id.name) : id.name.size();
    std::size_t kept = std::min(end, kMaximumNameBytes - suffix.size());
    while (kept < end && kept > 0 && (static_cast<unsigned char>(id.name[kept]) & 0xC0U) == 0x80U) --kept;
    return id.name.substr(0, kept) + suffix + id.name.substr(end);
  }

  void run(const model::Rename& next) {
    changes_.push_back(change_of(next));
    rename(schema_, next);
    done_.push_back(next);
  }

  const model::Schema& before_;
  const model::Schema& after_;
  Claim claim_;
  model::Schema schema_;
  model::Renames done_;
  model::Renames held_;
  std::vector<Change> changes_;
  std::vector<Rebuilt> rebuilt_;
};

Change label_change(const model::Rename& rename) {
  return RenameEnumValue{{rename.after.schema, rename.after.name}, rename.label_before, rename.label_after};
}

}  // namespace

Renamed apply_renames(const model::Schema& before, const model::Schema& after, const model::Renames& renames,
                      Claim claim) {
  Renaming renaming(before, after, claim);
  renaming.rename_objects(renames);
  renaming.rename_labels(renames);
  renaming.move_types_out_of_the_way();
  renaming.move_tables_out_of_the_way();
  renaming.rename_columns_of_views();
  renaming.rename_twins();
  return std::move(renaming).result();
}

Change change_of(const model::Rename& rename) {
  const auto& [before, after, label_before, label_after] = rename;
  switch (before.kind) {
    case Kind::namespace_:
      return Rename<model::Namespace>{before, after};
    case Kind::enum_type:
      if (!label_before.empty()) return label_change(rename);
      return Rename<model::EnumType>{before, after};
    case Kind::sequence:
      return Rename<model::Sequence>{before, after};
    case Kind::function:
      return Rename<model::Function>{before, after};
    case Kind::table:
      return Rename<model::Table>{before, after};
    case Kind::column:
      return RenameColumn{{before.schema, before.table}, before.name, after.name};
    case Kind::primary_key:
      return Rename<model::PrimaryKey>{before, after};
    case Kind::unique:
      return Rename<model::Unique>{before, after};
    case Kind::check:
      return Rename<model::Check>{before, after};
    case Kind::exclusion:
      return Rename<model::Exclusion>{before, after};
    case Kind::index:
      return Rename<model::Index>{before, after};
    case Kind::foreign_key:
      return Rename<model::ForeignKey>{before, after};
    case Kind::trigger:
      return Rename<model::Trigger>{before, after};
    case Kind::policy:
      return Rename<model::Policy>{before, after};
    case Kind::composite_type:
      return Rename<model::CompositeType>{before, after};
    case Kind::domain:
      return Rename<model::Domain>{before, after};
    case Kind::view:
      return Rename<model::View>{before, after};
    case Kind::materialized_view:
      return Rename<model::MaterializedView>{before, after};
    case Kind::language:
    case Kind::access_method:
    case Kind::foreign_data_wrapper:
    case Kind::server:
    case Kind::collation:
    case Kind::range_type:
    case Kind::aggregate:
    case Kind::operator_:
    case Kind::operator_family:
    case Kind::operator_class:
    case Kind::conversion:
    case Kind::text_search_parser:
    case Kind::text_search_template:
    case Kind::text_search_dictionary:
    case Kind::text_search_configuration:
    case Kind::foreign_table:
    case Kind::statistics:
    case Kind::rule:
    case Kind::event_trigger:
    case Kind::publication:
      return Rename<model::Scripted>{before, after};
    case Kind::extension:
    case Kind::cast:
    case Kind::user_mapping:
    case Kind::transform:
    case Kind::default_privileges:
      break;
  }
  assert(false && "it has no other name");
  return SetComment{before, {}, {}};
}

}  // namespace schemac::diff
