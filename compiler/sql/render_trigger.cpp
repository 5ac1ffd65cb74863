// https://www.postgresql.org/docs/15/sql-createtrigger.html
#include <cassert>

#include "sql/clauses.hpp"
#include "sql/quote.hpp"
#include "sql/render.hpp"

namespace schemac::sql {
namespace {

std::string_view timing_word(model::Trigger::Timing timing) {
  switch (timing) {
    case model::Trigger::Timing::before:
      return "BEFORE";
    case model::Trigger::Timing::after:
      return "AFTER";
    case model::Trigger::Timing::instead_of:
      return "INSTEAD OF";
  }
  return "";
}

std::string_view enable_words(model::Trigger::Enabled enabled) {
  switch (enabled) {
    case model::Trigger::Enabled::origin:
      return "ENABLE TRIGGER ";
    case model::Trigger::Enabled::always:
      return "ENABLE ALWAYS TRIGGER ";
    case model::Trigger::Enabled::replica:
      return "ENABLE REPLICA TRIGGER ";
    case model::Trigger::Enabled::disabled:
      return "DISABLE TRIGGER ";
  }
  return "";
}

std::string events(const model::Trigger& trigger) {
  return joined({trigger.on_insert ? "INSERT" : "", trigger.on_delete ? "DELETE" : "",
                 !trigger.on_update          ? ""
                 : trigger.update_of.empty() ? "UPDATE"
                                             : "UPDATE OF " + identifiers(trigger.update_of),
                 trigger.on_truncate ? "TRUNCATE" : ""},
                " OR ");
}

std::string referencing(const model::Trigger& trigger) {
  if (!trigger.old_table && !trigger.new_table) return "";
  return joined({"REFERENCING", trigger.old_table ? "OLD TABLE AS " + identifier(*trigger.old_table) : "",
                 trigger.new_table ? "NEW TABLE AS " + identifier(*trigger.new_table) : ""},
                " ");
}

std::string call(const model::Trigger& trigger) {
  std::vector<std::string> arguments;
  for (const std::string& argument : trigger.arguments) arguments.push_back(literal(argument));
  return "EXECUTE FUNCTION " + qualified(trigger.function) + "(" + joined(arguments, ", ") + ")";
}

std::string enable(const model::Trigger& trigger) {
  return alter_table(trigger.table, {std::string(enable_words(trigger.enabled)) + identifier(trigger.name)});
}

[[maybe_unused]] bool differ_in_what_they_do(model::Trigger before, const model::Trigger& after) {
  before.enabled = after.enabled;
  before.comment = after.comment;
  return before != after;
}

}  // namespace

Statements render(const diff::Create<model::Trigger>& change) {
  const auto& trigger = change.object;
  auto statements = with_comment(
      flow({std::string(trigger.constraint ? "CREATE CONSTRAINT TRIGGER " : "CREATE TRIGGER ") +
                identifier(trigger.name),
            joined({std::string(timing_word(trigger.timing)), events(trigger), "ON " + qualified(trigger.table)}, " "),
            trigger.from ? "FROM " + qualified(*trigger.from) : "",
            trigger.constraint ? deferral_clause(trigger.deferral) : "", referencing(trigger),
            trigger.for_each_row ? "FOR EACH ROW" : "FOR EACH STATEMENT",
            trigger.when ? "WHEN " + parenthesized(*trigger.when) : "", call(trigger)}),
      trigger.id(), trigger.comment);
  if (trigger.enabled != model::Trigger::Enabled::origin) statements.push_back(enable(trigger));
  return statements;
}

Statements render(const diff::Drop<model::Trigger>& change) {
  return {"DROP TRIGGER " + identifier(change.object.name) + " ON " + qualified(change.object.table)};
}

Statements render(const diff::Rename<model::Trigger>& change) {
  const auto& [before, after] = change;
  if (before.name == after.name) return {};
  return {"ALTER TRIGGER " + identifier(before.name) + " ON " + qualified({after.schema, after.table}) + " RENAME TO " +
          identifier(after.name)};
}

Statements render(const diff::Alter<model::Trigger>& change) {
  assert(!differ_in_what_they_do(change.before, change.after));
  return {enable(change.after)};
}

}  // namespace schemac::sql
