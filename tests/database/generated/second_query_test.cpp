// Queries on the second schema: columns of every type, names that C++ or SQL would rather not have, relations of an
// entity to itself.
#include <catch2/catch.hpp>
#include <schemac/runtime/connection.hpp>
#include <schemac/runtime/error.hpp>
#include <schemac/runtime/select.hpp>

#include "database/generated/database.hpp"
#include "database/generated/samples.hpp"
#include "everything.hpp"
#include "parts/oddities.hpp"

using namespace schemac::runtime;
using namespace museum::catalogue;

namespace {

template <class C>
concept Comparable = detail::is_comparable(C::Type::kKind) && C::Type::kKind != Kind::custom;

/// What holds where the type can be compared.
template <class C, class V>
void check_comparisons(EverythingRepository& rows, const C& column, const V& value) {
  CHECK(rows.where(column == value).count() == 1);
  CHECK(rows.where(column != value).count() == 0);
  CHECK(rows.where(column <= value && column >= value).count() == 1);
  CHECK(rows.where(column < value || column > value).count() == 0);
  CHECK(rows.where(column == column).count() == 1);
  CHECK(rows.query().order_by(column.desc()).all().size() == 1);
  CHECK(rows.query().group_by(column).select(column, count()).one() == std::tuple<V, std::int64_t>{value, 1});
  CHECK(rows.query().select(count_distinct(column)).one() == 1);
  CHECK(rows.query().select(coalesce(column, value)).one() == value);
  if constexpr (C::Type::kKind != Kind::array) CHECK(rows.where(column.in({value, value})).count() == 1);
}

/// Everything that holds of a column of any type, where one row with `value` in it is there.
template <class C, class V>
void check_column(EverythingRepository& rows, const C& column, const V& value) {
  INFO(column.name());
  CHECK(rows.query().select(column).one() == value);
  CHECK(rows.where(column.is_not_null()).count() == 1);
  CHECK(rows.where(column.is_null()).count() == 0);
  if constexpr (Comparable<C>) check_comparisons(rows, column, value);
  if constexpr (detail::has_least(C::Type::kKind)) {
    CHECK(rows.query().select(min(column)).one() == value);
    CHECK(rows.query().select(max(column)).one() == value);
  }
  if constexpr (detail::can_be_summed(C::Type::kKind)) CHECK(rows.query().select(sum(column)).one().has_value());
}

}  // namespace

TEST_CASE("a column of every type is compared, ordered, grouped and read as its type allows", "[query][second]") {
  Connection database(schemac::tests::second_database());
  EverythingRepository rows(database);
  NewEverything sent = schemac::tests::one_of_everything();
  sent.small = std::int16_t{7};
  const Everything row = rows.insert(sent);
#define CHECK_COLUMN(name) check_column(rows, everything::name, row.name)
  CHECK_COLUMN(small);
  CHECK_COLUMN(yes);
  CHECK_COLUMN(whole);
  CHECK_COLUMN(large);
  CHECK_COLUMN(rough);
  CHECK_COLUMN(fine);
  CHECK_COLUMN(exact);
  CHECK_COLUMN(price);
  CHECK_COLUMN(words);
  CHECK_COLUMN(few_words);
  CHECK_COLUMN(padded);
  CHECK_COLUMN(any_case);
  CHECK_COLUMN(bytes);
  CHECK_COLUMN(uuid);
  CHECK_COLUMN(date);
  CHECK_COLUMN(time);
  CHECK_COLUMN(time_tz);
  CHECK_COLUMN(timestamp);
  CHECK_COLUMN(timestamp_tz);
  CHECK_COLUMN(interval);
  CHECK_COLUMN(json);
  CHECK_COLUMN(jsonb);
  CHECK_COLUMN(xml);
  CHECK_COLUMN(inet);
  CHECK_COLUMN(cidr);
  CHECK_COLUMN(macaddr);
  CHECK_COLUMN(macaddr8);
  CHECK_COLUMN(bits);
  CHECK_COLUMN(some_bits);
  CHECK_COLUMN(point);
  CHECK_COLUMN(line);
  CHECK_COLUMN(lseg);
  CHECK_COLUMN(box);
  CHECK_COLUMN(path);
  CHECK_COLUMN(polygon);
  CHECK_COLUMN(circle);
  CHECK_COLUMN(vector);
  CHECK_COLUMN(query);
  CHECK_COLUMN(lsn);
  CHECK_COLUMN(oid);
  CHECK_COLUMN(int4_range);
  CHECK_COLUMN(int8_range);
  CHECK_COLUMN(num_range);
  CHECK_COLUMN(date_range);
  CHECK_COLUMN(ts_range);
  CHECK_COLUMN(ts_tz_range);
  CHECK_COLUMN(int4_ranges);
  CHECK_COLUMN(int8_ranges);
  CHECK_COLUMN(num_ranges);
  CHECK_COLUMN(date_ranges);
  CHECK_COLUMN(ts_ranges);
  CHECK_COLUMN(ts_tz_ranges);
  CHECK_COLUMN(condition);
  CHECK_COLUMN(custom);
#undef CHECK_COLUMN
}

