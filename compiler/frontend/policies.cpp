// Policies of row-level security. https://www.postgresql.org/docs/15/sql-createpolicy.html
#include <algorithm>

#include <fmt/format.h>

#include "frontend/expressions.hpp"
#include "frontend/naming.hpp"
#include "frontend/passes.hpp"
#include "frontend/words.hpp"

namespace schemac::frontend {
namespace {

model::Policy::Command command_of(const Word& link) {
  using Command = model::Policy::Command;
  const Word* const command = argument<Word>(link, 0);
  if (command == nullptr || command->name == "all_commands") return Command::all;
  if (command->name == "select") return Command::select;
  if (command->name == "insert") return Command::insert;
  if (command->name == "update") return Command::update;
  return Command::delete_;
}

void apply_chain(Draft& draft, const TableDraft& table, const Word& word, model::Policy& policy,
                 std::vector<std::string>& columns) {
  for (const Word& link : word.chain) {
    if (link.name == "for_") policy.command = command_of(link);
    if (link.name == "restrictive") policy.permissive = false;
    if (link.name == "to")
      for (std::size_t i = 0; i < link.arguments.size(); ++i) policy.roles.push_back(argument<Text>(link, i)->value);
    if (link.name != "using_" && link.name != "with_check") continue;
    const Text& text = *argument<Text>(link, 0);
    if (const auto named = check_expression_over(draft, table, text))
      columns.insert(columns.end(), named->begin(), named->end());
    (link.name == "using_" ? policy.using_expression : policy.with_check) = text.value;
  }
  std::sort(policy.roles.begin(), policy.roles.end());
  if (std::find(policy.roles.begin(), policy.roles.end(), "public") != policy.roles.end()) policy.roles.clear();
}

void check_clauses(Draft& draft, const Word& word, const model::Policy& policy) {
  using Command = model::Policy::Command;
  const auto refuse = [&](const char* clause, const char* command) {
    draft.diagnostics.error(Code::bad_option, word.place,
                            fmt::format("a policy for `{}` takes no `{}`", command, clause));
  };
  if (policy.command == Command::insert && policy.using_expression) refuse("using_", "insert");
  if (policy.command == Command::select && policy.with_check) refuse("with_check", "select");
  if (policy.command == Command::delete_ && policy.with_check) refuse("with_check", "delete_");
  if (!policy.using_expression && !policy.with_check)
    draft.diagnostics.error(Code::bad_option, word.place, "a policy without `using_` or `with_check` allows nothing");
}

void declare(Draft& draft, TableDraft& table, const Word& word) {
  const Text& name = *argument<Text>(word, 0);
  model::Policy policy;
  policy.table = table.name();
  policy.name = name.value;
  check_given_name(draft, name.value, name.place);
  std::vector<std::string> columns;
  apply_chain(draft, table, word, policy, columns);
  check_clauses(draft, word, policy);
  table.table.row_security = true;
  depend_on_columns(draft, policy.id(), table, columns);
  put(draft, draft.declared.schema.policies, std::move(policy), word.place, name.value);
}

}  // namespace

void declare_policies(Draft& draft) {
  for (TableDraft& table : draft.tables)
    for (const Word* const part : table.parts)
      if (part->name == "policy") declare(draft, table, *part);
}

}  // namespace schemac::frontend
