// Every operation on the second schema: all types, odd names, keys of several columns, entities of next to nothing.
#include <limits>

#include <catch2/catch.hpp>
#include <schemac/runtime/connection.hpp>
#include <schemac/runtime/error.hpp>
#include <schemac/runtime/transaction.hpp>

#include "database/generated/database.hpp"
#include "database/generated/samples.hpp"
#include "everything.hpp"
#include "kinds.hpp"
#include "parts/oddities.hpp"

using namespace schemac::runtime;
using namespace museum::catalogue;
using Catch::Contains;
using Kept = museum::catalogue::Condition;  // queries have another `Condition`
using namespace std::string_literals;
using schemac::tests::bytes, schemac::tests::lists_named, schemac::tests::one_of_everything,
    schemac::tests::sample_lists;

namespace {

void check_everything(const Everything& row) {
  const NewEverything sent = one_of_everything();
  CHECK(row.yes);
  CHECK(row.whole == sent.whole.value());
  CHECK(row.large == sent.large.value());
  CHECK(row.rough == sent.rough.value());
  CHECK(row.fine == sent.fine.value());
  CHECK(row.exact.to_string() == "-123456789012345.12345");
  CHECK(row.price == sent.price.value());
  CHECK(row.words == sent.words.value());
  CHECK(row.few_words.empty());
  CHECK(row.padded == "ab    ");
  CHECK(row.any_case == "MiXed");
  CHECK(row.bytes == sent.bytes.value());
  CHECK(row.uuid == sent.uuid.value());
  CHECK(row.date == Date::minus_infinity());
  CHECK(row.time == sent.time.value());
  CHECK(row.time_tz == sent.time_tz.value());
  CHECK(row.timestamp == sent.timestamp.value());
  CHECK(row.timestamp_tz == sent.timestamp_tz.value());
  CHECK(row.interval == sent.interval.value());
  CHECK(row.json.text == sent.json.value().text);
  CHECK(row.jsonb.text == R"({"a": [null, 1.50]})");
  CHECK(row.xml.text == "<a>&amp;</a>");
  CHECK(row.inet == sent.inet.value());
  CHECK(row.cidr == sent.cidr.value());
  CHECK(row.macaddr == sent.macaddr.value());
  CHECK(row.macaddr8 == sent.macaddr8.value());
  CHECK(row.bits.to_string() == "0110");
  CHECK(row.some_bits.size() == 0);
  CHECK(row.point == sent.point.value());
  CHECK(row.line == sent.line.value());
  CHECK(row.lseg == sent.lseg.value());
  CHECK(row.box == sent.box.value());
  CHECK(row.path == sent.path.value());
  CHECK(row.polygon == sent.polygon.value());
  CHECK(row.circle == sent.circle.value());
  CHECK(row.vector.text == "'cat':2 'fat':1");
  CHECK(row.query.text == "'fat' & 'cat'");
  CHECK(row.lsn == sent.lsn.value());
  CHECK(row.oid == sent.oid.value());
  CHECK(row.int4_range == sent.int4_range.value());
  CHECK(row.int8_range == sent.int8_range.value());
  CHECK(row.num_range == sent.num_range.value());
  CHECK(row.date_range == sent.date_range.value());
  CHECK(row.ts_range == sent.ts_range.value());
  CHECK(row.ts_tz_range.is_empty());
  CHECK(row.int4_ranges == sent.int4_ranges.value());
  CHECK(row.int8_ranges.ranges.empty());
  CHECK(row.num_ranges == sent.num_ranges.value());
  CHECK(row.date_ranges == sent.date_ranges.value());
  CHECK(row.ts_ranges == sent.ts_ranges.value());
  CHECK(row.ts_tz_ranges == sent.ts_tz_ranges.value());
  CHECK(row.condition == Kept::default_);
  CHECK(row.custom == "$.\"a\"[*]");
}

}  // namespace

TEST_CASE("a value of every type goes there and back, in one row, in many and in a patch", "[second]") {
  Connection database(schemac::tests::second_database());
  EverythingRepository repository(database);
  check_everything(repository.insert(one_of_everything()));
  check_everything(repository.get(1));
  for (const Everything& row : repository.insert_many({one_of_everything(), one_of_everything()}))
    check_everything(row);
  CHECK(repository.count() == 3);
  const NewEverything other = one_of_everything();
  const auto patched = repository.update(2, {.jsonb = Json{"1"},
                                             .xml = Xml{"<b/>"},
                                             .bits = BitString("1111"),
                                             .vector = TsVector{"'dog'"},
                                             .ts_tz_ranges = other.ts_tz_ranges.value(),
                                             .condition = Kept::lost_at_sea,
                                             .custom = "$"s});
  CHECK(patched->jsonb.text == "1");
  CHECK(patched->bits.to_string() == "1111");
  CHECK(patched->vector.text == "'dog'");
  CHECK(patched->condition == Kept::lost_at_sea);
  CHECK(patched->custom == "$");
}

