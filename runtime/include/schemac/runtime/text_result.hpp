// The rows of SQL that was not known at compile time, each value in PostgreSQL's text form or NULL. The result owns the
// rows; a row of a result that is in no variable (`const auto row = db.query_…(…)[0];`) takes it along, and gives
// copies of its values. Typed rows are in query.hpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace schemac::runtime {

namespace detail {
struct FreeResult {
  void operator()(void* result) const noexcept;
};
}  // namespace detail

class TextResult;
class OwnedTextRow;

/// One row; a view into its result.
class TextRow {
 public:
  /// @return nullopt for NULL
  /// @throws UsageError when there is no such column
  std::optional<std::string_view> operator[](std::size_t column) const;
  std::optional<std::string_view> operator[](std::string_view column) const;

  /// A value that cannot be NULL here.
  /// @throws DecodeError when it is, UsageError when there is no such column
  std::string_view text(std::size_t column) const;
  std::string_view text(std::string_view column) const;

 private:
  friend class TextResult;
  TextRow(const TextResult& result, std::size_t row) noexcept : result_(&result), row_(row) {}
  const TextResult* result_;
  std::size_t row_;
};

class TextResult {
 public:
  std::size_t size() const noexcept;
  bool empty() const noexcept { return size() == 0; }
  std::size_t columns() const noexcept;
  /// @throws UsageError when there is no such column
  std::string_view column_name(std::size_t column) const;
  /// The number of the first column of this name.
  /// @throws UsageError when there is none
  std::size_t column(std::string_view name) const;
  /// The rows that an INSERT, UPDATE, DELETE or MERGE touched, or a SELECT gave.
  std::uint64_t affected() const noexcept;
  /// The command's tag: `INSERT 0 1`, `CREATE TABLE`.
  std::string_view tag() const noexcept;
  /// @throws UsageError when there is no such row
  TextRow operator[](std::size_t row) const&;
  OwnedTextRow operator[](std::size_t row) &&;

  class Iterator {
   public:
    TextRow operator*() const { return (*result_)[row_]; }
    Iterator& operator++() noexcept { return ++row_, *this; }
    bool operator==(const Iterator& other) const noexcept { return row_ == other.row_; }

   private:
    friend class TextResult;
    Iterator(const TextResult& result, std::size_t row) noexcept : result_(&result), row_(row) {}
    const TextResult* result_;
    std::size_t row_;
  };
  Iterator begin() const noexcept { return {*this, 0}; }
  Iterator end() const noexcept { return {*this, size()}; }

  /// For the runtime: takes over libpq's result.
  explicit TextResult(void* result) noexcept : result_(result) {}

 private:
  friend class TextRow;
  std::optional<std::string_view> value(std::size_t row, std::size_t column) const;
  std::unique_ptr<void, detail::FreeResult> result_;
};

/// One row with the result that it is of.
class OwnedTextRow {
 public:
  /// @return nullopt for NULL
  /// @throws UsageError when there is no such column
  std::optional<std::string> operator[](std::size_t column) const;
  std::optional<std::string> operator[](std::string_view column) const;
  /// A value that cannot be NULL here.
  /// @throws DecodeError when it is, UsageError when there is no such column
  std::string text(std::size_t column) const;
  std::string text(std::string_view column) const;

 private:
  friend class TextResult;
  OwnedTextRow(TextResult result, std::size_t row) noexcept : result_(std::move(result)), row_(row) {}
  TextResult result_;
  std::size_t row_;
};

}  // namespace schemac::runtime
