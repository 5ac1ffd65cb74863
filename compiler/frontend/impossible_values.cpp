#include "frontend/impossible_values.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include <fmt/format.h>

#include "frontend/words.hpp"

namespace schemac::frontend {
namespace {

/// The numbers in the parentheses of a type: 4 and 2 of `numeric(4,2)`.
std::vector<int> modifiers_of(const std::string& type) {
  std::vector<int> numbers;
  std::size_t at = type.find('(');
  while (at != std::string::npos && type[at] != ')') {
    char* end = nullptr;
    numbers.push_back(static_cast<int>(std::strtol(type.c_str() + at + 1, &end, 10)));
    at = type.find_first_of(",)", at + 1);
  }
  return numbers;
}

/// As char_length() counts: UTF-8's bytes that begin a character.
std::size_t characters_in(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

std::string_view without_blanks_behind(std::string_view text) {
  return text.substr(0, text.find_last_not_of(' ') + 1);  // npos + 1 is the beginning
}

/// The bounds of `range`, `length` and their one-sided forms.
struct Bounds {
  std::optional<double> minimum;
  std::optional<double> maximum;

  [[nodiscard]] bool contain(double value) const {
    return (!minimum || value >= *minimum) && (!maximum || value <= *maximum);
  }
};

bool is_length(const Word& word) {
  return word.name == "length" || word.name == "min_length" || word.name == "max_length";
}
bool is_range(const Word& word) { return word.name == "range" || word.name == "at_least" || word.name == "at_most"; }

double value_of(const Argument& argument) { return std::strtod(number_of(argument).c_str(), nullptr); }

Bounds bounds_of(const Word& word) {
  Bounds bounds;
  const bool only_maximum = word.name == "max_length" || word.name == "at_most";
  (only_maximum ? bounds.maximum : bounds.minimum) = value_of(word.arguments[0]);
  if (word.arguments.size() > 1) bounds.maximum = value_of(word.arguments[1]);
  return bounds;
}

/// `range(1, 5)`
std::string spelled(const Word& word) {
  std::string text = number_of(word.arguments[0]);
  if (word.arguments.size() > 1) text += ", " + number_of(word.arguments[1]);
  return fmt::format("{}({})", word.name, text);
}

class ConstantCheck {
 public:
  ConstantCheck(Draft& draft, const ColumnDraft& column)
      : draft_(draft), column_(column), modifiers_(modifiers_of(column.field.type.sql)) {}

  void run() {
    const std::vector<Word>& options = column_.source->options;
    for (const Word& word : options)
      if (is_length(word) || is_range(word)) check_bounds(word);
    const Word* const word = find_word(options, "default_to");
    if (word == nullptr) return;
    const Argument& value = word->arguments.front();
    if (const auto* const text = std::get_if<Text>(&value.value)) {
      check_text(value, text->value);
    } else if (!number_of(value).empty()) {
      check_number(value);
    }
  }

 private:
  void refuse(const Place& place, const std::string& what, const std::string& into) {
    draft_.diagnostics.error(Code::bad_option, place, fmt::format("{} does not fit {}", what, into));
  }
  [[nodiscard]] std::string type() const { return fmt::format("the type `{}`", column_.field.type.sql); }

  [[nodiscard]] std::optional<double> room() const {
    const bool limited =
        column_.field.type.word == model::TypeWord::varchar || column_.field.type.word == model::TypeWord::char_;
    return limited && !modifiers_.empty() ? std::optional<double>(modifiers_.front()) : std::nullopt;
  }

  void check_bounds(const Word& word) {
    const Bounds bounds = bounds_of(word);
    if (is_length(word) && bounds.minimum && room() && *bounds.minimum > *room())
      refuse(word.place, fmt::format("a text of `{}`", spelled(word)), type());
  }

  void check_text(const Argument& argument, const std::string& text) {
    if (room() && static_cast<double>(characters_in(without_blanks_behind(text))) > *room())
      return refuse(argument.place, fmt::format("`{}`", text), type());
    const bool padded = column_.field.type.word == model::TypeWord::char_;
    const auto length =
        static_cast<double>(characters_in(padded ? without_blanks_behind(text) : std::string_view(text)));
    for (const Word& word : column_.source->options)
      if (is_length(word) && !bounds_of(word).contain(length))
        refuse(argument.place, fmt::format("`{}`", text), fmt::format("`{}`", spelled(word)));
  }

  void check_number(const Argument& argument) {
    const double value = value_of(argument);
    if (column_.field.type.word == model::TypeWord::numeric && !modifiers_.empty()) {
      const int scale = modifiers_.size() > 1 ? modifiers_[1] : 0;
      if (std::abs(std::round(value * std::pow(10, scale))) >= std::pow(10, modifiers_[0]))
        return refuse(argument.place, number_of(argument), type());
    }
    for (const Word& word : column_.source->options)
      if (is_range(word) && !bounds_of(word).contain(value))
        refuse(argument.place, number_of(argument), fmt::format("`{}`", spelled(word)));
  }

  Draft& draft_;
  const ColumnDraft& column_;
  std::vector<int> modifiers_;
};

}  // namespace

void check_constants(Draft& draft, const ColumnDraft& column) {
  if (column.field.hashed || column.field.encrypted || column.field.type.array) return;
  ConstantCheck(draft, column).run();
}

}  // namespace schemac::frontend
