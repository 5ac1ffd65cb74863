// Eventide in five minutes: two people, their bookings, and a database that does not let one of them be in two places.
// Everything here is generated from the headers and queries of schema/, but the runtime: no SQL stands in this file.
//
//   eventide postgres://user@host/database
//
// It begins by removing what an earlier run left, so that it can be run again and again.
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include <schemac/runtime/check_contract.hpp>
#include <schemac/runtime/connection.hpp>
#include <schemac/runtime/error.hpp>
#include <schemac/runtime/transaction.hpp>

#include "booking.hpp"
#include "queries/bookings.hpp"
#include "schemac_contract.hpp"
#include "user.hpp"

namespace {

namespace runtime = schemac::runtime;
using eventide::Booking, eventide::BookingRepository, eventide::BookingStatus, eventide::NewBooking;
using eventide::NewUser, eventide::User, eventide::UserRepository;

void heading(std::string_view text) { std::cout << "\n== " << text << '\n'; }

void show(const Booking& booking) {
  std::cout << "   " << booking.reference << "  " << booking.during.lower()->to_string() << " to "
            << booking.during.upper()->to_string() << "  " << booking.price.to_string() << "  "
            << to_string(booking.status) << (booking.notes ? "  (" + *booking.notes + ")" : "") << '\n';
}

/// A stretch of 1 June 2026, from one full hour to another, in UTC.
runtime::Range<runtime::TimestampTz> hours(int from, int to) {
  const auto at = [](int hour) {
    const std::string text = "2026-06-01 " + std::string(hour < 10 ? "0" : "") + std::to_string(hour) + ":00:00Z";
    return runtime::TimestampTz::parse(text).value();
  };
  return {at(from), at(to)};
}

/// Removes for good who has these bookings or addresses; bookings go with their user.
void forget_last_run(UserRepository& users, BookingRepository& bookings) {
  for (const char* reference : {"EV-1001", "EV-1002", "EV-1003"})
    if (const auto booking = bookings.find_by_reference(reference)) users.hard_remove(booking->user_id);
  for (const char* email : {"ada@example.org", "grace@example.org"})
    if (const auto user = users.find_by_email(email)) users.hard_remove(user->id);
}

User sign_up(UserRepository& users, const std::string& email, const std::string& first, const std::string& family) {
  User user = users.insert({.email = email,
                            .first_name = first,
                            .family_name = family,
                            .password = UserRepository::hash_password("correct horse battery staple")});
  std::cout << "   " << user.first_name << " " << user.family_name << " is " << user.id.to_string() << ", a "
            << to_string(user.role) << ": the database filled both in\n";
  return user;
}

void book(BookingRepository& bookings, const User& ada, const User& grace) {
  bookings.insert({.user_id = ada.id,
                   .reference = "EV-1001",
                   .during = hours(9, 11),
                   .price = runtime::Numeric("45.00"),
                   .notes = "by the window"});
  const std::vector<Booking> more = bookings.insert_many(
      {{.user_id = ada.id, .reference = "EV-1002", .during = hours(13, 14), .price = runtime::Numeric("20.00")},
       {.user_id = grace.id, .reference = "EV-1003", .during = hours(10, 12), .price = runtime::Numeric("45.00")}});
  std::cout << "   one by itself, and " << more.size() << " in one statement\n";
}

/// Returns whether the database refused, as it must.
bool book_twice(BookingRepository& bookings, const User& ada) {
  try {
    bookings.insert(
        {.user_id = ada.id, .reference = "EV-1004", .during = hours(10, 12), .price = runtime::Numeric("10.00")});
  } catch (const runtime::ExclusionViolation& refused) {
    std::cout << "   refused, as it should be: ExclusionViolation of the constraint `" << refused.constraint() << "`\n";
    return true;
  }
  std::cout << "   accepted, which should not happen\n";
  return false;
}

void turn_pages(BookingRepository& bookings) {
  int number = 1;
  for (std::vector<Booking> page = bookings.page(2); !page.empty(); page = bookings.page_after(page.back().id, 2)) {
    std::cout << "   page " << number++ << '\n';
    for (const Booking& booking : page) show(booking);
  }
}

void change(BookingRepository& bookings) {
  const Booking before = bookings.find_by_reference("EV-1001").value();
  show(before);
  const auto confirmed = bookings.update(before.id, {.status = BookingStatus::confirmed});
  std::cout << "   after a patch that sets the status alone:\n";
  show(confirmed.value());
  const auto silent = bookings.update(before.id, {.notes = std::nullopt});
  std::cout << "   after a patch that sets the notes to NULL:\n";
  show(silent.value());
  std::cout << "   its updated_at moved by itself: " << std::boolalpha << (silent->updated_at > before.updated_at)
            << '\n';
}

/// Two queries of schema/queries/bookings.sql, as functions.
void rank(runtime::Executor& database) {
  const auto since = runtime::TimestampTz::parse("2026-01-01 00:00Z").value();
  for (const eventide::queries::BusiestUsersRow& each : eventide::queries::busiest_users(database, since, 5))
    std::cout << "   " << each.email << ": " << each.bookings << " bookings for " << each.spent.to_string() << '\n';
  const auto late = runtime::TimestampTz::parse("2026-06-01 12:00Z").value();
  std::cout << "   " << eventide::queries::cancel_late(database, late, std::nullopt)
            << " that nobody confirmed is cancelled\n";
}

void leave(UserRepository& users, const User& grace) {
  users.remove(grace.id);
  std::cout << "   found by her address: " << std::boolalpha << users.find_by_email(grace.email).has_value()
            << ", found when removed users count: " << users.exists(grace.id, runtime::Deleted::include) << '\n';
}

int run(const std::string& url) {
  runtime::Connection database(url);
  std::cout << "connected to `" << database.database() << "` as `" << database.user() << "`\n";
  runtime::check_contract(database, eventide::schemac_contract());
  UserRepository users(database);
  BookingRepository bookings(database);
  forget_last_run(users, bookings);

  heading("two people sign up, both or neither");
  runtime::Transaction transaction(database);
  const User ada = sign_up(users, "ada@example.org", "Ada", "Lovelace");
  const User grace = sign_up(users, "grace@example.org", "Grace", "Hopper");
  transaction.commit();

  heading("they book");
  book(bookings, ada, grace);
  heading("Ada tries to be in two places at once");
  if (!book_twice(bookings, ada)) return EXIT_FAILURE;
  heading("all bookings, two a page");
  turn_pages(bookings);
  heading("Ada's first booking changes");
  change(bookings);
  heading("who has booked most, and what nobody confirmed");
  rank(database);
  heading("Grace leaves; her row stays, marked");
  leave(users, grace);
  std::cout << "\n" << bookings.list_by_user(ada.id).size() << " bookings of Ada, " << users.count() << " users\n";
  return EXIT_SUCCESS;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    std::cerr << "usage: eventide DATABASE_URL\n";
    return 2;
  }
  try {
    return run(arguments[1]);
  } catch (const std::exception& error) {
    std::cerr << "eventide: " << error.what() << '\n';
    return EXIT_FAILURE;
  }
}
