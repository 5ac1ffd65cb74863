#include "support/pattern_sample.hpp"

#include <catch2/catch.hpp>
#include <regex>

using namespace schemac;

namespace {

/// The first text that the sample stands for, and the last.
std::vector<std::string> ends_of(const std::vector<std::string>& sample) {
  std::string first, last;
  for (const std::string& letters : sample) {
    first += letters.front();
    last += letters.back();
  }
  return {first, last};
}

}  // namespace

TEST_CASE("what is made up of an expression matches it") {
  for (const std::string pattern :
       {"^[A-Z]\\d{2,3} *$", "^[a-z0-9-]+$", "^\\+?[1-9][0-9]{6,14}$", "^(red|green|blue)$", "^#[0-9a-fA-F]{6}$",
        "^[^@ ]+@[^@ ]+\\.[a-z]{2,}$", "^(?:ab){2}c?$", "^[A-Z]{2}[0-9]{2}(-[0-9]{4}){3}$", "^a.b$", "^[]x-]$",
        "^[[:upper:]][[:lower:][:digit:]]*$", "^\\w+\\s\\d$", "^$", "^(|x)y$"}) {
    INFO(pattern);
    const auto sample = pattern_sample(pattern, 0, 0);
    REQUIRE(sample);
    for (const std::string& text : ends_of(*sample)) {
      INFO(text);
      // ECMAScript reads `[]x-]` otherwise.
      const auto grammar = pattern == "^[]x-]$" ? std::regex::extended : std::regex::ECMAScript;
      CHECK(std::regex_search(text, std::regex(pattern, grammar)));
    }
  }
}

TEST_CASE("what is made up of an expression has the length that a column takes") {
  CHECK(pattern_sample("^[a-z]+$", 0, 4)->size() == 3);
  CHECK(pattern_sample("^[a-z]+$", 8, 20)->size() == 12);
  CHECK(pattern_sample("^[a-z]*$", 0, 1)->empty());
  CHECK_FALSE(pattern_sample("^[a-z]{10}$", 0, 4));
  CHECK_FALSE(pattern_sample("^a$", 2, 4));
}

TEST_CASE("an expression that is not read is said to be none") {
  for (const std::string pattern : {"^(?=a)b$", "(a)\\1", "\\ya\\y", "[[=a=]]", "[[:nonsense:]]", "a{", "a{2", "(a",
                                    "a)", "[a", "*a", "\\", "x{99999}", "(a{9999}){9999}"}) {
    INFO(pattern);
    CHECK_FALSE(pattern_sample(pattern, 0, 0));
  }
}
