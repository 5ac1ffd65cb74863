// The words of PostgreSQL's regular expressions, word for word in those of POSIX, as glibc has them.
// https://www.postgresql.org/docs/15/functions-matching.html#POSIX-ESCAPE-SEQUENCES
#include "schemac/runtime/pattern.hpp"

#include <regex.h>

#include <clocale>
#include <optional>

namespace schemac::runtime {
namespace {

/// Unicode's classes of characters, whatever the program's locale is; null where the system has no such locale.
locale_t unicode_locale() {
  static const locale_t locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
  return locale;
}

/// This thread's locale, until this ends.
class InUnicode {
 public:
  InUnicode() : before_(uselocale(unicode_locale())) {}
  InUnicode(const InUnicode&) = delete;
  InUnicode& operator=(const InUnicode&) = delete;
  ~InUnicode() { uselocale(before_); }

 private:
  locale_t before_;
};

/// What a letter behind a backslash means, outside and inside of brackets; empty: it cannot be said.
struct Escape {
  char letter;
  std::string_view outside;
  std::string_view inside;
};
constexpr Escape kEscapes[] = {
    {'d', "[[:digit:]]", "[:digit:]"},
    {'D', "[^[:digit:]]", {}},
    {'s', "[[:space:]]", "[:space:]"},
    {'S', "[^[:space:]]", {}},
    {'w', "[[:alnum:]_]", "[:alnum:]_"},
    {'W', "[^[:alnum:]_]", {}},
    {'m', "\\<", {}},
    {'M', "\\>", {}},
    {'y', "\\b", {}},
    {'Y', "\\B", {}},
    {'A', "^", {}},
    {'Z', "$", {}},
    {'B', "\\\\", "\\"},
    {'t', "\t", "\t"},
    {'n', "\n", "\n"},
    {'r', "\r", "\r"},
    {'f', "\f", "\f"},
    {'v', "\v", "\v"},
    {'a', "\a", "\a"},
    {'b', "\b", "\b"},
    {'e', "\033", "\033"},
};

bool is_letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

class Translation {
 public:
  explicit Translation(std::string_view expression) : rest_(expression) {}

  /// @return nothing where POSIX cannot say it
  std::optional<std::string> all() {
    if (rest_.starts_with("***")) return std::nullopt;
    while (!rest_.empty() && said_) piece();
    if (!said_) return std::nullopt;
    return std::move(posix_);
  }

 private:
  char take() {
    const char c = rest_.front();
    rest_.remove_prefix(1);
    return c;
  }
  bool take_if(std::string_view text) {
    if (!rest_.starts_with(text)) return false;
    rest_.remove_prefix(text.size());
    return true;
  }

  void piece() {
    if (take_if("\\")) return escape();
    if (take_if("[")) return bracket();
    if (take_if("(?:")) return void(posix_ += '(');
    if (rest_.starts_with("(?")) return void(said_ = false);  // looks around, or sets options
    const char c = take();
    // What is not a bound of a repetition is itself.
    if (c == '{' && (rest_.empty() || rest_.front() < '0' || rest_.front() > '9')) return void(posix_ += "\\{");
    posix_ += c;
    // To take as little as there is makes no difference to whether there is a match.
    if (c == '*' || c == '+' || c == '?' || c == '}') take_if("?");
  }

  const Escape* find_escape(char letter) {
    for (const Escape& escape : kEscapes)
      if (escape.letter == letter) return &escape;
    return nullptr;
  }

  void escape() {
    if (rest_.empty()) return void(said_ = false);
    const char c = take();
    if (!is_letter_or_digit(c)) return void((posix_ += '\\') += c);
    const Escape* const escape = find_escape(c);
    // A back reference, or a character by its number.
    if (escape == nullptr) return void(said_ = false);
    posix_ += escape->outside;
  }

  /// What stands in brackets. A backslash is itself in those of POSIX: what it keeps from its meaning is remembered,
  /// and put where it has none.
  struct Bracket {
    std::string body;
    bool negated = false;
    bool closing = false;  // a `]` at the front
    bool circumflex = false;
    bool hyphen = false;
  };

  void bracket() {
    Bracket bracket;
    bracket.negated = take_if("^");
    const bool closing_first = take_if("]");
    while (said_ && !rest_.empty() && rest_.front() != ']') {
      if (rest_.starts_with("[:") || rest_.starts_with("[.") || rest_.starts_with("[="))
        named(bracket.body);
      else if (take_if("\\"))
        escape_in(bracket);
      else
        bracket.body += take();
    }
    // A hyphen of the body would join what is put beside it to a range.
    const bool joins = (bracket.closing && bracket.body.starts_with('-')) ||
                       ((bracket.circumflex || bracket.hyphen) && bracket.body.ends_with('-'));
    said_ = said_ && !rest_.empty() && !joins;
    if (!said_) return;
    take();
    bracket.closing = bracket.closing || closing_first;
    spell(bracket);
  }

  void escape_in(Bracket& bracket) {
    if (rest_.empty()) return void(said_ = false);
    const char c = take();
    if (c == ']') return void(bracket.closing = true);
    if (c == '^') return void(bracket.circumflex = true);
    if (c == '-') return void(bracket.hyphen = true);
    if (!is_letter_or_digit(c)) return void(bracket.body += c);
    const Escape* const escape = find_escape(c);
    if (escape == nullptr || escape->inside.empty()) return void(said_ = false);
    bracket.body += escape->inside;
  }

  /// `[:alpha:]`; the edges of words, `[:<:]`, are no characters.
  void named(std::string& body) {
    const std::string end = {rest_[1], ']'};
    const std::size_t size = rest_.find(end, 2);
    if (size == std::string_view::npos || rest_[2] == '<' || rest_[2] == '>') return void(said_ = false);
    body += rest_.substr(0, size + 2);
    rest_.remove_prefix(size + 2);
  }

  void spell(const Bracket& bracket) {
    const bool circumflex_first = bracket.circumflex && !bracket.negated && !bracket.closing && bracket.body.empty();
    if (circumflex_first && !bracket.hyphen) return void(posix_ += "\\^");
    posix_ += bracket.negated ? "[^" : "[";
    if (bracket.closing) posix_ += ']';
    posix_ += bracket.body;
    // At the front it would negate.
    posix_ += circumflex_first ? "-^" : bracket.circumflex && bracket.hyphen ? "^-" : "";
    if (bracket.circumflex != bracket.hyphen) posix_ += bracket.circumflex ? '^' : '-';
    posix_ += ']';
  }

  std::string_view rest_;
  std::string posix_;
  bool said_ = true;
};

}  // namespace

struct Pattern::Compiled {
  regex_t expression{};
  Compiled() = default;
  Compiled(const Compiled&) = delete;
  Compiled& operator=(const Compiled&) = delete;
  ~Compiled() { regfree(&expression); }
};

Pattern::Pattern(std::string_view expression) {
  const std::optional<std::string> posix = Translation(expression).all();
  if (!posix || unicode_locale() == nullptr) return;
  const InUnicode unicode;
  auto compiled = std::make_unique<Compiled>();
  if (regcomp(&compiled->expression, posix->c_str(), REG_EXTENDED | REG_NOSUB) == 0) compiled_ = std::move(compiled);
}

Pattern::Pattern(Pattern&& other) noexcept = default;
Pattern& Pattern::operator=(Pattern&& other) noexcept = default;
Pattern::~Pattern() = default;

bool Pattern::matches(const std::string& text) const {
  const InUnicode unicode;
  return regexec(&compiled_->expression, text.c_str(), 0, nullptr, 0) == 0;
}

}  // namespace schemac::runtime
