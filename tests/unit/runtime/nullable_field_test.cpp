// A field that may be NULL knows whether it was given, and is an optional to whatever takes one.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdint>
#include <schemac/runtime/codec/array.hpp>
#include <schemac/runtime/json.hpp>
#include <schemac/runtime/nullable_field.hpp>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

using namespace schemac;
using runtime::NullableField;

namespace {

enum class Side { left, right };

struct NewThing {
  NullableField<std::string> notes{};
  NullableField<std::int32_t> count{};
  NullableField<std::int16_t> small{};
  NullableField<bool> yes{};
  NullableField<Side> side{};
  NullableField<double> weight{};
  NullableField<std::vector<std::string>> tags{};
  NullableField<runtime::Json> json{};
};

template <class Field>
bool is_null(const Field& field) {
  return field.is_given() && !field.has_value();
}

bool takes(const std::optional<std::string>& text) { return text.has_value(); }
bool takes_copy(std::optional<bool> yes) { return yes.has_value(); }

}  // namespace

TEST_CASE("a field that may be NULL is left, NULL or a value", "[runtime]") {
  const NewThing left{.notes = {}};
  CHECK_FALSE(left.notes.is_given());
  CHECK_FALSE(left.tags.is_given());
  NewThing thing{
      .notes = "x",
      .count = 3,
      .small = 4,
      .yes = false,
      .side = Side::right,
      .weight = 1,
      .tags = {{"a", "b"}},
      .json = runtime::Json{"{}"},
  };
  CHECK(NewThing{.json = R"({"a": 1})"}.json == runtime::Json{R"({"a": 1})"});
  CHECK(NewThing{.json = {R"({"a": 1})"}}.json == runtime::Json{R"({"a": 1})"});
  CHECK(thing.notes.is_given());
  CHECK(thing.notes == "x");
  CHECK(thing.tags->size() == 2);
  CHECK(thing.yes.is_given());
  const NewThing copy = thing;
  CHECK(copy.notes == thing.notes);

  thing.notes = std::nullopt;
  CHECK(is_null(thing.notes));
  thing.notes = copy.notes;
  CHECK(*thing.notes == "x");
  thing.notes = left.notes;
  CHECK_FALSE(thing.notes.is_given());
  thing.notes = std::optional<std::string>();
  CHECK(is_null(thing.notes));
  thing.notes = "text";
  CHECK(thing.notes.value_or("") == "text");
  thing.notes.reset();
  CHECK(is_null(thing.notes));
  thing.notes.leave();
  CHECK_FALSE(thing.notes.is_given());
  thing.notes.emplace("put there");
  CHECK(thing.notes.is_given());
  thing.notes = {};
  CHECK_FALSE(thing.notes.is_given());

  thing.count = {};
  thing.yes = {};
  thing.side = {};
  thing.json = {};
  thing.tags = {};
  CHECK_FALSE((thing.count.is_given() || thing.yes.is_given() || thing.side.is_given() || thing.json.is_given() ||
               thing.tags.is_given()));
  thing.tags = {"c", "d", "e"};
  CHECK(thing.tags->size() == 3);
}

TEST_CASE("a field takes optionals and fields of another type", "[runtime]") {
  NullableField<std::int64_t> wide = std::optional<std::int32_t>(3);
  CHECK(wide == 3);
  wide = NewThing{}.count;
  CHECK_FALSE(wide.is_given());
  wide = NewThing{.count = std::nullopt}.count;
  CHECK(is_null(wide));
  wide = 5;
  CHECK(wide == 5);
  const NullableField<std::string> text = std::optional<const char*>("text");
  CHECK(text == "text");
  STATIC_REQUIRE_FALSE(std::is_convertible_v<int, NullableField<std::string>>);
  STATIC_REQUIRE_FALSE(std::is_convertible_v<std::string_view, NullableField<std::string>>);
  STATIC_REQUIRE_FALSE(std::is_convertible_v<std::optional<int>, NullableField<std::string>>);
  STATIC_REQUIRE_FALSE(std::is_convertible_v<int, NullableField<Side>>);
}

TEST_CASE("a field is an optional to whatever takes one", "[runtime]") {
  const NullableField<std::string> left, null = std::nullopt, text = "x";
  const std::optional<std::string> none, some = "x";
  CHECK_FALSE(takes(left));
  CHECK(takes(text));
  CHECK_FALSE(takes_copy(NullableField<bool>()));
  CHECK(takes_copy(NullableField<bool>(false)));
  // Equal as optionals are, on either side.
  CHECK(left == null);
  CHECK(text != null);
  CHECK((none == left && left == none && left == std::nullopt && std::nullopt == left));
  CHECK((some == text && text == some && !(some != text) && none != text && text != none));
  CHECK(("x" == text && text != "y" && text == std::string("x") && text == std::string_view("x")));
  const NullableField<bool> no_answer, no = false;
  const std::optional<bool> nothing, also_no = false;
  CHECK((no_answer == nothing && nothing == no_answer && no_answer != no && no == also_no && also_no == no));
  CHECK_FALSE(no == no_answer);
  CHECK_FALSE(no == true);
  const NullableField<int> three = 3;
  CHECK((three < 4 && 2 < three && three >= 3 && 3 == three));
  // What is in it, for codecs and rules.
  CHECK(runtime::detail::Held<NullableField<std::string>>::in(left) == nullptr);
  CHECK(*runtime::detail::Held<NullableField<std::string>>::in(text) == "x");
  std::vector<NullableField<std::string>> fields{std::string("b"), std::nullopt, "a"};
  std::sort(fields.begin(), fields.end(),
            [](const auto& one, const auto& other) { return one.as_optional() < other.as_optional(); });
  CHECK(is_null(fields[0]));
  CHECK(fields[2] == "b");
}