TEST_CASE("what may be NULL can be left, given, or be NULL where there is a default", "[second]") {
  Connection database(schemac::tests::second_database());
  MaybeRepository repository(database);
  const Maybe left = repository.insert({});
  CHECK(left.whole == 7);
  CHECK(left.condition == Kept::lost_at_sea);
  CHECK_FALSE(left.words);
  CHECK_FALSE(left.wholes);
  const Maybe null = repository.insert({.whole = std::nullopt, .condition = std::nullopt});
  CHECK_FALSE(null.whole);
  CHECK_FALSE(null.condition);
  const Maybe given = repository.insert({.yes = false,
                                         .whole = 1,
                                         .exact = Numeric("1.00000"),
                                         .words = "w",
                                         .padded = "p",
                                         .bytes = bytes({1}),
                                         .jsonb = Json{"{}"},
                                         .vector = TsVector{"'a'"},
                                         .range = Range<TimestampTz>::everything(),
                                         .ranges = Multirange<Numeric>{},
                                         .condition = Kept::select,
                                         .custom = "$",
                                         .wholes = std::vector<std::int32_t>{}});
  CHECK(repository.get(given.id) == given);
  CHECK(given.condition == Kept::select);
  CHECK(given.wholes->empty());
  MaybePatch patch;
  patch.yes = std::nullopt;
  patch.custom = std::nullopt;
  patch.whole = std::nullopt;
  const Maybe patched = repository.update(given.id, patch).value();
  CHECK_FALSE(patched.yes);
  CHECK_FALSE(patched.custom);
  CHECK_FALSE(patched.whole);
  CHECK(patched.words == "w");
  const std::vector<Maybe> many = repository.insert_many({{}, {.whole = 2}, {}, {.whole = std::nullopt}});
  REQUIRE(many.size() == 4);
  CHECK(many[1].whole == 2);
  CHECK(many[2].whole == 7);
  CHECK_FALSE(many[3].whole);
  CHECK(many[0].id < many[1].id);
}

TEST_CASE("arrays go there and back, and what is too long in them is refused, not cut", "[second]") {
  Connection database(schemac::tests::second_database());
  ListsRepository repository(database);
  const Lists stored = repository.insert(sample_lists());
  CHECK(stored.yeses == std::vector{true, false});
  CHECK(stored.larges == std::vector<std::int64_t>{1, -2});
  CHECK(stored.exacts.at(0).to_string() == "1.50");
  CHECK(stored.few_words == std::vector{"a,b"s, "\"}"s});
  CHECK(stored.padded == std::vector{"abcd"s});
  CHECK(stored.any_case == std::vector{"Any"s});
  CHECK(stored.bits.at(0).to_string() == "0101");
  CHECK(stored.uuids.empty());
  CHECK(stored.instants == std::vector{TimestampTz::infinity()});
  CHECK(stored.jsonbs.at(0).text == R"({"a": "\""})");
  CHECK(stored.bytes == std::vector{bytes({1, 2}), bytes({})});
  CHECK(stored.ranges == std::vector{Range<std::int32_t>(1, 3)});
  CHECK(stored.conditions == std::vector{Kept::new_, Kept::Broken});
  CHECK(stored.customs == std::vector{"$.\"a\""s});
  CHECK(repository.find_by_few_words({"a,b", "\"}"}) == stored);
  CHECK_FALSE(repository.find_by_few_words({}));

  CHECK_THROWS_AS(repository.update(stored.id, {.few_words = std::vector{"longer than five"s}}), DataException);
  CHECK_THROWS_AS(repository.update(stored.id, {.padded = std::vector{"abcde"s}}), DataException);
  CHECK_THROWS_AS(repository.update(stored.id, {.bits = std::vector{BitString("01010")}}), DataException);
  CHECK(repository.update(stored.id, {.any_case = std::vector<std::string>{}})->any_case.empty());

  NewLists other = sample_lists(), third = sample_lists();
  other.few_words = std::vector{"other"s};
  third.few_words = std::vector{"third"s};
  CHECK(repository.insert_many({other, third}).at(1).few_words == std::vector{"third"s});
  CHECK(repository.count() == 3);
}

