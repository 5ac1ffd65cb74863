#include "plan/row_types.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace schemac::plan {
namespace {

using model::Kind;
using model::ObjectId;
using model::QualifiedName;
using Part = DraftStep::Part;

/// The tables of whose rows something is made, through composite types and domains.
void add_row_types(const model::Dependencies& needs, const ObjectId& id, std::set<QualifiedName>& tables) {
  for_each_need(needs, id, [&](const ObjectId& need) {
    if (need.kind == Kind::table) tables.insert({need.schema, need.name});
    if (need.kind == Kind::domain || need.kind == Kind::composite_type) add_row_types(needs, need, tables);
  });
}

/// By table, the steps that add, drop or alter columns of it, where it is there before and after.
std::map<QualifiedName, Numbers> changes_of_rows(const Register& steps) {
  std::map<QualifiedName, Numbers> changes;
  const auto note = [&](const ObjectId& id, std::size_t number) {
    const ObjectId table{Kind::table, id.schema, {}, id.table};
    if (id.kind != Kind::column || steps.made.count(table) != 0 || steps.gone.count(table) != 0) return;
    changes[{id.schema, id.table}].push_back(number);
  };
  for (const auto& [id, made] : steps.made) note(id, made);
  for (const auto& [id, gone] : steps.gone) note(id, gone);
  for (const auto& [id, altered] : steps.altered)
    for (const std::size_t number : altered) note(id, number);
  return changes;
}

/// Whether what the step is about is gone after it, or for a while, or of another type: what is only replaced is made
/// of the rows until then, and after.
bool lets_go(const Draft& draft) {
  const auto* alter = std::get_if<diff::AlterColumn>(&draft.step.step.change);
  return !draft.print.removes.empty() || draft.step.part == Part::takes_down ||
         (draft.step.part == Part::whole && alter != nullptr && alter->before.type != alter->after.type);
}

}  // namespace

void hold_rows_while_they_change(const std::vector<Draft>& drafts, const model::Dependencies& needs_before,
                                 const Register& steps, Graph& graph) {
  const std::map<QualifiedName, Numbers> changes = changes_of_rows(steps);
  for (std::size_t half = 0; half < drafts.size(); ++half) {
    const auto* alter = std::get_if<diff::AlterColumn>(&drafts[half].step.step.change);
    const Part part = drafts[half].step.part;
    if (alter == nullptr || part == Part::whole || alter->before.type == alter->after.type) continue;
    std::set<QualifiedName> tables;
    add_row_types(needs_before, drafts[half].print.subject, tables);
    tables.erase(alter->table);
    for (const QualifiedName& table : tables) {
      const auto found = changes.find(table);
      if (found == changes.end()) continue;
      for (const std::size_t change : found->second)
        graph.add_edge(part == Part::takes_down ? half : change, part == Part::takes_down ? change : half);
    }
  }
}

void let_rows_be_settled(const std::vector<Draft>& drafts, const model::Dependencies& needs_before,
                         const model::Dependencies& needs_after, const Register& steps, Graph& graph) {
  const std::map<QualifiedName, Numbers> changes = changes_of_rows(steps);
  if (changes.empty()) return;
  const auto for_each_change = [&](const model::Dependencies& needs, const ObjectId& id, auto&& f) {
    std::set<QualifiedName> tables;
    add_row_types(needs, id, tables);
    tables.erase({id.schema, id.table});
    for (const QualifiedName& table : tables) {
      const auto found = changes.find(table);
      if (found != changes.end()) std::for_each(found->second.begin(), found->second.end(), f);
    }
  };
  const auto add_edge = [&](std::size_t first, std::size_t second) {
    if (first != second && !graph.leads(second, first)) graph.add_edge(first, second);
  };
  for (const auto& [id, ends] : steps.ends) {
    for_each_change(needs_before, id, [&, numbers = &ends](std::size_t change) {
      for (const std::size_t end : *numbers)
        if (lets_go(drafts[end])) add_edge(end, change);
    });
  }
  for (const auto& [id, begins] : steps.begins) {
    for_each_change(needs_after, id, [&, numbers = &begins](std::size_t change) {
      for (const std::size_t begin : *numbers) add_edge(change, begin);
    });
  }
}

}  // namespace schemac::plan
