#include "pull/types.hpp"

#include <algorithm>
#include <charconv>
#include <initializer_list>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "frontend/vocabulary.hpp"
#include "pull/spelling.hpp"
#include "sql/quote.hpp"

namespace schemac::pull {
namespace {

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// The numbers of `(10,2)` at the beginning of the text, which loses them; nothing where there are none.
std::optional<std::vector<int>> take_sizes(std::string_view& text) {
  std::vector<int> numbers;
  if (!text.starts_with('(')) return numbers;
  const std::size_t end = text.find(')');
  if (end == std::string_view::npos) return std::nullopt;
  const char* at = text.data() + 1;
  while (true) {
    int number = 0;
    const auto read = std::from_chars(at, text.data() + end, number);
    if (read.ec != std::errc{}) return std::nullopt;
    numbers.push_back(number);
    if (read.ptr == text.data() + end) break;
    if (*read.ptr != ',') return std::nullopt;
    at = read.ptr + 1;
  }
  text.remove_prefix(end + 1);
  return numbers;
}

/// `Varchar` with 50 as the vocabulary has it; nothing where it has no such word.
std::optional<TypeText> sized(std::string_view word, const std::vector<int>& numbers) {
  TypeText text{std::string(word), std::string(word), false, {}, {}};
  if (is_one_of(word, {"Varchar", "VarBit"}) && numbers.empty()) {
    text.word += "<>";
  } else if (is_one_of(word, {"Varchar", "Char", "Bit", "VarBit"})) {
    if (numbers.size() != 1) return std::nullopt;
    text.word += fmt::format("<{}>", numbers[0]);
  } else if (word == "Numeric") {
    if (numbers.size() == 1) return std::nullopt;
    text.word += numbers.empty()   ? "<>"
                 : numbers[1] == 0 ? fmt::format("<{}>", numbers[0])
                                   : fmt::format("<{}, {}>", numbers[0], numbers[1]);
  } else if (!numbers.empty()) {
    if (numbers.size() != 1) return std::nullopt;
    text.precision = numbers[0];
  }
  return text;
}

std::optional<TypeText> plain(const std::string& type) {
  for (const frontend::TypeSpelling& spelling : frontend::type_spellings()) {
    std::string_view rest = type;
    if (!rest.starts_with(spelling.before)) continue;
    rest.remove_prefix(spelling.before.size());
    const std::optional<std::vector<int>> numbers = take_sizes(rest);
    if (numbers && rest == spelling.after) return sized(spelling.word, *numbers);
  }
  return std::nullopt;
}

std::optional<TypeText> of_the_database(const std::string& type, const TypeScope& scope) {
  for (const auto& [name, cpp] : scope.enums)
    if (sql::qualified(name) == type) return TypeText{fmt::format("Enum<{}>", cpp), "Enum", false, {}, name};
  const model::Extension* const citext = scope.schema.extensions.find({model::Kind::extension, {}, {}, "citext"});
  if (citext != nullptr && citext->schema == scope.default_schema && sql::qualified({citext->schema, "citext"}) == type)
    return TypeText{"CiText", "CiText", false, {}, {}};
  return std::nullopt;
}

TypeText custom(const std::string& type) {
  return {fmt::format("Custom<{}>", string_literal(type)), "Custom", false, {}, {}};
}

}  // namespace

TypeText type_text(const std::string& type, const TypeScope& scope) {
  const bool array = type.ends_with("[]");
  const std::string element = array ? type.substr(0, type.size() - 2) : type;
  std::optional<TypeText> text = plain(element);
  if (!text) text = of_the_database(element, scope);
  if (!text || (array && text->precision)) return custom(type);
  if (array) text->word = fmt::format("Array<{}>", text->word);
  text->array = array;
  return *text;
}

bool takes_touch(const std::string& type) {
  const std::optional<TypeText> text = plain(type);
  return text && is_one_of(text->element, {"Date", "Timestamp", "TimestampTz"});
}

bool is_integer(const TypeText& type) {
  return !type.array && is_one_of(type.element, {"SmallInt", "Integer", "BigInt"});
}
bool is_number(const TypeText& type) {
  return !type.array && is_one_of(type.element, {"Numeric", "Real", "DoublePrecision"});
}
bool is_text(const TypeText& type) {
  return !type.array && is_one_of(type.element, {"Text", "Varchar", "Char", "CiText"});
}
bool is_time(const TypeText& type) {
  return !type.array && is_one_of(type.element, {"Date", "Time", "TimeTz", "Timestamp", "TimestampTz"});
}

}  // namespace schemac::pull
