#include "catalog/definition.hpp"

#include <catch2/catch.hpp>

using namespace schemac::catalog;

TEST_CASE("a word inside quotes is not found", "[catalog]") {
  CHECK(find_unquoted("a ' WHEN (' \" WHEN (\" WHEN (b)", " WHEN (") == 21);
  CHECK(find_unquoted("'it''s WHEN ('", " WHEN (") == std::string_view::npos);
}

TEST_CASE("the outer pair of parentheses is taken off, and only a pair", "[catalog]") {
  CHECK(without_parentheses("((a + b))") == "(a + b)");
  CHECK(without_parentheses("lower(a)") == "lower(a)");
  CHECK(without_parentheses("(a + b) * (c + d)") == "(a + b) * (c + d)");
  CHECK(without_parentheses("(a || ')'::text)") == "a || ')'::text");
}

TEST_CASE("items of a list stand between commas that are in no quotes or parentheses", "[catalog]") {
  constexpr std::string_view kList = R"(lower(a), "x, y" DESC, COALESCE(b, ','::text) COLLATE "C")";
  CHECK(list_item(kList, 0) == "lower(a)");
  CHECK(list_item(kList, 1) == R"("x, y" DESC)");
  CHECK(list_item(kList, 2) == R"(COALESCE(b, ','::text) COLLATE "C")");
  CHECK(list_item(kList, 3).empty());
}

TEST_CASE("the condition of a trigger is what stands in WHEN, whatever its names and strings hold", "[catalog]") {
  CHECK(trigger_condition(
            R"sql(CREATE TRIGGER " WHEN (x)" BEFORE UPDATE ON public.t FOR EACH ROW WHEN )sql"
            R"sql((((new.a <> ')'::text) AND (old.a IS DISTINCT FROM new.a))) EXECUTE FUNCTION public.f())sql") ==
        "((new.a <> ')'::text) AND (old.a IS DISTINCT FROM new.a))");
  CHECK(
      trigger_condition("CREATE TRIGGER a BEFORE UPDATE ON public.t FOR EACH ROW EXECUTE FUNCTION public.f()").empty());
}

TEST_CASE("what follows a key of an index tells its collation and operator class", "[catalog]") {
  constexpr std::string_view kIndex =
      R"(CREATE INDEX i ON public.t USING btree (lower(a) COLLATE "C" text_pattern_ops DESC, ((b + 1)) DESC NULLS LAST, )"
      R"("k, l" public.my_ops (siglen='12'), c COLLATE app."weird ""one""" NULLS FIRST) INCLUDE (d) WHERE (a > 'x'::text))";
  const auto decoration = [&](std::size_t number, std::string_view key) {
    const KeyDecoration found = key_decoration(kIndex, number, key);
    return std::pair{found.collation, found.opclass};
  };
  CHECK(decoration(0, "lower(a)") == std::pair{true, true});
  CHECK(decoration(1, "((b + 1))") == std::pair{false, false});
  CHECK(decoration(2, R"("k, l")") == std::pair{false, true});
  CHECK(decoration(3, "c") == std::pair{true, false});
}
