// Checks: written by hand, and those that validations make so that every writer obeys them.
#include <algorithm>

#include <fmt/format.h>

#include "frontend/constraint_words.hpp"
#include "frontend/expressions.hpp"
#include "frontend/passes.hpp"
#include "frontend/vocabulary.hpp"
#include "frontend/words.hpp"
#include "sql/quote.hpp"

namespace schemac::frontend {
namespace {

void put_check(Draft& draft, const TableDraft& table, const Name& name, std::string expression,
               const std::vector<std::string>& columns, const Place& place) {
  model::Check check;
  check.table = table.name();
  check.name = name.kept;
  check.expression = std::move(expression);
  depend_on_columns(draft, check.id(), table, columns);
  put(draft, draft.declared.schema.checks, std::move(check), place, name.full);
}

/// `check("sql")`, `check("name", "sql")`; `subject` is the column that it stands on, if it does.
void declare_check(Draft& draft, const TableDraft& table, const Word& word, const std::string& subject) {
  const bool has_name = word.arguments.size() > 1;
  const Text& sql = *argument<Text>(word, has_name ? 1 : 0);
  const std::optional<std::vector<std::string>> columns = check_expression_over(draft, table, sql);
  if (!columns) return;
  std::vector<std::string> rest;
  if (has_name) {
    rest.push_back(argument<Text>(word, 0)->value);
  } else if (!subject.empty()) {
    rest.push_back(subject);
  }
  put_check(draft, table, choose_name(draft, text_of(word.chain, "named"), "chk", table, rest), sql.value, *columns,
            word.place);
}

std::string between(const std::string& value, const model::Validation& validation) {
  if (validation.minimum && validation.maximum)
    return fmt::format("{} BETWEEN {} AND {}", value, *validation.minimum, *validation.maximum);
  if (validation.minimum) return fmt::format("{} >= {}", value, *validation.minimum);
  return fmt::format("{} <= {}", value, *validation.maximum);
}

struct Rule {
  model::Validation validation;
  std::string_view suffix;
  std::string expression;
};

using model::Validation;

Validation bounded(Validation::Rule rule, const Word& word) {
  Validation validation;
  validation.rule = rule;
  const bool only_maximum = word.name == "max_length" || word.name == "at_most";
  if (!only_maximum) validation.minimum = number_of(word.arguments[0]);
  if (only_maximum) validation.maximum = number_of(word.arguments[0]);
  if (word.arguments.size() > 1) validation.maximum = number_of(word.arguments[1]);
  return validation;
}

std::optional<Rule> rule_of(const Word& word, const std::string& column) {
  const std::string value = sql::identifier(column);
  if (word.name == "length" || word.name == "min_length" || word.name == "max_length") {
    Validation validation = bounded(Validation::Rule::length, word);
    return Rule{validation, word.name, between("char_length(" + value + ")", validation)};
  }
  if (word.name == "range" || word.name == "at_least" || word.name == "at_most") {
    Validation validation = bounded(Validation::Rule::range, word);
    return Rule{validation, word.name, between(value, validation)};
  }
  Validation validation;
  if (word.name == "satisfies") {
    validation.rule = Validation::Rule::function;
    validation.function = argument<Text>(word, 0)->value;
    return Rule{validation, {}, {}};
  }
  if (word.name == "pattern") {
    validation.rule = Validation::Rule::pattern;
    validation.pattern = argument<Text>(word, 0)->value;
  } else if (word.name == "email_format") {
    validation.rule = Validation::Rule::email;
    validation.pattern = kEmailPattern;
  } else {
    return std::nullopt;
  }
  return Rule{validation, word.name == "pattern" ? "pattern" : "email",
              fmt::format("{} ~ {}", value, sql::literal(validation.pattern))};
}

/// The declaration of the function is generated in the namespace of the rows, so its name is one word.
void check_function_name(Draft& draft, const Word& word) {
  const Text& name = *argument<Text>(word, 0);
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  };
  const bool digit_first = name.value.front() >= '0' && name.value.front() <= '9';
  if (!digit_first && std::all_of(name.value.begin(), name.value.end(), fits)) return;
  draft.diagnostics.error(Code::bad_option, name.place, fmt::format("`{}` is no name of a function", name.value)).hint =
      "a name without `::`; the application defines the function in the namespace of its rows";
}

void validate(Draft& draft, const TableDraft& table, ColumnDraft& column) {
  const Word* const code_only = find_word(column.source->options, "in_code_only");
  // The database never sees what is in a secret.
  const bool secret = column.field.hashed || column.field.encrypted;
  for (const Word& word : column.source->options) {
    std::optional<Rule> rule = rule_of(word, column.column.name);
    if (!rule) continue;
    if (!rule->validation.function.empty()) check_function_name(draft, word);
    rule->validation.in_code_only = code_only != nullptr || secret || rule->expression.empty();
    column.field.validations.push_back(rule->validation);
    if (rule->validation.in_code_only) continue;
    const Name name = choose_name(draft, nullptr, "chk", table, {column.column.name, std::string(rule->suffix)});
    put_check(draft, table, name, std::move(rule->expression), {column.column.name}, word.place);
  }
  if (code_only != nullptr && column.field.validations.empty())
    draft.diagnostics.error(Code::bad_option, code_only->place,
                            fmt::format("`{}` has no validation that could be in code only", column.source->name));
}

}  // namespace

void declare_checks(Draft& draft) {
  for (TableDraft& table : draft.tables) {
    for (ColumnDraft& column : table.columns) {
      if (column.lookup) continue;
      validate(draft, table, column);
      for (const Word& word : column.source->options) {
        if (word.name == "check") declare_check(draft, table, word, column.column.name);
        if (word.name == "generated_as") (void)check_expression_over(draft, table, *argument<Text>(word, 0));
      }
    }
    for (const Word* const part : table.parts)
      if (part->name == "check") declare_check(draft, table, *part, {});
  }
}

}  // namespace schemac::frontend
