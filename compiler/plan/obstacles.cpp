#include "plan/obstacles.hpp"

#include <algorithm>
#include <deque>
#include <map>
#include <set>
#include <type_traits>
#include <utility>

#include "diff/compare.hpp"
#include "diff/subject.hpp"
#include "plan/footprint.hpp"
#include "plan/needs.hpp"

namespace schemac::plan {
namespace {

using diff::AlterColumn;
using model::Kind;
using model::ObjectId;
using Part = DraftStep::Part;

const model::Table* table_of(const model::Schema& schema, const ObjectId& column) {
  return schema.tables.find({Kind::table, column.schema, {}, column.table});
}

const model::Column* find_column(const model::Schema& schema, const ObjectId& id) {
  const model::Table* table = table_of(schema, id);
  return table == nullptr ? nullptr : table->find_column(id.name);
}

bool is_retyped(const AlterColumn& change) {
  return change.before.type != change.after.type || change.before.collation != change.after.collation;
}

/// Something that happens to an object and that its dependents may not survive.
struct Disturbance {
  enum class Kind { goes, is_retyped };
  Kind kind{};
  ObjectId object;
  std::string cause;  ///< The change at the bottom of it.
};

/// Whether an alteration of this kind may end a need. A policy's may too, but what it needs from then on may itself
/// have to wait for what goes; and a policy is quickly made anew.
bool alters_away_from_needs(Kind kind) {
  return kind == Kind::column || kind == Kind::function || kind == Kind::extension;
}

class Clearing {
 public:
  Clearing(const diff::Difference& difference, const BothNeeds& needs, std::vector<DraftStep>& steps)
      : difference_(difference), needs_(needs), steps_(steps) {
    for (const auto& [id, needed] : needs.before) {
      for (const ObjectId& need : needed) dependents_[need].push_back(id);
    }
    for (const DraftStep& step : steps) note(step.step.change);
  }

  void run() {
    while (!queue_.empty()) {
      const Disturbance next = std::move(queue_.front());
      queue_.pop_front();
      for (const ObjectId& dependent : dependents_[next.object]) {
        if (gone_.count(dependent) == 0 && cannot_stay(dependent, next)) take_down(dependent, next.cause);
      }
    }
  }

 private:
  void note(const diff::Change& change) {
    const Footprint print = footprint(change);
    made_.insert(print.makes.begin(), print.makes.end());
    if (print.alters) altered_.insert(print.subject);
    for (const ObjectId& id : print.removes) note_gone(id, diff::describe(change));
    if (const auto* drop = std::get_if<diff::Drop<model::Table>>(&change)) {
      for (const ObjectId& id : parts_of(difference_.renamed, drop->object)) note_gone(id, diff::describe(change));
    }
    if (const auto* alter = std::get_if<AlterColumn>(&change); alter != nullptr && is_retyped(*alter)) {
      retyped_.insert(print.subject);
      queue_.push_back({Disturbance::Kind::is_retyped, print.subject, diff::describe(change)});
    }
  }

  void note_gone(const ObjectId& id, const std::string& cause) {
    if (gone_.insert(id).second) queue_.push_back({Disturbance::Kind::goes, id, cause});
  }

  [[nodiscard]] bool cannot_stay(const ObjectId& dependent, const Disturbance& disturbance) const {
    if (disturbance.kind == Disturbance::Kind::is_retyped) return cannot_see_retyped(dependent);
    if (altered_.count(dependent) == 0 || !alters_away_from_needs(dependent.kind)) return true;
    // It does not need what goes any more by then, unless it needs the one that comes in its place.
    const bool comes_back = made_.count(disturbance.object) != 0;
    const auto later = needs_.after.find(dependent);
    return comes_back && later != needs_.after.end() && later->second.count(disturbance.object) != 0;
  }

