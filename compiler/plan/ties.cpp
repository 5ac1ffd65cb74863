#include "plan/ties.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "diff/subject.hpp"
#include "plan/deeds.hpp"

namespace schemac::plan {
namespace {

using diff::Attach;
using diff::Create;
using diff::Detach;
using diff::Drop;
using diff::Tie;
using model::Kind;
using model::ObjectId;
using model::QualifiedName;
using Numbers = std::vector<std::size_t>;

class TieOrder {
 public:
  TieOrder(const std::vector<const DraftStep*>& steps, const model::Schema& before, const diff::Descent& descent,
           Graph& graph)
      : steps_(steps), before_(before), descent_(descent), graph_(graph) {
    for (std::size_t number = 0; number < steps.size(); ++number) {
      const diff::Change& change = steps[number]->step.change;
      deeds_.push_back(deed_of(change));
      if (const auto* attach = std::get_if<Attach>(&change)) attached_.emplace_back(number, attach->tie);
      if (const auto* detach = std::get_if<Detach>(&change)) detached_.emplace_back(number, detach->tie);
      if (const auto* create = std::get_if<Create<model::Table>>(&change)) {
        for (Tie& tie : diff::ties_of(create->object)) created_.emplace_back(number, std::move(tie));
      }
      if (is_on_a_table(change)) note(number);
    }
  }

  void add_edges() {
    end_ties_first();
    begin_ties_last();
    let_go_of_types();
    pass_columns_down();
    pass_checks_down();
    alter_checks_that_are_passed_down();
    attach_indexes();
    for (std::size_t number = 0; number < steps_.size(); ++number) {
      const auto* move = std::get_if<diff::MoveRows>(&steps_[number]->step.change);
      if (move != nullptr) move_rows(number, *move);
    }
  }

 private:
  using Numbered = std::vector<std::pair<std::size_t, Tie>>;

  void note(std::size_t number) {
    const ObjectId& id = deeds_[number].subject;
    const bool on_table = id.kind == Kind::table || !id.table.empty();
    if (on_table) on_table_[table_of(id)].push_back(number);
    if (deeds_[number].reshapes || id.kind == Kind::check) same_below_[id].push_back(number);
    if (id.kind == Kind::composite_type) of_types_.push_back(number);
    if (holds_for_partitions(id.kind) || id.kind == Kind::exclusion) {
      if (deeds_[number].creates) index_made_.emplace(QualifiedName{id.schema, id.name}, number);
      if (deeds_[number].drops) index_gone_.emplace(QualifiedName{id.schema, id.name}, number);
    }
  }

  const Numbers& on(const QualifiedName& table) const {
    static const Numbers kNone;
    const auto found = on_table_.find(table);
    return found == on_table_.end() ? kNone : found->second;
  }

  std::size_t barrier(std::map<QualifiedName, std::size_t>& barriers, const QualifiedName& table) {
    const auto [place, added] = barriers.emplace(table, 0);
    if (added) place->second = graph_.add_barrier();
    return place->second;
  }

  void end_ties_first() {
    for (const auto& [number, tie] : detached_) {
      for (const std::size_t step : on(tie.table)) graph_.add_edge(number, step);
      if (tie.kind == Tie::Kind::type) continue;
      graph_.add_edge(number, barrier(untied_, tie.parent));
    }
    for (const auto& [parent, ended] : untied_) {
      for (const std::size_t step : on(parent)) graph_.add_edge(ended, step);
    }
  }

