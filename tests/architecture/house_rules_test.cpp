// The habits of the house on the project itself. Each rule is first shown something that breaks it.
#include <catch2/catch.hpp>

#include "architecture/house_rules.hpp"
#include "support/codes.hpp"

namespace schemac::tests {
namespace {

using Rule = std::vector<std::string> (*)(const std::vector<SourceFile>&);

const std::vector<SourceFile>& project() {
  static const std::vector<SourceFile> tree = read_tree(SCHEMAC_SOURCE_DIR);
  return tree;
}

void holds(Rule rule, const SourceFile& broken) {
  CHECK_FALSE(rule({broken}).empty());
  const auto found = rule(project());
  INFO(listed(found));
  CHECK(found.empty());
}

}  // namespace

TEST_CASE("the tree that is read is the project") {
  std::vector<std::string> paths;
  for (const SourceFile& file : project()) paths.push_back(file.path);
  CHECK_THAT(paths, Catch::VectorContains(std::string("CMakeLists.txt")));
  CHECK_THAT(paths, Catch::VectorContains(std::string("compiler/support/codes.hpp")));
  CHECK_THAT(paths, !Catch::VectorContains(std::string("build/CMakeCache.txt")));
}

TEST_CASE("no file is longer than 400 lines") {
  std::string lines;
  for (int i = 0; i < 401; ++i) lines += "\n";
  holds(long_files, {"compiler/plan/order.cpp", lines});
}

TEST_CASE("no file is named for nothing in particular") {
  holds(shapeless_names, {"compiler/plan/order_helpers.cpp", ""});
  CHECK(shapeless_names({{"docs/commonplace.md", ""}}).empty());
}

TEST_CASE("nothing is put off in a comment") {
  holds(unfinished_work, {"runtime/src/pool.cpp", std::string("// TO") + "DO: wait\n"});
}

TEST_CASE("text has no tabs, no trailing blanks and ends with a newline") {
  CHECK(untidy_text({{"a.txt", "one\ttwo\nthree \nfour\r\nfive"}}).size() == 4);
  holds(untidy_text, {"a.txt", "one"});
}

TEST_CASE("nothing names a folder of somebody's machine") {
  holds(machine_paths, {"README.md", std::string("cd /tm") + "p/x\n"});
}

TEST_CASE("headers that users compile are light") {
  holds(heavy_headers, {"runtime/include/schemac/runtime/pool.hpp", "#include <ranges>\n"});
}

TEST_CASE("a header opens with what it is for") {
  holds(headers_without_opening, {"compiler/plan/order.hpp", "#pragma once\n"});
}

TEST_CASE("every diagnostic code is raised by a test") {
  CHECK(codes_without_test({{"tests/unit/plan/a.cpp", "Code::bad_option_2"}}, {"bad-option"}).size() == 1);
  CHECK(codes_without_test({{"tests/unit/plan/a.cpp", "Code::bad_option)"}}, {"bad-option"}).empty());
  CHECK(codes_without_test({{"tests/cases/a.txt", "error: no [bad-option]"}}, {"bad-option"}).empty());

  std::vector<std::string> codes;
  for (const CodeText& entry : all_codes()) codes.emplace_back(entry.name);
  REQUIRE(codes.size() > 30);
  const auto found = codes_without_test(project(), codes);
  INFO(listed(found));
  CHECK(found.empty());
}

}  // namespace schemac::tests
