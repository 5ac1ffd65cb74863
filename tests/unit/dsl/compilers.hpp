// The vocabulary in front of both compilers that users have: a snippet compiles, or it does not and they say why.
#pragma once

#include <string>

namespace schemac::dsl::tests {

struct Outcome {
  bool compiles = false;
  std::string output;
};

/// Runs the compiler over a header that holds `text` in a namespace that uses the vocabulary, warnings being errors.
Outcome compile(const std::string& compiler, const std::string& text);

}  // namespace schemac::dsl::tests
