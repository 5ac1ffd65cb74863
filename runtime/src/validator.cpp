#include "schemac/runtime/validator.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace schemac::runtime {
namespace {

/// As char_length() counts: every byte that begins a character of UTF-8.
std::int64_t characters_in(std::string_view text) {
  return std::count_if(text.begin(), text.end(), [](char byte) { return (byte & 0xc0) != 0x80; });
}

std::string bounds(const std::string& minimum, const std::string& maximum, const char* least, const char* most) {
  if (minimum.empty()) return std::string(most) + maximum;
  if (maximum.empty()) return std::string(least) + minimum;
  return minimum == maximum ? "exactly " + minimum : minimum + " to " + maximum;
}

template <class Number>
Number number(std::string_view text) {
  Number value{};
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::string describe(std::string_view entity, const std::vector<BrokenRule>& broken) {
  std::string message = "`" + std::string(entity) + "` is not as its schema wants it";
  const bool several = std::any_of(broken.begin(), broken.end(), [](const BrokenRule& rule) { return rule.row != 0; });
  std::string_view separator = ": ";
  for (const BrokenRule& rule : broken) {
    message.append(separator).append("`").append(rule.field).append("` ");
    if (several) message.append("of row ").append(std::to_string(rule.row)).append(" ");
    message.append(rule.message);
    separator = "; ";
  }
  return message;
}

}  // namespace

ValidationFailure::ValidationFailure(std::string_view entity, std::vector<BrokenRule> broken)
    : Error(describe(entity, broken)), broken_(std::make_shared<const std::vector<BrokenRule>>(std::move(broken))) {}

void Validator::check_length(std::string_view field, const std::string& text, std::int64_t minimum,
                             std::int64_t maximum) {
  const std::int64_t count = characters_in(text);
  if (count >= minimum && (maximum < 0 || count <= maximum)) return;
  const auto shown = [](std::int64_t bound) { return bound < 0 ? std::string() : std::to_string(bound); };
  add(field, Rule::length,
      "has " + std::to_string(count) + (count == 1 ? " character" : " characters") + ", and needs " +
          bounds(shown(minimum), shown(maximum), "at least ", "at most "));
}

void Validator::check_fits(std::string_view field, const std::string& text, std::int64_t maximum) {
  const std::size_t last = text.find_last_not_of(' ');
  check_length(field, text.substr(0, last == std::string::npos ? 0 : last + 1), -1, maximum);
}

void Validator::check_range(std::string_view field, std::int64_t value, std::string_view minimum,
                            std::string_view maximum) {
  const bool below = !minimum.empty() && value < number<std::int64_t>(minimum);
  const bool above = !maximum.empty() && value > number<std::int64_t>(maximum);
  if (below || above) add_range(field, minimum, maximum);
}

void Validator::check_range(std::string_view field, double value, std::string_view minimum, std::string_view maximum) {
  // PostgreSQL holds NaN to be greater than everything.
  const bool below = !minimum.empty() && value < number<double>(minimum);
  const bool above = !maximum.empty() && (std::isnan(value) || value > number<double>(maximum));
  if (below || above) add_range(field, minimum, maximum);
}

void Validator::check_range(std::string_view field, const Numeric& value, std::string_view minimum,
                            std::string_view maximum) {
  const bool below = !minimum.empty() && value < Numeric(minimum);
  const bool above = !maximum.empty() && value > Numeric(maximum);
  if (below || above) add_range(field, minimum, maximum);
}

void Validator::check_pattern(std::string_view field, const std::string& text, const Pattern& pattern, Rule rule,
                              bool in_code_only) {
  if (!pattern.is_supported()) {
    if (!in_code_only) return;
    throw UsageError("the pattern of `" + std::string(field) +
                     "` can be matched by the database alone, and the schema says `in_code_only`");
  }
  if (pattern.matches(text)) return;
  add(field, rule,
      rule == Rule::email ? "does not look like an address of mail" : "is not of the form that it has to be");
}

void Validator::lookup(std::string_view field, Written text, std::string_view lookup, Written hash) const {
  const bool stays = text != Written::no && hash == Written::no;
  const bool unlike =
      (text == Written::null) != (hash == Written::null) && text != Written::calculated && hash != Written::calculated;
  if (!stays && !unlike) return;
  const std::string name(field);
  const std::string where = row_ == 0 ? "" : " of row " + std::to_string(row_);
  throw UsageError("`" + std::string(entity_) + "`: `" + std::string(lookup) + "`" + where + " would not fit `" + name +
                   "`, which is found by it: write both, as `encrypt_" + name + "` does");
}

void Validator::add_range(std::string_view field, std::string_view minimum, std::string_view maximum) {
  add(field, Rule::range, "has to be " + bounds(std::string(minimum), std::string(maximum), "at least ", "at most "));
}

void Validator::add_function(std::string_view field, std::string_view name) {
  add(field, Rule::function, "does not satisfy `" + std::string(name) + "`");
}

void Validator::add(std::string_view field, Rule rule, std::string message) {
  broken_.push_back({row_, field, rule, std::move(message)});
}

void Validator::finish() {
  if (!broken_.empty()) throw ValidationFailure(entity_, std::move(broken_));
}

}  // namespace schemac::runtime
