#include "pull/cpp_structs.hpp"

#include <algorithm>

#include "pull/cpp_tokens.hpp"

namespace schemac::pull {
namespace {

using Tokens = std::vector<CppToken>;
using Kind = CppToken::Kind;

/// A walk over the tokens of a text.
class Walk {
 public:
  explicit Walk(std::string_view text) : text_(text), tokens_(tokens_of(text)) {}

  std::vector<CppType> types() {
    std::vector<CppType> found;
    for (std::size_t at = 0; at < tokens_.size(); ++at)
      if (const std::optional<CppType> type = type_at(at)) found.push_back(*type);
    return found;
  }

 private:
  [[nodiscard]] std::string_view word(std::size_t at) const {
    return at < tokens_.size() ? text_.substr(tokens_[at].begin, tokens_[at].end - tokens_[at].begin)
                               : std::string_view{};
  }
  [[nodiscard]] bool is_comment(std::size_t at) const {
    return at < tokens_.size() && (tokens_[at].kind == Kind::comment || tokens_[at].kind == Kind::directive);
  }
  [[nodiscard]] std::size_t next(std::size_t at) const {
    do ++at;
    while (is_comment(at));
    return at;
  }

  /// The token behind the one that closes what `at` opens.
  [[nodiscard]] std::size_t behind_pair(std::size_t at) const {
    int depth = 0;
    for (; at < tokens_.size(); ++at) {
      if (tokens_[at].kind != Kind::mark) continue;
      const char c = text_[tokens_[at].begin];
      if (c == '(' || c == '{' || c == '[') ++depth;
      if (c == ')' || c == '}' || c == ']') --depth;
      if (depth == 0) return at + 1;
    }
    return at;
  }

  [[nodiscard]] bool begins_line(std::size_t offset) const {
    const std::size_t before = text_.substr(0, offset).find_last_not_of(" \t");
    return before == std::string_view::npos || text_[before] == '\n';
  }
  [[nodiscard]] bool same_line(std::size_t from, std::size_t to) const {
    return text_.substr(from, to - from).find('\n') == std::string_view::npos;
  }
  [[nodiscard]] bool is_blank_between(std::size_t from, std::size_t to) const {
    const std::string_view between = text_.substr(from, to - from);
    return std::count(between.begin(), between.end(), '\n') > 1;
  }
  [[nodiscard]] bool is_doc(std::size_t at) const {
    const std::string_view comment = word(at);
    return comment.starts_with("///") || comment.starts_with("//!") || comment.starts_with("/**") ||
           comment.starts_with("/*!");
  }
  [[nodiscard]] bool is_behind(std::size_t at) const { return word(at).size() > 3 && word(at)[3] == '<'; }
  [[nodiscard]] std::size_t line_begin(std::size_t offset) const {
    const std::size_t at = text_.substr(0, offset).rfind('\n');
    return at == std::string_view::npos ? 0 : at + 1;
  }
  [[nodiscard]] std::size_t line_end(std::size_t offset) const {
    const std::size_t at = text_.find('\n', offset);
    return at == std::string_view::npos ? text_.size() : at + 1;
  }

  /// `// ---- Money ----`: of what follows, not of one member.
  [[nodiscard]] bool is_heading(std::size_t at) const {
    if (is_doc(at)) return false;
    const std::string_view comment = word(at).substr(2);
    constexpr std::string_view kLines[] = {"---", "===", "***", "~~~", "###"};
    return std::any_of(std::begin(kLines), std::end(kLines),
                       [&](std::string_view line) { return comment.find(line) != std::string_view::npos; });
  }

  /// What schemac reads belongs to what follows, over empty lines too.
  [[nodiscard]] bool is_read(std::size_t at) const {
    const std::string_view comment = word(at);
    const std::size_t text = comment.find_first_not_of(" \t", 2);
    return is_doc(at) || (text != std::string_view::npos && comment.substr(text).starts_with("schemac:"));
  }

  /// The comments above the token `first`, which stand on lines of their own; others than schemac's without a blank one
  /// between.
  [[nodiscard]] std::size_t first_above(std::size_t first) const {
    while (first > 0 && tokens_[first - 1].kind == Kind::comment && begins_line(tokens_[first - 1].begin) &&
           !is_behind(first - 1) && !is_heading(first - 1) &&
           (is_read(first - 1) || !is_blank_between(tokens_[first - 1].end, tokens_[first].begin)))
      --first;
    return first;
  }

  /// What belongs to the declaration of the tokens from `first` to before `end`.
  void add_comments(std::size_t first, std::size_t end, TextSpan& whole, std::vector<TextSpan>& docs) const {
    const std::size_t above = first_above(first);
    whole = {tokens_[above].begin, tokens_[end - 1].end};
    for (std::size_t at = above; at < first; ++at)
      if (is_doc(at)) docs.push_back({tokens_[at].begin, tokens_[at].end});
    for (; end < tokens_.size() && tokens_[end].kind == Kind::comment; ++end) {
      const bool behind = same_line(tokens_[end - 1].end, tokens_[end].begin) || is_behind(end);
      if (!behind) break;
      whole.end = tokens_[end].end;
      if (is_doc(end)) docs.push_back({tokens_[end].begin, tokens_[end].end});
    }
    if (begins_line(whole.begin)) {
      whole.begin = line_begin(whole.begin);
      const std::size_t rest = text_.find_first_not_of(" \t\r", whole.end);
      if (rest == std::string_view::npos || text_[rest] == '\n') whole.end = line_end(whole.end);
    }
  }

