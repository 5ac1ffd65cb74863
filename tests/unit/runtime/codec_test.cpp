// What codecs refuse: bytes that are no value, and values that PostgreSQL could not hold. That they agree with a server
// on good ones is shown in tests/database/runtime.
#include <catch2/catch.hpp>
#include <limits>
#include <schemac/runtime/codec/array.hpp>
#include <schemac/runtime/codec/bits.hpp>
#include <schemac/runtime/codec/date_time.hpp>
#include <schemac/runtime/codec/geometry.hpp>
#include <schemac/runtime/codec/network.hpp>
#include <schemac/runtime/codec/numeric.hpp>
#include <schemac/runtime/codec/range.hpp>
#include <schemac/runtime/codec/scalar.hpp>
#include <schemac/runtime/codec/text.hpp>
#include <schemac/runtime/codec/uuid.hpp>
#include <schemac/runtime/error.hpp>

using namespace schemac::runtime;

namespace {

template <class T>
std::string encoded(const T& value) {
  Writer writer;
  Codec<T>::encode(writer, value);
  return std::string(writer.at(0), writer.size());
}

template <class T>
T decoded(const std::string& bytes) {
  return Codec<T>::decode({bytes.data(), static_cast<std::int32_t>(bytes.size())});
}

/// No prefix of a good value and no longer form of it may be read; nothing may be read past its end.
template <class T>
void refuses_other_lengths(const T& value) {
  const std::string whole = encoded(value);
  CHECK(decoded<T>(whole) == value);
  for (std::size_t length = 0; length < whole.size(); ++length) {
    const std::vector<char> exact(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length));
    INFO(length << " of " << whole.size());
    CHECK_THROWS_AS(Codec<T>::decode({exact.data(), static_cast<std::int32_t>(length)}), DecodeError);
  }
  CHECK_THROWS_AS(decoded<T>(whole + '\0'), DecodeError);
}

}  // namespace

TEST_CASE("a value of the wrong length is an error and not garbage") {
  refuses_other_lengths(true);
  refuses_other_lengths<std::int16_t>(-5);
  refuses_other_lengths<std::int32_t>(-5);
  refuses_other_lengths<std::int64_t>(-5);
  refuses_other_lengths(1.5f);
  refuses_other_lengths(-1.5);
  refuses_other_lengths(Uuid{{1, 2, 3}});
  refuses_other_lengths(Numeric("-12345.678"));
  refuses_other_lengths(Numeric::nan());
  refuses_other_lengths(*Inet::parse("10.0.0.1/8"));
  refuses_other_lengths(*Cidr::parse("2001:db8::/32"));
  refuses_other_lengths(*MacAddr::parse("08:00:2b:01:02:03"));
  refuses_other_lengths(BitString("101010101"));
  refuses_other_lengths(Circle{{1, 2}, 3});
  refuses_other_lengths(Path{true, {{1, 2}, {3, 4}}});
  refuses_other_lengths(Polygon{{{1, 2}, {3, 4}}});
  refuses_other_lengths(Range<std::int32_t>(1, 5));
  refuses_other_lengths(Range<Numeric>(std::nullopt, Numeric("1.5")));
  refuses_other_lengths(Range<Date>::empty());
  refuses_other_lengths(Multirange<std::int64_t>{{Range<std::int64_t>(1, 5), Range<std::int64_t>(7, std::nullopt)}});
  refuses_other_lengths(std::vector<std::int32_t>{1, 2, 3});
  refuses_other_lengths(std::vector<std::optional<std::string>>{"a", std::nullopt, ""});
}

TEST_CASE("an array with a NULL needs optional elements, and one of two dimensions is refused") {
  const std::string with_null = encoded(std::vector<std::optional<std::int32_t>>{1, std::nullopt});
  try {
    static_cast<void>(decoded<std::vector<std::int32_t>>(with_null));
    FAIL("it was read");
  } catch (const DecodeError& error) {
    CHECK(error.message() == "a value of type `array` cannot be read: an element is NULL");
    CHECK(
        error.hint() ==
        "keep NULL out of it, by a CHECK or a FILTER; for a column of a file of queries `-- nullable elements: column` "
        "makes the elements optional");
  }
  const std::string two_dimensions("\0\0\0\2\0\0\0\0\0\0\0\x17\0\0\0\1\0\0\0\1\0\0\0\1\0\0\0\1\0\0\0\4\0\0\0\1", 36);
  CHECK_THROWS_WITH(decoded<std::vector<std::int32_t>>(two_dimensions), Catch::Contains("2 dimensions"));
}

