// Looking for words and their arguments. C++ has checked the types already: an argument that is not there is our own
// mistake, not the user's.
#pragma once

#include <string_view>
#include <vector>

#include "frontend/source.hpp"

namespace schemac::frontend {

/// The first word of that name, or nothing.
[[nodiscard]] const Word* find_word(const std::vector<Word>& words, std::string_view name);
/// Whether something of that name is chained to the word.
[[nodiscard]] inline bool chained(const Word& word, std::string_view name) {
  return find_word(word.chain, name) != nullptr;
}

/// The argument as what it is; null where it is something else or is not there.
template <class T>
[[nodiscard]] const T* argument(const Word& word, std::size_t index) {
  return index < word.arguments.size() ? std::get_if<T>(&word.arguments[index].value) : nullptr;
}

/// The string that is the first argument of the word of that name; null where there is no such word.
[[nodiscard]] const Text* text_of(const std::vector<Word>& words, std::string_view name);

/// A number as SQL writes it; empty where the argument is no number.
[[nodiscard]] std::string number_of(const Argument& argument);

}  // namespace schemac::frontend
