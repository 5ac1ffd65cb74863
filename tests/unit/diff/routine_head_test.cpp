// What CREATE OR REPLACE FUNCTION can do, and what it cannot.
#include "diff/routine_head.hpp"

#include <catch2/catch.hpp>

using namespace schemac;

namespace {

bool replaces(const std::string& before, const std::string& after) {
  const auto function = [](const std::string& head) {
    model::Function made;
    made.name = {"public", "f"};
    made.definition = "CREATE OR REPLACE FUNCTION public.f" + head + "\nAS $function$ LANGUAGE $function$";
    return made;
  };
  return diff::can_replace(function(before), function(after));
}

}  // namespace

TEST_CASE("A body and attributes are replaced in place") {
  CHECK(replaces("(a integer)\n RETURNS integer\n LANGUAGE sql",
                 "(a integer)\n RETURNS integer\n LANGUAGE plpgsql\n STRICT"));
}

TEST_CASE("Defaults come and change, and do not go") {
  const std::string rest = ")\n RETURNS integer\n LANGUAGE sql";
  CHECK(replaces("(a integer, b text" + rest, "(a integer, b text DEFAULT 'x, y'::text" + rest));
  CHECK(replaces("(a integer DEFAULT g(1, 2)" + rest, "(a integer DEFAULT 3" + rest));
  CHECK_FALSE(replaces("(a integer DEFAULT 3" + rest, "(a integer" + rest));
}

TEST_CASE("An argument gets a name, and keeps it") {
  const std::string rest = ")\n RETURNS integer\n LANGUAGE sql";
  CHECK(replaces("(integer, double precision" + rest, "(a integer, b double precision" + rest));
  CHECK_FALSE(replaces("(a integer" + rest, "(b integer" + rest));
  CHECK_FALSE(replaces("(a integer" + rest, "(integer" + rest));
  CHECK_FALSE(replaces("(OUT a integer" + rest, "(OUT b integer" + rest));
}

TEST_CASE("What is returned stays, and a window function stays one") {
  CHECK_FALSE(replaces("()\n RETURNS integer\n LANGUAGE sql", "()\n RETURNS bigint\n LANGUAGE sql"));
  CHECK_FALSE(
      replaces("()\n RETURNS TABLE(a integer)\n LANGUAGE sql", "()\n RETURNS TABLE(a integer, b text)\n LANGUAGE sql"));
  CHECK_FALSE(replaces("()\n RETURNS bigint\n LANGUAGE internal\n WINDOW", "()\n RETURNS bigint\n LANGUAGE internal"));
}
