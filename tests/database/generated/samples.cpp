#include "database/generated/samples.hpp"

#include <limits>

namespace schemac::tests {
namespace {

using namespace museum::catalogue;
using namespace schemac::runtime;
using namespace std::string_literals;

template <class T>
T parsed(const char* text) {
  return T::parse(text).value();
}

}  // namespace

Bytes bytes(std::initializer_list<int> values) {
  Bytes made;
  for (const int value : values) made.push_back(static_cast<std::byte>(value));
  return made;
}

NewEverything one_of_everything() {
  const auto date = parsed<Date>("2026-03-01"), next = parsed<Date>("2026-03-05");
  const auto stamp = parsed<Timestamp>("2026-03-01 10:20:30.123"), later = parsed<Timestamp>("2026-03-02 00:00:00");
  const auto instant = parsed<TimestampTz>("2026-03-01 10:20:30.123456Z");
  return {.yes = true,
          .whole = std::numeric_limits<std::int32_t>::min(),
          .large = std::numeric_limits<std::int64_t>::max(),
          .rough = 1.5F,
          .fine = -0.1,
          .exact = Numeric("-123456789012345.12345"),
          .price = Money{-12345},
          .words = "größer \" ' \\ \n $1"s,
          .few_words = ""s,
          .padded = "ab"s,
          .any_case = "MiXed"s,
          .bytes = bytes({0, 255, 39}),
          .uuid = parsed<Uuid>("01234567-89ab-cdef-0123-456789abcdef"),
          .date = Date::minus_infinity(),
          .time = parsed<Time>("24:00:00"),
          .time_tz = parsed<TimeTz>("13:00:00.5-03:30"),
          .timestamp = stamp,
          .timestamp_tz = instant,
          .interval = Interval{14, -3, 1},
          .json = Json{R"({"b": 1,  "a": [null]})"},
          .jsonb = Json{R"({"a": [null, 1.50]})"},
          .xml = Xml{"<a>&amp;</a>"},
          .inet = parsed<Inet>("2001:db8::1/64"),
          .cidr = parsed<Cidr>("10.0.0.0/8"),
          .macaddr = parsed<MacAddr>("08:00:2b:01:02:03"),
          .macaddr8 = parsed<MacAddr8>("08:00:2b:01:02:03:04:05"),
          .bits = BitString("0110"),
          .some_bits = BitString(""),
          .point = Point{1, -2.5},
          .line = Line{1, 2, 3},
          .lseg = LineSegment{{0, 0}, {1, 1}},
          .box = Box{{2, 2}, {0, 0}},
          .path = Path{true, {{0, 0}, {1, 1}}},
          .polygon = Polygon{{{0, 0}, {1, 0}, {1, 1}}},
          .circle = Circle{{1, 1}, 3},
          .vector = TsVector{"'cat':2 'fat':1"},
          .query = TsQuery{"'fat' & 'cat'"},
          .lsn = parsed<Lsn>("16/B374D848"),
          .oid = Oid{4'000'000'000U},
          .int4_range = Range<std::int32_t>(1, 4),
          .int8_range = Range<std::int64_t>::everything(),
          .num_range = Range<Numeric>(Numeric("0.5"), Numeric("1.25"), Bounds::closed),
          .date_range = Range<Date>(date, next),
          .ts_range = Range<Timestamp>(stamp, later, Bounds::open),
          .ts_tz_range = Range<TimestampTz>(),
          .int4_ranges = Multirange<std::int32_t>{{{1, 3}, {5, 7}}},
          .int8_ranges = Multirange<std::int64_t>{},
          .num_ranges = Multirange<Numeric>{{{Numeric("1"), Numeric("2")}}},
          .date_ranges = Multirange<Date>{{{date, next}}},
          .ts_ranges = Multirange<Timestamp>{{{stamp, later}}},
          .ts_tz_ranges = Multirange<TimestampTz>{{{instant, std::nullopt}}},
          .condition = museum::catalogue::Condition::default_,
          .custom = "$.\"a\"[*]"s};
}

NewLists sample_lists() {
  return {.yeses = std::vector{true, false},
          .larges = std::vector<std::int64_t>{1, -2},
          .exacts = std::vector{Numeric("1.50")},
          .few_words = std::vector{"a,b"s, "\"}"s},
          .padded = std::vector{"abcd"s},
          .any_case = std::vector{"Any"s},
          .bits = std::vector{BitString("0101")},
          .uuids = std::vector<Uuid>{},
          .instants = std::vector{TimestampTz::infinity()},
          .jsonbs = std::vector{Json{R"({"a": "\""})"}},
          .bytes = std::vector{bytes({1, 2}), bytes({})},
          .ranges = std::vector{Range<std::int32_t>(1, 3)},
          .conditions = std::vector{museum::catalogue::Condition::new_, museum::catalogue::Condition::Broken},
          .customs = std::vector{"$.\"a\""s}};
}

std::vector<NewLists> lists_named(const std::string& name, std::size_t count) {
  std::vector<NewLists> rows(count, sample_lists());
  for (std::size_t number = 0; number < count; ++number)
    rows[number].few_words = std::vector{name, std::to_string(number)};
  return rows;
}

}  // namespace schemac::tests
