// The names that schemac makes: snake_case from C++ names, plurals for tables, and prefix_table_rest for what belongs
// to a table.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace schemac::frontend {

/// `BookingStatus` → `booking_status`, `HTTPRequest` → `http_request`, `userID2` → `user_id2`.
[[nodiscard]] std::string snake_case(std::string_view name);

/// The English plural of a snake_case name; only its last word changes: `audit_log` → `audit_logs`,
/// `category` → `categories`, `person` → `people`, `news` → `news`.
[[nodiscard]] std::string plural(std::string_view name);

/// The way back, as far as English allows: a name of which this is the plural, or the name itself where none is found.
[[nodiscard]] std::string singular(std::string_view name);

/// `idx_bookings_user_id_created_at`: before it is shortened.
[[nodiscard]] std::string object_name(std::string_view prefix, std::string_view table,
                                      const std::vector<std::string>& rest);

}  // namespace schemac::frontend
