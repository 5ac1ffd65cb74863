// The typed way to run a statement: what generated repositories are made of.
//
//   using BookingShape = Shape<Booking, Uuid, std::string, std::optional<std::string>>;
//   constexpr Statement kFind{"SELECT id, reference, notes FROM bookings WHERE id = $1"};
//   std::optional<Booking> find(Executor& db, const Uuid& id) { return optional_one<BookingShape>(db, kFind,
//   values(id));
//   }
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <schemac/runtime/executor.hpp>
#include <schemac/runtime/made_in_place.hpp>
#include <schemac/runtime/parameters.hpp>
#include <schemac/runtime/shape.hpp>
#include <utility>
#include <vector>

namespace schemac::runtime {

namespace detail {
/// Rethrows the DecodeError under way with the statement and the column's name in it.
[[noreturn]] void rethrow_at_column(const Result& result, std::string_view sql, std::size_t column);
/// The message says what was asked of which table, from the statement.
[[noreturn]] void throw_not_found(std::string_view sql);
/// The same; that a write has been done all the same is said as well.
[[noreturn]] void throw_too_many_rows(const Result& result, std::string_view sql);
[[noreturn]] void throw_several_rows(std::string_view sql);

/// @param entity the table
[[noreturn]] void throw_stale_row(std::string_view entity);
/// @throws DecodeError when they differ: a rule or trigger of the database left rows out
void require_row_count(std::size_t rows, std::size_t wanted);

template <class S>
typename S::Row read_row(const Result& result, std::size_t row, std::string_view sql) {
  std::array<Field, S::kColumns> fields;
  std::size_t column = 0;
  result.read_row(row, fields.data(), S::kColumns);
  try {
    return S::read(fields.data(), column);
  } catch (...) {
    rethrow_at_column(result, sql, column);
  }
}

template <class S>
std::vector<typename S::Row> read_all(const Result& result, std::string_view sql) {
  std::vector<typename S::Row> found;
  const std::size_t count = result.size();
  found.reserve(count);
  for (std::size_t row = 0; row < count; ++row) add_made(found, [&] { return read_row<S>(result, row, sql); });
  return found;
}

template <class S>
std::optional<typename S::Row> read_optional(const Result& result, std::string_view sql) {
  if (result.size() > 1) throw_too_many_rows(result, sql);
  if (result.size() == 0) return std::nullopt;
  return read_row<S>(result, 0, sql);
}

template <class S>
typename S::Row read_one(const Result& result, std::string_view sql) {
  if (result.size() > 1) throw_too_many_rows(result, sql);
  if (result.size() == 0) throw_not_found(sql);
  return read_row<S>(result, 0, sql);
}

inline std::int64_t read_affected(const Result& result, std::string_view) {
  return static_cast<std::int64_t>(result.affected());
}
inline bool read_touched(const Result& result, std::string_view) { return result.affected() != 0; }
}  // namespace detail

/// Every row.
/// @throws Error as PostgreSQL answers, DecodeError
template <class S>
std::vector<typename S::Row> rows(Executor& executor, const Statement& statement, const Parameters& parameters) {
  return detail::read_all<S>(executor.execute(statement, parameters, &S::kShape), statement.sql());
}

/// The one row, or nullopt.
/// @throws TooManyRows when there are several, Error as PostgreSQL answers, DecodeError
template <class S>
std::optional<typename S::Row> optional_one(Executor& executor, const Statement& statement,
                                            const Parameters& parameters) {
  return detail::read_optional<S>(executor.execute(statement, parameters, &S::kShape), statement.sql());
}

/// The one row.
/// @throws NotFound when there is none, TooManyRows when there are several, Error as PostgreSQL answers, DecodeError
template <class S>
typename S::Row one(Executor& executor, const Statement& statement, const Parameters& parameters) {
  return detail::read_one<S>(executor.execute(statement, parameters, &S::kShape), statement.sql());
}

/// Puts the rows that an `INSERT … SELECT … FROM unnest` returned where the values came from. PostgreSQL inserts and
/// returns them in the order of the arrays, since nothing in such a statement joins or sorts.
/// @throws DecodeError as `require_row_count`
template <class Row>
void place_rows(std::vector<Row>&& returned, const std::vector<std::size_t>& places, std::vector<Row>& rows) {
  detail::require_row_count(returned.size(), places.size());
  for (std::size_t index = 0; index < places.size(); ++index) rows[places[index]] = std::move(returned[index]);
}

/// How many rows the statement touched; those it returns are not read.
/// @throws Error as PostgreSQL answers
inline std::uint64_t affected(Executor& executor, const Statement& statement, const Parameters& parameters) {
  return executor.execute(statement, parameters, nullptr).affected();
}

/// Whether it touched any.
inline bool touched(Executor& executor, const Statement& statement, const Parameters& parameters) {
  return affected(executor, statement, parameters) != 0;
}

}  // namespace schemac::runtime
