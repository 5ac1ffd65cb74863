#include "schemac/runtime/query.hpp"

#include "result_check.hpp"
#include "schemac/runtime/error.hpp"
#include "schemac/runtime/statement_text.hpp"

namespace schemac::runtime {

void throw_unexpected_null() { throw DecodeError("it is NULL, which what it is read as cannot be"); }

namespace detail {
namespace {

/// What a statement asks of which table, for a message: the name of one of a file of queries, else from its FROM on,
/// and not all of a long one. Values are parameters and not in it.
std::string asked(std::string_view sql) {
  constexpr std::size_t kLongest = 160;
  if (const std::string_view name = given_name(sql); !name.empty()) return "`" + std::string(name) + "`";
  std::string told;
  if (const std::size_t from = sql.find(" FROM "); from != std::string_view::npos) {
    sql.remove_prefix(from);
    told = "...";
  }
  if (sql.size() <= kLongest) return told.append(sql);
  std::size_t end = kLongest;
  while (end > 0 && (static_cast<unsigned char>(sql[end]) & 0xC0U) == 0x80U) --end;  // not in the middle of a character
  return told.append(sql.substr(0, end)).append("...");
}

template <class E>
[[noreturn]] void raise(std::string message, std::string_view sql) {
  ErrorFields fields;
  fields.message = std::move(message) + ": " + asked(sql);
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
    tell_kept(result, fields);
    throw DecodeError(std::move(fields));
  }
}

void throw_not_found(std::string_view sql) { raise<NotFound>("there is no such row", sql); }

void throw_too_many_rows(const Result& result, std::string_view sql) {
  ErrorFields fields;
  fields.message = "there are " + std::to_string(result.size()) + " rows where one was to be: " + asked(sql);
  fields.statement = sql;
  tell_kept(result, fields);
  throw TooManyRows(std::move(fields));
}

void throw_several_rows(std::string_view sql) { raise<TooManyRows>("there are several rows where one was to be", sql); }

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
