#include "plan/rights.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "diff/rights.hpp"
#include "diff/subject.hpp"
#include "model/relations.hpp"
#include "plan/footprint.hpp"
#include "plan/ties.hpp"

namespace schemac::plan {
namespace {

using diff::SetGrants;
using diff::SetOwner;
using model::Grants;
using model::Kind;
using model::ObjectId;

bool is_about_rights(const diff::Change& change) {
  return std::holds_alternative<SetOwner>(change) || std::holds_alternative<SetGrants>(change);
}

/// The schema that every database is born with, with rights of its own.
bool is_public(const ObjectId& id) { return id.kind == Kind::namespace_ && id.name == "public"; }

class Settling {
 public:
  Settling(const diff::Difference& difference, std::vector<DraftStep>& steps) : difference_(difference), steps_(steps) {
    const diff::Descent descent(difference.renamed, difference.after);
    for (const DraftStep& step : steps) {
      if (!std::holds_alternative<diff::AddColumn>(step.step.change)) continue;
      for (const ObjectId& id : columns_below(step.step.change, difference.renamed, descent)) columns_.insert(id);
    }
    for (const DraftStep& step : steps) note(step.step);
  }

  void run() {
    std::erase_if(steps_, [&](const DraftStep& step) {
      return is_about_rights(step.step.change) && is_made(diff::subject(step.step.change));
    });
    hand_sequences_over();
    for (const auto& [id, because] : made_) {
      const auto owner = difference_.after.owners.find(id);
      if (owner != difference_.after.owners.end()) {
        add(SetOwner{id, {}, owner->second}, because);
      } else if (is_public(id)) {
        add(SetOwner{id, {}, {}}, because);
      }
    }
    for (const auto& [id, because] : made_) settle_grants(id, because);
    for (const auto& [id, grants] : difference_.after.grants) {
      if (id.kind == Kind::column && is_made(id)) add_grants(id, {}, grants, {});
    }
  }

 private:
  void note(const Step& step) {
    for (const ObjectId& id : footprint(step.change).makes) {
      if (id.kind == Kind::column) {
        columns_.insert(id);
      } else {
        made_.emplace(id, step.because);
      }
    }
    if (const auto* create = std::get_if<diff::Create<model::Table>>(&step.change)) {
      for (const model::Column& column : create->object.columns) note_identity(create->object.name, column, step);
    } else if (const auto* column = std::get_if<diff::AddColumn>(&step.change)) {
      note_identity(column->table, column->column, step);
    } else if (const auto* alter = std::get_if<diff::AlterColumn>(&step.change)) {
      if (!alter->before.identity) note_identity(alter->table, alter->after, step);
    }
  }

  void note_identity(const model::QualifiedName& table, const model::Column& column, const Step& step) {
    const ObjectId id = model::identity_sequence_id(model::column_id(table, column.name));
    if (column.identity) made_.emplace(id, step.because);
  }

  [[nodiscard]] bool is_made(const ObjectId& id) const {
    if (made_.count(id) != 0 || columns_.count(id) != 0) return true;
    if (id.kind != Kind::column) return false;
    const auto relation = model::relation_under(difference_.after, id);
    return relation && made_.count(*relation) != 0;
  }

  /// What whoever runs the plan gives to an object by making it.
  [[nodiscard]] Grants born(const ObjectId& id) const {
    Grants grants;
    const std::string objects = model::default_privileges_word(id.kind);
    for (const auto& [other, privileges] : difference_.renamed.default_privileges) {
      if (privileges.objects != objects || !may_hold(privileges)) continue;
      if (!privileges.schema.empty() && privileges.schema != id.schema) continue;
      for (const model::Grant& grant : privileges.grants.given) {
        if (!grant.owner) grants.given.insert(grant);  // who has all anyway
      }
      grants.withheld.insert(privileges.grants.withheld.begin(), privileges.grants.withheld.end());
    }
    if (is_public(id)) grants.withheld.insert({false, "USAGE"});
    return model::under_owner(grants, diff::owner_of(difference_.after, id));
  }

  [[nodiscard]] bool may_hold(const model::DefaultPrivileges& privileges) const {
    const bool live = !difference_.renamed.session_role.empty() && !difference_.after.session_role.empty();
    return live || privileges.role.empty();
  }

  void settle_grants(const ObjectId& id, const std::string& because) {
    const auto found = difference_.after.grants.find(id);
    const Grants after = found == difference_.after.grants.end() ? Grants{} : found->second;
    add_grants(id, model::minus(born(id), after), after, because);
  }

  void add_grants(const ObjectId& id, Grants before, const Grants& after, const std::string& because) {
    if (before == after) return;
    add(SetGrants{id, diff::owner_of(difference_.after, id), std::move(before), after}, because);
  }

