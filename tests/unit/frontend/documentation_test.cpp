// The reference of the language is what compiles: every C++ example in it is read by the front end.
#include <fstream>
#include <sstream>

#include <catch2/catch.hpp>

#include "unit/frontend/project.hpp"

namespace schemac::frontend::tests {
namespace {

struct Example {
  std::size_t line = 0;
  std::string text;
};

std::vector<Example> examples() {
  std::ifstream file(SCHEMAC_SOURCE_DIR "/docs/schema-language.md");
  REQUIRE(file);
  std::vector<Example> found;
  bool inside = false;
  std::string line;
  for (std::size_t number = 1; std::getline(file, line); ++number) {
    if (line == "```cpp") found.push_back({number, {}});
    if (line.starts_with("```")) inside = line == "```cpp";
    if (inside && line != "```cpp") found.back().text += line + "\n";
  }
  return found;
}

}  // namespace

TEST_CASE("every example of the reference is right") {
  const std::vector<Example> all = examples();
  CHECK(all.size() >= 10);
  for (const Example& example : all) {
    INFO("docs/schema-language.md:" << example.line);
    CHECK_FALSE(declared(example.text).entities.empty());
  }
}

}  // namespace schemac::frontend::tests