  /// The items between the braces that the token `open` opens.
  void add_items(std::size_t open, CppMember& member) const {
    const std::size_t behind = behind_pair(open);
    member.braces = {tokens_[open].begin, tokens_[behind - 1].end};
    std::size_t begin = next(open);
    for (std::size_t at = begin; at < behind - 1;) {
      const std::string_view mark = word(at);
      const std::size_t after = mark == "(" || mark == "{" || mark == "[" ? behind_pair(at) : next(at);
      const std::size_t following = is_comment(after) ? next(after - 1) : after;
      member.comma_after_last = following < behind - 1 && word(following) == ",";
      if (following >= behind - 1 || member.comma_after_last)
        member.items.push_back({tokens_[begin].begin, tokens_[last_before(after)].end});
      at = following;
      if (member.comma_after_last) begin = at = next(following);
    }
  }
  [[nodiscard]] std::size_t last_before(std::size_t at) const {
    do --at;
    while (is_comment(at));
    return at;
  }

  /// The member whose first token is `at`; `at` moves behind it.
  CppMember member_at(std::size_t& at, std::size_t end) const {
    CppMember member;
    const std::size_t first = at;
    bool function = false;
    while (at < end) {
      const std::string_view mark = word(at);
      if (mark == ";") {
        ++at;
        break;
      }
      if (mark == "(") function = true;
      if (mark == ":" && at == next(first)) {  // public:
        ++at;
        break;
      }
      if (mark == "{" && !function && member.braces.empty()) add_items(at, member);
      const bool pair = mark == "(" || mark == "{" || mark == "[";
      const bool body = mark == "{" && function;
      at = pair ? behind_pair(at) : at + 1;
      if (body && word(at) != ";") break;
      while (is_comment(at)) ++at;
    }
    member.span = {tokens_[first].begin, tokens_[at - 1].end};
    add_comments(first, at, member.whole, member.docs);
    return member;
  }

  void add_members(std::size_t open, std::size_t close, CppType& type) const {
    for (std::size_t at = next(open); at < close;) {
      type.members.push_back(member_at(at, close));
      while (is_comment(at)) ++at;
    }
  }

  void add_enumerators(std::size_t open, std::size_t close, CppType& type) const {
    std::size_t begin = next(open);
    while (begin < close) {
      std::size_t end = begin;
      while (end < close && word(end) != ",") end = word(end) == "(" ? behind_pair(end) : next(end);
      const std::size_t last = last_before(end);
      CppMember member;
      member.span = {tokens_[begin].begin, tokens_[last].end};
      member.comma_after_last = end < close;
      add_comments(begin, end < close ? end + 1 : last + 1, member.whole, member.docs);
      type.members.push_back(std::move(member));
      begin = end < close ? next(end) : close;
    }
  }

  void add_bases(std::size_t colon, std::size_t open, CppType& type) const {
    std::size_t begin = next(colon);
    int depth = 0;
    for (std::size_t at = begin; at <= open; at = next(at)) {
      if (word(at) == "<") ++depth;
      if (word(at) == ">") --depth;
      if (depth > 0 || (word(at) != "," && at != open)) continue;
      type.bases.push_back({tokens_[begin].begin, tokens_[last_before(at)].end});
      begin = next(at);
    }
  }

  /// The definition whose keyword is the token `at`.
  std::optional<CppType> type_at(std::size_t at) const {
    const std::string_view keyword = word(at);
    if (keyword != "struct" && keyword != "class" && keyword != "enum") return std::nullopt;
    CppType type;
    type.is_enum = keyword == "enum";
    const std::size_t before = at == 0 ? 0 : last_before(at);
    if (!type.is_enum && (word(before) == "enum" || word(before) == "<" || word(before) == ",")) return std::nullopt;
    type.is_template = at > 0 && word(before) == ">";
    std::size_t name = next(at);
    if (type.is_enum && (word(name) == "class" || word(name) == "struct")) name = next(name);
    std::size_t open = next(name);
    const std::size_t colon = open;
    while (open < tokens_.size() && word(open) != "{" && word(open) != ";" && word(open) != ")") open = next(open);
    if (word(open) != "{") return std::nullopt;
    const std::size_t behind = behind_pair(open);
    if (word(behind) != ";") return std::nullopt;
    type.name = std::string(word(name));
    type.name_begin = tokens_[name].begin;
    type.head = {tokens_[name].end, tokens_[open].begin};
    type.body = {tokens_[open].begin, tokens_[behind - 1].end};
    type.span = {tokens_[at].begin, tokens_[behind].end};
    if (word(colon) == ":" && !type.is_enum) add_bases(colon, open, type);
    add_comments(at, behind + 1, type.whole, type.docs);
    type.is_enum ? add_enumerators(open, behind - 1, type) : add_members(open, behind - 1, type);
    return type;
  }

  std::string_view text_;
  Tokens tokens_;
};

}  // namespace

std::vector<CppType> types_in(std::string_view text) { return Walk(text).types(); }

std::optional<std::size_t> offset_of(std::string_view text, std::size_t line, std::size_t column) {
  std::size_t begin = 0;
  for (; line > 1; --line) {
    begin = text.find('\n', begin);
    if (begin == std::string_view::npos) return std::nullopt;
    ++begin;
  }
  return begin + column - 1;
}

}  // namespace schemac::pull