  /// A new sequence of a table that is there already, and one that was another's.
  void hand_sequences_over() {
    std::vector<DraftStep> later;
    for (DraftStep& step : steps_) {
      if (auto* create = std::get_if<diff::Create<model::Sequence>>(&step.step.change)) {
        if (!create->object.owned_by || owner_at_hand_over(create->object).empty()) continue;
        const model::Sequence owned = create->object;
        create->object.owned_by.reset();
        later.push_back({Step{diff::Alter<model::Sequence>{create->object, owned}, {}, step.step.because}, {}});
        give_owner_of_table(owned, later);
      } else if (auto* alter = std::get_if<diff::Alter<model::Sequence>>(&step.step.change)) {
        if (!alter->after.owned_by || alter->before.owned_by == alter->after.owned_by) continue;
        const std::size_t steps = later.size();
        give_owner_of_table(alter->after, later);
        // As long as a column owns it, its owner is that of the column's table.
        if (later.size() == steps || !alter->before.owned_by) continue;
        model::Sequence free = alter->before;
        free.owned_by.reset();
        later.push_back({Step{diff::Alter<model::Sequence>{free, alter->after}, {}, step.step.because}, {}});
        alter->after = free;
      }
    }
    for (DraftStep& step : later) steps_.push_back(std::move(step));
  }

  [[nodiscard]] std::string owner_at_hand_over(const model::Sequence& sequence) const {
    const auto table = model::find_relation(difference_.after, sequence.owned_by->table);
    if (!table || made_.count(*table) != 0) return {};
    return diff::owner_of(difference_.renamed, *table);
  }

  void give_owner_of_table(const model::Sequence& sequence, std::vector<DraftStep>& later) const {
    const ObjectId id = sequence.id();
    const std::string before = made_.count(id) != 0 ? "" : diff::owner_of(difference_.renamed, id);
    const std::string owner = owner_at_hand_over(sequence);
    if (before == owner) return;
    later.push_back({Step{SetOwner{id, before, owner}, {}, "a sequence belongs to the owner of its table"}, {}});
  }

  void add(diff::Change change, std::string because) {
    steps_.push_back({Step{std::move(change), {}, std::move(because)}, {}});
  }

  const diff::Difference& difference_;
  std::vector<DraftStep>& steps_;
  std::map<ObjectId, std::string> made_;  ///< But columns, each with the reason why.
  std::set<ObjectId> columns_;
};

bool hands_over(const diff::Change& change) {
  const auto* alter = std::get_if<diff::Alter<model::Sequence>>(&change);
  return alter != nullptr && alter->after.owned_by && alter->before.owned_by != alter->after.owned_by;
}

bool lets_go(const diff::Change& change) {
  const auto* alter = std::get_if<diff::Alter<model::Sequence>>(&change);
  return alter != nullptr && alter->before.owned_by && !alter->after.owned_by;
}

/// By which a relation and its columns are known, whichever kind of relation it is.
ObjectId relation_name(const ObjectId& id) {
  return {Kind::table, id.schema, {}, id.table.empty() ? id.name : id.table};
}

/// An owned sequence gets its table's owner with it, and what that owner holds as such is no grant any more.
void let_tables_go_before_sequences(const std::vector<const diff::Change*>& changes, Graph& graph) {
  const std::size_t owned = graph.add_barrier();
  for (std::size_t number = 0; number < changes.size(); ++number) {
    const Kind kind = diff::subject(*changes[number]).kind;
    if (kind == Kind::table && std::holds_alternative<SetOwner>(*changes[number])) graph.add_edge(number, owned);
    if (kind == Kind::sequence && std::holds_alternative<SetGrants>(*changes[number])) graph.add_edge(owned, number);
  }
}

}  // namespace

void settle_rights(const diff::Difference& difference, std::vector<DraftStep>& steps) {
  Settling(difference, steps).run();
}

void order_rights(const std::vector<const diff::Change*>& changes, const std::map<ObjectId, std::size_t>& made,
                  Graph& graph) {
  using Steps = std::map<ObjectId, std::size_t>;
  let_tables_go_before_sequences(changes, graph);
  Steps owners;
  Steps owners_of_relations;  // tables and views share their names
  Steps grants_of_relations;
  for (std::size_t number = 0; number < changes.size(); ++number) {
    const ObjectId id = diff::subject(*changes[number]);
    const bool owner = std::holds_alternative<SetOwner>(*changes[number]);
    if (owner) owners[id] = number;
    if (!is_about_rights(*changes[number]) || !model::is_relation(id.kind)) continue;
    (owner ? owners_of_relations : grants_of_relations)[relation_name(id)] = number;
  }
  const auto after = [&](const Steps& steps, const ObjectId& id, std::size_t number) {
    if (const auto found = steps.find(id); found != steps.end()) graph.add_edge(found->second, number);
  };
  for (std::size_t number = 0; number < changes.size(); ++number) {
    const ObjectId id = diff::subject(*changes[number]);
    if (hands_over(*changes[number])) after(owners, id, number);
    if (const auto owner = owners.find(id); lets_go(*changes[number]) && owner != owners.end())
      graph.add_edge(number, owner->second);
    if (!is_about_rights(*changes[number])) continue;
    after(made, id, number);
    if (!std::holds_alternative<SetGrants>(*changes[number])) continue;
    after(owners, id, number);
    if (id.table.empty()) continue;
    after(owners_of_relations, relation_name(id), number);
    after(grants_of_relations, relation_name(id), number);
  }
}

}  // namespace schemac::plan
