#include "schemac/runtime/value_place.hpp"

#include <string>

#include "schemac/runtime/error.hpp"
#include "schemac/runtime/query/sql_text.hpp"

namespace schemac::runtime {
namespace {

/// The name that SQL spells so.
std::string unquoted(std::string_view spelled) {
  if (!spelled.starts_with('"')) return std::string(spelled);
  std::string name;
  bool doubled = false;
  for (const char letter : spelled.substr(1, spelled.size() - 2)) {
    doubled = letter == '"' && !doubled;
    if (!doubled) name += letter;
  }
  return name;
}

[[noreturn]] void throw_at(ErrorFields fields, const std::string& place) {
  fields.message.insert(0, place + ": ");
  throw InvalidValue(std::move(fields));
}

}  // namespace

void rethrow_at(std::string_view what, std::size_t number) {
  try {
    throw;
  } catch (const InvalidValue& error) {
    throw_at(error.fields(), std::string(what) + " " + std::to_string(number));
  }
}

void rethrow_in_column(std::string_view column, std::size_t row) {
  try {
    throw;
  } catch (const InvalidValue& error) {
    ErrorFields fields = error.fields();
    fields.column = unquoted(column);
    const std::string name = "column `" + fields.column + "`";
    throw_at(std::move(fields), row == 0 ? name : "row " + std::to_string(row) + ", " + name);
  }
}

void detail::rethrow_beside(const SqlText& other) {
  try {
    throw;
  } catch (const InvalidValue& error) {
    throw_at(error.fields(), "beside `" + other.spell() + "`");
  }
}

}  // namespace schemac::runtime
