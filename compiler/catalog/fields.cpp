#include "catalog/fields.hpp"

#include <charconv>
#include <schemac/runtime/error.hpp>

namespace schemac::catalog {
namespace {

std::int64_t number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) {
    throw runtime::DecodeError("PostgreSQL's catalog has `" + std::string(text) + "` where a number belongs");
  }
  return value;
}

}  // namespace

std::optional<std::string> Fields::text_or_null() {
  const auto value = row_[next_++];
  return value ? std::optional<std::string>(*value) : std::nullopt;
}

std::optional<std::string> Fields::printed_or_null() {
  const auto value = row_[next_++];
  return value ? std::optional<std::string>(with_array_coercions(*value)) : std::nullopt;
}

char Fields::letter() {
  const auto value = row_[next_++];
  return value && !value->empty() ? value->front() : '\0';
}

Oid Fields::oid_or_zero() {
  const auto value = row_[next_++];
  return value ? static_cast<Oid>(number(*value)) : 0;
}

std::int64_t Fields::integer() { return number(row_.text(next_++)); }

std::optional<int> Fields::integer_or_null() {
  const auto value = row_[next_++];
  return value ? std::optional<int>(static_cast<int>(number(*value))) : std::nullopt;
}

std::vector<std::string> Fields::printed_list() {
  std::vector<std::string> prints = list();
  for (std::string& print : prints) print = with_array_coercions(print);
  return prints;
}

std::vector<std::string> Fields::list() {
  const auto value = row_[next_++];
  return value ? elements(*value) : std::vector<std::string>{};
}

model::Parameters Fields::options() {
  model::Parameters result;
  for (const std::string& option : list()) {
    const std::size_t equals = option.find('=');
    result[option.substr(0, equals)] = equals == std::string::npos ? "" : option.substr(equals + 1);
  }
  return result;
}

model::QualifiedName Fields::qualified_name() {
  std::string schema = text();
  return {std::move(schema), text()};
}

std::vector<std::string> elements(std::string_view array) {
  std::vector<std::string> result;
  if (array.size() <= 2) return result;  // {}
  std::string element;
  bool quoted = false;
  bool was_quoted = false;
  for (std::size_t i = 1; i < array.size(); ++i) {
    const char c = array[i];
    if (c == '\\') {
      element += array[++i];
    } else if (c == '"') {
      quoted = !quoted;
      was_quoted = true;
    } else if (!quoted && (c == ',' || c == '}')) {
      if (!was_quoted && element == "NULL") element.clear();
      result.push_back(std::move(element));
      element.clear();
      was_quoted = false;
    } else {
      element += c;
    }
  }
  return result;
}

}  // namespace schemac::catalog
