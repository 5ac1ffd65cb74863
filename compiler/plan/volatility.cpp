#include "plan/volatility.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "diff/tokens.hpp"

namespace schemac::plan {
namespace {

/// What stands before a parenthesis and is no volatile function; sorted.
constexpr auto kCalm = std::to_array<std::string_view>({
    "and",
    "any",
    "array",
    "case",
    "cast",
    "coalesce",
    "concat",
    "current_setting",
    "date_trunc",
    "decode",
    "else",
    "encode",
    "greatest",
    "in",
    "interval",
    "jsonb_build_array",
    "jsonb_build_object",
    "least",
    "length",
    "lower",
    "make_interval",
    "md5",
    "not",
    "now",
    "nullif",
    "numeric",
    "or",
    "overlay",
    "row",
    "statement_timestamp",
    "substring",
    "timezone",
    "to_char",
    "to_timestamp",
    "to_tsvector",
    "transaction_timestamp",
    "trim",
    "tstzrange",
    "upper",
    "when",
});

bool is_calm(const std::string& name) { return std::find(kCalm.begin(), kCalm.end(), name) != kCalm.end(); }

}  // namespace

bool may_be_volatile(const std::string& expression) {
  std::vector<diff::Token> tokens = diff::tokenize(expression);
  std::erase_if(tokens, [](const diff::Token& token) { return token.kind == diff::Token::Kind::space; });
  bool in_type = false;  // `::character varying(20)`: a type's modifiers look like a call
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const auto name = diff::name_in(tokens[i]);
    if (!name) {
      in_type = tokens[i].text == "::" || (in_type && tokens[i].text == ".");
      continue;
    }
    const bool calls = i + 1 < tokens.size() && tokens[i + 1].text == "(";
    const bool qualified = i > 0 && tokens[i - 1].text == ".";
    if (calls && !in_type && (qualified || !is_calm(*name))) return true;
  }
  return false;
}

}  // namespace schemac::plan
