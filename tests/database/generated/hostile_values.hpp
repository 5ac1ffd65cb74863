// Values that are made to break out of SQL, and what has to hold of every function that is given them.
#pragma once

#include <catch2/catch.hpp>
#include <schemac/runtime/connection.hpp>
#include <schemac/runtime/text_result.hpp>
#include <set>
#include <string>
#include <vector>

#include "database/generated/watched_calls.hpp"

namespace schemac::tests {

inline const std::vector<std::string> kHostile{
    "'; DROP TABLE users CASCADE; --",
    "' OR '1'='1",
    "\"; DELETE FROM bookings; --",
    "$1",
    "$$; DROP SCHEMA public CASCADE; $$",
    "{}",
    R"({"a", NULL, b\"c})",
    R"(\'; SELECT pg_sleep(100); --)",
    "%_\\",
    "E'\\x27'",
    "NULL",
    "'::regclass",
    "/* */ --\n;\t\r",
    "\xE2\x80\x99 \xF0\x9F\x98\x80 \xC2\xA0",
};
inline const std::string kHarmless = "plain";

/// The statements that a new session has prepared once `work` is done.
template <class Work>
std::set<std::string> statements_of(const std::string& url, const Work& work) {
  runtime::ConnectionOptions keeping_all;
  keeping_all.statement_cache_size = 100'000;
  runtime::Connection connection(url, keeping_all);
  work(connection);
  std::set<std::string> statements;
  const auto rows = connection.query_unchecked_sql("SELECT statement FROM pg_prepared_statements");
  for (std::size_t row = 0; row < rows.size(); ++row) statements.emplace(rows[row].text(0));
  return statements;
}

/// Every statement that is sent with a hostile value is one that is sent with a harmless one, and no row is touched
/// that the function called has nothing to do with.
/// @param url of a database that has rows in each table
/// @param use calls functions on a connection with a value, under watch
template <class Use>
void check_values(const std::string& url, std::size_t at_least, const Use& use) {
  RowWatch watch(url);
  REQUIRE(watch.fewest_rows() >= 2);  // or nothing could be touched
  const auto statements = [&](const std::string& value) {
    return statements_of(url, [&](runtime::Connection& connection) { use(connection, watch, value); });
  };
  const std::set<std::string> harmless = statements(kHarmless);
  CHECK(harmless.size() >= at_least);
  CHECK(watch.said() == std::vector<std::string>{});
  for (const std::string& value : kHostile) {
    INFO(value);
    CHECK(statements(value) == harmless);
    CHECK(watch.said() == std::vector<std::string>{});
  }
}

/// Where calls are made, and which generated header says that they are all of them.
struct Place {
  runtime::Connection& connection;
  RowWatch& watch;
  const char* project;
  const char* header;
};

/// For what has neither finders nor listers.
constexpr auto kNoFinders = [](const auto&) {};

/// Calls all that a repository has, and all that its form in a pipeline has.
/// @param entity as its classes are called
/// @param finders is given what takes the name of a finder or lister and a function that calls it on its argument
template <class Row, class Repository, class Piped, class Finders, class New, class... Part>
void call_everything(const Place& place, const std::string& entity, const Finders& finders, const New& new_row,
                     const typename runtime::EntityOf<Row>::Patch& patch, const Part&... key) {
  WatchedCalls single = WatchedCalls::of<Row>(place.watch), queued = WatchedCalls::of<Row>(place.watch);
  Repository rows(place.connection);
  finders([&](const char* name, const auto& find) { single(name, [&] { return find(rows); }); });
  call_all<Row>(single, rows, new_row, patch, key...);
  CHECK(single.names() == functions_of(place.project, place.header, entity + "Repository"));
  finders(
      [&](const char* name, const auto& find) { queued(name, [&] { return piped<Piped>(place.connection, find); }); });
  call_all_piped<Row, Repository, Piped>(queued, place.connection, new_row, patch, key...);
  CHECK(queued.names() == functions_of(place.project, place.header, entity + "Pipeline"));
}

}  // namespace schemac::tests
