// Where a comment that silences stands, and what it holds for.
#include "lint/allowances.hpp"

#include <catch2/catch.hpp>

#include <fmt/format.h>

namespace schemac::lint {
namespace {

using Said = std::vector<std::string>;

/// `code for LINE at LINE:COLUMN`
Said said(const std::vector<Allowance>& allowances) {
  Said lines;
  for (const Allowance& each : allowances)
    lines.push_back(fmt::format("{} for {} at {}:{}", each.code, each.line, each.place.line, each.place.column));
  return lines;
}

Said of_header(const std::string& text) { return said(allowances_of_header(text, "a.hpp")); }
Said of_sql(const std::string& text) { return said(allowances_of_sql(text, "a.sql")); }

}  // namespace

TEST_CASE("a comment on a line of its own holds for the code below, over blank lines and other comments") {
  CHECK(of_header("// schemac: allow plain-json\n\n// why\nJson a;\n") == Said{"plain-json for 4 at 1:19"});
  CHECK(of_header("/// A thing.\n/// schemac: allow plain-json\nJson a;\n") == Said{"plain-json for 3 at 2:20"});
  CHECK(of_sql("-- schemac: allow select-star\nCREATE VIEW v AS SELECT * FROM t;\n") ==
        Said{"select-star for 2 at 1:19"});
  CHECK(of_header("int a;\n// schemac: allow plain-json\n") == Said{"plain-json for 0 at 2:19"});
}

TEST_CASE("a comment behind code holds for its line, and may name several codes") {
  CHECK(of_header("Json a;  // schemac: allow plain-json, nullable-unique\nJson b;\n") ==
        Said{"plain-json for 1 at 1:28", "nullable-unique for 1 at 1:40"});
  CHECK(of_header("Json a;  ///< schemac: allow plain-json\n") == Said{"plain-json for 1 at 1:30"});
  CHECK(of_header("/* schemac: allow plain-json */ Json a;\n").size() == 1);
  CHECK(of_sql("CREATE TABLE t (\n  a json,  -- schemac: allow plain-json\n  b json\n);\n") ==
        Said{"plain-json for 2 at 2:30"});
}

TEST_CASE("what only looks like such a comment silences nothing") {
  CHECK(of_header("auto a = \"// schemac: allow plain-json\";\n").empty());
  CHECK(of_header("auto a = R\"x(\n// schemac: allow plain-json\n)x\";\n").empty());
  CHECK(of_header("// one writes schemac: allow plain-json there\n").empty());
  CHECK(of_sql("SELECT '-- schemac: allow plain-json';\n").empty());
  CHECK(of_header("int a = 1'000; char b = '\"'; // schemac: allow plain-json\n").size() == 1);
}

}  // namespace schemac::lint
