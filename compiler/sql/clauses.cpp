#include "sql/clauses.hpp"

#include <algorithm>

#include "sql/parse.hpp"
#include "sql/quote.hpp"

namespace schemac::sql {
namespace {

constexpr std::size_t kLongLine = 100;
constexpr std::string_view kIndent = "\n    ";

// Names of parameters may have a namespace: `toast.autovacuum_enabled`.
std::string parameter_name(std::string_view name) {
  const auto dot = name.find('.');
  if (dot == std::string_view::npos) return identifier(name);
  return identifier(name.substr(0, dot)) + "." + identifier(name.substr(dot + 1));
}

std::string parameter_value(std::string_view value) {
  const bool number = !value.empty() && value.find_first_not_of("0123456789") == std::string_view::npos;
  const bool word = value == "on" || value == "off" || value == "true" || value == "false" || value == "auto";
  return number || word ? std::string(value) : literal(value);
}

std::string assignments(const model::Parameters& parameters) {
  std::vector<std::string> list;
  for (const auto& [name, value] : parameters) list.push_back(parameter_name(name) + " = " + parameter_value(value));
  return joined(list, ", ");
}

/// What SET must name. What it names goes to the end of what is there, so a parameter that stays as it is, and stands
/// before what is new or changed, is named only where it would else stand before what follows it.
/// https://www.postgresql.org/docs/15/catalog-pg-class.html (reloptions)
model::Parameters to_be_set(const model::Parameters& before, const model::Parameters& after) {
  auto kept = before.begin();
  auto first = after.begin();
  for (; first != after.end(); ++first) {
    kept = std::find(kept, before.end(), *first);
    if (kept == before.end()) break;
  }
  model::Parameters set;
  for (; first != after.end(); ++first) set[first->first] = first->second;
  return set;
}

}  // namespace

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
  std::string text;
  for (const std::string& part : parts) {
    if (part.empty()) continue;
    if (!text.empty()) text += separator;
    text += part;
  }
  return text;
}

std::string flow(const std::vector<std::string>& clauses) {
  std::string line = joined(clauses, " ");
  return line.size() <= kLongLine ? line : joined(clauses, kIndent);
}

std::string listed(const std::string& head, const std::vector<std::string>& items) {
  const std::string line = head + " (" + joined(items, ", ") + ")";
  if (line.size() <= kLongLine) return line;
  return head + " (" + std::string(kIndent) + joined(items, "," + std::string(kIndent)) + "\n)";
}

std::string alter_table(const model::QualifiedName& table, const std::vector<std::string>& commands) {
  const std::string start = "ALTER TABLE " + qualified(table);
  if (commands.size() == 1) return flow({start, commands.front()});
  return start + std::string(kIndent) + joined(commands, "," + std::string(kIndent));
}

std::string sequence_behind(const model::QualifiedName& table, const std::string& column) {
  return "pg_catalog.pg_get_serial_sequence(" + literal(qualified(table)) + ", " + literal(column) + ")";
}

std::string drop_constraint(const model::QualifiedName& table, const std::string& name) {
  return alter_table(table, {"DROP CONSTRAINT " + identifier(name)});
}

std::string validate_constraint(const model::QualifiedName& table, const std::string& name) {
  return alter_table(table, {"VALIDATE CONSTRAINT " + identifier(name)});
}

std::vector<std::string> rename_constraint(const model::ObjectId& before, const model::ObjectId& after) {
  if (before.name == after.name) return {};
  return {alter_table({after.schema, after.table},
                      {"RENAME CONSTRAINT " + identifier(before.name) + " TO " + identifier(after.name)})};
}

std::vector<std::string> move_and_rename(std::string_view what, const model::QualifiedName& before,
                                         const model::QualifiedName& after, std::string_view arguments) {
  std::vector<std::string> statements;
  const auto alter = [&](const model::QualifiedName& now) {
    return "ALTER " + std::string(what) + " " + qualified(now) + std::string(arguments);
  };
  // Were the name in between taken, two renames would have to be planned.
  if (before.schema != after.schema) statements.push_back(alter(before) + " SET SCHEMA " + identifier(after.schema));
  if (before.name != after.name)
    statements.push_back(alter({after.schema, before.name}) + " RENAME TO " + identifier(after.name));
  return statements;
}

// A pair around the whole is one without which the text is still an expression: not so `(a) + (b)`, nor `(a, b)`.
std::string parenthesized(std::string_view expression) {
  const bool enclosed = expression.size() > 2 && expression.front() == '(' && expression.back() == ')' &&
                        !check_expression(expression.substr(1, expression.size() - 2));
  if (enclosed) return std::string(expression);
  const bool comment = expression.find("--") != std::string_view::npos;  // Which would swallow the parenthesis.
  return "(" + std::string(expression) + (comment ? "\n)" : ")");
}

std::string include_clause(const std::vector<std::string>& columns) {
  return columns.empty() ? "" : "INCLUDE (" + identifiers(columns) + ")";
}

std::string with_clause(const model::Parameters& storage_parameters) {
  return storage_parameters.empty() ? "" : "WITH (" + assignments(storage_parameters) + ")";
}

std::string where_clause(const std::optional<std::string>& predicate) {
  return predicate ? "WHERE " + parenthesized(*predicate) : "";
}

std::vector<std::string> storage_parameter_commands(const model::Parameters& before, const model::Parameters& after) {
  const model::Parameters set = to_be_set(before, after);
  std::vector<std::string> reset;
  for (const auto& [name, value] : before)
    if (!after.contains(name)) reset.push_back(parameter_name(name));
  std::vector<std::string> commands;
  if (!set.empty()) commands.push_back("SET (" + assignments(set) + ")");
  if (!reset.empty()) commands.push_back("RESET (" + joined(reset, ", ") + ")");
  return commands;
}

std::string deferral_clause(model::Deferral deferral) {
  switch (deferral) {
    case model::Deferral::not_deferrable:
      return "";
    case model::Deferral::initially_immediate:
      return "DEFERRABLE";
    case model::Deferral::initially_deferred:
      return "DEFERRABLE INITIALLY DEFERRED";
  }
  return "";
}

std::string index_key(const model::IndexKey& key) {
  const auto spelled = [&] {
    if (!key.column.empty()) return identifier(key.column);
    return stands_as_index_key(key.expression) ? key.expression : parenthesized(key.expression);
  };
  // The order of NULLs goes with the direction unless it is said: last when ascending, first when descending.
  const bool usual_nulls = key.nulls_first == key.descending;
  return joined({spelled(), key.collation ? "COLLATE " + *key.collation : "", key.opclass.value_or(""),
                 key.descending ? "DESC" : "",
                 usual_nulls       ? ""
                 : key.nulls_first ? "NULLS FIRST"
                                   : "NULLS LAST"},
                " ");
}

std::vector<std::string> with_comment(std::string statement, const model::ObjectId& object,
                                      const std::optional<std::string>& comment) {
  std::vector<std::string> statements{std::move(statement)};
  if (comment) statements.push_back(comment_on(object, comment));
  return statements;
}

}  // namespace schemac::sql
