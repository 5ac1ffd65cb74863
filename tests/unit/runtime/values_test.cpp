// The small values: uuid, addresses, bits, log positions, ranges, changes, enums.
#include <catch2/catch.hpp>
#include <memory>
#include <schemac/runtime/bits.hpp>
#include <schemac/runtime/change.hpp>
#include <schemac/runtime/enum.hpp>
#include <schemac/runtime/error.hpp>
#include <schemac/runtime/json.hpp>
#include <schemac/runtime/money.hpp>
#include <schemac/runtime/network.hpp>
#include <schemac/runtime/range.hpp>
#include <schemac/runtime/system_types.hpp>
#include <schemac/runtime/uuid.hpp>
#include <string>
#include <unordered_set>

using namespace schemac::runtime;

enum class Colour { red, green };
template <>
struct schemac::runtime::EnumType<Colour> {
  static constexpr std::string_view kSchema = "public";
  static constexpr std::string_view kName = "colour";
  static constexpr EnumLabel<Colour> kLabels[] = {{Colour::red, "red"}, {Colour::green, "light green"}};
};

TEST_CASE("documents and amounts are made in parentheses and in braces") {
  CHECK(*std::make_unique<Json>("{}") == Json{"{}"});
  static_assert(!std::is_constructible_v<Json, std::nullptr_t>, "nullptr is neither NULL nor a text");
  static_assert(!std::is_constructible_v<std::optional<Json>, std::nullptr_t>);
  CHECK(Json(std::string("[1]")).text == "[1]");
  CHECK(Json().text == "null");
  CHECK(std::make_unique<Money>(1250)->minor_units == Money{1250}.minor_units);
  CHECK(Money().minor_units == 0);
}

TEST_CASE("a uuid reads its one form, prints lower case and sorts as text does") {
  const auto uuid = Uuid::parse("A0EEBC99-9c0b-4ef8-bb6d-6bb9bd380a11");
  REQUIRE(uuid);
  CHECK(uuid->to_string() == "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11");
  CHECK(uuid->bytes[0] == 0xa0);
  for (const char* text : {"", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a1", "a0eebc999c0b4ef8bb6d6bb9bd380a11",
                           "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a1g", "a0eebc99+9c0b-4ef8-bb6d-6bb9bd380a11",
                           "{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a1}"}) {
    INFO(text);
    CHECK_FALSE(Uuid::parse(text));
  }
  CHECK(Uuid{} < *uuid);
  CHECK(std::unordered_set<Uuid>{*uuid, Uuid{}, *uuid}.size() == 2);
}

TEST_CASE("addresses read and print as PostgreSQL does") {
  for (const char* text : {"192.168.0.1", "192.168.0.1/24", "::1", "2001:db8::1/64", "0.0.0.0/0"}) {
    INFO(text);
    REQUIRE(Inet::parse(text));
    CHECK(Inet::parse(text)->to_string() == text);
  }
  CHECK(Inet::parse("10.0.0.1/32")->to_string() == "10.0.0.1");
  for (const char* text :
       {"", "10.0.0", "10.0.0.256", "10.0.0.1/33", "10.0.0.1/", "10.0.0.1/-1", "::1/129", "10.0.0.1 ", "host"}) {
    INFO(text);
    CHECK_FALSE(Inet::parse(text));
  }
  CHECK(Cidr::parse("10.0.0.0/8")->to_string() == "10.0.0.0/8");
  CHECK_FALSE(Cidr::parse("10.0.0.1/8"));
  CHECK_FALSE(Cidr::parse("10.0.0.0"));
  CHECK(MacAddr::parse("08-00-2B-01-02-03")->to_string() == "08:00:2b:01:02:03");
  CHECK_FALSE(MacAddr::parse("08:00-2b:01:02:03"));
  CHECK_FALSE(MacAddr::parse("08:00:2b:01:02"));
  CHECK(MacAddr8::parse("08:00:2b:01:02:03:04:05")->to_string() == "08:00:2b:01:02:03:04:05");
}

TEST_CASE("bit strings and log positions come back as they were") {
  CHECK(BitString("").size() == 0);
  CHECK(BitString("101000001").to_string() == "101000001");
  CHECK(BitString({0xFF}, 3).to_string() == "111");
  CHECK(BitString({0xFF}, 3) == BitString("111"));
  CHECK(BitString("01") < BitString("1"));
  CHECK_FALSE(BitString::parse("012"));
  CHECK_THROWS_AS(BitString("x"), InvalidValue);
  CHECK(Lsn::parse("16/B374D848")->value == 0x16B374D848);
  CHECK(Lsn{0x16B374D848}.to_string() == "16/B374D848");
  CHECK_FALSE(Lsn::parse("16B374D848"));
  CHECK_FALSE(Lsn::parse("/1"));
}

TEST_CASE("a range contains what its bounds say") {
  CHECK(Range<int>::empty().is_empty());
  CHECK_FALSE(Range<int>::empty().contains(0));
  CHECK(Range<int>::everything().contains(0));
  const Range<int> half(1, 3);
  CHECK(half.contains(1));
  CHECK_FALSE(half.contains(3));
  CHECK(half.bounds() == Bounds::closed_open);
  const Range<int> other(1, 3, Bounds::open_closed);
  CHECK_FALSE(other.contains(1));
  CHECK(other.contains(3));
  CHECK(half != other);
  const Range<int> from(5, std::nullopt, Bounds::closed);
  CHECK_FALSE(from.upper_inclusive());
  CHECK(from == Range<int>(5, std::nullopt));
  CHECK(from.contains(1000));
  CHECK_FALSE(from.contains(4));
}

TEST_CASE("a change tells leaving from setting and from NULL") {
  struct Patch {
    Change<std::string> name{};
    Change<std::optional<std::string>> notes{};
  };
  const Patch none;
  CHECK_FALSE(none.name.is_set());
  CHECK_FALSE(none.notes.is_set());
  const Patch patch{.name = "x", .notes = std::nullopt};
  CHECK(patch.name.value() == "x");
  CHECK(patch.notes.is_set());
  CHECK_FALSE(patch.notes.value().has_value());
  Patch again;
  again.notes = "text";
  CHECK(again.notes.value() == "text");
  again.notes = std::optional<std::string>("more");
  CHECK(again.notes.value() == "more");
  again.notes.leave();
  CHECK(again.notes == Patch{}.notes);
}

TEST_CASE("an enum has the labels of the database") {
  CHECK(label_of(Colour::green) == "light green");
  CHECK(label_of(static_cast<Colour>(7)).empty());
  CHECK(from_label<Colour>("red") == Colour::red);
  CHECK_FALSE(from_label<Colour>("Red"));
}
