#include <catch2/catch.hpp>

#include "diff/in_place.hpp"

using namespace schemac;
using diff::can_alter;

namespace {

model::Scripted scripted(const std::string& definition, std::vector<model::ScriptedPart> parts) {
  model::Scripted scripted;
  scripted.object = {model::Kind::server, {}, {}, "s"};
  scripted.definition = {definition};
  scripted.frame = "FOREIGN DATA WRAPPER w";
  scripted.parts = std::move(parts);
  return scripted;
}

model::Extension extension(const std::string& version, const std::string& schema = "a", bool relocatable = true) {
  return {.name = "e", .schema = schema, .version = version, .relocatable = relocatable};
}

}  // namespace

TEST_CASE("an object that is kept as statements is altered where all that differs are parts", "[diff]") {
  const auto none = scripted("1", {});
  const auto a = scripted("2", {{"a", "+", "=", "-"}});
  CHECK(can_alter(none, a));
  CHECK(can_alter(a, none));
  CHECK(can_alter(a, scripted("3", {{"a", "+2", "=2", "-2"}})));

  auto other_frame = a;
  other_frame.frame = "FOREIGN DATA WRAPPER v";
  other_frame.definition = {"3"};
  CHECK_FALSE(can_alter(a, other_frame));
  auto without_frame = a;
  without_frame.frame.reset();
  without_frame.definition = {"4"};
  CHECK_FALSE(can_alter(without_frame, a));
}

TEST_CASE("a part that has no statement for what is to be done makes the object anew", "[diff]") {
  const auto none = scripted("1", {});
  CHECK_FALSE(can_alter(none, scripted("2", {{"a", "", "=", "-"}})));
  CHECK_FALSE(can_alter(scripted("2", {{"a", "+", "=", ""}}), none));
  CHECK_FALSE(can_alter(scripted("2", {{"a", "+", "=", "-"}}), scripted("3", {{"a", "+2", "", "-"}})));
}

TEST_CASE("an extension is updated to later versions, and moves where it can", "[diff]") {
  CHECK(can_alter(extension("1.9"), extension("1.10")));
  CHECK_FALSE(can_alter(extension("1.10"), extension("1.9")));
  CHECK_FALSE(can_alter(extension("1.0.1"), extension("1.0")));
  CHECK(can_alter(extension("2.0"), extension("")));
  CHECK(can_alter(extension("1"), extension("1", "b")));
  CHECK_FALSE(can_alter(extension("1", "a", false), extension("1", "b", false)));
}
