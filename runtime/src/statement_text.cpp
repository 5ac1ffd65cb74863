// Just enough of PostgreSQL's lexer to know where literals begin and end.
// https://www.postgresql.org/docs/15/sql-syntax-lexical.html
#include "schemac/runtime/statement_text.hpp"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <vector>

#include "schemac/runtime/statement.hpp"

namespace schemac::runtime {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_blank(char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; }
/// Also bytes of characters beyond ASCII, which names may have.
bool begins_word(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_' || (c & 0x80) != 0; }
bool is_in_word(char c) { return begins_word(c) || is_digit(c) || c == '$'; }

class Scanner {
 public:
  explicit Scanner(std::string_view sql) : sql_(sql) {}

  /// The next piece: a word, a quoted name, a placeholder, a mark, or `?` for a literal; empty at the end.
  /// @param apart told whether blanks or a comment stood before it
  std::string next(bool& apart) {
    apart = skip();
    if (at_ == sql_.size()) return {};
    const char c = sql_[at_];
    if (c == '\'') return literal(quoted('\'', false));
    if (c == '"') return std::string(quoted('"', false));
    if (c == '$' && is_digit(peek(1))) return std::string(taken_while(is_digit, 1));
    if (c == '$' && dollar_quoted()) return "?";
    if (is_digit(c) || (c == '.' && is_digit(peek(1))))
      return literal(taken_while([](char d) { return is_in_word(d) || d == '.'; }, 1));
    if (begins_word(c)) return word();
    ++at_;
    return std::string(1, c);
  }

 private:
  char peek(std::size_t ahead) const { return at_ + ahead < sql_.size() ? sql_[at_ + ahead] : '\0'; }
  static std::string literal(std::string_view) { return "?"; }

  bool skip() {
    const std::size_t begin = at_;
    while (at_ < sql_.size()) {
      if (is_blank(sql_[at_])) {
        ++at_;
      } else if (sql_.substr(at_, 2) == "--") {
        at_ = std::min(sql_.find('\n', at_), sql_.size());
      } else if (sql_.substr(at_, 2) == "/*") {
        skip_comment();
      } else {
        break;
      }
    }
    return at_ != begin;
  }
  void skip_comment() {
    int depth = 0;  // they nest
    do {
      const std::string_view two = sql_.substr(at_, 2);
      depth += two == "/*" ? 1 : two == "*/" ? -1 : 0;
      at_ += two == "/*" || two == "*/" ? 2 : 1;
    } while (depth > 0 && at_ < sql_.size());
    at_ = std::min(at_, sql_.size());
  }
  /// Up to the mark that ends it; one that is doubled, or behind a backslash where that counts, does not.
  std::string_view quoted(char mark, bool escapes) {
    const std::size_t begin = at_++;
    while (at_ < sql_.size()) {
      if (escapes && sql_[at_] == '\\') {
        ++at_;
      } else if (sql_[at_] == mark && peek(1) == mark) {
        ++at_;
      } else if (sql_[at_] == mark) {
        const std::size_t more = mark == '\'' ? continued() : 0;
        if (more == 0) break;
        at_ += more;
      }
      ++at_;
    }
    at_ = std::min(at_ + 1, sql_.size());
    return sql_.substr(begin, at_ - begin);
  }
  /// How far from the quote that ends a string another one stands that goes on with it, as it does behind the end of a
  /// line; 0: none. https://www.postgresql.org/docs/15/sql-syntax-lexical.html#SQL-SYNTAX-STRINGS
  std::size_t continued() const {
    bool line_ended = false;
    for (std::size_t ahead = 1;; ++ahead) {
      if (peek(ahead) == '-' && peek(ahead + 1) == '-') {
        while (at_ + ahead < sql_.size() && peek(ahead) != '\n') ++ahead;
      } else if (peek(ahead) == '\'') {
        return line_ended ? ahead : 0;
      }
      if (!is_blank(peek(ahead))) return 0;
      line_ended = line_ended || peek(ahead) == '\n' || peek(ahead) == '\r';
    }
  }
  bool dollar_quoted() {
    const std::size_t end = sql_.find('$', at_ + 1);
    if (end == std::string_view::npos) return false;
    const std::string_view tag = sql_.substr(at_, end - at_ + 1);
    for (const char c : tag.substr(1, tag.size() - 2))
      if (!is_in_word(c)) return false;
    const std::size_t close = sql_.find(tag, end + 1);
    at_ = close == std::string_view::npos ? sql_.size() : close + tag.size();
    return true;
  }
  template <class Is>
  std::string_view taken_while(const Is& is, std::size_t skipped) {
    const std::size_t begin = at_;
    at_ += skipped;
    while (at_ < sql_.size() && is(sql_[at_])) ++at_;
    return sql_.substr(begin, at_ - begin);
  }
  /// A word; `E'…'`, `B'…'`, `X'…'`, `N'…'` and `U&'…'` are literals.
  std::string word() {
    const std::string_view text = taken_while(is_in_word, 1);
    const bool prefix = text.size() == 1 && std::string_view("eEbBxXnN").find(text) != std::string_view::npos;
    if (prefix && peek(0) == '\'') return literal(quoted('\'', text == "e" || text == "E"));
    if ((text == "U" || text == "u") && peek(0) == '&' && peek(1) == '\'') {
      ++at_;
      return literal(quoted('\'', false));
    }
    return std::string(text);
  }

  std::string_view sql_;
  std::size_t at_ = 0;
};

std::string upper(std::string text) {
  for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return text;
}

/// A name that stands at `place`, with its schema.
std::string name_at(const std::vector<std::string>& pieces, std::size_t place) {
  if (place < pieces.size() && upper(pieces[place]) == "ONLY") ++place;
  std::string name;
  for (bool wanted = true; place < pieces.size(); ++place, wanted = !wanted) {
    const std::string& piece = pieces[place];
    if (wanted ? !(begins_word(piece.front()) || piece.front() == '"') : piece != ".") break;
    name += piece;
  }
  return name;
}

std::string table_of(const std::vector<std::string>& pieces) {
  const std::string verb = upper(pieces.front());
  if (verb == "UPDATE" || verb == "COPY") return name_at(pieces, 1);
  if (verb == "FETCH" || verb == "CLOSE") return {};  // of a cursor, whose name is made up
  for (std::size_t place = 1; place < pieces.size(); ++place) {
    const std::string word = upper(pieces[place]);
    if (word != "FROM" && word != "INTO") continue;
    if (std::string name = name_at(pieces, place + 1); !name.empty()) return name;
  }
  return {};
}

/// Leaves the statement that the queries of a WITH are for.
void drop_with(std::vector<std::string>& pieces) {
  if (upper(pieces.front()) != "WITH") return;
  int depth = 0;
  const auto is_verb = [&](const std::string& piece) {
    depth += piece == "(" ? 1 : piece == ")" ? -1 : 0;
    const std::string word = depth == 0 ? upper(piece) : std::string();
    return word == "SELECT" || word == "INSERT" || word == "UPDATE" || word == "DELETE" || word == "MERGE";
  };
  const auto verb = std::find_if(pieces.begin(), pieces.end(), is_verb);
  if (verb != pieces.end()) pieces.erase(pieces.begin(), verb);
}

}  // namespace

std::string redacted(std::string_view sql) {
  Scanner scanner(sql);
  std::string text;
  bool apart = false;
  for (std::string piece = scanner.next(apart); !piece.empty(); piece = scanner.next(apart)) {
    if (apart && !text.empty()) text.push_back(' ');
    text += piece;
  }
  return text;
}

std::string first_word(std::string_view sql) {
  bool apart = false;
  return upper(Scanner(sql).next(apart));
}

std::string_view given_name(std::string_view sql) {
  constexpr std::string_view kMark = "/* name: ";
  if (!sql.starts_with(kMark)) return {};
  sql.remove_prefix(kMark.size());
  const auto end = static_cast<std::size_t>(std::find_if_not(sql.begin(), sql.end(), is_in_word) - sql.begin());
  return sql.substr(end).starts_with(" */") ? sql.substr(0, end) : std::string_view();
}

std::string statement_name(std::string_view sql) {
  if (const std::string_view given = given_name(sql); !given.empty()) return std::string(given);
  Scanner scanner(sql);
  std::vector<std::string> pieces;
  std::uint64_t hash = hash_of_sql({});
  bool apart = false;
  for (std::string piece = scanner.next(apart); !piece.empty(); piece = scanner.next(apart)) {
    hash = hash_of_sql(piece, hash_of_sql(" ", hash));
    pieces.push_back(std::move(piece));
  }
  if (pieces.empty()) return "nothing";
  drop_with(pieces);
  std::string name = upper(pieces.front());
  const std::string table = table_of(pieces);
  if (table.empty()) return name;
  constexpr char kDigits[] = "0123456789abcdef";
  name.append(" ").append(table).append(" #");
  for (int shift = 12; shift >= 0; shift -= 4) name.push_back(kDigits[((hash ^ hash >> 32) >> shift) & 15]);
  return name;
}

}  // namespace schemac::runtime
