#include "catalog/definition.hpp"

#include <algorithm>
#include <array>

namespace schemac::catalog {
namespace {

bool is_quote(char c) { return c == '\'' || c == '"'; }

// The position behind the quoted piece that begins at `open`. A doubled quote ends one piece and begins the next.
std::size_t behind_quotes(std::string_view text, std::size_t open) {
  const std::size_t close = text.find(text[open], open + 1);
  return close == std::string_view::npos ? text.size() : close + 1;
}

}  // namespace

std::size_t find_outside(std::string_view text, std::size_t from, std::string_view stops) {
  int depth = 0;
  while (from < text.size()) {
    const char c = text[from];
    if (is_quote(c)) {
      from = behind_quotes(text, from);
      continue;
    }
    if (depth == 0 && stops.find(c) != std::string_view::npos) return from;
    if (c == '(') ++depth;
    if (c == ')') --depth;
    ++from;
  }
  return text.size();
}

std::size_t find_unquoted(std::string_view text, std::string_view word) {
  for (std::size_t i = 0; i < text.size();) {
    if (text.substr(i).starts_with(word)) return i;
    i = is_quote(text[i]) ? behind_quotes(text, i) : i + 1;
  }
  return std::string_view::npos;
}

std::string_view inside(std::string_view text, std::size_t open) {
  return text.substr(open + 1, find_outside(text, open + 1, ")") - open - 1);
}

std::string_view without_parentheses(std::string_view text) {
  if (!text.starts_with('(')) return text;
  const std::string_view content = inside(text, 0);
  return content.size() + 2 == text.size() ? content : text;
}

std::string_view list_item(std::string_view list, std::size_t number) {
  std::size_t begin = 0;
  for (; number > 0; --number) begin = std::min(find_outside(list, begin, ",") + 1, list.size());
  while (begin < list.size() && list[begin] == ' ') ++begin;
  return list.substr(begin, find_outside(list, begin, ",") - begin);
}

std::string_view trigger_condition(std::string_view definition) {
  constexpr std::string_view kWhen = " WHEN (";
  const std::size_t when = find_unquoted(definition, kWhen);
  return when == std::string_view::npos ? std::string_view{} : inside(definition, when + kWhen.size() - 1);
}

KeyDecoration key_decoration(std::string_view definition, std::size_t number, std::string_view key) {
  constexpr std::string_view kCollate = " COLLATE ";
  // All that the ordering of a key can be; a key whose decoration ends otherwise names an operator class before it.
  constexpr std::array<std::string_view, 4> kOrderings = {"", " DESC", " NULLS FIRST", " DESC NULLS LAST"};

  const std::size_t keys = definition.find('(', find_unquoted(definition, " USING "));
  std::string_view rest = list_item(inside(definition, keys), number).substr(key.size());
  KeyDecoration decoration;
  if (rest.starts_with(kCollate)) {
    decoration.collation = true;
    rest.remove_prefix(find_outside(rest, kCollate.size(), " "));
  }
  decoration.opclass = std::ranges::find(kOrderings, rest) == kOrderings.end();
  return decoration;
}

}  // namespace schemac::catalog