TEST_CASE("operators of single kinds work on the types that have them", "[query][second]") {
  Connection database(schemac::tests::second_database());
  EverythingRepository rows(database);
  NewEverything sent = schemac::tests::one_of_everything();
  sent.small = std::int16_t{7};
  rows.insert(sent);
  const auto holds = [&](const schemac::runtime::Condition<Everything>& condition) {
    return rows.where(condition).exists();
  };
  CHECK(holds(everything::yes));
  CHECK_FALSE(holds(!everything::yes));
  CHECK(holds(everything::yes && everything::small == 7));
  CHECK(holds(everything::small + everything::small == std::int16_t{14}));
  CHECK(holds(everything::small * 2 == 14));
  CHECK(holds(everything::fine / 2 < 0));
  CHECK_FALSE(holds(everything::small == 70'000));
  CHECK_THROWS_AS(holds(everything::small == std::numeric_limits<std::uint64_t>::max()), InvalidValue);
  CHECK(holds(everything::any_case == "mixed"));
  CHECK(holds(everything::any_case.in({"MIXED"})));
  CHECK(holds(everything::padded == "ab"));
  CHECK(holds(everything::padded.in({"ab"})));
  CHECK(holds(everything::vector.search("english", "cats")));
  CHECK(rows.query().select(everything::vector.rank("english", "cat")).one() > 0);
  CHECK(holds(everything::inet.within(Inet::parse("2001:db8::/32").value())));
  CHECK(holds(everything::cidr.contains(Cidr::parse("10.1.0.0/16").value())));
  CHECK(holds(everything::int4_range.contains(3)));
  CHECK_FALSE(holds(everything::int4_range.contains(4)));
  CHECK(holds(everything::int4_ranges.overlaps(Multirange<std::int32_t>{{{6, 9}}})));
  CHECK(holds(everything::num_range.upper() == Numeric("1.25")));
  CHECK(holds(everything::json.text_of("b") == "1"));
  CHECK(holds(everything::timestamp.truncated(TimeUnit::day) == Timestamp::parse("2026-03-01 00:00:00").value()));
  CHECK(rows.query().select(everything::custom).one() == "$.\"a\"[*]");
}

TEST_CASE("whether values of a type of one's own can be compared the server knows", "[query][second]") {
  Connection database(schemac::tests::second_database());
  EverythingRepository rows(database);
  const Everything row = rows.insert(schemac::tests::one_of_everything());
  constexpr Column<Everything, std::string, Kind::custom> own{
      "public.everything", "words", {"::text", "::text[]", "::text"}};
  check_column(rows, own, row.words);
  check_comparisons(rows, own, row.words);
  CHECK_THROWS_AS(rows.where(everything::custom == row.custom).count(), UndefinedFunction);
}

TEST_CASE("arrays are looked into", "[query][second]") {
  Connection database(schemac::tests::second_database());
  ListsRepository rows(database);
  rows.insert(schemac::tests::sample_lists());
  const auto holds = [&](const schemac::runtime::Condition<Lists>& condition) {
    return rows.where(condition).exists();
  };
  CHECK(holds(lists::larges.has(1)));
  CHECK_FALSE(holds(lists::larges.has(2)));
  CHECK(holds(lists::larges.contains({-2, 1})));
  CHECK(holds(lists::larges.within({-2, 1, 5})));
  CHECK(holds(lists::larges.overlaps({9, 1})));
  CHECK(holds(lists::larges.length() == 2));
  CHECK(holds(lists::larges == std::vector<std::int64_t>{1, -2}));
  CHECK(holds(lists::few_words.has("a,b")));
  CHECK_FALSE(holds(lists::few_words.has("a")));
  CHECK(holds(lists::any_case.has("ANY")));
  const schemac::runtime::BitString bits("0101");
  CHECK(holds(lists::bits.has(bits)));
  CHECK_FALSE(holds(lists::bits.has(schemac::runtime::BitString("0"))));
  CHECK(holds(lists::bits == std::vector{bits}));
  CHECK(holds(lists::bits.within({bits, schemac::runtime::BitString("1111")})));
  CHECK(holds(lists::bits.overlaps({bits})));
  CHECK(holds(lists::conditions.contains({museum::catalogue::Condition::Broken})));
  CHECK(holds(lists::uuids.length() == 0));
  CHECK(rows.query().select(lists::conditions).one() ==
        std::vector{museum::catalogue::Condition::new_, museum::catalogue::Condition::Broken});
}

TEST_CASE("names that SQL would rather not have are quoted in queries, joins and aliases", "[query][second]") {
  Connection database(schemac::tests::second_database());
  RoomRepository rooms(database);
  rooms.insert({.building = "North", .Condition_ = museum::catalogue::Condition::new_, .number = 1});
  rooms.insert({.building = "North",
                .Condition_ = museum::catalogue::Condition::select,
                .number = 2,
                .operator_ = "Eve",
                .limit = 5});
  CHECK(
      rooms.where(room::Condition_ == museum::catalogue::Condition::select && room::operator_ == "Eve").one().number ==
      2);
  CHECK(rooms.where(room::twice > 8).order_by(room::limit.desc()).select(room::class_).one() == "plain");
  CHECK(rooms.query().select(room::twice, room::limit).sql() ==
        "SELECT \"2 x limit\", \"limit\" FROM \"Great Hall\".\"table\"");
  ShelfRepository shelves(database);
  const Shelf upper = shelves.insert({.in_building = "North", .in_room = 1});
  const Shelf lower = shelves.insert({.in_building = "North", .in_room = 2, .above_id = upper.id});
  constexpr auto above = as<Shelf, "above">;
  const auto pairs =
      shelves.query().left_join(shelf::above, above).order_by(shelf::id).select(shelf::id, above[shelf::id]).all();
  REQUIRE(pairs.size() == 2);
  CHECK_FALSE(std::get<1>(pairs[0]));
  CHECK(std::get<1>(pairs[1]) == upper.id);
  CHECK(shelves.query().join<Room>(room::number == shelf::in_room && room::building == shelf::in_building).count() ==
        2);
  shelves.remove(upper.id);
  CHECK(shelves.query().join(shelf::above, above).count() == 0);
  const auto wider = shelves.where(exists(from<Room>().where(room::number == shelf::in_room && room::limit > 4)));
  CHECK(wider.one().id == lower.id);
  CHECK(WordRepository(database).where(word::text == "x").count() == 0);
}
