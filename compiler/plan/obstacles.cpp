#include "plan/obstacles.hpp"

#include <algorithm>
#include <deque>
#include <map>
#include <set>
#include <type_traits>
#include <utility>

#include "diff/compare.hpp"
#include "diff/subject.hpp"
#include "model/relations.hpp"
#include "plan/footprint.hpp"
#include "plan/mentions.hpp"
#include "plan/needs.hpp"
#include "plan/obstacle_kinds.hpp"
#include "plan/places.hpp"
#include "plan/scripted_parts.hpp"
#include "plan/set_aside.hpp"
#include "plan/ties.hpp"

namespace schemac::plan {
namespace {

using diff::AlterColumn;
using model::Kind;
using model::ObjectId;
using Part = DraftStep::Part;

const model::Column* find_column(const model::Schema& schema, const ObjectId& id) {
  const model::Table* table = diff::find_table(schema, {id.schema, id.table});
  return table == nullptr ? nullptr : table->find_column(id.name);
}

bool is_retyped(const AlterColumn& change) {
  return change.before.type != change.after.type || change.before.collation != change.after.collation;
}

/// Something that happens to an object and that its dependents may not survive.
struct Disturbance {
  enum class Kind { goes, is_retyped, has_other_rows };
  Kind kind{};
  ObjectId object;
  std::string cause;  ///< The change at the bottom of it.
};

class Clearing {
 public:
  Clearing(const diff::Difference& difference, const BothNeeds& needs, std::vector<DraftStep>& steps)
      : difference_(difference), needs_(needs), steps_(steps), descent_(difference.renamed, difference.after) {
    for (const auto& [id, needed] : needs.before) {
      for (const ObjectId& need : needed) dependents_[need].push_back(id);
    }
    for (const DraftStep& step : steps) note(step.step.change);
  }

  /// What would be altered in place and stands in a circle there is made anew.
  void make_anew(const std::set<ObjectId>& objects) {
    for (const ObjectId& id : objects)
      if (gone_.count(id) == 0) take_down(id, {Disturbance::Kind::goes, id, "changes that wait for each other"});
  }

  void run() {
    for (const model::QualifiedName& table : rows_leave_) {
      take_down_references(table);
      for (const model::QualifiedName& each : lineage_of(table)) take_down_watchers(each);
    }
    while (!queue_.empty()) {
      const Disturbance next = std::move(queue_.front());
      queue_.pop_front();
      for (const ObjectId& dependent : dependents_[next.object]) {
        if (gone_.count(dependent) != 0 || follows(dependent, next.object)) continue;
        if (next.kind == Disturbance::Kind::has_other_rows) {
          hold_rows(dependent, next);
        } else if (cannot_stay(dependent, next)) {
          take_down(dependent, next);
        }
      }
    }
  }

 private:
  /// What lets go of the object by itself: with its parent's, or because the tie to it ends.
  [[nodiscard]] bool follows(const ObjectId& dependent, const ObjectId& object) const {
    const bool tie = object.kind == Kind::table || object.kind == Kind::composite_type;
    return (tie && untied_.count(dependent) != 0) || comes_with_parent(dependent, difference_.renamed, descent_);
  }

  void note(const diff::Change& change) {
    const Footprint print = footprint(change);
    if (std::holds_alternative<diff::Detach>(change)) untied_.insert(print.subject);
    if (const auto* move = std::get_if<diff::MoveRows>(&change); move != nullptr) {
      if (move->after.partition_of) rows_leave_.insert(move->after.partition_of->parent);
      if (move->stays) rows_leave_.insert(move->after.name);
    }
    for (const ObjectId& id : columns_below(change, difference_.renamed, descent_)) {
      if (!print.removes.empty()) note_gone(id, diff::describe(change));
      const auto* alter = std::get_if<AlterColumn>(&change);
      if (alter == nullptr || !is_retyped(*alter) || !retyped_.insert(id).second) continue;
      queue_.push_back({Disturbance::Kind::is_retyped, id, diff::describe(change)});
    }
    made_.insert(print.makes.begin(), print.makes.end());
    if (print.alters) altered_.insert(print.subject);
    for (const ObjectId& id : print.removes) note_gone(id, diff::describe(change));
    for (const ObjectId& id : print.removes) note_parts_gone(id, diff::describe(change));
    if (const auto* alter = std::get_if<AlterColumn>(&change); alter != nullptr && is_retyped(*alter)) {
      retyped_.insert(print.subject);
      queue_.push_back({Disturbance::Kind::is_retyped, print.subject, diff::describe(change)});
    }
    if (const auto* alter = std::get_if<diff::Alter<model::CompositeType>>(&change);
        alter != nullptr && retypes_attributes(*alter)) {
      queue_.push_back({Disturbance::Kind::is_retyped, print.subject, diff::describe(change)});
    }
    if (const auto* alter = std::get_if<diff::Alter<model::Scripted>>(&change);
        alter != nullptr && retypes_columns(*alter)) {
      queue_.push_back({Disturbance::Kind::is_retyped, print.subject, diff::describe(change)});
    }
    if (writes_rows_anew(change)) {
      const ObjectId table{Kind::table, print.subject.schema, {}, print.subject.table};
      queue_.push_back({Disturbance::Kind::has_other_rows, table, diff::describe(change)});
    }
  }

