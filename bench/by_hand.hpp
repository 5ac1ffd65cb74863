// libpq written by hand, as well as one can: prepared statements, binary results read in place, one struct a row. What
// libraries are measured against.
#pragma once

#include <libpq-fe.h>

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "audit_log.hpp"

namespace schemac::bench {

/// A row of the example's table `audit_logs`.
struct Log {
  std::int64_t id = 0;
  std::optional<std::array<unsigned char, 16>> actor_id;
  std::string action;
  std::string details;           ///< JSON text
  std::int64_t happened_at = 0;  ///< microseconds since 2000
};

/// So many rows to insert.
[[nodiscard]] std::vector<eventide::NewAuditLog> new_rows(std::size_t count);

class ByHand {
 public:
  /// @throws std::runtime_error where there is no connection, as each function where a statement fails
  explicit ByHand(const std::string& url);
  ByHand(const ByHand&) = delete;
  ByHand& operator=(const ByHand&) = delete;
  ~ByHand() { PQfinish(connection_); }

  Log find(std::int64_t id) { return read_row(with_number("point", id).get(), 0); }
  std::vector<Log> page(std::int64_t limit) { return rows(with_number("page", limit)); }
  /// The same lookup for each of the keys, in libpq's pipeline mode: one round trip.
  std::vector<Log> find_each(const std::vector<std::int64_t>& ids);
  std::vector<Log> find_many(const std::vector<std::int64_t>& ids);
  Log insert(const std::string& action, const std::string& details);
  void copy(const std::vector<eventide::NewAuditLog>& new_rows);
  void run(const std::string& sql) { checked(PQexec(connection_, sql.c_str()), PGRES_COMMAND_OK); }

 private:
  using Result = std::unique_ptr<PGresult, decltype(&PQclear)>;

  static Log read_row(const PGresult* result, int row);
  static std::vector<Log> rows(const Result& result);
  Result checked(PGresult* result, ExecStatusType wanted = PGRES_TUPLES_OK);
  [[noreturn]] void fail() const;
  void prepare(const char* name, const std::string& sql, const std::vector<Oid>& types);
  Result with_number(const char* name, std::int64_t number);
  Result with_array(const char* name, const std::string& array);

  PGconn* connection_;
};

}  // namespace schemac::bench
