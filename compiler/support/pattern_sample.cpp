#include "support/pattern_sample.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace schemac {
namespace {

constexpr std::string_view kDigits = "0123456789";
constexpr std::string_view kUpper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::string_view kLower = "abcdefghijklmnopqrstuvwxyz";

using Letters = std::vector<std::string>;
using Read = std::optional<Letters>;

std::string word_letters() { return std::string(kLower) + std::string(kUpper) + std::string(kDigits); }

/// What `\d` and its like stand for; nothing where the escape is not one character.
std::optional<std::string> escaped(char letter) {
  if (letter == 'd') return std::string(kDigits);
  if (letter == 'w') return word_letters();
  if (letter == 's') return std::string(1, ' ');
  if (letter == 'D' || letter == 'S') return std::string(kLower);
  if (word_letters().find(letter) != std::string::npos) return std::nullopt;
  return std::string(1, letter);
}

std::optional<std::string> named_class(std::string_view name) {
  if (name == "digit") return std::string(kDigits);
  if (name == "upper") return std::string(kUpper);
  if (name == "lower") return std::string(kLower);
  if (name == "alpha") return std::string(kLower) + std::string(kUpper);
  if (name == "alnum") return word_letters();
  return std::nullopt;
}

constexpr std::size_t kMostLetters = 10'000;

class Reader {
 public:
  /// @param preferred how often what may be there any number of times is
  Reader(std::string_view pattern, std::size_t preferred) : rest_(pattern), preferred_(preferred) {}

  Read all() {
    Read letters = alternatives();
    return rest_.empty() ? letters : std::nullopt;
  }

 private:
  bool take(std::string_view text) {
    if (!rest_.starts_with(text)) return false;
    rest_.remove_prefix(text.size());
    return true;
  }

  /// The first of them; the others must be readable all the same.
  Read alternatives() {
    const Read first = sequence();
    bool readable = first.has_value();
    while (readable && take("|")) readable = sequence().has_value();
    return readable ? first : std::nullopt;
  }

  Read sequence() {
    Letters letters;
    while (!rest_.empty() && rest_.front() != '|' && rest_.front() != ')') {
      if (take("^") || take("$")) continue;
      const Read one = atom();
      const std::optional<std::size_t> count = one ? repeats() : std::nullopt;
      if (!count || letters.size() + *count * one->size() > kMostLetters) return std::nullopt;
      for (std::size_t i = 0; i < *count; ++i) letters.insert(letters.end(), one->begin(), one->end());
    }
    return letters;
  }

  Read atom() {
    if (take("(")) {
      if (!take("?:") && rest_.starts_with("?")) return std::nullopt;
      Read inner = alternatives();
      return take(")") ? inner : std::nullopt;
    }
    if (take("[")) return one_of(bracket());
    if (take("\\")) return rest_.empty() ? std::nullopt : one_of(escaped(next()));
    if (take(".")) return Letters{std::string(kLower)};
    if (std::string_view("*+?{}])").find(rest_.front()) != std::string_view::npos) return std::nullopt;
    return Letters{std::string(1, next())};
  }

  static Read one_of(std::optional<std::string> letters) {
    if (!letters || letters->empty()) return std::nullopt;
    return Letters{std::move(*letters)};
  }

  char next() {
    const char letter = rest_.front();
    rest_.remove_prefix(1);
    return letter;
  }

  /// What one member of a bracket stands for: `a`, `a-z`, `\d` or `[:digit:]`.
  std::optional<std::string> member() {
    if (take("[:")) {
      const std::size_t end = rest_.find(":]");
      if (end == std::string_view::npos) return std::nullopt;
      const auto letters = named_class(rest_.substr(0, end));
      rest_.remove_prefix(end + 2);
      return letters;
    }
    if (take("\\")) return rest_.empty() ? std::nullopt : escaped(next());
    const char first = next();
    if (first < 0) return std::nullopt;  // one byte of a character that has several
    if (rest_.size() < 2 || rest_.front() != '-' || rest_[1] == ']') return std::string(1, first);
    take("-");
    const char last = next();
    std::string letters;
    const auto end = static_cast<unsigned char>(last);
    for (int letter = static_cast<unsigned char>(first); letter <= end && first > 0 && last > 0; ++letter)
      letters += static_cast<char>(letter);
    return letters;
  }

  std::optional<std::string> bracket() {
    const bool negated = take("^");
    std::string letters;
    for (bool first = true; first || !take("]"); first = false) {
      if (rest_.empty()) return std::nullopt;
      const auto more = member();
      if (!more) return std::nullopt;
      letters += *more;
    }
    if (!negated) return letters;
    std::string others;
    for (const char letter : word_letters())
      if (letters.find(letter) == std::string::npos) others += letter;
    return others;
  }

  std::optional<std::size_t> repeats() {
    std::optional<std::size_t> count = 1;
    if (take("*") || take("?")) {
      count = 0;
    } else if (take("+")) {
      count = std::max<std::size_t>(1, preferred_);
    } else if (take("{")) {
      count = counted();
    }
    take("?");  // the shortest match is a match
    return count;
  }

  /// `3}`, `2,}` or `2,3}`.
  std::optional<std::size_t> counted() {
    const auto number = [this]() -> std::optional<std::size_t> {
      std::size_t value = 0;
      const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
      if (error != std::errc{}) return std::nullopt;
      rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
      return value;
    };
    const auto lowest = number();
    if (!lowest) return std::nullopt;
    std::size_t count = *lowest;
    if (take(",")) count = std::min(number().value_or(kMostLetters), std::max(*lowest, preferred_));
    return take("}") ? std::optional(count) : std::nullopt;
  }

  std::string_view rest_;
  std::size_t preferred_;
};

}  // namespace

std::optional<std::vector<std::string>> pattern_sample(std::string_view pattern, std::size_t minimum,
                                                       std::size_t maximum) {
  for (const std::size_t preferred : {6U, 3U, 1U, 12U, 24U, 0U}) {
    Read letters = Reader(pattern, preferred).all();
    if (!letters) return std::nullopt;
    if (letters->size() >= minimum && (maximum == 0 || letters->size() <= maximum)) return letters;
  }
  return std::nullopt;
}

}  // namespace schemac