  /// Two partitions cannot hold the same rows, not even between two steps: those that go make room.
  void begin_ties_last() {
    for (const auto& [number, tie] : attached_) {
      for (const std::size_t step : on(tie.table)) {
        if (is_needed_by_tie(step)) graph_.add_edge(step, number);
      }
      if (tie.kind != Tie::Kind::type) graph_.add_edge(barrier(ready_, tie.parent), number);
    }
    for (const auto& [number, tie] : created_) {
      if (tie.kind != Tie::Kind::type) graph_.add_edge(barrier(ready_, tie.parent), number);
    }
    for (const auto& [parent, ready] : ready_) {
      for (const std::size_t step : on(parent)) {
        if (deeds_[step].reshapes || deeds_[step].drops || deeds_[step].subject.kind == Kind::table) {
          graph_.add_edge(step, ready);
        }
      }
      if (const auto ended = untied_.find(parent); ended != untied_.end()) graph_.add_edge(ended->second, ready);
      // What is said of a column further up goes all the way down, over what a new child says itself.
      for_each_ancestor(parent, [&, to = ready](const QualifiedName& ancestor) {
        for (const std::size_t step : on(ancestor))
          if (deeds_[step].reshapes) graph_.add_edge(step, to);
      });
    }
    for (std::size_t number = 0; number < steps_.size(); ++number) {
      const auto* drop = std::get_if<Drop<model::Table>>(&steps_[number]->step.change);
      if (drop == nullptr || !drop->object.partition_of || is_detached(drop->object.name)) continue;
      const auto ready = ready_.find(drop->object.partition_of->parent);
      if (ready != ready_.end()) graph_.add_edge(number, ready->second);
    }
  }

  [[nodiscard]] bool is_detached(const QualifiedName& table) const {
    return std::any_of(detached_.begin(), detached_.end(),
                       [&](const auto& each) { return each.second.table == table; });
  }

  /// Of what stands on a table that is attached: columns, checks and keys have to be there; what would be there twice
  /// has to be gone.
  [[nodiscard]] bool is_needed_by_tie(std::size_t step) const {
    const Deed& deed = deeds_[step];
    return deed.reshapes || deed.drops || deed.subject.kind == Kind::table || deed.subject.kind == Kind::check ||
           holds_for_partitions(deed.subject.kind);
  }

  void let_go_of_types() {
    for (const std::size_t type : of_types_) {
      for (const auto& [number, tie] : detached_) {
        if (tie.kind == Tie::Kind::type) graph_.add_edge(number, type);
      }
      for (const auto& [number, tie] : attached_) {
        if (tie.kind == Tie::Kind::type) graph_.add_edge(type, number);
      }
    }
  }

  template <class F>
  void for_each_ancestor(const QualifiedName& table, F&& f) const {
    std::vector<QualifiedName> waiting = descent_.parents(table);
    std::set<QualifiedName> met(waiting.begin(), waiting.end());
    for (std::size_t i = 0; i < waiting.size(); ++i) {
      const QualifiedName next = waiting[i];  // a copy: the vector grows
      f(next);
      for (const QualifiedName& parent : descent_.parents(next)) {
        if (met.insert(parent).second) waiting.push_back(parent);
      }
    }
  }

  /// Calls `f(above, below)` for steps that concern something of the same name in a table and in one below it.
  template <class F>
  void for_each_pair(bool columns, F&& f) const {
    for (const auto& entry : same_below_) {
      const ObjectId& id = entry.first;  // not a structured binding: clang 14 cannot capture one
      if ((id.kind == Kind::column) != columns) continue;
      for_each_ancestor(table_of(id), [&](const QualifiedName& ancestor) {
        ObjectId same = id;
        same.schema = ancestor.schema;
        same.table = ancestor.name;
        const auto above = same_below_.find(same);
        if (above == same_below_.end()) return;
        for (const std::size_t first : above->second) {
          for (const std::size_t second : entry.second) f(first, second);
        }
      });
    }
  }

  /// What a child says itself overrules what it got from above; a column that it has already is merged.
  void pass_columns_down() {
    using Part = DraftStep::Part;
    for_each_pair(true, [&](std::size_t above, std::size_t below) {
      const QualifiedName child = table_of(deeds_[below].subject);
      const model::Table* table = diff::find_table(before_, child);
      const bool is_there = table != nullptr && table->find_column(deeds_[below].subject.name) != nullptr;
      if (deeds_[above].creates && (is_there || deeds_[below].creates)) return graph_.add_edge(below, above);
      if (steps_[below]->part == Part::takes_down && steps_[above]->part != Part::takes_down) return;
      graph_.add_edge(above, below);
    });
  }

