#include "frontend/words.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace schemac::frontend {

const Word* find_word(const std::vector<Word>& words, std::string_view name) {
  const auto found = std::find_if(words.begin(), words.end(), [&](const Word& word) { return word.name == name; });
  return found == words.end() ? nullptr : &*found;
}

const Text* text_of(const std::vector<Word>& words, std::string_view name) {
  const Word* const word = find_word(words, name);
  return word == nullptr ? nullptr : argument<Text>(*word, 0);
}

std::string number_of(const Argument& argument) {
  if (const auto* integer = std::get_if<long long>(&argument.value)) return fmt::format("{}", *integer);
  if (const auto* real = std::get_if<double>(&argument.value)) return fmt::format("{}", *real);
  return {};
}

}  // namespace schemac::frontend
