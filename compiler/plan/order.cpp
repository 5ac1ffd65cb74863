#include "plan/order.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "diff/compare.hpp"
#include "model/relations.hpp"
#include "model/routine_name.hpp"
#include "plan/graph.hpp"
#include "plan/mentions.hpp"
#include "plan/needs.hpp"
#include "plan/places.hpp"
#include "plan/register.hpp"
#include "plan/rights.hpp"
#include "plan/row_types.hpp"
#include "plan/stored_views.hpp"
#include "plan/ties.hpp"

namespace schemac::plan {
namespace {

using model::Kind;
using model::ObjectId;
using Part = DraftStep::Part;

/// Tie-break. Drops go against the order of kinds, so that what can be created last is dropped first.
auto key(const Draft& draft) {
  const Phase phase = draft.step.part == Part::takes_down ? Phase::take_down : draft.print.phase;
  const int kind = static_cast<int>(draft.print.subject.kind);
  if (phase == Phase::make_room) return std::tuple(phase, 0, ObjectId{});  // as given
  const bool falls = phase == Phase::take_down || phase == Phase::clear_out;
  return std::tuple(phase, falls ? -kind : kind, draft.print.subject);
}

/// Whether what needs `id` has to wait until it is altered, or to go before. A sequence is the same to a column
/// whatever its options, and its owner is set only when the column is there; what is altered of a table itself (not
/// its columns) or of a materialized view is nothing to what stands on it; row-level security and the filling of such
/// views have an order of their own.
bool alterations_matter(const ObjectId& id) {
  return id.kind != Kind::sequence && id.kind != Kind::table && id.kind != Kind::materialized_view;
}

bool has_need(const model::Dependencies& needs, const ObjectId& id, const ObjectId& need) {
  const auto found = needs.find(id);
  return found != needs.end() && found->second.count(need) != 0;
}

/// What goes waits for its dependents, what is altered for those of them that go.
void let_dependents_go_first(const std::vector<Draft>& drafts, const model::Dependencies& needs,
                             const model::Dependencies& needs_after, const Register& steps, Graph& graph) {
  for (const auto& entry : needs) {
    const ObjectId& id = entry.first;  // not a structured binding: clang 14 cannot capture one
    for (const ObjectId& need : entry.second) {
      for_number(steps.gone, need, [&](std::size_t gone) {
        for_each_number(steps.ends, id, [&](std::size_t end) { graph.add_edge(end, gone); });
      });
      // Labels are only added, and a function that is replaced is the same to those that call it.
      if (!alterations_matter(need) || need.kind == Kind::enum_type || need.kind == Kind::function) continue;
      for_each_number(steps.altered, need, [&](std::size_t altered) {
        for_number(steps.gone, id, [&](std::size_t gone) {
          const auto own = steps.gone.find(need);
          if (own == steps.gone.end() || own->second != gone) graph.add_edge(gone, altered);  // else both go at once
        });
        for_each_number(steps.ends, id, [&](std::size_t end) {
          if (drafts[end].step.part == Part::takes_down) graph.add_edge(end, altered);
        });
        // A column that stops being generated makes way for those that it was made of, and so does a view.
        const bool looks_away = id.kind == Kind::column || id.kind == Kind::view;
        if (!looks_away || need.kind != Kind::column || has_need(needs_after, id, need)) return;
        for_each_number(steps.ends, id, [&](std::size_t end) { graph.add_edge(end, altered); });
      });
    }
  }
}

void wait_for_needs(const std::vector<Draft>& drafts, const model::Dependencies& needs,
                    const model::Dependencies& needs_before, const Register& steps, Graph& graph) {
  for (const auto& entry : needs) {
    const ObjectId& id = entry.first;  // not a structured binding: clang 14 cannot capture one
    for (const ObjectId& need : entry.second) {
      for_number(steps.made, need, [&](std::size_t made) {
        for_each_number(steps.begins, id, [&](std::size_t begin) { graph.add_edge(made, begin); });
      });
      if (!alterations_matter(need)) continue;
      for_each_number(steps.altered, need, [&](std::size_t altered) {
        for_number(steps.made, id, [&](std::size_t made) { graph.add_edge(altered, made); });
        // A new label has to be there before a default says it; and who sees a column for the first time, or sees it
        // again, would stand in its way.
        const bool sees_on = need.kind != Kind::enum_type && has_need(needs_before, id, need);
        for_each_number(steps.begins, id, [&](std::size_t begin) {
          if (!sees_on || drafts[begin].step.part == Part::puts_back) graph.add_edge(altered, begin);
        });
      });
    }
  }
}

/// A name has to be free before it is taken again; an object has to be gone before another one has its id.
void free_names_first(const Register& steps, Graph& graph) {
  std::map<TakenName, Numbers> freed;
  for (const auto& [id, gone] : steps.gone) {
    for (const TakenName& name : names_taken(id)) freed[name].push_back(gone);
  }
  for (const auto& [id, made] : steps.made) {
    for_number(steps.gone, id, [&, to = made](std::size_t gone) { graph.add_edge(gone, to); });
    for (const TakenName& name : names_taken(id)) {
      const auto found = freed.find(name);
      if (found == freed.end()) continue;
      for (const std::size_t gone : found->second) graph.add_edge(gone, made);
    }
  }
}

/// A sequence is handed to a column that is there, and taken from one that is to go.
void hand_over_sequences(const std::vector<Draft>& drafts, const Register& steps, Graph& graph) {
  const auto column = [](const model::Sequence::Owner& owner) { return model::column_id(owner.table, owner.column); };
  for (std::size_t number = 0; number < drafts.size(); ++number) {
    const auto* alter = std::get_if<diff::Alter<model::Sequence>>(&drafts[number].step.step.change);
    if (alter == nullptr || alter->before.owned_by == alter->after.owned_by) continue;
    if (alter->after.owned_by) {
      for_number(steps.made, column(*alter->after.owned_by), [&](auto made) { graph.add_edge(made, number); });
    }
    if (alter->before.owned_by) {
      for_number(steps.gone, column(*alter->before.owned_by), [&](auto gone) { graph.add_edge(number, gone); });
    }
  }
}

/// Of what is altered in two steps the second follows the first; between them the sequence that the former state needs
/// goes, and the one that the desired state needs comes.
void let_sequences_change_between(const std::vector<Draft>& drafts, const model::Dependencies& needs_before,
                                  const model::Dependencies& needs_after, const Register& steps, Graph& graph) {
  std::map<ObjectId, std::size_t> first_halves;
  for (std::size_t number = 0; number < drafts.size(); ++number) {
    if (drafts[number].step.part == Part::takes_down) first_halves.emplace(drafts[number].print.subject, number);
  }
  for (std::size_t number = 0; number < drafts.size(); ++number) {
    const ObjectId& id = drafts[number].print.subject;
    if (drafts[number].step.part != Part::puts_back) continue;
    for_number(first_halves, id, [&](std::size_t first) {
      graph.add_edge(first, number);
      for_each_need(needs_after, id, [&](const ObjectId& need) {
        for_number(steps.made, need, [&](std::size_t made) { graph.add_edge(first, made); });
      });
    });
    for_each_need(needs_before, id, [&](const ObjectId& need) {
      for_number(steps.gone, need, [&](std::size_t gone) { graph.add_edge(gone, number); });
    });
  }
}

/// Row-level security is switched on when its policies are there and off before they go: between the two, every row
/// would be hidden, or none.
void guard_rows(const std::vector<Draft>& drafts, const Register& steps, Graph& graph) {
  for (std::size_t number = 0; number < drafts.size(); ++number) {
    const auto* alter = std::get_if<diff::Alter<model::Table>>(&drafts[number].step.step.change);
    if (alter == nullptr || alter->before.row_security == alter->after.row_security) continue;
    const bool on = alter->after.row_security;
    for (const auto& [id, step] : on ? steps.made : steps.gone) {
      const bool concerned =
          id.kind == Kind::policy && id.schema == alter->after.name.schema && id.table == alter->after.name.name;
      if (concerned) graph.add_edge(on ? step : number, on ? number : step);
    }
  }
}

const model::Function* function_of(const diff::Change& change) {
  if (const auto* create = std::get_if<diff::Create<model::Function>>(&change)) return &create->object;
  if (const auto* alter = std::get_if<diff::Alter<model::Function>>(&change)) return &alter->after;
  return nullptr;
}

/// What the body of a function mentions comes before it where nothing forbids that: steps run one by one by hand, with
/// check_function_bodies on, find it, and a script reads from the ground up. Said last: a need goes before a mention.
void let_mentioned_come_first(const std::vector<Draft>& drafts, const Register& steps, Graph& graph) {
  std::multimap<std::string, std::size_t> made;
  for (const auto& [id, number] : steps.made) {
    if (model::is_relation(id.kind) || id.kind == Kind::function)
      made.emplace(model::without_arguments(id.name), number);
  }
  for (std::size_t number = 0; number < drafts.size(); ++number) {
    const model::Function* function = function_of(drafts[number].step.step.change);
    if (function == nullptr) continue;
    for (const std::string& name : names_in_body(*function)) {
      const auto [first, last] = made.equal_range(name);
      for (auto mentioned = first; mentioned != last; ++mentioned) {
        if (!graph.leads(number, mentioned->second)) graph.add_edge(mentioned->second, number);
      }
    }
  }
}

/// A function that is created while there is a transform for one of its types depends on it, whether it asks for it or
/// not: a transform that goes, goes before. https://www.postgresql.org/docs/15/sql-createtransform.html
void drop_transforms_first(const std::vector<Draft>& drafts, Graph& graph) {
  for (std::size_t gone = 0; gone < drafts.size(); ++gone) {
    const auto* drop = std::get_if<diff::Drop<model::Scripted>>(&drafts[gone].step.step.change);
    if (drop == nullptr || drop->object.object.kind != Kind::transform) continue;
    for (std::size_t made = 0; made < drafts.size(); ++made) {
      const bool creates = std::holds_alternative<diff::Create<model::Function>>(drafts[made].step.step.change);
      if (creates && !graph.leads(made, gone)) graph.add_edge(gone, made);
    }
  }
}

/// Whoever says a cast needs its function, as PostgreSQL sees it, and cannot be made before the cast is there.
void let_casts_come_first(const model::Dependencies& needs, const Register& steps, Graph& graph) {
  std::multimap<ObjectId, std::size_t> by_function;
  for (const auto& [id, made] : steps.made) {
    if (id.kind != Kind::cast) continue;
    for_each_need(needs, id, [&, to = made](const ObjectId& need) {
      if (need.kind == Kind::function) by_function.emplace(need, to);
    });
  }
  if (by_function.empty()) return;
  for (const auto& entry : needs) {
    for (const ObjectId& need : entry.second) {
      const auto [first, last] = by_function.equal_range(need);
      for (auto cast = first; cast != last; ++cast)
        for_each_number(steps.begins, entry.first, [&](std::size_t begin) {
          if (!graph.leads(begin, cast->second)) graph.add_edge(cast->second, begin);
        });
    }
  }
}

/// What a step does to the event triggers that watch the others.
enum class Watch { none, begins, ends };

Watch watch_of(const Draft& draft) {
  if (draft.print.subject.kind != Kind::event_trigger) return Watch::none;
  if (std::holds_alternative<diff::Drop<model::Scripted>>(draft.step.step.change)) return Watch::ends;
  if (std::holds_alternative<diff::Create<model::Scripted>>(draft.step.step.change)) return Watch::begins;
  const auto* alter = std::get_if<diff::Alter<model::Scripted>>(&draft.step.step.change);
  if (alter == nullptr) return Watch::none;
  const auto& settings = alter->after.settings;
  const bool off = std::any_of(settings.begin(), settings.end(),
                               [](const auto& setting) { return setting.second.ends_with(" DISABLE"); });
  return off ? Watch::ends : Watch::begins;
}

/// Event triggers fire on the steps of the plan too, and may refuse them or do them over: those that go, go first, and
/// those that come, come last. https://www.postgresql.org/docs/15/event-trigger-definition.html
void let_nobody_watch(const std::vector<Draft>& drafts, Graph& graph) {
  for (std::size_t number = 0; number < drafts.size(); ++number) {
    const Watch watch = watch_of(drafts[number]);
    if (watch == Watch::none) continue;
    for (std::size_t other = 0; other < drafts.size(); ++other) {
      const Draft& step = drafts[other];
      if (other == number || watch_of(step) == watch) continue;
      // What is said of an event trigger itself is said when it is there, and none of them watches that.
      const bool is_said = step.print.subject.kind == Kind::event_trigger && step.print.phase == Phase::annotate;
      const bool about_it = is_said && step.print.subject == drafts[number].print.subject;
      if (is_said && !about_it) continue;
      const bool first = watch == Watch::ends && !about_it;
      graph.add_edge(first || about_it ? number : other, first || about_it ? other : number);
    }
  }
}

bool renames_namespace(const Draft& draft) {
  return std::holds_alternative<diff::Rename<model::Namespace>>(draft.step.step.change);
}

/// Renames run first and in the order given. Namespaces are made as soon as those that have their names are renamed:
/// other renames may move into them.
void make_room_first(const std::vector<Draft>& drafts, Graph& graph) {
  const auto is_rename = [](const Draft& draft) { return draft.print.phase == Phase::make_room; };
  const auto rename_end = std::find_if_not(drafts.begin(), drafts.end(), is_rename);
  const auto other_begin = std::find_if_not(drafts.begin(), rename_end, renames_namespace);
  const auto renames = static_cast<std::size_t>(rename_end - drafts.begin());
  const auto first_other = static_cast<std::size_t>(other_begin - drafts.begin());
  for (std::size_t number = 0; number < drafts.size(); ++number) {
    if (number > 0 && number < renames) graph.add_edge(number - 1, number);
    if (number < renames || watch_of(drafts[number]) == Watch::ends) continue;
    if (!std::holds_alternative<diff::Create<model::Namespace>>(drafts[number].step.step.change)) {
      if (renames > 0) graph.add_edge(renames - 1, number);
      continue;
    }
    if (first_other > 0) graph.add_edge(first_other - 1, number);
    if (first_other < renames) graph.add_edge(number, first_other);
  }
}

void order_relations(const std::vector<Draft>& drafts, const model::Schema& before,
                     const model::Dependencies& needs_after, const diff::Descent& descent, Graph& graph) {
  std::vector<const DraftStep*> steps;
  for (const Draft& draft : drafts) steps.push_back(&draft.step);
  order_ties(steps, before, descent, graph);
  order_choices(steps, graph);
  order_persistence(steps, before, graph);
  order_stored_views(steps, needs_after, graph);
}

/// Of functions that a call cannot tell apart, the one that goes is gone before the other comes.
void leave_no_doubt_which_is_called(const diff::Difference& difference, const Register& steps, Graph& graph) {
  std::map<model::QualifiedName, std::vector<ObjectId>> gone;
  const auto called = [](const ObjectId& id) {
    return model::QualifiedName{id.schema, model::without_arguments(id.name)};
  };
  for (const auto& [id, step] : steps.gone)
    if (id.kind == Kind::function) gone[called(id)].push_back(id);
  for (const auto& [id, step] : steps.made) {
    if (id.kind != Kind::function) continue;
    for (const ObjectId& former : gone[called(id)])
      if (takes_its_place(difference, former, id)) graph.add_edge(steps.gone.at(former), step);
  }
}

}  // namespace

Ordered in_order(std::vector<DraftStep> steps, const diff::Difference& difference,
                 const model::Dependencies& needs_before, const model::Dependencies& needs_after) {
  std::vector<Draft> drafts;
  for (DraftStep& step : steps) {
    Footprint print = footprint(step.step.change);
    drafts.push_back({std::move(step), std::move(print)});
  }
  std::stable_sort(drafts.begin(), drafts.end(), [](const Draft& a, const Draft& b) { return key(a) < key(b); });

  const diff::Descent descent(difference.renamed, difference.after);
  const Register entries = entered(drafts, difference.renamed, descent);
  Graph graph(drafts.size());
  make_room_first(drafts, graph);
  let_nobody_watch(drafts, graph);
  std::vector<const diff::Change*> changes;
  for (const Draft& draft : drafts) changes.push_back(&draft.step.step.change);
  order_rights(changes, entries.made, graph);
  order_relations(drafts, difference.renamed, needs_after, descent, graph);
  let_dependents_go_first(drafts, needs_before, needs_after, entries, graph);
  wait_for_needs(drafts, needs_after, needs_before, entries, graph);
  free_names_first(entries, graph);
  leave_no_doubt_which_is_called(difference, entries, graph);
  hand_over_sequences(drafts, entries, graph);
  let_sequences_change_between(drafts, needs_before, needs_after, entries, graph);
  hold_rows_while_they_change(drafts, needs_before, entries, graph);
  guard_rows(drafts, entries, graph);
  let_rows_be_settled(drafts, needs_before, needs_after, entries, graph);
  let_mentioned_come_first(drafts, entries, graph);
  drop_transforms_first(drafts, graph);
  let_casts_come_first(needs_after, entries, graph);

  const Numbers order = graph.sorted();
  const bool has_circle = order.size() != drafts.size();
  Ordered ordered;
  for (const std::size_t number : has_circle ? graph.circle() : order)
    (has_circle ? ordered.circle : ordered.steps).push_back(std::move(drafts[number].step.step));
  return ordered;
}

}  // namespace schemac::plan
