#include "emit/factory_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <vector>

#include "emit/names.hpp"
#include "sql/quote.hpp"
#include "support/pattern_sample.hpp"

namespace schemac::emit {
namespace {

using Rule = model::Validation::Rule;
using enum model::TypeWord;

/// The numbers in the parentheses of a type: 10 and 2 of `numeric(10, 2)`.
std::vector<int> modifiers_of(const std::string& sql_type) {
  std::vector<int> numbers;
  std::size_t at = sql_type.find('(');
  while (at < sql_type.size() && sql_type[at] != ')') {
    const std::size_t digit = sql_type.find_first_of("-0123456789", at);
    if (digit == std::string::npos) break;
    int number = 0;
    std::from_chars(sql_type.data() + digit, sql_type.data() + sql_type.size(), number);
    numbers.push_back(number);
    at = std::min(sql_type.find_first_of(",)", digit), sql_type.size());
  }
  return numbers;
}

struct Bounds {
  std::int64_t lowest = 1;
  std::int64_t highest = 0;
};

std::int64_t power_of_ten(int exponent) {
  std::int64_t power = 1;
  for (int i = 0; i < std::min(exponent, 18); ++i) power *= 10;
  return power;
}

/// Whole numbers that the type holds exactly, from 1 on.
Bounds bounds_of_type(const model::ColumnType& type) {
  switch (type.word) {
    case smallint:
      return {1, std::numeric_limits<std::int16_t>::max()};
    case integer:
      return {1, std::numeric_limits<std::int32_t>::max()};
    case real:
      return {1, 1LL << 24U};
    case double_precision:
      return {1, 1LL << 53U};
    case numeric: {
      const std::vector<int> sizes = modifiers_of(type.sql);
      if (sizes.empty()) return {1, power_of_ten(18)};
      const std::int64_t highest = power_of_ten(std::max(0, sizes[0] - (sizes.size() > 1 ? sizes[1] : 0))) - 1;
      return {std::min<std::int64_t>(1, highest), highest};
    }
    default:
      return {1, std::numeric_limits<std::int64_t>::max()};
  }
}

std::optional<long double> decimal(const std::optional<std::string>& text) {
  if (!text) return std::nullopt;
  char* end = nullptr;
  const long double value = std::strtold(text->c_str(), &end);
  return end == text->c_str() ? std::nullopt : std::optional(value);
}

constexpr long double kWidest = 9.0e18L;
constexpr std::int64_t kSteps = 1'000'000;  // of a column that has a highest value below 1

/// What validations of the field say, on top of its type: empty where no whole number is between them.
Bounds bounds_of(const model::Field& field) {
  Bounds bounds = bounds_of_type(field.type);
  for (const model::Validation& rule : field.validations) {
    if (rule.rule != Rule::range) continue;
    const auto minimum = decimal(rule.minimum), maximum = decimal(rule.maximum);
    if (maximum && std::fabs(*maximum) < kWidest)
      bounds.highest = std::min(bounds.highest, static_cast<std::int64_t>(std::floor(*maximum)));
    if (minimum && std::fabs(*minimum) < kWidest)
      bounds.lowest = static_cast<std::int64_t>(std::ceil(*minimum));
    else if (bounds.highest < bounds.lowest)
      bounds.lowest = bounds.highest - kSteps;
  }
  return bounds;
}

/// A bound as it was written, for a field that takes no whole number.
std::string bound_of(const model::Field& field) {
  for (const model::Validation& rule : field.validations)
    if (rule.rule == Rule::range) return rule.minimum ? *rule.minimum : rule.maximum.value_or("0");
  return "0";
}

std::string number(const model::Field& field, const std::string& type) {
  const Bounds bounds = bounds_of(field);
  const bool exact = field.type.word == numeric;
  if (bounds.lowest > bounds.highest)
    return exact ? fmt::format("schemac::runtime::Numeric({})", string_literal(bound_of(field)))
                 : fmt::format("static_cast<{}>({})", type, bound_of(field));
  const std::string whole =
      fmt::format("values::whole<{}>(number, {}, {})", exact ? "std::int64_t" : type, bounds.lowest, bounds.highest);
  return exact ? fmt::format("schemac::runtime::Numeric({})", whole) : whole;
}

std::size_t to_size(const std::optional<std::string>& text) {
  std::size_t size = 0;
  if (text) std::from_chars(text->data(), text->data() + text->size(), size);
  return size;
}

std::string matching(const std::vector<std::string>& letters) {
  std::string list;
  for (const std::string& each : letters) list += (list.empty() ? "" : ", ") + string_literal(each);
  return fmt::format("values::matching(number, {{{}}})", list);
}

/// Text of a length and a pattern that the type and the rules take. What a function of the application says of it is
/// not known, and found out when a row is made.
std::optional<std::string> text_value(const model::Field& field, const std::string& entity) {
  const std::vector<int> sizes = modifiers_of(field.type.sql);
  std::size_t minimum = 0, maximum = sizes.empty() ? 0 : static_cast<std::size_t>(sizes[0]);
  if (field.type.word == char_ && sizes.empty()) maximum = 1;
  bool email = false;
  std::optional<std::string> pattern;
  for (const model::Validation& rule : field.validations) {
    if (rule.rule == Rule::pattern) {
      if (pattern) return std::nullopt;
      pattern = rule.pattern;
    }
    email = email || rule.rule == Rule::email;
    if (rule.rule != Rule::length || field.type.array) continue;
    minimum = std::max(minimum, to_size(rule.minimum));
    if (const std::size_t highest = to_size(rule.maximum); highest > 0)
      maximum = maximum == 0 ? highest : std::min(maximum, highest);
  }
  if (pattern) {
    const auto letters = pattern_sample(*pattern, minimum, maximum);
    return letters ? std::optional(matching(*letters)) : std::nullopt;
  }
  if (email) return fmt::format("values::email(number, {}, {})", string_literal(snake_case(entity)), maximum);
  return fmt::format("values::text(number, {}, {}, {})", string_literal(field.name), minimum, maximum);
}

/// Types that the vocabulary has no word for travel as text: those of PostgreSQL itself, and domains over text.
std::optional<std::string> custom_value(const model::Field& field, const model::Schema& schema) {
  const std::string type = without_modifiers(field.type.sql);
  if (type == "jsonpath") return R"("$.n" + std::to_string(number))";
  if (type == "ltree") return R"("n" + std::to_string(number))";
  if (type == "hstore") return R"("n=>" + std::to_string(number))";
  for (const auto& [id, domain] : schema.domains) {
    if (sql::qualified(domain.name) != type) continue;
    const std::string base = without_modifiers(domain.type);
    const bool is_text = base == "text" || base == "citext" || base == "character varying";
    const std::vector<int> sizes = modifiers_of(domain.type);
    if (is_text)
      return fmt::format("values::text(number, {}, 0, {})", string_literal(field.name), sizes.empty() ? 0 : sizes[0]);
    if (base == "integer" || base == "bigint" || base == "smallint" || base == "numeric")
      return "std::to_string(number)";
  }
  return std::nullopt;
}

std::string bits_value(const model::ColumnType& type) {
  const std::vector<int> sizes = modifiers_of(type.sql);
  return fmt::format("values::bits(number, {})", !sizes.empty() ? sizes[0] : type.word == bit ? 1 : 16);
}

/// Of one value, also within an array.
std::optional<std::string> plain_value(const model::Field& field, const std::string& type, const std::string& entity,
                                       bool distinct, const model::Schema& schema) {
  switch (field.type.word) {
    case boolean:
      return distinct ? "number % 2 == 0" : "false";
    case smallint:
    case integer:
    case bigint:
    case real:
    case double_precision:
    case numeric:
      return number(field, type);
    case text:
    case varchar:
    case char_:
    case citext:
      return text_value(field, entity);
    case bit:
    case varbit:
      return bits_value(field.type);
    case enumeration:
      return fmt::format("values::label<{}>({})", type, distinct ? "number" : "1");
    case custom:
      return custom_value(field, schema);
    default:
      return fmt::format("values::of<{}>(number)", type);
  }
}

}  // namespace

std::optional<std::string> factory_value(const FieldSpelling& field, const std::string& entity, bool distinct,
                                         const model::Schema& schema) {
  const model::Field& model = *field.field;
  if (model.hashed) return "values::password_hash()";
  if (model.encrypted || !model.lookup_of.empty()) return std::nullopt;
  if (!model.type.array) return plain_value(model, field.type.qualified, entity, distinct, schema);
  if (!distinct) return field.type.qualified + "{}";
  constexpr std::string_view kVector = "std::vector<";
  const std::string element =
      field.type.qualified.substr(kVector.size(), field.type.qualified.size() - kVector.size() - 1);
  const std::optional<std::string> value = plain_value(model, element, entity, distinct, schema);
  return value ? std::optional(fmt::format("{}{{{}}}", field.type.qualified, *value)) : std::nullopt;
}

}  // namespace schemac::emit