TEST_CASE("lengths that lie are not believed") {
  CHECK_THROWS_AS(
      decoded<std::vector<std::int32_t>>(std::string("\0\0\0\1\0\0\0\0\0\0\0\x17\x7f\xff\xff\xff\0\0\0\1", 20)),
      DecodeError);
  CHECK_THROWS_AS(decoded<Polygon>(std::string("\x7f\xff\xff\xff", 4)), DecodeError);
  CHECK_THROWS_AS(decoded<Polygon>(std::string("\xff\xff\xff\xff", 4)), DecodeError);
  CHECK_THROWS_AS(decoded<BitString>(std::string("\x7f\xff\xff\xff\0", 5)), DecodeError);
  CHECK_THROWS_AS(decoded<Multirange<std::int32_t>>(std::string("\x7f\xff\xff\xff", 4)), DecodeError);
}

TEST_CASE("a zone that there is not is refused on either way, and the first instants are printed") {
  CHECK_THROWS_AS(decoded<TimeTz>(std::string("\0\0\0\0\0\0\0\0\x80\0\0\0", 12)), DecodeError);
  CHECK_THROWS_AS(decoded<TimeTz>(std::string("\0\0\0\0\0\0\0\0\0\0\xe1\0", 12)), DecodeError);
  CHECK(decoded<TimeTz>(std::string("\0\0\0\0\0\0\0\0\0\0\xe0\xff", 12)).utc_offset_seconds == -57'599);
  CHECK_THROWS_AS(encoded(TimeTz{0, std::numeric_limits<std::int32_t>::min()}), InvalidValue);
  CHECK_THROWS_AS(encoded(TimeTz{0, 57'600}), InvalidValue);
  CHECK(encoded(TimeTz{0, 57'599}).size() == 12);
  // A day that begins before what 64 bits hold; PostgreSQL itself ends far later.
  CHECK(Timestamp{std::numeric_limits<std::int64_t>::min() + 1}.to_string() == "290279-12-22 19:59:05.224193 BC");
}

TEST_CASE("text that PostgreSQL could not hold is refused before it is sent") {
  for (const std::string& text :
       {std::string("a\0b", 3), std::string("\xff"), std::string("long enough to be plain \xc3"),
        std::string("\xc0\xaf"), std::string("\xed\xa0\x80"), std::string("\xf4\x90\x80\x80"),
        std::string("\xe0\x80\x80"), std::string("12345678\0", 9)}) {
    CHECK_THROWS_AS(values(text), InvalidValue);
    CHECK_THROWS_WITH(values(5, text), Catch::StartsWith("parameter 2: byte "));
    CHECK_THROWS_WITH(values(std::vector<std::string>{"fine", text}),
                      Catch::StartsWith("parameter 1: element 2: byte "));
    CHECK_THROWS_AS(encoded(std::string_view(text)), InvalidValue);
    CHECK_THROWS_AS(encoded(std::vector<std::string>{"fine", text}), InvalidValue);
  }
  for (const char* text : {"", "plain", "é", "€", "\xf0\x9f\x98\x80", "\x7f", "\xed\x9f\xbf", "\xf4\x8f\xbf\xbf",
                           "many plain characters, then é"}) {
    CHECK_NOTHROW(values(std::string(text)));
  }
}

TEST_CASE("parameters keep their order, their types and what they hold beyond the stack") {
  Parameters parameters;
  const std::string long_text(1000, 'x');
  for (std::int32_t number = 0; number < 40; ++number) parameters.add(number);
  parameters.add(long_text);
  parameters.add(std::string_view("view"));
  parameters.add(std::optional<std::int64_t>());
  parameters.add(Numeric("1." + std::string(500, '3')));
  REQUIRE(parameters.size() == 44);
  CHECK(wire_format::load_int32(parameters.data(parameters[0])) == 0);
  CHECK(wire_format::load_int32(parameters.data(parameters[39])) == 39);
  CHECK(parameters[39].oid == 23);
  CHECK(parameters.data(parameters[40]) == long_text.c_str());
  CHECK(std::string(parameters.data(parameters[41])) == "view");
  CHECK(parameters[42].length == -1);
  CHECK(parameters[42].oid == 20);
  CHECK(parameters[43].format == Format::binary);
}

TEST_CASE("a number that is no address length is refused") {
  Inet inet;
  inet.prefix_length = 33;
  CHECK_THROWS_AS(encoded(inet), InvalidValue);
}
