// Checks that a validation of the vocabulary makes: known by the name that it gives them, and by an expression that
// demands just that, as PostgreSQL writes it back.
#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "frontend/names.hpp"
#include "frontend/vocabulary.hpp"
#include "pull/entity_scope.hpp"
#include "sql/quote.hpp"

namespace schemac::pull {
namespace {

struct Bounds {
  std::optional<std::string> minimum;
  std::optional<std::string> maximum;
};

/// Reads an expression from its beginning, piece by piece.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  bool take(std::string_view what) {
    if (!rest_.starts_with(what)) return false;
    rest_.remove_prefix(what.size());
    return true;
  }
  /// A whole number: `5`, `(0)::numeric`, `'-1'::integer`, `('-1'::integer)::numeric`.
  std::optional<std::string> take_number() {
    const bool enclosed = take("(");
    const bool quoted = take("'");
    const std::size_t end = rest_.find_first_not_of("0123456789", rest_.starts_with('-') ? 1 : 0);
    std::string number(rest_.substr(0, end));
    if (number.empty() || number == "-" || number.size() > 9) return std::nullopt;
    rest_.remove_prefix(number.size());
    if (quoted && !(take("'") && take("::integer"))) return std::nullopt;
    if (enclosed && !(take(")") && take("::"))) return std::nullopt;
    if (enclosed) rest_.remove_prefix(std::min(rest_.find(')'), rest_.size()));
    return number;
  }
  [[nodiscard]] bool at_end() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

/// `(value >= 5)`, or the same with another comparison.
std::optional<std::string> take_bound(Reader& reader, const std::string& value, std::string_view comparison) {
  if (!reader.take("(" + value + " " + std::string(comparison) + " ")) return std::nullopt;
  std::optional<std::string> number = reader.take_number();
  return number && reader.take(")") ? number : std::nullopt;
}

/// The whole numbers between which `value` must be.
std::optional<Bounds> bounds_in(const std::string& expression, const std::string& value) {
  Reader both(expression);
  if (both.take("(")) {
    const std::optional<std::string> minimum = take_bound(both, value, ">=");
    const std::optional<std::string> maximum =
        minimum && both.take(" AND ") ? take_bound(both, value, "<=") : std::nullopt;
    if (maximum && both.take(")") && both.at_end()) return Bounds{minimum, maximum};
  }
  Reader lower(expression);
  if (const auto minimum = take_bound(lower, value, ">="); minimum && lower.at_end()) return Bounds{minimum, {}};
  Reader upper(expression);
  if (const auto maximum = take_bound(upper, value, "<="); maximum && upper.at_end()) return Bounds{{}, maximum};
  return std::nullopt;
}

/// The column as expressions name it: strings of a length are cast to text.
std::string operand(const model::Column& column, const TypeText& type) {
  const std::string name = sql::identifier(column.name);
  return type.element == "Varchar" || type.element == "CiText" ? fmt::format("({})::text", name) : name;
}

std::optional<std::string> pattern_in(const std::string& expression, const model::Column& column,
                                      const TypeText& type) {
  const std::string begin = fmt::format("({} ~ '", operand(column, type));
  constexpr std::string_view kEnd = "'::text)";
  if (!expression.starts_with(begin) || !expression.ends_with(kEnd) || expression.size() < begin.size() + kEnd.size())
    return std::nullopt;
  const std::string inner = expression.substr(begin.size(), expression.size() - begin.size() - kEnd.size());
  if (inner.empty() || inner.find('\'') != std::string::npos) return std::nullopt;
  return inner;
}

std::optional<std::string> bounded(const EntityScope& scope, std::string_view suffix, const Bounds& bounds) {
  const bool length = suffix.ends_with("length");
  const bool takes_both = suffix == "length" || suffix == "range";
  const bool takes_minimum = suffix == "min_length" || suffix == "at_least";
  std::vector<std::string> arguments;
  if (bounds.minimum) arguments.push_back(*bounds.minimum);
  if (bounds.maximum) arguments.push_back(*bounds.maximum);
  if (arguments.size() != (takes_both ? 2U : 1U)) return std::nullopt;
  if (!takes_both && takes_minimum != bounds.minimum.has_value()) return std::nullopt;
  if (length && arguments.front().starts_with('-')) return std::nullopt;
  return on_one_line({word(scope, suffix), std::move(arguments), {}});
}

std::optional<std::string> said_by(const EntityScope& scope, std::string_view suffix, const model::Column& column,
                                   const TypeText& type, const std::string& expression) {
  const bool of_text = is_text(type);
  if (suffix == "email" || suffix == "pattern") {
    const std::optional<std::string> pattern = of_text ? pattern_in(expression, column, type) : std::nullopt;
    if (!pattern) return std::nullopt;
    if (suffix == "pattern") return on_one_line({word(scope, "pattern"), {string_literal(*pattern)}, {}});
    return *pattern == frontend::kEmailPattern ? std::optional(word(scope, "email_format")) : std::nullopt;
  }
  const bool length = suffix.ends_with("length");
  if (length ? !of_text : !is_integer(type) && !is_number(type)) return std::nullopt;
  const std::string value = operand(column, type);
  const std::optional<Bounds> bounds = bounds_in(expression, length ? fmt::format("char_length({})", value) : value);
  return bounds ? bounded(scope, suffix, *bounds) : std::nullopt;
}

}  // namespace

std::optional<OptionText> validation_of(const EntityScope& scope, const model::Column& column, const TypeText& type,
                                        const model::Check& check) {
  for (const std::string suffix :
       {"length", "min_length", "max_length", "range", "at_least", "at_most", "pattern", "email"}) {
    if (sql::shorten(frontend::object_name("chk", scope.table.name.name, {column.name, suffix})) != check.name)
      continue;
    if (const std::optional<std::string> text = said_by(scope, suffix, column, type, check.expression))
      return OptionText{describe(check.id()), *text};
  }
  return std::nullopt;
}

}  // namespace schemac::pull
