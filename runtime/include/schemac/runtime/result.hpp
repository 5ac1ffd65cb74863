// The rows of a prepared statement, in PostgreSQL's binary form, as they lie in the client library's memory: a field is
// a place and a length, and nothing is copied before a codec reads it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <schemac/runtime/text_result.hpp>
#include <string_view>

namespace schemac::runtime {

/// One value as it came. NULL has length -1.
struct Field {
  const char* data = nullptr;
  std::int32_t length = -1;

  bool is_null() const noexcept { return length < 0; }
  std::string_view view() const noexcept { return {data, static_cast<std::size_t>(length)}; }
};

class Result {
 public:
  /// For the runtime: takes over libpq's result.
  /// @param alone whether its statement ran outside of a transaction
  explicit Result(void* result, bool alone = false) noexcept : result_(result), alone_(alone) {}

  std::size_t size() const noexcept;
  std::size_t columns() const noexcept;
  std::string_view column_name(std::size_t column) const noexcept;
  /// The rows that an INSERT, UPDATE or DELETE touched, or a SELECT gave.
  std::uint64_t affected() const noexcept;

  /// Whether it is of an INSERT, UPDATE, DELETE or MERGE that is committed, since no transaction was open around it.
  bool is_kept() const noexcept;

  /// Points `fields` at the values of one row, in one call for all columns.
  /// @pre row < size(), and `fields` has room for `count` <= columns() of them
  void read_row(std::size_t row, Field* fields, std::size_t count) const noexcept;

 private:
  std::unique_ptr<void, detail::FreeResult> result_;
  bool alone_;
};

}  // namespace schemac::runtime
