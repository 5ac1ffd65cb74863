#include "queries/marks.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>

#include <fmt/format.h>

#include "support/text_place.hpp"

namespace schemac::queries {
namespace {

/// What a line may say, and what is taken for a mistake in it: the same in letters alone.
struct Mark {
  std::string_view word;
  std::string_view letters;
  bool nullable = false;
  bool of_elements = false;
};
constexpr std::array kMarks = std::to_array<Mark>({{"nullable", "nullable", true, false},
                                                   {"not null", "notnull", false, false},
                                                   {"not null", "notnullable", false, false},
                                                   {"nullable elements", "nullableelements", true, true}});

bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }

/// What a comment says, of either form.
Piece inner_of(Piece comment) {
  Piece inner = comment.from(2);
  if (comment.text.starts_with("/*") && inner.text.ends_with("*/")) inner = inner.to(inner.text.size() - 2);
  return trimmed(inner);
}

struct Likeness {
  const Mark* mark = nullptr;
  Piece behind;
};

/// The longest beginning that looks like a mark; null: none does.
Likeness likeness_of(Piece inner) {
  Likeness found;
  std::string letters;
  for (std::size_t at = 0; at < inner.text.size(); ++at) {
    const char c = inner.text[at];
    if (!is_letter(c) && !is_blank(c) && c != '-' && c != '_') break;
    if (is_letter(c)) letters += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    if (!is_letter(c) || (at + 1 < inner.text.size() && is_letter(inner.text[at + 1]))) continue;
    for (const Mark& each : kMarks)
      if (each.letters == letters) found = {&each, inner.from(at + 1)};
  }
  return found;
}

/// The names behind it, where each is one word; its colon may be missing, or stand apart from it.
std::vector<Piece> names_behind(Piece behind) {
  const bool has_colon = behind.text.starts_with(":");
  behind = trimmed(has_colon ? behind.from(1) : behind);
  if (!has_colon && behind.text.starts_with(": ")) behind = behind.from(1);
  const std::vector<Piece> names = split(behind, ',');
  const bool are_words =
      std::all_of(names.begin(), names.end(), [](const Piece& name) { return split(name, ' ').size() == 1; });
  return are_words ? names : std::vector<Piece>();
}

class Reader {
 public:
  Reader(const std::string& file, std::string_view text, model::Query& query, Diagnostics& diagnostics)
      : file_(file), text_(text), query_(query), diagnostics_(diagnostics) {}

  bool read(Piece comment) {
    for (const Mark& mark : kMarks)
      if (const auto names = said(comment, mark.word)) {
        for (const Piece& name : split(*names, ',')) say(mark, name);
        return true;
      }
    look_for_mistake(comment);
    return false;
  }

 private:
  void say(const Mark& mark, Piece name) {
    const bool of_parameter = name.text.starts_with(':') || name.text.starts_with('$');
    model::QueryParameter* const found = parameter(name.text);
    if (of_parameter && found == nullptr) {
      diagnostics_.error(Code::bad_query, place(name),
                         fmt::format("query `{}` has no parameter `{}`", query_.name, name.text));
    } else if (!mark.of_elements && contradicts(mark, name)) {
      return;
    } else if (found == nullptr) {
      query_.overrides.push_back({std::string(name.text), mark.nullable, place(name), mark.of_elements, {}});
    } else {
      (mark.of_elements ? found->nullable_elements : found->nullable) = mark.nullable;
    }
  }

  bool contradicts(const Mark& mark, Piece name) {
    const auto [entry, is_new] = nullable_.try_emplace(name.text, mark.nullable);
    if (entry->second == mark.nullable) return false;
    diagnostics_
        .error(Code::bad_query, place(name),
               fmt::format("`{}` is said to be {} above", name.text, entry->second ? "nullable" : "not null"))
        .hint = "keep one of the two";
    return true;
  }

  /// Which columns there are is the server's to say: what may name one is held against them later.
  void look_for_mistake(Piece comment) {
    const Likeness like = likeness_of(inner_of(comment));
    if (like.mark == nullptr) return;
    const std::vector<Piece> names = names_behind(like.behind);
    if (names.empty()) return;
    const std::size_t end = names.back().begin + names.back().text.size();
    const std::string_view listed = text_.substr(names.front().begin, end - names.front().begin);
    const std::string meant = fmt::format("-- {}: {}", like.mark->word, listed);
    for (const Piece& name : names)
      if (parameter(name.text) != nullptr) return refuse_mistake(query_, place(comment), meant, diagnostics_);
    for (const Piece& name : names)
      query_.overrides.push_back(
          {std::string(name.text), like.mark->nullable, place(name), like.mark->of_elements, meant});
  }

  model::QueryParameter* parameter(std::string_view spelled) {
    if (!spelled.starts_with(':') && !spelled.starts_with('$')) return nullptr;
    const std::string wanted =
        spelled.front() == ':' ? std::string(spelled.substr(1)) : fmt::format("parameter_{}", spelled.substr(1));
    const auto found = std::find_if(query_.parameters.begin(), query_.parameters.end(),
                                    [&](const model::QueryParameter& each) { return each.name == wanted; });
    return found == query_.parameters.end() ? nullptr : &*found;
  }

  [[nodiscard]] Place place(Piece piece) const { return place_at(file_, text_, piece.begin); }

  const std::string& file_;
  std::string_view text_;
  model::Query& query_;
  Diagnostics& diagnostics_;
  std::map<std::string_view, bool> nullable_;  ///< By name, as it is spelled.
};

}  // namespace

void refuse_mistake(const model::Query& query, const Place& place, const std::string& meant, Diagnostics& diagnostics) {
  diagnostics.error(Code::bad_query, place, fmt::format("this says nothing of query `{}` as it stands", query.name))
      .hint = fmt::format("`{}`", meant);
}

std::vector<Piece> read_marks(const std::string& file, std::string_view text, const std::vector<Piece>& comments,
                              model::Query& query, Diagnostics& diagnostics) {
  Reader reader(file, text, query, diagnostics);
  std::vector<Piece> prose;
  for (const Piece& comment : comments)
    if (!reader.read(comment)) prose.push_back(comment);
  return prose;
}

std::optional<Piece> said(Piece comment, std::string_view word) {
  if (!comment.text.starts_with("--")) return std::nullopt;
  const Piece inner = trimmed(comment.from(2));
  if (!inner.text.starts_with(word) || !inner.text.substr(word.size()).starts_with(":")) return std::nullopt;
  return trimmed(inner.from(word.size() + 1));
}

bool is_mark(Piece comment) {
  return std::any_of(kMarks.begin(), kMarks.end(),
                     [&](const Mark& mark) { return said(comment, mark.word).has_value(); });
}

}  // namespace schemac::queries