  /// The rows of a partition are away for a while: nothing may refer to them through the parent.
  void take_down_references(const model::QualifiedName& table) {
    for (const auto& [id, key] : difference_.renamed.foreign_keys) {
      const bool concerned = key.references == table && gone_.count(id) == 0 &&
                             difference_.after.foreign_keys.find(id) != nullptr &&
                             !comes_with_parent(id, difference_.renamed, descent_);
      if (concerned) take_down(id, {Disturbance::Kind::goes, id, "rows that move out and in again"});
    }
    for (const model::QualifiedName& parent : descent_.parents(table)) take_down_references(parent);
  }

  /// The table, those above and those below it.
  [[nodiscard]] std::vector<model::QualifiedName> lineage_of(const model::QualifiedName& table) const {
    std::vector<model::QualifiedName> lineage = descent_.descendants(table);
    for (auto above = std::vector{table}; !above.empty(); above = descent_.parents(above.front()))
      lineage.push_back(above.front());
    return lineage;
  }

  /// Nobody writes or deletes the rows that move: what acts on a write looks away.
  void take_down_watchers(const model::QualifiedName& table) {
    const auto watch = [&](const auto& objects, const auto& wanted) {
      for (const auto& [id, object] : objects) {
        const bool acts = id.kind == Kind::trigger || id.kind == Kind::rule;
        const bool concerned = acts && id.schema == table.schema && id.table == table.name && !gone_.contains(id) &&
                               wanted.find(id) != nullptr && !comes_with_parent(id, difference_.renamed, descent_);
        if (concerned) take_down(id, {Disturbance::Kind::goes, id, "rows that move to other partitions"});
      }
    };
    watch(difference_.renamed.triggers, difference_.after.triggers);
    watch(difference_.renamed.scripted, difference_.after.scripted);
  }

  void note_gone(const ObjectId& id, const std::string& cause) {
    if (gone_.insert(id).second) queue_.push_back({Disturbance::Kind::goes, id, cause});
  }

  void note_parts_gone(const ObjectId& relation, const std::string& cause) {
    if (!model::is_relation(relation.kind)) return;
    for (const ObjectId& id : parts_of(difference_.renamed, relation)) {
      const bool is_handed_over = id.kind == Kind::sequence && difference_.after.sequences.find(id) != nullptr;
      if (!is_handed_over) note_gone(id, cause);
    }
  }

  [[nodiscard]] bool cannot_stay(const ObjectId& dependent, const Disturbance& disturbance) const {
    if (disturbance.kind == Disturbance::Kind::is_retyped) {
      return cannot_see_retyped(dependent) && !looks_away(dependent, disturbance.object);
    }
    const bool may_move = dependent.kind == Kind::table && disturbance.object.kind == Kind::access_method;
    if (altered_.count(dependent) == 0 || !(may_move || alters_away_from_needs(dependent.kind))) return true;
    // It does not need what goes any more by then, unless it needs the one that comes in its place.
    const auto later = needs_.after.find(dependent);
    return later != needs_.after.end() &&
           std::any_of(later->second.begin(), later->second.end(), [&](const ObjectId& need) {
             return made_.count(need) != 0 && takes_its_place(difference_, disturbance.object, need);
           });
  }

  /// Whether a view is replaced in place and does not see the column any more.
  [[nodiscard]] bool looks_away(const ObjectId& view, const ObjectId& column) const {
    if (view.kind != Kind::view || altered_.count(view) == 0) return false;
    const auto later = needs_.after.find(view);
    return later == needs_.after.end() || later->second.count(column) == 0;
  }

  [[nodiscard]] bool cannot_see_retyped(const ObjectId& dependent) const {
    if (dependent.kind == Kind::column) {
      const model::Column* column = find_column(difference_.after, dependent);
      return column != nullptr && column->generated_expression;
    }
    if (dependent.kind == Kind::function) {
      const model::Function* function = difference_.renamed.functions.find(dependent);
      return function != nullptr && has_parsed_body(*function);
    }
    if (dependent.kind == Kind::foreign_key) return changes_on_both_sides(dependent);
    return looks_at_columns(dependent.kind);
  }