  void pass_checks_down() {
    for_each_pair(false, [&](std::size_t above, std::size_t below) {
      const bool there_first = deeds_[above].creates && (deeds_[below].creates || deeds_[below].drops);
      graph_.add_edge(there_first ? below : above, there_first ? above : below);
    });
  }

  /// A child that is created has the check from its parent: what is altered in it (VALIDATE) comes after.
  void alter_checks_that_are_passed_down() {
    for (const auto& [number, tie] : created_) {
      for (const std::size_t below : on(tie.table)) {
        const ObjectId& id = deeds_[below].subject;
        const auto above = same_below_.find({Kind::check, tie.parent.schema, tie.parent.name, id.name});
        if (id.kind != Kind::check || deeds_[below].creates || above == same_below_.end()) continue;
        for (const std::size_t step : above->second) graph_.add_edge(step, below);
      }
    }
  }

  /// The creation of an index of the parent takes up those of the partitions that are there.
  void attach_indexes() {
    for (std::size_t number = 0; number < steps_.size(); ++number) {
      const Deed& deed = deeds_[number];
      if (deed.part_of && deed.creates) {
        if (const auto whole = index_made_.find(*deed.part_of); whole != index_made_.end()) {
          graph_.add_edge(number, whole->second);
        }
      }
      if (deed.part_of && deed.drops) {
        if (const auto whole = index_gone_.find(*deed.part_of); whole != index_gone_.end()) {
          graph_.add_edge(whole->second, number);
        }
      }
      if (deed.incomplete && deed.creates) wait_for_ties_to(table_of(deed.subject), number);
      if (const auto* attach = std::get_if<diff::AttachIndex>(&steps_[number]->step.change))
        attach_index(number, *attach);
    }
  }

  void attach_index(std::size_t number, const diff::AttachIndex& attach) {
    for (const QualifiedName& index : {QualifiedName{attach.index.schema, attach.index.name}, attach.parent}) {
      if (const auto made = index_made_.find(index); made != index_made_.end()) graph_.add_edge(made->second, number);
    }
    for (const auto& [tied, tie] : attached_) {
      if (tie.table == table_of(attach.index)) graph_.add_edge(tied, number);
    }
  }

  void wait_for_ties_to(const QualifiedName& parent, std::size_t number) {
    for (const Numbered* ties : {&attached_, &created_}) {
      for (const auto& [tied, tie] : *ties) {
        if (tie.kind != Tie::Kind::type && tie.parent == parent) graph_.add_edge(tied, number);
      }
    }
  }

  /// Rows go over when all partitions are in their places, from what is left where they come from; whoever looks at
  /// rows waits for them.
  void move_rows(std::size_t number, const diff::MoveRows& move) {
    const auto& [before, after, stays, values] = move;
    for (const std::size_t step : on(before.name)) {
      if (std::holds_alternative<Drop<model::Table>>(steps_[step]->step.change)) graph_.add_edge(number, step);
    }
    for (const std::size_t step : on(before.name)) {
      if (!std::holds_alternative<diff::AlterColumn>(steps_[step]->step.change)) continue;
      for (const std::size_t other : on(after.name)) {
        if (std::holds_alternative<Create<model::Table>>(steps_[other]->step.change)) graph_.add_edge(step, other);
      }
      graph_.add_edge(step, number);
    }
    for (const std::size_t step : on(after.name)) {
      const Kind kind = deeds_[step].subject.kind;
      const bool makes = kind == Kind::table && deeds_[step].creates;
      if (makes || deeds_[step].reshapes) graph_.add_edge(step, number);
      if (kind == Kind::policy) graph_.add_edge(number, step);
    }
    for (const auto& [step, tie] : detached_) {
      if (tie.table != before.name) continue;
      for (const std::size_t other : on(after.name))
        if (deeds_[other].reshapes) graph_.add_edge(step, other);
    }
    keep_watchers_away(number, after.name);
    move_between_partitions(number, move);
    for (std::size_t step = 0; step < steps_.size(); ++step) {
      const bool looks = deeds_[step].references == after.name || deeds_[step].subject.kind == Kind::materialized_view;
      if (looks && deeds_[step].creates) graph_.add_edge(number, step);
    }
  }

