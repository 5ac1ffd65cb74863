// The values of hostile_value_test.cpp in the second schema, which has a column of every type, names that SQL would
// rather not have, and files of queries that take texts and arrays of them.
#include "database/generated/database.hpp"
#include "database/generated/hostile_values.hpp"
#include "database/generated/samples.hpp"
#include "everything.hpp"
#include "guarded.hpp"
#include "parts/oddities.hpp"
#include "queries/everything.hpp"

using namespace schemac;
using namespace museum;
using namespace museum::catalogue;
using runtime::Connection;
using runtime::Uuid;
using tests::call_everything;
using tests::Effect;
using tests::kNoFinders;
using tests::RowWatch;
using tests::WatchedCalls;

namespace {

constexpr const char* kOddities = "parts/oddities.hpp";
const Uuid kNobody = Uuid::parse("00000000-0000-4000-8000-000000000001").value();

NewLists lists_of(const std::string& text) {
  NewLists many = tests::sample_lists();
  many.few_words = std::vector{text};
  return many;
}

/// Two rows in each table.
std::string second_with_rows() {
  const std::string url = tests::second_database();
  Connection connection(url);
  for (const std::string name : {"one", "two"}) {
    const auto number = static_cast<std::int16_t>(name == "one" ? 101 : 102);
    RoomRepository(connection)
        .insert({.building = name, .Condition_ = museum::catalogue::Condition::new_, .number = number, .class_ = name});
    const Shelf shelf = ShelfRepository(connection).insert({.in_building = name, .in_room = number});
    WordRepository(connection).insert({.text = name});
    TicketRepository(connection).insert({.id = number});
    TickRepository(connection).insert(NewTick{});
    const Uuid id =
        VisitorRepository(connection)
            .insert(
                {.name = name, .secret = runtime::PasswordHash{name}, .card = runtime::Ciphertext{}, .motto_id = name})
            .id;
    LockerRepository(connection).insert({.visitor_id = id});
    EntryRepository(connection).insert({.visitor_id = id, .ticket_id = number});
    FavouriteRepository(connection).insert({.visitor_id = id, .shelf_id = shelf.id});
    NewEverything everything = tests::one_of_everything();
    everything.small = number;
    EverythingRepository(connection).insert(everything);
    MaybeRepository(connection).insert({.id = number});
    ListsRepository(connection).insert(lists_of(name));
    LabelRepository(connection).insert({.title = "label " + name});
    WatchRepository(connection).insert({.day = number, .hour = number, .guard = name});
  }
  return url;
}

}  // namespace

