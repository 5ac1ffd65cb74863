#include "frontend/column_values.hpp"

#include <cstdint>

#include <fmt/format.h>

#include "frontend/enum_types.hpp"
#include "frontend/expressions.hpp"
#include "frontend/words.hpp"
#include "sql/quote.hpp"

namespace schemac::frontend {
namespace {

struct Bounds {
  long long minimum;
  long long maximum;
};

std::optional<Bounds> bounds_of(model::TypeWord word) {
  if (word == model::TypeWord::smallint) return Bounds{INT16_MIN, INT16_MAX};
  if (word == model::TypeWord::integer) return Bounds{INT32_MIN, INT32_MAX};
  return std::nullopt;
}

std::string constant(Draft& draft, const Argument& argument, const ColumnDraft& column) {
  const model::ColumnType& type = column.field.type;
  if (const auto* truth = std::get_if<bool>(&argument.value)) return *truth ? "true" : "false";
  if (const auto* text = std::get_if<Text>(&argument.value)) return sql::literal(text->value);
  if (const auto* enumerator = std::get_if<Enumerator>(&argument.value))
    return sql::literal(label_of(draft, *enumerator)) + "::" + sql::qualified(type.enum_type);
  if (const auto* integer = std::get_if<long long>(&argument.value)) {
    const std::optional<Bounds> bounds = bounds_of(type.word);
    if (bounds && (*integer < bounds->minimum || *integer > bounds->maximum))
      draft.diagnostics.error(Code::bad_option, argument.place,
                              fmt::format("{} does not fit the type `{}`", *integer, type.sql));
  }
  return number_of(argument);
}

/// The options that say what the value is. No two of them go together.
std::vector<const Word*> values_in(const std::vector<Word>& options) {
  std::vector<const Word*> found;
  for (const Word& option : options)
    for (const std::string_view name :
         {"default_random", "default_now", "default_to", "default_sql", "generated_as", "identity", "identity_always"})
      if (option.name == name) found.push_back(&option);
  return found;
}

}  // namespace

void declare_value(Draft& draft, ColumnDraft& column) {
  const std::vector<const Word*> values = values_in(column.source->options);
  if (values.size() > 1) {
    Diagnostic& error = draft.diagnostics.error(
        Code::bad_option, values[1]->place,
        fmt::format("`{}` and `{}` contradict each other: both say the value", values[0]->name, values[1]->name));
    error.notes.push_back({values[0]->place, "the other one is here"});
  }
  if (values.empty()) return;
  const Word& word = *values.front();
  model::Column& made = column.column;
  if (word.name == "default_random") made.default_expression = "gen_random_uuid()";
  if (word.name == "default_now") made.default_expression = "now()";
  if (word.name == "default_to") made.default_expression = constant(draft, word.arguments.front(), column);
  if (word.name == "default_sql") made.default_expression = argument<Text>(word, 0)->value;
  if (word.name == "default_sql") check_expression(draft, *argument<Text>(word, 0));
  if (word.name == "generated_as") made.generated_expression = argument<Text>(word, 0)->value;
  if (word.name == "identity" || word.name == "identity_always") {
    made.identity = identity_of(column.field.type.word, word.name == "identity_always");
    if (column.source->type.nullable)
      draft.diagnostics.error(Code::bad_option, word.place, "an identity column cannot be `Nullable`");
  }
}

model::Identity identity_of(model::TypeWord word, bool always) {
  model::Identity identity;
  identity.always = always;
  if (const std::optional<Bounds> bounds = bounds_of(word)) identity.sequence.maximum = bounds->maximum;
  return identity;
}

std::string collation_of(const Text& collation) {
  if (collation.value.find('"') != std::string::npos) return collation.value;
  return sql::qualified({"pg_catalog", collation.value});
}

}  // namespace schemac::frontend
