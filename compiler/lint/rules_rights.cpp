// Who may do what: functions that lend their owner's rights, policies that guard nothing, and PUBLIC.
#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "lint/rules.hpp"
#include "sql/quote.hpp"
#include "sql/review.hpp"
#include "sql/settings.hpp"

namespace schemac::lint {
namespace {

using model::Kind;

bool holds_rows(Kind kind) {
  return kind == Kind::table || kind == Kind::view || kind == Kind::materialized_view || kind == Kind::foreign_table ||
         kind == Kind::column;
}

void tell_settings(const model::ObjectId& id, std::string_view what, const std::set<std::string>& settings,
                   Findings& findings) {
  for (const std::string& setting : settings)
    findings.push_back(
        {Code::setting_as_text, id,
         fmt::format("{}{} takes `{}` as it is: where a transaction forgets to set it, it may be the empty text of an "
                     "earlier one of the session",
                     what, describe(id), setting),
         fmt::format("nullif(current_setting({}, true), ''), which is NULL then", sql::literal(setting))});
}

}  // namespace

void loose_search_paths(const Subject& subject, Findings& findings) {
  for (const auto& [id, function] : subject.schema.functions) {
    const sql::RoutineSecurity security = sql::routine_security(function.definition);
    if (!security.definer || security.fixed_search_path) continue;
    findings.push_back({Code::loose_search_path, id,
                        fmt::format("{} runs with its owner's rights and its caller's search_path", describe(id)),
                        "SET search_path = pg_catalog, and whatever schemas it needs, on the function"});
  }
}

void idle_policies(const Subject& subject, Findings& findings) {
  for (const auto& [id, policy] : subject.schema.policies) {
    const model::Table* const table =
        subject.schema.tables.find({Kind::table, policy.table.schema, {}, policy.table.name});
    if (table == nullptr || table->row_security) continue;
    findings.push_back({Code::idle_policy, id,
                        fmt::format("{} guards nothing: row-level security of the table is off", describe(id)),
                        fmt::format("ALTER TABLE {} ENABLE ROW LEVEL SECURITY", sql::qualified(policy.table))});
  }
}

void tables_without_policy(const Subject& subject, Findings& findings) {
  std::set<model::QualifiedName> permitted;
  for (const auto& [id, policy] : subject.schema.policies)
    if (policy.permissive) permitted.insert(policy.table);
  for (const auto& [id, table] : subject.schema.tables) {
    if (!table.row_security || permitted.contains(table.name)) continue;
    findings.push_back(
        {Code::no_policy, id,
         fmt::format("{} has row-level security and no policy that permits: only its owner sees rows", describe(id)),
         "CREATE POLICY, or turn it off"});
  }
}

void settings_as_text(const Subject& subject, Findings& findings) {
  for (const auto& [id, policy] : subject.schema.policies) {
    std::set<std::string> settings = sql::settings_as_text(policy.using_expression.value_or(""));
    settings.merge(sql::settings_as_text(policy.with_check.value_or("")));
    tell_settings(id, "", settings, findings);
  }
  for (const auto& [id, table] : subject.schema.tables)
    for (const model::Column& column : table.columns)
      tell_settings(column_id(table.name, column.name), "the default of ",
                    sql::settings_as_text(column.default_expression.value_or("")), findings);
}

void grants_to_all(const Subject& subject, Findings& findings) {
  for (const auto& [id, grants] : subject.schema.grants) {
    if (!holds_rows(id.kind)) continue;
    std::set<std::string> privileges;
    for (const model::Grant& grant : grants.given)
      if (grant.role.empty() && !grant.owner) privileges.insert(grant.privilege);
    if (privileges.empty()) continue;
    findings.push_back({Code::granted_to_all, id,
                        fmt::format("PUBLIC has {} on {}: every role there is, and every one to come",
                                    fmt::join(privileges, ", "), describe(id)),
                        "grant it to the roles that need it"});
  }
}

}  // namespace schemac::lint
