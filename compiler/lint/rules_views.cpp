// Views: what their text says, and whose rights they read with.
#include <optional>

#include <fmt/format.h>

#include "lint/rules.hpp"
#include "sql/inspect.hpp"
#include "sql/review.hpp"

namespace schemac::lint {
namespace {

using model::Kind;

std::optional<model::ObjectId> view_meant(const model::Schema& schema, const sql::DeclaredName& name) {
  const auto find_in = [&](const auto& views) -> std::optional<model::ObjectId> {
    for (const auto& [id, view] : views)
      if (sql::may_name(name.id, {}, id)) return id;
    return std::nullopt;
  };
  const std::optional<model::ObjectId> found = find_in(schema.views);
  return found ? found : find_in(schema.materialized_views);
}

/// A table with row-level security that the view reads; null where there is none.
const model::Table* guarded_table_under(const model::Schema& schema, const model::ObjectId& view) {
  const auto needs = schema.dependencies.find(view);
  if (needs == schema.dependencies.end()) return nullptr;
  for (const model::ObjectId& need : needs->second) {
    const bool column = need.kind == Kind::column;
    if (!column && need.kind != Kind::table) continue;
    const model::Table* const table =
        schema.tables.find({Kind::table, need.schema, {}, column ? need.table : need.name});
    if (table != nullptr && table->row_security) return table;
  }
  return nullptr;
}

bool asks_as_caller(const model::View& view) {
  const auto option = view.options.find("security_invoker");
  return option != view.options.end() && (option->second == "true" || option->second == "on" || option->second == "1");
}

void add_past_policies(const Subject& subject, const model::ObjectId& id, const std::string& hint, Findings& findings) {
  const model::Table* const table = guarded_table_under(subject.schema, id);
  if (table == nullptr) return;
  findings.push_back(
      {Code::view_bypasses_policies, id,
       fmt::format("{} reads {} with its owner's rights, past the policies", describe(id), describe(table->id())),
       hint});
}

}  // namespace

void select_stars(const Subject& subject, Findings& findings) {
  for (const model::SqlStatement& statement : subject.declared.statements) {
    if (!sql::selects_star(statement.text)) continue;
    for (const sql::DeclaredName& name : sql::declared_names(statement.text)) {
      const std::optional<model::ObjectId> view = view_meant(subject.schema, name);
      if (!view) continue;
      findings.push_back(
          {Code::select_star, *view,
           fmt::format("{} names its columns by `*`: those that come later it does not have", describe(*view)),
           "name the columns"});
    }
  }
}

void views_past_policies(const Subject& subject, Findings& findings) {
  for (const auto& [id, view] : subject.schema.views)
    if (!asks_as_caller(view))
      add_past_policies(subject, id, "WITH (security_invoker = true), from PostgreSQL 15 on", findings);
  for (const auto& [id, view] : subject.schema.materialized_views)
    add_past_policies(subject, id, "it stores what its owner sees: give nobody else the right to read it", findings);
}

}  // namespace schemac::lint
