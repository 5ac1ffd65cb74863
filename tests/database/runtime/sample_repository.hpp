// What a generated header looks like, written by hand: the shape that the templates copy. It includes the value types
// that its members need and nothing that runs SQL; the weight is in the .cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <schemac/runtime/abi.hpp>
#include <schemac/runtime/change.hpp>
#include <schemac/runtime/date_time.hpp>
#include <schemac/runtime/enum.hpp>
#include <schemac/runtime/forward.hpp>
#include <schemac/runtime/numeric.hpp>
#include <schemac/runtime/range.hpp>
#include <schemac/runtime/uuid.hpp>
#include <string>
#include <string_view>
#include <vector>

static_assert(schemac::runtime::kAbi == 1, "this file was generated for another release of schemac: generate again");

namespace eventide {

/// Lifecycle of a booking.
enum class BookingStatus { pending, confirmed, cancelled };

/// One person's claim on a stretch of time.
struct Booking {
  schemac::runtime::Uuid id{};
  schemac::runtime::Uuid user_id{};
  std::string reference{};
  BookingStatus status{};
  schemac::runtime::Range<schemac::runtime::TimestampTz> during{};
  schemac::runtime::Numeric price{};
  std::optional<std::string> notes{};
  schemac::runtime::TimestampTz created_at{};
  schemac::runtime::TimestampTz updated_at{};

  friend bool operator==(const Booking&, const Booking&) = default;
};

/// A booking to insert; what is left empty the database fills in.
struct NewBooking {
  std::optional<schemac::runtime::Uuid> id{};
  schemac::runtime::Uuid user_id{};
  std::string reference{};
  std::optional<BookingStatus> status{};
  schemac::runtime::Range<schemac::runtime::TimestampTz> during{};
  schemac::runtime::Numeric price{};
  std::optional<std::string> notes{};
  std::optional<schemac::runtime::TimestampTz> created_at{};
  std::optional<schemac::runtime::TimestampTz> updated_at{};
};

/// Changes to a booking; what is left alone stays as it is, `std::nullopt` sets NULL.
struct BookingPatch {
  schemac::runtime::Change<schemac::runtime::Uuid> user_id{};
  schemac::runtime::Change<std::string> reference{};
  schemac::runtime::Change<BookingStatus> status{};
  schemac::runtime::Change<schemac::runtime::Range<schemac::runtime::TimestampTz>> during{};
  schemac::runtime::Change<schemac::runtime::Numeric> price{};
  schemac::runtime::Change<std::optional<std::string>> notes{};
};

/// The table `eventide.bookings`. All functions throw `schemac::runtime::Error` as PostgreSQL answers.
class BookingRepository {
 public:
  /// @param executor a connection, transaction or lease, which must outlive this
  explicit BookingRepository(schemac::runtime::Executor& executor) : executor_(&executor) {}

  std::optional<Booking> find(const schemac::runtime::Uuid& id) const;
  /// @throws schemac::runtime::NotFound
  Booking get(const schemac::runtime::Uuid& id) const;
  /// Those that exist, in the order of their keys.
  std::vector<Booking> find_many(const std::vector<schemac::runtime::Uuid>& ids) const;
  bool exists(const schemac::runtime::Uuid& id) const;
  std::int64_t count() const;

  std::optional<Booking> find_by_reference(const std::string& reference) const;
  std::vector<Booking> list_by_user(const schemac::runtime::Uuid& user_id) const;
  /// The next `limit` bookings after a key, from the first without one, in the order of their keys.
  std::vector<Booking> page(const std::optional<schemac::runtime::Uuid>& after, std::int64_t limit) const;

  Booking insert(const NewBooking& booking) const;
  /// All or none; the rows come back in the order they were given in.
  std::vector<Booking> insert_many(const std::vector<NewBooking>& bookings) const;
  /// @throws schemac::runtime::NotFound
  Booking update(const schemac::runtime::Uuid& id, const BookingPatch& patch) const;
  /// @return whether it was there
  bool remove(const schemac::runtime::Uuid& id) const;

 private:
  schemac::runtime::Executor* executor_;
};

}  // namespace eventide

template <>
struct schemac::runtime::EnumType<eventide::BookingStatus> {
  static constexpr std::string_view kSchema = "eventide";
  static constexpr std::string_view kName = "booking_status";
  static constexpr EnumLabel<eventide::BookingStatus> kLabels[] = {
      {eventide::BookingStatus::pending, "pending"},
      {eventide::BookingStatus::confirmed, "confirmed"},
      {eventide::BookingStatus::cancelled, "cancelled"},
  };
};
