// What generated repositories cost over libpq written by hand (by_hand.hpp), on the same rows, in turn within one
// process. One line a figure: what was measured, the ratios of wall time and of this process's CPU, the aim, with tabs
// between. Run by bench/run.
//
//   schemac_bench_repositories UP_SQL     # the example's first migration
#include <algorithm>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <vector>

#include <schemac/runtime/connection.hpp>
#include <schemac/runtime/pipeline.hpp>
#include <schemac/runtime/select.hpp>

#include "audit_log.hpp"
#include "booking.hpp"
#include "by_hand.hpp"
#include "example.hpp"
#include "measure.hpp"
#include "user.hpp"

namespace {

using eventide::AuditLog, eventide::AuditLogPipeline, eventide::AuditLogRepository;
using eventide::Booking, eventide::BookingRepository, eventide::User, eventide::UserRepository;
namespace audit_log = eventide::audit_log;
namespace booking = eventide::booking;
namespace user = eventide::user;
using schemac::bench::ByHand, schemac::bench::compare;
using schemac::runtime::Json;

/// As a program does that reads the rows where they are; by hand they are put into a vector.
std::size_t find_each(schemac::runtime::Executor& executor, const std::vector<std::int64_t>& ids) {
  schemac::runtime::Pipeline pipeline(executor);
  AuditLogPipeline logs(pipeline);
  std::vector<schemac::runtime::Pending<AuditLog>> pending;
  pending.reserve(ids.size());
  for (const std::int64_t id : ids) pending.push_back(logs.get(id));
  pipeline.run();
  std::size_t size = 0;
  for (const auto& each : pending) size += each.get().action.size();
  return size;
}

/// As people write it who have no relations: both tables, and the rows of the one put to those of the other.
std::size_t people_by_hand(UserRepository& users, BookingRepository& bookings) {
  const std::vector<User> people = users.query().order_by(user::email).all();
  std::vector<schemac::runtime::Uuid> ids;
  std::unordered_map<schemac::runtime::Uuid, std::size_t> places;
  for (const User& person : people) {
    places.emplace(person.id, ids.size());
    ids.push_back(person.id);
  }
  std::vector<std::vector<Booking>> theirs(people.size());
  for (Booking& each : bookings.where(booking::user_id.in(ids)).order_by(booking::id).all())
    theirs[places.at(each.user_id)].push_back(std::move(each));
  std::size_t size = 0;
  for (const auto& each : theirs) size += each.size();
  return size;
}

std::size_t people_with_bookings(UserRepository& users) {
  std::size_t size = 0;
  for (const auto& person : users.query().order_by(user::email).with(user::bookings).all())
    size += person[user::bookings].size();
  return size;
}

/// A thousand users, each with five bookings.
void add_people(ByHand& hand) {
  hand.run(
      "INSERT INTO public.users (email, first_name, family_name, password) "
      "SELECT 'person' || i || '@example.com', 'Person', 'Number ' || i, 'x' FROM generate_series(1, 1000) i");
  hand.run(
      "INSERT INTO public.bookings (user_id, reference, during, price) "
      "SELECT u.id, left(md5(u.id::text || n), 12), tstzrange(now() + n * '1 day'::interval, "
      "now() + n * '1 day'::interval + '1 hour'), n FROM public.users u, generate_series(1, 5) n");
  hand.run("VACUUM ANALYZE public.users, public.bookings");
}

void measure(const std::string& url) {
  ByHand hand(url);
  schemac::runtime::Connection connection(url);
  AuditLogRepository logs(connection);
  const auto many = schemac::bench::new_rows(100'000);
  logs.insert_bulk(many);
  hand.run("VACUUM ANALYZE public.audit_logs");
  std::vector<std::int64_t> ids;
  for (std::int64_t id = 1; id <= 100; ++id) ids.push_back(id * 900);

  std::size_t sink = 0;
  compare(
      "point SELECT", "1.05", 41, 400, [&] { sink += hand.find(777).action.size(); },
      [&] { sink += logs.get(777).action.size(); });
  compare(
      "the same, as a query put together each time", "", 41, 400, [&] { sink += hand.find(777).action.size(); },
      [&] { sink += logs.where(audit_log::id == 777).one().action.size(); });
  compare(
      "1,000 rows", "1.0", 41, 20, [&] { sink += hand.page(1000).size(); }, [&] { sink += logs.page(1000).size(); });
  compare(
      "the same, as a query put together each time", "1.0", 41, 20, [&] { sink += hand.page(1000).size(); },
      [&] { sink += logs.query().order_by(audit_log::id).limit(1000).all().size(); });
  compare(
      "100,000 rows in a stream, over one result", "1.0", 11, 1, [&] { sink += hand.page(100'000).size(); },
      [&] {
        for (const AuditLog& log : logs.query().order_by(audit_log::id).limit(100'000).stream())
          sink += log.action.size();
      });
  compare(
      "find_many of 100 keys, over = ANY($1)", "1.1", 41, 100, [&] { sink += hand.find_many(ids).size(); },
      [&] { sink += logs.find_many(ids).size(); });
  compare(
      "100 lookups in a pipeline, over libpq's", "1.1", 41, 40, [&] { sink += hand.find_each(ids).size(); },
      [&] { sink += find_each(connection, ids); });
  compare(
      "100 lookups one by one, over libpq's pipeline", "", 21, 10, [&] { sink += hand.find_each(ids).size(); },
      [&] {
        for (const std::int64_t id : ids) sink += logs.get(id).action.size();
      });
  compare(
      "INSERT RETURNING", "1.05", 21, 300, [&] { sink += hand.insert("action", R"({"n": 1})").action.size(); },
      [&] { sink += logs.insert({.action = "action", .details = Json{R"({"n": 1})"}}).action.size(); });
  compare(
      "100,000 rows with COPY BINARY", "1.1, 1.5", 7, 1, [&] { hand.copy(many); },
      [&] { sink += static_cast<std::size_t>(logs.insert_bulk(many)); });
  compare(
      "100,000 rows with RETURNING, over COPY BINARY", "", 5, 1, [&] { hand.copy(many); },
      [&] { sink += logs.insert_many(many).size(); });
  add_people(hand);
  UserRepository users(connection);
  BookingRepository bookings(connection);
  if (people_by_hand(users, bookings) != people_with_bookings(users)) throw std::runtime_error("other bookings");
  compare(
      "1,000 users with 5 bookings each by `with`, over two queries put together by hand", "1.1", 21, 3,
      [&] { sink += people_by_hand(users, bookings); }, [&] { sink += people_with_bookings(users); });
  if (sink == 0) throw std::runtime_error("nothing was read");
}

}  // namespace

int main(int count, char** arguments) {
  schemac::bench::stay_on_one_processor();
  const schemac::bench::Example example(schemac::bench::given_sql(count, arguments));
  measure(example.url());
  return 0;
}
