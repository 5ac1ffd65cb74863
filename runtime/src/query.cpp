#include "schemac/runtime/query.hpp"

#include "schemac/runtime/error.hpp"

namespace schemac::runtime {

void throw_unexpected_null() { throw DecodeError("it is NULL, which what it is read as cannot be"); }

namespace detail {
namespace {

template <class E>
[[noreturn]] void raise(std::string message, std::string_view sql) {
  ErrorFields fields;
  fields.message = std::move(message);
  fields.statement = sql;
  throw E(std::move(fields));
}

}  // namespace

void rethrow_at_column(const Result& result, std::string_view sql, std::size_t column) {
  try {
    throw;
  } catch (const DecodeError& error) {
    ErrorFields fields = error.fields();
    fields.column = result.column_name(column);
    fields.message = "column `" + fields.column + "`: " + fields.message;
    fields.statement = sql;
    throw DecodeError(std::move(fields));
  }
}

void throw_not_found(std::string_view sql) { raise<NotFound>("there is no such row", sql); }

void throw_too_many_rows(std::string_view sql, std::size_t rows) {
  raise<TooManyRows>("there are " + std::to_string(rows) + " rows where one was to be", sql);
}

void throw_stale_row(std::string_view entity) {
  throw StaleRow("the row of `" + std::string(entity) + "` is not as it was seen: it was changed or removed since");
}

void require_row_count(std::size_t rows, std::size_t wanted) {
  if (rows == wanted) return;
  throw DecodeError(std::to_string(rows) + " rows came back of " + std::to_string(wanted) +
                    " that were inserted: a trigger or rule of the table leaves some out");
}

}  // namespace detail
}  // namespace schemac::runtime