TEST_CASE("no value reaches the SQL of names that SQL would rather not have", "[hostile][second]") {
  tests::check_values(second_with_rows(), 120, [](Connection& connection, RowWatch& watch, const std::string& text) {
    const tests::Place place{connection, watch, "second", kOddities};
    const auto by_visitor = [](const auto& find) {
      find("list_by_visitor", [](auto& rows) { return rows.list_by_visitor(kNobody); });
    };
    call_everything<Room, RoomRepository, RoomPipeline>(
        place, "Room",
        [&](const auto& find) {
          find("find_by_operator_", [&](auto& rows) { return rows.find_by_operator_(text); });
          find("find_by_limit_and_class_", [&](auto& rows) { return rows.find_by_limit_and_class_(1, text); });
          find("find_by_class_", [&](auto& rows) { return rows.find_by_class_(text); });
          find("find_by_small", [&](auto& rows) { return rows.find_by_small(text); });
        },
        NewRoom{.building = text,
                .Condition_ = museum::catalogue::Condition::new_,
                .number = std::int16_t{1},
                .class_ = text,
                .operator_ = text},
        {.class_ = text}, std::int16_t{1}, text);
    call_everything<Shelf, ShelfRepository, ShelfPipeline>(
        place, "Shelf",
        [&](const auto& find) {
          find("find_by_in_building_and_in_room",
               [&](auto& rows) { return rows.find_by_in_building_and_in_room(text, 1); });
          find("list_by_above", [](auto& rows) { return rows.list_by_above(1); });
          find("list_by_room", [&](auto& rows) { return rows.list_by_room(1, text); });
          find("list_by_spare", [&](auto& rows) { return rows.list_by_spare(text, 1); });
        },
        NewShelf{.in_building = text, .in_room = std::int16_t{1}}, {.in_building = text}, std::int64_t{1});
    call_everything<Word, WordRepository, WordPipeline>(place, "Word", kNoFinders, NewWord{.text = text}, {}, text);
    call_everything<Ticket, TicketRepository, TicketPipeline>(place, "Ticket", kNoFinders, NewTicket{.id = 1}, {},
                                                              std::int64_t{1});
    call_everything<Tick, TickRepository, TickPipeline>(place, "Tick", kNoFinders, NewTick{}, {}, std::int64_t{1});
    call_everything<Visitor, VisitorRepository, VisitorPipeline>(
        place, "Visitor",
        [&](const auto& find) {
          find("find_by_name", [&](auto& rows) { return rows.find_by_name(text); });
          find("list_by_guardian", [](auto& rows) { return rows.list_by_guardian(kNobody); });
          find("list_by_motto", [&](auto& rows) { return rows.list_by_motto(text); });
        },
        NewVisitor{
            .name = text, .secret = runtime::PasswordHash{text}, .card = runtime::Ciphertext{}, .motto_id = text},
        {.name = text}, kNobody);
    call_everything<Locker, LockerRepository, LockerPipeline>(
        place, "Locker",
        [&](const auto& find) {
          find("find_by_visitor_id", [](auto& rows) { return rows.find_by_visitor_id(kNobody); });
          by_visitor(find);
        },
        NewLocker{.visitor_id = kNobody}, {.visitor_id = kNobody}, std::int64_t{1});
    call_everything<Entry, EntryRepository, EntryPipeline>(
        place, "Entry",
        [&](const auto& find) {
          by_visitor(find);
          find("list_by_ticket", [](auto& rows) { return rows.list_by_ticket(1); });
        },
        NewEntry{.visitor_id = kNobody, .ticket_id = 1}, {}, kNobody, std::int64_t{1});
    call_everything<Favourite, FavouriteRepository, FavouritePipeline>(
        place, "Favourite",
        [&](const auto& find) {
          by_visitor(find);
          find("list_by_shelf", [](auto& rows) { return rows.list_by_shelf(1); });
        },
        NewFavourite{.visitor_id = kNobody, .shelf_id = 1}, {.shelf_id = 1}, std::int64_t{1});
  });
}

TEST_CASE("no value reaches the SQL of columns of any type", "[hostile][second]") {
  tests::check_values(second_with_rows(), 80, [](Connection& connection, RowWatch& watch, const std::string& text) {
    const tests::Place everything{connection, watch, "second", "everything.hpp"};
    const tests::Place guarded{connection, watch, "second", "guarded.hpp"};
    NewEverything one = tests::one_of_everything();
    one.words = text;
    one.any_case = text;
    one.custom = text;
    one.json = runtime::Json{text};
    one.xml = runtime::Xml{text};
    call_everything<Everything, EverythingRepository, EverythingPipeline>(
        everything, "Everything", kNoFinders, one, {.words = text, .any_case = text}, std::int16_t{1});
    call_everything<Maybe, MaybeRepository, MaybePipeline>(
        everything, "Maybe", kNoFinders, NewMaybe{.words = text, .custom = text}, {.words = text}, std::int64_t{1});
    NewLists many = tests::sample_lists();
    many.any_case = std::vector{text, text};
    many.customs = std::vector{text};
    call_everything<Lists, ListsRepository, ListsPipeline>(
        everything, "Lists",
        [&](const auto& find) {
          find("find_by_few_words", [&](auto& rows) { return rows.find_by_few_words({text, text}); });
        },
        many, {.any_case = std::vector{text}}, kNobody);
    call_everything<Label, LabelRepository, LabelPipeline>(
        guarded, "Label",
        [&](const auto& find) { find("find_by_title", [&](auto& rows) { return rows.find_by_title(text); }); },
        NewLabel{.title = "fine", .slug = "s"}, {.slug = "s"}, std::int64_t{1});
    call_everything<Watch, WatchRepository, WatchPipeline>(guarded, "Watch", kNoFinders,
                                                           NewWatch{.day = 1, .hour = std::int16_t{1}, .guard = text},
                                                           {.guard = text}, std::int32_t{1}, std::int16_t{1});
  });
}