  /// ALTER COLUMN … TYPE makes indexes and constraints anew by itself, and refuses for the rest.
  /// https://www.postgresql.org/docs/15/sql-altertable.html#SQL-ALTERTABLE-NOTES
  [[nodiscard]] bool cannot_see_retyped(const ObjectId& dependent) const {
    switch (dependent.kind) {
      case Kind::policy:
      case Kind::trigger:
      case Kind::function:
      case Kind::view:
      case Kind::materialized_view:
      case Kind::rule:
      case Kind::publication:
      case Kind::statistics:
        return true;
      case Kind::column: {
        const model::Column* column = find_column(difference_.after, dependent);
        return column != nullptr && column->generated_expression;
      }
      case Kind::foreign_key:
        return changes_on_both_sides(dependent);
      case Kind::namespace_:
      case Kind::extension:
      case Kind::enum_type:
      case Kind::sequence:
      case Kind::table:
      case Kind::primary_key:
      case Kind::unique:
      case Kind::check:
      case Kind::exclusion:
      case Kind::index:
      case Kind::composite_type:
      case Kind::domain:
      case Kind::language:
      case Kind::access_method:
      case Kind::foreign_data_wrapper:
      case Kind::server:
      case Kind::user_mapping:
      case Kind::collation:
      case Kind::range_type:
      case Kind::aggregate:
      case Kind::operator_:
      case Kind::operator_family:
      case Kind::operator_class:
      case Kind::cast:
      case Kind::transform:
      case Kind::conversion:
      case Kind::text_search_parser:
      case Kind::text_search_template:
      case Kind::text_search_dictionary:
      case Kind::text_search_configuration:
      case Kind::foreign_table:
      case Kind::event_trigger:
      case Kind::default_privileges:
        return false;
    }
    return false;
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

  void take_down(const ObjectId& id, const std::string& cause) {
    const std::string because = "stands in the way of: " + cause;
    if (id.kind == Kind::column) return take_down_column(id, because, cause);
    bool done = false;
    model::for_each_kind(difference_.renamed, difference_.after, [&](const auto& former, const auto& now) {
      const auto* before = former.find(id);
      const auto* after = now.find(id);
      if (before == nullptr || after == nullptr) return;
      done = take_down_object(*before, *after, because);
    });
    if (!done) throw CannotPlan(id, "it needs what goes with: " + cause);
    note_gone(id, cause);
  }

  template <class K>
  bool take_down_object(const K& before, const K& after, const std::string& because) {
    constexpr bool kHoldsData = std::is_same_v<K, model::Table> || std::is_same_v<K, model::Sequence>;
    if constexpr (!kHoldsData) {
      remove_steps_for(after.id());
      add({diff::Drop<K>{before}, {}, because}, Part::whole);
      add({diff::Create<K>{after}, {}, because}, Part::whole);
      made_.insert(after.id());
    }
    return !kHoldsData;
  }

  /// A generated column is made anew; of others the default gives way.
  void take_down_column(const ObjectId& id, const std::string& because, const std::string& cause) {
    const model::Column* before = find_column(difference_.renamed, id);
    const model::Column* after = find_column(difference_.after, id);
    if (before == nullptr || after == nullptr) throw CannotPlan(id, "it needs what goes with: " + cause);
    const model::QualifiedName table{id.schema, id.table};
    if (after->generated_expression && before->generated_expression) {
      remove_steps_for(id);
      add({diff::DropColumn{table, *before}, {}, because}, Part::whole);
      add({diff::AddColumn{table, *after}, {}, because}, Part::whole);
      made_.insert(id);
      return note_gone(id, cause);
    }
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

  void add(Step step, Part part) { steps_.push_back({std::move(step), part}); }

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
  std::map<ObjectId, std::vector<ObjectId>> dependents_;
  std::set<ObjectId> gone_;
  std::set<ObjectId> made_;
  std::set<ObjectId> altered_;
  std::set<ObjectId> retyped_;
  std::set<ObjectId> without_default_;
  std::deque<Disturbance> queue_;
};

}  // namespace

void clear_obstacles(const diff::Difference& difference, const BothNeeds& needs, std::vector<DraftStep>& steps) {
  Clearing(difference, needs, steps).run();
}

void hand_over_later(std::vector<DraftStep>& steps) {
  std::set<ObjectId> made;
  for (const DraftStep& step : steps) {
    for (ObjectId& id : footprint(step.step.change).makes) made.insert(std::move(id));
  }
  std::vector<DraftStep> handed_over;
  for (DraftStep& step : steps) {
    auto* create = std::get_if<diff::Create<model::Sequence>>(&step.step.change);
    if (create == nullptr || !create->object.owned_by) continue;
    const model::Sequence owned = create->object;
    if (made.count(model::column_id(owned.owned_by->table, owned.owned_by->column)) == 0) continue;
    create->object.owned_by.reset();
    handed_over.push_back({Step{diff::Alter<model::Sequence>{create->object, owned}, {}, {}}, Part::whole});
  }
  for (DraftStep& step : handed_over) steps.push_back(std::move(step));
}

}  // namespace schemac::plan
