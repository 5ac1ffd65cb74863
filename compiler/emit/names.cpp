#include "emit/names.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "support/cpp_words.hpp"

namespace schemac::emit {
namespace {

using namespace std::string_view_literals;

/// What generated functions call their other parameters, their locals and the member they use; sorted.
constexpr std::array kTaken = {
    "all_or_none"sv, "assignments"sv, "change"sv,       "deleted"sv,  "executor_"sv,    "form"sv,
    "given"sv,       "hooked"sv,      "hooks_"sv,       "if_there"sv, "insert_forms"sv, "limit"sv,
    "patch"sv,       "pipeline_"sv,   "removed"sv,      "row"sv,      "seen"sv,         "seen_forms"sv,
    "set"sv,         "sql"sv,         "update_forms"sv, "values"sv,   "where_"sv,
};
static_assert(std::is_sorted(kTaken.begin(), kTaken.end()));

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::string snake_case(std::string_view name) {
  std::string snake;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const bool word_begins = is_upper(name[i]) && i > 0 &&
                             (is_lower(name[i - 1]) || is_digit(name[i - 1]) ||
                              (is_upper(name[i - 1]) && i + 1 < name.size() && is_lower(name[i + 1])));
    if (word_begins) snake += '_';
    snake += is_upper(name[i]) ? static_cast<char>(name[i] - 'A' + 'a') : name[i];
  }
  return snake;
}

std::string upper_camel(std::string_view name) {
  std::string camel;
  bool word_begins = true;
  for (const char c : name) {
    if (c != '_') camel += word_begins && is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c;
    word_begins = c == '_';
  }
  return camel;
}

std::string identifier(std::string_view text) {
  std::string name;
  for (const char c : text) {
    const bool may_stand = is_upper(c) || is_lower(c) || is_digit(c);
    // Two underscores in a row are the implementation's.
    if (may_stand || name.empty() || name.back() != '_') name += may_stand ? c : '_';
  }
  if (name.empty() || is_digit(name.front()) || name.front() == '_') name.insert(0, "n");
  if (is_taken_by_cpp(name)) name += '_';
  return name;
}

std::string parameter_name(std::string_view field) {
  std::string name(field);
  if (std::binary_search(kTaken.begin(), kTaken.end(), field)) name += name.back() == '_' ? "value" : "_value";
  return name;
}

std::string string_literal(std::string_view text) {
  std::string literal = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      literal += '\\';
      literal += c;
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
      literal += fmt::format("\\{:03o}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    } else {
      literal += c;
    }
  }
  return literal + '"';
}

bool is_reserved(std::string_view name) {
  constexpr std::array<std::string_view, 5> kReserved = {"std", "schemac", "rt", "schemac_generation",
                                                         "schemac_contract"};
  return std::find(kReserved.begin(), kReserved.end(), name) != kReserved.end();
}

std::string json_text(std::string_view text) {
  const std::string literal = nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  return literal.substr(1, literal.size() - 2);
}

std::vector<std::string> comment_lines(std::string_view comment) {
  std::vector<std::string> lines;
  while (!comment.empty()) {
    const std::size_t end = std::min(comment.find('\n'), comment.size());
    std::string_view line = comment.substr(0, end);
    while (!line.empty() && (line.back() == '\\' || std::isspace(static_cast<unsigned char>(line.back())) != 0))
      line.remove_suffix(1);
    lines.emplace_back(line);
    comment.remove_prefix(std::min(end + 1, comment.size()));
  }
  while (!lines.empty() && lines.back().empty()) lines.pop_back();
  return lines;
}

std::string raw_delimiter(const std::vector<std::string>& texts) {
  std::string delimiter = "sql";
  const auto occurs = [&](const std::string& text) { return text.find(")" + delimiter + "\"") != std::string::npos; };
  for (int i = 1; std::any_of(texts.begin(), texts.end(), occurs); ++i) delimiter = fmt::format("sql{}", i);
  return delimiter;
}

}  // namespace schemac::emit