TEST_CASE("rows with arrays are inserted all or none, however many pipelines they take", "[second]") {
  Connection database(schemac::tests::second_database());
  ListsRepository lists(database);
  // Lists that are long enough to fill the buffers of both sides many times.
  const auto wide = [](const std::string& name, std::size_t count) {
    std::vector<NewLists> rows = lists_named(name, count);
    for (NewLists& row : rows) row.larges = std::vector<std::int64_t>(400, 7);
    return rows;
  };
  const std::vector<Lists> stored = lists.insert_many(wide("a", 2500));
  REQUIRE(stored.size() == 2500);
  for (std::size_t at = 0; at < stored.size(); ++at)
    if (stored[at].few_words != std::vector{"a"s, std::to_string(at)}) FAIL("another row at " << at);
  CHECK(lists.upsert_many(wide("a", 1200), ListsRepository::Key::few_words, {.larges = std::vector<std::int64_t>{1}})
            .at(1199)
            .larges == std::vector<std::int64_t>{1});
  CHECK(lists.count() == 2500);

  for (const std::size_t count : {20u, 1020u}) {
    std::vector<NewLists> taken = wide("b", count);
    taken.back().few_words = std::vector{"a"s, "0"s};
    CHECK_THROWS_AS(lists.insert_many(taken), UniqueViolation);
    CHECK(lists.count() == 2500);
  }
  std::vector<NewLists> unsendable = wide("c", 1100);
  unsendable.back().few_words = std::vector{std::string(1, '\0')};
  CHECK_THROWS_AS(lists.insert_many(unsendable), InvalidValue);
  CHECK(lists.count() == 2500);

  Transaction transaction(database);
  ListsRepository(transaction).insert_many(wide("d", 3));
  CHECK(ListsRepository(transaction).count() == 2503);
  transaction.rollback();
  CHECK(lists.count() == 2500);
}

TEST_CASE("a key of several columns, whatever their names, is a key", "[second]") {
  Connection database(schemac::tests::second_database());
  RoomRepository rooms(database);
  const Room first = rooms.insert({.building = "North", .Condition_ = Kept::new_, .number = 1});
  CHECK(first.class_ == "plain");
  CHECK(first.limit == 4);
  CHECK(first.twice == 8);
  rooms.insert({.building = "South", .Condition_ = Kept::Broken, .number = 1, .limit = 200});
  rooms.insert({.building = "North", .Condition_ = Kept::new_, .number = 2, .operator_ = "Eve", .limit = 5});
  CHECK(rooms.find(1, "North") == first);
  CHECK_FALSE(rooms.find(2, "South"));
  CHECK(rooms.exists(1, "South"));
  CHECK(rooms.page(1).at(0) == first);
  const auto rest = rooms.page_after(1, "North", 10);
  REQUIRE(rest.size() == 2);
  CHECK(rest[0].building == "South");
  CHECK(rest[1].number == 2);
  CHECK(rooms.find_by_operator_("Eve")->number == 2);
  CHECK(rooms.find_by_limit_and_class_(4, "plain") == first);
  CHECK(rooms.find_by_class_("plain")->limit == 200);
  CHECK_FALSE(rooms.find_by_small("plain"));
  CHECK(rooms.update(1, "North", {.Condition_ = Kept::lost_at_sea, .limit = 6})->twice == 12);
  CHECK(rooms.remove(1, "South"));
  CHECK(rooms.count() == 2);
  const auto more = rooms.insert_many({{.building = "East", .Condition_ = Kept::select, .number = 1, .limit = 1},
                                       {.building = "East", .Condition_ = Kept::select, .number = 2, .limit = 2}});
  CHECK(more.at(1).twice == 4);
  CHECK(rooms.find_by_class_("plain") == std::nullopt);
}