  /// Between the two ALTERs the types need not be comparable.
  [[nodiscard]] bool changes_on_both_sides(const ObjectId& id) const {
    const model::ForeignKey* key = difference_.renamed.foreign_keys.find(id);
    if (key == nullptr) return false;
    const auto any_retyped = [&](const model::QualifiedName& table, const std::vector<std::string>& columns) {
      return std::any_of(columns.begin(), columns.end(), [&](const std::string& column) {
        return retyped_.count(model::column_id(table, column)) != 0;
      });
    };
    return any_retyped(key->table, key->columns) && any_retyped(key->references, key->referenced_columns);
  }

  void take_down(const ObjectId& id, const Disturbance& disturbance) {
    const std::string& cause = disturbance.cause;
    const std::string because = "stands in the way of: " + cause;
    if (id.kind == Kind::column) return take_down_column(id, because, disturbance);
    if (id.kind == Kind::domain && keeps_values(disturbance)) return take_down_checks(id, because, cause);
    if (steps_aside(id.kind, disturbance.object.kind)) return step_aside(id, because, cause);
    bool done = false;
    model::for_each_kind(difference_.renamed, difference_.after, [&](const auto& former, const auto& now) {
      const auto* before = former.find(id);
      const auto* after = now.find(id);
      if (before == nullptr || after == nullptr) return;
      done = take_down_object(*before, *after, because);
    });
    if (!done) throw CannotPlan(id, "it needs what goes with: " + cause);
    note_gone(id, cause);
    note_parts_gone(id, cause);
  }

  template <class K>
  bool take_down_object(const K& before, const K& after, const std::string& because) {
    constexpr bool kHoldsData = std::is_same_v<K, model::Table> || std::is_same_v<K, model::Sequence>;
    if constexpr (!kHoldsData) {
      remove_steps_for(after.id());
      add({diff::Drop<K>{before}, {}, because}, Part::whole);
      // That of a parent to which the table is tied anew brings the foreign key back.
      if constexpr (std::is_same_v<K, model::ForeignKey>) {
        if (after.inherited) return true;
      }
      add({diff::Create<K>{after}, {}, because}, Part::whole);
      made_.insert(after.id());
    }
    return !kHoldsData;
  }

  /// Whether what has values made of the object keeps them: it is none of their types that goes.
  static bool keeps_values(const Disturbance& disturbance) {
    return disturbance.kind == Disturbance::Kind::has_other_rows || !is_type(disturbance.object.kind);
  }

  /// A generated column is made anew; of others the default gives way.
  void take_down_column(const ObjectId& id, const std::string& because, const Disturbance& disturbance) {
    const std::string& cause = disturbance.cause;
    const model::Column* before = find_column(difference_.renamed, id);
    const model::Column* after = find_column(difference_.after, id);
    if (before == nullptr || after == nullptr) throw CannotPlan(id, "it needs what goes with: " + cause);
    const model::QualifiedName table{id.schema, id.table};
    if (after->generated_expression && before->generated_expression) {
      const bool comes_along = before->inherited && after->inherited && has_from_parent(id);
      remove_steps_for(id);
      if (!comes_along) {
        add({diff::DropColumn{table, *before}, {}, because}, Part::whole);
        add({diff::AddColumn{table, *after}, {}, because}, Part::whole);
      } else if (after->comment) {  // which the parent's column does not bring
        add({diff::SetComment{id, std::nullopt, after->comment}, {}, because}, Part::whole);
      }
      made_.insert(id);
      return note_gone(id, cause);
    }
    if (!keeps_values(disturbance)) return hold_as_text(id, because, cause);
    if (held_.count(id) != 0) return;  // its default too
    if (!before->default_expression) throw CannotPlan(id, "its type needs what goes with: " + cause);
    if (!without_default_.insert(id).second) return;
    model::Column commented = *before;
    commented.comment = after->comment;
    model::Column bare = commented;
    bare.default_expression.reset();
    remove_step<AlterColumn>(id);
    add({AlterColumn{table, commented, bare}, {}, because}, Part::takes_down);
    add({AlterColumn{table, bare, *after}, {}, because}, Part::puts_back);
  }

  /// A type is to be made anew and has the same name then: meanwhile the column has the text of its values, which
  /// nothing that stands on the column can see.
  void hold_as_text(const ObjectId& id, const std::string& because, const std::string& cause) {
    if (!held_.insert(id).second) return;
    if (has_from_parent(id)) return queue_.push_back({Disturbance::Kind::goes, id, cause});
    remove_step<AlterColumn>(id);
    add(held_as_text(id, *find_column(difference_.renamed, id), *find_column(difference_.after, id), because));
    queue_.push_back({Disturbance::Kind::goes, id, cause});
  }

