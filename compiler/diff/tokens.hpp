// The tokens of an SQL text, as far as names in it are to be told from everything else. Not a parser, and no judge of
// what is valid: texts come from PostgreSQL's own printer or were parsed before.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace schemac::diff {

struct Token {
  enum class Kind {
    space,   ///< White space and comments.
    word,    ///< A name without quotes, or a keyword.
    quoted,  ///< "A name in quotes".
    string,  ///< 'A constant', with its prefix (E'', B'', X'', N''), or $$one in dollars$$.
    number,
    symbol,  ///< One character, or `::`.
  };
  Kind kind{};
  std::string_view text;  ///< Of the text that was given, which must outlive it.
};

/// Side by side the tokens' texts are `text` again, byte for byte.
/// https://www.postgresql.org/docs/15/sql-syntax-lexical.html
[[nodiscard]] std::vector<Token> tokenize(std::string_view text);

/// The name that a word or a quoted token says: folded, or without its quotes. Nothing for other tokens.
[[nodiscard]] std::optional<std::string> name_in(const Token& token);

/// What stands between plain quotes ('it''s' → it's) or dollars. Nothing for other tokens and for strings with a
/// prefix.
[[nodiscard]] std::optional<std::string> constant_in(const Token& token);

/// A name as SQL: quoted where PostgreSQL would (quote_identifier): keywords, capitals, anything but [a-z0-9_].
[[nodiscard]] std::string spelled(std::string_view name);

/// A string constant with its quotes.
[[nodiscard]] std::string quoted_constant(const std::string& value);

}  // namespace schemac::diff