TEST_CASE("no value reaches the SQL of files of queries", "[hostile][second]") {
  namespace q = museum::queries;
  tests::check_values(second_with_rows(), 3, [](Connection& connection, RowWatch& watch, const std::string& text) {
    const NewEverything e = tests::one_of_everything();
    const runtime::Json json{text};
    const auto put_everything = [&](auto& where) {
      return q::put_everything(
          where, 5, e.yes.value(), e.whole.value(), e.large.value(), e.rough.value(), e.fine.value(), e.exact.value(),
          e.price.value(), text, text, text, text, e.bytes.value(), e.uuid.value(), e.date.value(), e.time.value(),
          e.time_tz.value(), e.timestamp.value(), e.timestamp_tz.value(), e.interval.value(), json, json,
          runtime::Xml{text}, e.inet.value(), e.cidr.value(), e.macaddr.value(), e.macaddr8.value(), e.bits.value(),
          e.some_bits.value(), e.point.value(), e.line.value(), e.lseg.value(), e.box.value(), e.path.value(),
          e.polygon.value(), e.circle.value(), runtime::TsVector{text}, runtime::TsQuery{text}, e.lsn.value(),
          e.oid.value(), e.int4_range.value(), e.int8_range.value(), e.num_range.value(), e.date_range.value(),
          e.ts_range.value(), e.ts_tz_range.value(), e.int4_ranges.value(), e.int8_ranges.value(), e.num_ranges.value(),
          e.date_ranges.value(), e.ts_ranges.value(), e.ts_tz_ranges.value(), e.condition.value(), text);
    };
    const auto put_lists = [&](auto& where) {
      return q::put_lists(where, kNobody, {true}, {1}, {runtime::Numeric("1.50")}, {text}, {text}, {text},
                          {runtime::BitString("0110")}, {kNobody}, {runtime::TimestampTz::infinity()}, {json}, {{}},
                          {runtime::Range<std::int32_t>(1, 5)}, {museum::catalogue::Condition::new_}, {text});
    };
    const auto find_maybe = [&](auto& where) {
      return q::find_maybe(where, 1, text, std::vector<std::int32_t>{1}, std::nullopt);
    };
    const auto put_gaps = [&](auto& where) {
      return q::put_gaps(where, {1, std::nullopt}, {true}, {text, std::nullopt});
    };
    WatchedCalls everything = WatchedCalls::of<Everything>(watch), lists = WatchedCalls::of<Lists>(watch),
                 maybe = WatchedCalls::of<Maybe>(watch);
    const auto both = [&](WatchedCalls& call, const std::string& name, const auto& function, Effect effect) {
      runtime::Pipeline pipeline(connection);
      call(
          name + "(Executor)", [&] { return function(connection); }, effect);
      call(
          name + "(Pipeline)", [&] { return function(pipeline).get(); }, effect);
    };
    both(everything, "put_everything", put_everything, Effect::adds);
    both(lists, "put_lists", put_lists, Effect::adds);
    both(maybe, "find_maybe", find_maybe, Effect::reads);
    both(maybe, "put_gaps", put_gaps, Effect::reads);
    std::set<std::string> names = everything.names();
    for (const auto* const more : {&lists.names(), &maybe.names()}) names.insert(more->begin(), more->end());
    CHECK(names == tests::query_functions_of("second"));
  });
}