  /// A column that a parent has too: its type follows.
  [[nodiscard]] bool has_from_parent(const ObjectId& id) const {
    const auto& parents = descent_.parents({id.schema, id.table});
    return std::any_of(parents.begin(), parents.end(), [&](const model::QualifiedName& parent) {
      return find_column(difference_.renamed, model::column_id(parent, id.name)) != nullptr;
    });
  }

  /// The rows of a table are written anew; columns that have their type, or one that is made of it, are held meanwhile.
  void hold_rows(const ObjectId& id, const Disturbance& disturbance) {
    const model::Schema& before = difference_.renamed;
    const bool checks_itself = id.kind == Kind::domain && makes_value_of(before, id, id);
    if (checks_itself || makes_value_of(before, id, disturbance.object)) take_down(id, disturbance);
    if (!is_made_of(before, id, disturbance.object)) return;
    if (id.kind != Kind::column) {
      queue_.push_back({Disturbance::Kind::has_other_rows, id, disturbance.cause});
    } else if (is_made_of(difference_.after, id, disturbance.object)) {
      hold_as_text(id, "has the rows of: " + disturbance.cause, disturbance.cause);
    }
  }

  /// Columns hold values of a domain: it stays, and its checks and default, which alone can see functions, give way.
  void take_down_checks(const ObjectId& id, const std::string& because, const std::string& cause) {
    const model::Domain* before = difference_.renamed.domains.find(id);
    const model::Domain* after = difference_.after.domains.find(id);
    if (before == nullptr || after == nullptr) throw CannotPlan(id, "it needs what goes with: " + cause);
    if (!held_.insert(id).second) return;
    remove_step<diff::Alter<model::Domain>>(id);
    add(without_checks(*before, *after, because));
  }

  /// The object stays, and its parts give way.
  void step_aside(const ObjectId& id, const std::string& because, const std::string& cause) {
    const model::Scripted* former = difference_.renamed.scripted.find(id);
    const model::Scripted* after = difference_.after.scripted.find(id);
    if (former == nullptr || after == nullptr) throw CannotPlan(id, "it needs what goes with: " + cause);
    if (!held_.insert(id).second) return;
    model::Scripted before = *former;
    before.comment = after->comment;
    remove_step<diff::Alter<model::Scripted>>(id);
    add({diff::Alter<model::Scripted>{before, without_parts(before)}, {}, because}, Part::takes_down);
    add({diff::Alter<model::Scripted>{without_parts(before), *after}, {}, because}, Part::puts_back);
  }

  void add(Step step, Part part) { steps_.push_back({std::move(step), part}); }
  void add(const std::vector<DraftStep>& steps) { steps_.insert(steps_.end(), steps.begin(), steps.end()); }

  template <class C>
  void remove_step(const ObjectId& id) {
    remove_if(id, [](const diff::Change& change) { return std::holds_alternative<C>(change); });
  }

  /// What comes back has all changes of its own, its comment too. Renames have run before.
  void remove_steps_for(const ObjectId& id) {
    remove_if(id, [](const diff::Change& change) { return footprint(change).phase != Phase::make_room; });
  }

  template <class F>
  void remove_if(const ObjectId& id, F&& condition) {
    const auto concerned = [&](const DraftStep& step) {
      return diff::subject(step.step.change) == id && condition(step.step.change);
    };
    steps_.erase(std::remove_if(steps_.begin(), steps_.end(), concerned), steps_.end());
  }

  const diff::Difference& difference_;
  const BothNeeds& needs_;
  std::vector<DraftStep>& steps_;
  diff::Descent descent_;
  std::set<ObjectId> untied_;
  std::set<model::QualifiedName> rows_leave_;  ///< Tables whose partitions are made anew or give rows to others.
  std::map<ObjectId, std::vector<ObjectId>> dependents_;
  std::set<ObjectId> gone_;
  std::set<ObjectId> made_;
  std::set<ObjectId> altered_;
  std::set<ObjectId> retyped_;
  std::set<ObjectId> without_default_;
  std::set<ObjectId> held_;  ///< Columns that have the text of their values, domains without checks, and the like.
  std::deque<Disturbance> queue_;
};

}  // namespace

void clear_obstacles(const diff::Difference& difference, const BothNeeds& needs, const std::set<model::ObjectId>& anew,
                     std::vector<DraftStep>& steps) {
  Clearing clearing(difference, needs, steps);
  clearing.make_anew(anew);
  clearing.run();
}

}  // namespace schemac::plan
