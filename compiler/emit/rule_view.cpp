#include "emit/rule_view.hpp"

#include <algorithm>
#include <charconv>
#include <set>

#include <fmt/format.h>

#include "emit/names.hpp"

namespace schemac::emit {
namespace {

using Rule = model::Validation::Rule;

bool is_secret(const model::Field& field) { return field.hashed || field.encrypted || !field.lookup_of.empty(); }

/// @param value the expression that is held against the rule
View view_of(const FieldSpelling& field, const std::string& value) {
  View view;
  view.text("value", value).text("literal", string_literal(field.field->name));
  for (const char* kind : {"is_length", "is_fits", "is_range", "is_pattern", "is_function", "is_lookup"})
    view.flag(kind, false);
  return view;
}

/// `50` of `character varying(50)`; empty where the type has no such length.
std::string declared_length(const model::ColumnType& type) {
  const bool has_length = type.word == model::TypeWord::varchar || type.word == model::TypeWord::char_;
  const std::size_t open = type.sql.find('(');
  if (!has_length || type.array || open == std::string::npos) return {};
  return type.sql.substr(open + 1, type.sql.find(')') - open - 1);
}

long long to_number(const std::string& text) {
  long long number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

/// Whether a rule says already what the type does.
bool is_bounded(const model::Field& field, const std::string& length) {
  return std::any_of(field.validations.begin(), field.validations.end(), [&](const model::Validation& validation) {
    return validation.rule == Rule::length && validation.maximum && to_number(*validation.maximum) <= to_number(length);
  });
}

View validation_view(const FieldSpelling& field, const std::string& value, const model::Validation& validation) {
  View view = view_of(field, value);
  switch (validation.rule) {
    case Rule::length:
      view.flag("is_length", true)
          .text("minimum", validation.minimum.value_or("-1"))
          .text("maximum", validation.maximum.value_or("-1"));
      break;
    case Rule::range:
      view.flag("is_range", true)
          .text("minimum", string_literal(validation.minimum.value_or("")))
          .text("maximum", string_literal(validation.maximum.value_or("")));
      break;
    case Rule::pattern:
    case Rule::email:
      view.flag("is_pattern", true)
          .text("pattern", string_literal(validation.pattern))
          .text("rule", validation.rule == Rule::email ? "email" : "pattern")
          .text("in_code_only", validation.in_code_only ? "true" : "false");
      break;
    case Rule::function:
      view.flag("is_function", true)
          .text("function", validation.function)
          .text("function_literal", string_literal(validation.function));
      break;
  }
  return view;
}

std::string value_of(const FieldSpelling& field, Writing writing) {
  if (writing == Writing::set)
    return fmt::format("values.of<{}>({})", field.type.qualified, string_literal(field.column));
  return "values." + field.field->name;
}

/// What a write does to the field, as `schemac::runtime::Written`.
std::string written(const FieldSpelling& field, Writing writing) {
  if (writing == Writing::set) return fmt::format("values.written({})", string_literal(field.column));
  return fmt::format("rt::detail::{}(values.{})", writing == Writing::insert ? "inserted" : "changed",
                     field.field->name);
}

void put_rules_of(std::vector<View>& views, const FieldSpelling& field, Writing writing) {
  if (is_secret(*field.field)) return;
  const std::string value = value_of(field, writing);
  const std::string length = declared_length(field.field->type);
  if (!length.empty() && !is_bounded(*field.field, length))
    views.push_back(view_of(field, value).flag("is_fits", true).text("maximum", length));
  for (const model::Validation& validation : field.field->validations)
    views.push_back(validation_view(field, value, validation));
}

void put_lookup_rule(std::vector<View>& views, const FieldSpelling& field, const FieldSpelling& lookup,
                     Writing writing) {
  if (writing == Writing::insert && !field.field->nullable) return;  // neither can be left out
  views.push_back(view_of(field, written(field, writing))
                      .flag("is_lookup", true)
                      .text("lookup", written(lookup, writing))
                      .text("lookup_literal", string_literal(lookup.field->name)));
}

}  // namespace

std::vector<View> rule_views(const std::vector<const FieldSpelling*>& fields, Writing writing) {
  std::vector<View> views;
  for (const FieldSpelling* field : fields) {
    put_rules_of(views, *field, writing);
    for (const FieldSpelling* other : fields)
      if (other->field->lookup_of == field->field->column) put_lookup_rule(views, *field, *other, writing);
  }
  return views;
}

std::vector<View> secret_views(const EntitySpelling& entity) {
  std::vector<View> views;
  for (const FieldSpelling& field : entity.fields) {
    if (!field.field->hashed && !field.field->encrypted) continue;
    const auto lookup = std::find_if(entity.fields.begin(), entity.fields.end(), [&](const FieldSpelling& other) {
      return other.field->lookup_of == field.field->column;
    });
    const bool has_lookup = lookup != entity.fields.end();
    std::vector<View> rules;
    for (const model::Validation& validation : field.field->validations)
      rules.push_back(validation_view(field, "plain", validation));
    View& view = views.emplace_back();
    view.text("name", field.field->name)
        .flag("hashed", field.field->hashed)
        .flag("encrypted", field.field->encrypted)
        .flag("has_lookup", has_lookup)
        .flag("changes_with_lookup", has_lookup && !entity.key.empty() && field.patchable && lookup->patchable)
        .flag("inserts_with_lookup", has_lookup && field.field->nullable)
        .text("lookup", has_lookup ? lookup->field->name : "");
    view.list("rules", std::move(rules));
  }
  return views;
}

std::vector<View> function_views(const EntitySpelling& entity) {
  std::set<std::pair<std::string, std::string>> functions;
  for (const FieldSpelling& field : entity.fields)
    for (const model::Validation& validation : field.field->validations)
      if (validation.rule == Rule::function)
        functions.emplace(validation.function, is_secret(*field.field) ? "std::string" : field.type.spelling);
  std::vector<View> views;
  for (const auto& [function, type] : functions) views.emplace_back().text("function", function).text("type", type);
  return views;
}

}  // namespace schemac::emit
