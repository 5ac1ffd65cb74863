// The database that is read, inside the one transaction of a reading: every query sees the same snapshot and the same
// settings, and is cut to the server's major.
#pragma once

#include <optional>
#include <schemac/runtime/text_result.hpp>
#include <schemac/runtime/transaction.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace schemac::runtime {
class Connection;
}

namespace schemac::catalog {

/// Throws ServerTooOld before PostgreSQL 13. @param version as server_version_num
void demand_supported(int version);

class Source {
 public:
  /// Begins the transaction. `connection` must outlive this and be in no transaction.
  /// Throws what the runtime throws.
  explicit Source(runtime::Connection& connection);

  /// Runs one of queries.hpp. Throws what the runtime throws.
  [[nodiscard]] runtime::TextResult rows(std::string_view query,
                                         const std::vector<std::optional<std::string>>& parameters = {});
  /// As server_version_num: 150020.
  [[nodiscard]] int version() const { return version_; }
  /// Ends the transaction; what was set in it is as before.
  void finish() { transaction_.commit(); }

 private:
  int version_;
  runtime::Transaction transaction_;
};

/// `query` as a server of that major understands it: of each gate `/*if 15*/ … /*else … */` one of both texts is left.
[[nodiscard]] std::string for_major(std::string_view query, int major);

}  // namespace schemac::catalog