  /// What acts on writes goes before rows move and comes behind them.
  void keep_watchers_away(std::size_t number, const QualifiedName& table) {
    for (std::size_t step = 0; step < steps_.size(); ++step) {
      const ObjectId& id = deeds_[step].subject;
      if (id.kind != Kind::trigger && id.kind != Kind::rule) continue;
      if (!leads_to(table_of(id), table, false) && !leads_to(table, table_of(id), false)) continue;
      if (deeds_[step].drops) {
        graph_.add_edge(step, number);
      } else {
        graph_.add_edge(number, step);
      }
    }
  }

  void move_between_partitions(std::size_t number, const diff::MoveRows& move) {
    for (const auto& [step, tie] : detached_) {
      if (leads_to(tie.parent, move.before.name, true)) graph_.add_edge(step, number);
    }
    for (const Numbered* ties : {&attached_, &created_}) {
      for (const auto& [step, tie] : *ties) {
        if (tie.kind != Tie::Kind::type && leads_to(tie.parent, move.after.name, false)) graph_.add_edge(step, number);
      }
    }
    for (std::size_t step = 0; step < steps_.size(); ++step) {
      const auto* drop = std::get_if<Drop<model::Table>>(&steps_[step]->step.change);
      if (drop == nullptr || !drop->object.partition_of) continue;
      if (leads_to(drop->object.partition_of->parent, move.before.name, true)) graph_.add_edge(number, step);
    }
  }

  /// Whether the one table is the other or is below it, in the former state or in the desired one.
  [[nodiscard]] bool leads_to(QualifiedName table, const QualifiedName& root, bool former) const {
    while (table != root) {
      std::optional<QualifiedName> parent;
      if (former) {
        const model::Table* found = diff::find_table(before_, table);
        if (found != nullptr && found->partition_of) parent = found->partition_of->parent;
      } else {
        for (const Numbered* ties : {&attached_, &created_}) {
          for (const auto& [step, tie] : *ties) {
            if (tie.table == table && tie.kind == Tie::Kind::partition) parent = tie.parent;
          }
        }
        if (!parent && !descent_.parents(table).empty()) parent = descent_.parents(table).front();
      }
      if (!parent) return false;
      table = *parent;
    }
    return true;
  }

  const std::vector<const DraftStep*>& steps_;
  const model::Schema& before_;
  const diff::Descent& descent_;
  Graph& graph_;
  std::vector<Deed> deeds_;
  Numbered attached_;
  Numbered detached_;
  Numbered created_;  ///< Ties with which tables are created.
  std::map<QualifiedName, Numbers> on_table_;
  std::map<ObjectId, Numbers> same_below_;  ///< Steps on columns and checks.
  Numbers of_types_;
  std::map<QualifiedName, std::size_t> index_made_;
  std::map<QualifiedName, std::size_t> index_gone_;
  std::map<QualifiedName, std::size_t> untied_;  ///< Barriers: all that leaves this parent has left.
  std::map<QualifiedName, std::size_t> ready_;   ///< Barriers: this parent may get children.
};

}  // namespace

void order_ties(const std::vector<const DraftStep*>& steps, const model::Schema& before, const diff::Descent& descent,
                Graph& graph) {
  TieOrder(steps, before, descent, graph).add_edges();
}

}  // namespace schemac::plan
