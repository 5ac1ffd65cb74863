// A statement that was put together and not run: to be read, or for PostgreSQL to say what it would do.
//
//   std::puts(bookings.where(booking::price > 100).updating(set(booking::notes, std::nullopt)).explain().c_str());
#pragma once

#include <cstdint>
#include <schemac/runtime/forward.hpp>
#include <schemac/runtime/query/sql_text.hpp>
#include <string>
#include <utility>

namespace schemac::runtime {

class PlannedStatement {
 public:
  enum class Does : std::uint8_t { read, change };

  /// For the runtime. @param executor outlives this; null: `explain` throws UsageError
  PlannedStatement(Executor* executor, SqlText sql, Does does)
      : executor_(executor), sql_(std::move(sql)), does_(does) {}

  /// With placeholders: values do not show.
  [[nodiscard]] std::string sql() const { return sql_.spell(); }
  /// What PostgreSQL would do. https://www.postgresql.org/docs/15/using-explain.html
  /// @throws Error as PostgreSQL answers
  [[nodiscard]] std::string explain() const;
  /// What it does: runs the statement, and measures. What it changed is undone: outside of a transaction in one of its
  /// own, inside by a savepoint. Numbers that a sequence gave are gone all the same.
  /// @throws Error as PostgreSQL answers
  [[nodiscard]] std::string explain_analyze() const;

  /// For the runtime.
  const SqlText& text() const noexcept { return sql_; }

 private:
  Executor* executor_;
  SqlText sql_;
  Does does_;
};

}  // namespace schemac::runtime
