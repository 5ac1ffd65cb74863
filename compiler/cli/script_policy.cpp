#include "cli/script_policy.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "sql/altered.hpp"

namespace schemac::cli {
namespace {

using plan::HazardKind;

bool is_generated_with(const sql::Statement& statement, HazardKind kind) {
  const auto& all = statement.generated_with;
  return std::find(all.begin(), all.end(), plan::name_of(kind)) != all.end();
}

bool is_allowed(const sql::Statement& statement, HazardKind kind, const ScriptPolicy& policy) {
  if (policy.allowed_now.contains(kind)) return true;
  const bool guarded = policy.environment.is_protected;
  if (policy.policy.allowed.contains(kind) && !(guarded && kind == HazardKind::deletes_data)) return true;
  return !guarded && is_generated_with(statement, kind);
}

void refuse(const sql::Statement& statement, const plan::Hazard& hazard, const std::string& folder,
            const ScriptPolicy& policy, Diagnostics& diagnostics) {
  const std::string_view name = plan::name_of(hazard.kind);
  const bool guarded = policy.environment.is_protected;
  Diagnostic& diagnostic = guarded && hazard.kind == HazardKind::deletes_data
                               ? diagnostics.error(Code::protected_environment, statement.place,
                                                   fmt::format("`{}` deletes data, and environment `{}` is protected",
                                                               folder, policy.environment.name))
                               : diagnostics.error(Code::hazard_refused, statement.place,
                                                   fmt::format("migration `{}`: {} ({})", folder, hazard.detail, name));
  if (guarded && is_generated_with(statement, hazard.kind))
    diagnostic.notes.push_back(
        {statement.place, fmt::format("that it was generated with `--allow={}` does not count in "
                                      "a protected environment",
                                      name)});
  diagnostic.hint =
      policy.environment.name.empty()
          ? fmt::format("`-- schemac: allow {}` above the statement says, for all to see, that it is meant", name)
          : fmt::format("`--allow={0}` goes on, and so does `-- schemac: allow {0}` above the statement", name);
}

}  // namespace

bool demand_script_allowed(const sql::Script& script, const std::string& folder, const ScriptPolicy& policy,
                           Spared& spared, Diagnostics& diagnostics) {
  bool all = true;
  for (const sql::ScriptBatch& batch : script.batches) {
    for (const sql::Statement& statement : batch.statements) {
      for (const plan::Hazard& hazard : hazards_said(statement)) {
        if (is_allowed(statement, hazard.kind, policy)) continue;
        if (const auto why =
                why_small(hazard.kind, sql::altered_relations(statement.text), policy.policy, policy.size_of)) {
          spared.push_back(fmt::format("`{}`: {}", folder, *why));
          continue;
        }
        refuse(statement, hazard, folder, policy, diagnostics);
        all = false;
      }
    }
  }
  return all;
}

bool demand_way_back_allowed(const sql::Script& script, const std::string& folder, const ScriptPolicy& policy,
                             Diagnostics& diagnostics) {
  if (!policy.environment.is_protected || policy.allowed_now.contains(HazardKind::deletes_data)) return true;
  bool deletes_nothing = true;
  for (const sql::ScriptBatch& batch : script.batches) {
    for (const sql::Statement& statement : batch.statements) {
      for (const plan::Hazard& hazard : hazards_said(statement)) {
        if (hazard.kind != HazardKind::deletes_data) continue;
        refuse(statement, hazard, folder, policy, diagnostics);
        deletes_nothing = false;
      }
    }
  }
  return deletes_nothing;
}

bool holds_nothing(runtime::Connection& database) {
  const runtime::TextResult rows = database.query_unchecked_sql(
      "SELECT NOT EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
      " WHERE c.relkind IN ('r', 'p', 'm') AND n.nspname NOT IN ('information_schema', 'schemac')"
      " AND n.nspname !~ '^pg_')");
  return rows[0].text(std::size_t{0}) == "t";
}

}  // namespace schemac::cli