TEST_CASE("a row may refer to its own kind, and be removed softly by a plain timestamp", "[second]") {
  Connection database(schemac::tests::second_database());
  RoomRepository(database).insert({.building = "North", .Condition_ = Kept::new_, .number = 1});
  RoomRepository(database).insert({.building = "North", .Condition_ = Kept::new_, .number = 2, .limit = 5});
  ShelfRepository shelves(database);
  const Shelf upper = shelves.insert({.in_building = "North", .in_room = 1});
  const Shelf lower = shelves.insert({.in_building = "North", .in_room = 2, .above_id = upper.id});
  CHECK(shelves.list_by_above(upper.id) == std::vector<Shelf>{lower});
  CHECK(shelves.list_by_room(2, "North") == std::vector<Shelf>{lower});
  CHECK_THROWS_AS(shelves.insert({.in_building = "West", .in_room = 1}), ForeignKeyViolation);
  CHECK(shelves.remove(lower.id));
  CHECK(shelves.list_by_above(upper.id).empty());
  CHECK(shelves.list_by_above(upper.id, Deleted::include).size() == 1);
  CHECK_FALSE(shelves.find_by_in_building_and_in_room("North", 2));
  CHECK(shelves.find_by_in_building_and_in_room("North", 2, Deleted::include)->id == lower.id);
  CHECK(shelves.page_after(upper.id, 5).empty());
  CHECK(shelves.page_after(upper.id, 5, Deleted::include).size() == 1);
  CHECK(shelves.restore(lower.id));
  CHECK(shelves.hard_remove(upper.id));
  CHECK_FALSE(shelves.get(lower.id).above_id);
}

TEST_CASE("an entity of nothing but a key has a repository too", "[second]") {
  Connection database(schemac::tests::second_database());
  WordRepository words(database);
  CHECK(words.insert({.text = "Hello"}).text == "Hello");
  CHECK(words.find("HELLO")->text == "Hello");
  CHECK_THROWS_AS(words.insert({.text = "hello"}), UniqueViolation);
  CHECK(words.insert_many({{.text = "a"}, {.text = "b"}}).size() == 2);
  CHECK(words.page_after("A", 9).size() == 2);
  CHECK(words.remove("hello"));
  database.execute_unchecked_sql(
      "CREATE FUNCTION leave_out() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.text = 'c' THEN RETURN NULL; "
      "END IF; RETURN NEW; END $$; CREATE TRIGGER t BEFORE INSERT ON words FOR EACH ROW EXECUTE FUNCTION leave_out()");
  CHECK_THROWS_WITH(words.insert_many({{.text = "c"}, {.text = "d"}}), Contains("1 rows came back of 2"));
  CHECK_THROWS_WITH(words.upsert_many({{.text = "c"}, {.text = "d"}}, WordRepository::Key::primary_key),
                    Contains("1 rows came back of 2"));

  TicketRepository tickets(database);
  CHECK(tickets.insert({}).id == 1);
  CHECK(tickets.insert({.id = 50}).id == 50);
  const auto many = tickets.insert_many({{}, {.id = 60}, {}});
  REQUIRE(many.size() == 3);
  CHECK(many[0].id == 2);
  CHECK(many[1].id == 60);
  CHECK(many[2].id == 3);

  TickRepository ticks(database);
  CHECK(ticks.insert({}).id == 1);
  CHECK(ticks.insert_many({{}, {}}).at(1).id == 3);
  CHECK(ticks.exists(3));
}

TEST_CASE("entities of several PostgreSQL schemas and C++ namespaces work together", "[second]") {
  Connection database(schemac::tests::second_database());
  WordRepository(database).insert({.text = "carpe diem"});
  TicketRepository(database).insert_many({{}, {}});
  museum::VisitorRepository visitors(database);
  const auto parent = visitors.insert(
      {.name = "Ann", .secret = PasswordHash{"hash"}, .card = Ciphertext{bytes({9})}, .motto_id = "Carpe Diem"});
  const auto child = visitors.insert_many({{.name = "Ben",
                                            .secret = PasswordHash{"hash"},
                                            .card = Ciphertext{bytes({8})},
                                            .guardian_id = parent.id,
                                            .motto_id = "carpe diem"}});
  CHECK(visitors.find_by_name("ANN") == parent);
  CHECK(visitors.list_by_guardian(parent.id) == child);
  CHECK(visitors.list_by_motto("CARPE DIEM").size() == 2);
  CHECK(child.at(0).card.bytes == bytes({8}));

  museum::EntryRepository entries(database);
  const auto made =
      entries.insert_many({{.visitor_id = parent.id, .ticket_id = 1}, {.visitor_id = parent.id, .ticket_id = 2}});
  CHECK(entries.list_by_visitor(parent.id) == made);
  CHECK(entries.list_by_ticket(2).size() == 1);
  CHECK(entries.page_after(parent.id, 1, 9) == std::vector{made[1]});
  CHECK(entries.remove(parent.id, 1));
  CHECK_FALSE(entries.exists(parent.id, 1));
}
