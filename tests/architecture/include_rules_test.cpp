// The two tables of docs/architecture.md, first on made-up trees (a rule that cannot fail holds nothing), then on the
// project itself.
#include <catch2/catch.hpp>

#include "architecture/include_rules.hpp"

namespace schemac::tests {
namespace {

constexpr std::string_view kDocument = R"(
| room | path | may include |
|---|---|---|
| low | compiler/low | |
| high | compiler/high | low |
| dsl | compiler/dsl | |
| runtime | runtime/include | |

| package | headers | may be included by |
|---|---|---|
| parser | pg_query.h, parser/ | low |
)";

std::vector<SourceFile> tree_with(const std::string& path, const std::string& text) {
  return {{"compiler/dsl/schemac/schema.hpp", ""},
          {"compiler/high/top.hpp", ""},
          {"compiler/low/base.hpp", ""},
          {"runtime/include/schemac/runtime/pool.hpp", ""},
          {path, text}};
}

std::vector<std::string> judged(const std::string& path, const std::string& text) {
  return forbidden_includes(parse_rules(kDocument), tree_with(path, text));
}

const std::vector<SourceFile>& project() {
  static const std::vector<SourceFile> tree = read_tree(SCHEMAC_SOURCE_DIR);
  return tree;
}

IncludeRules project_rules() {
  for (const SourceFile& file : project()) {
    if (file.path == "docs/architecture.md") return parse_rules(file.text);
  }
  FAIL("docs/architecture.md is missing");
  return {};
}

}  // namespace

TEST_CASE("an include of a listed room, of the own room and of the system is allowed") {
  CHECK(judged("compiler/high/a.cpp",
               "#include \"low/base.hpp\"\n#include \"top.hpp\"\n#include <vector>\n#include <sys/wait.h>\n")
            .empty());
  CHECK(judged("compiler/low/a.cpp", "#include <pg_query.h>\n#include <parser/tree.h>\n").empty());
}

TEST_CASE("an include against the table is found with its place") {
  CHECK(judged("compiler/low/a.cpp", "\n  #  include \"high/top.hpp\"\n") ==
        std::vector<std::string>{"compiler/low/a.cpp:2: `low` may not include `high` (high/top.hpp)"});
  CHECK(judged("compiler/low/a.cpp", "#include <schemac/runtime/pool.hpp>\n") ==
        std::vector<std::string>{"compiler/low/a.cpp:1: `low` may not include `runtime` (schemac/runtime/pool.hpp)"});
  CHECK(judged("compiler/high/a.hpp", "#include <pg_query.h>\n") ==
        std::vector<std::string>{"compiler/high/a.hpp:1: `high` is no door of parser (pg_query.h)"});
}

TEST_CASE("a package that no row names cannot be included") {
  CHECK(judged("compiler/low/a.cpp", "#include <boost/any.hpp>\n") ==
        std::vector<std::string>{
            "compiler/low/a.cpp:1: `boost/any.hpp` is neither a file of the project nor of a listed package"});
}

TEST_CASE("the vocabulary includes not even the standard library") {
  CHECK(judged("compiler/dsl/schemac/types.hpp", "#include <cstddef>\n") ==
        std::vector<std::string>{"compiler/dsl/schemac/types.hpp:1: the vocabulary includes nothing (cstddef)"});
  CHECK(judged("compiler/dsl/schemac/types.hpp", "#include \"schema.hpp\"\n").empty());
}

TEST_CASE("a table with unknown rooms, cycles, or folders left out is refused") {
  for (const std::string path : {"compiler/new/a.cpp", "runtime/new/a.cpp", "testing/new/a.cpp"})
    CHECK(table_mistakes(parse_rules(kDocument), tree_with(path, "")) ==
          std::vector<std::string>{path + " lies in no room"});

  IncludeRules rules = parse_rules(kDocument);
  rules.rooms[0].may_include = {"nowhere"};
  CHECK(table_mistakes(rules, tree_with("compiler/low/a.cpp", "")) ==
        std::vector<std::string>{"the row of low names `nowhere`, which is no room"});

  rules.rooms[0].may_include = {"dsl"};  // low → dsl → high → low
  rules.rooms[2].may_include = {"high"};
  CHECK(table_mistakes(rules, tree_with("compiler/low/a.cpp", "")) ==
        std::vector<std::string>{"`low` reaches itself: a cycle", "`high` reaches itself: a cycle",
                                 "`dsl` reaches itself: a cycle"});

  rules = parse_rules(kDocument);
  rules.rooms.push_back({"gone", "compiler/gone", {}});
  CHECK(table_mistakes(rules, tree_with("compiler/low/a.cpp", "")) ==
        std::vector<std::string>{"the room `gone` has no files at compiler/gone"});
}

TEST_CASE("a document without its tables is an error, not an empty rule") {
  CHECK_THROWS_WITH(parse_rules("# Architecture\n"), Catch::Contains("has no table"));
  CHECK_THROWS_WITH(parse_rules("| room | path | may include |\n|---|---|---|\n"), Catch::Contains("has no rows"));
}

TEST_CASE("the table of rooms is whole and has no cycles") {
  const auto mistakes = table_mistakes(project_rules(), project());
  INFO(listed(mistakes));
  CHECK(mistakes.empty());
}

TEST_CASE("every include of the compiler and the runtime is one that the tables allow") {
  const auto forbidden = forbidden_includes(project_rules(), project());
  INFO(listed(forbidden));
  CHECK(forbidden.empty());
}

}  // namespace schemac::tests
