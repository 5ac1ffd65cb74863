#include "schemac/runtime/error.hpp"

#include <algorithm>
#include <cctype>
#include <string_view>

namespace schemac::runtime {
namespace {

constexpr std::string_view kQuotes[] = {"\"", "\u201c", "\u201d", "\u201e", "\u00ab", "\u00bb", "\u300c", "\u300d"};

/// From the first quote of the server's language to the last, since what is quoted may have some of its own; nothing
/// where there is none. Both quotes are within.
std::string_view quotation(std::string_view message) {
  std::size_t first = std::string_view::npos, last = 0;
  for (const std::string_view quote : kQuotes) {
    const std::size_t begin = message.find(quote);
    if (begin == std::string_view::npos) continue;
    first = std::min(first, begin);
    last = std::max(last, message.rfind(quote) + quote.size());
  }
  return first == std::string_view::npos ? std::string_view() : message.substr(first, last - first);
}

std::string without(std::string_view quotation, const std::string& message) {
  if (quotation.empty()) return message;
  const auto begin = static_cast<std::size_t>(quotation.data() - message.data());
  return message.substr(0, begin).append("\"...\"").append(message.substr(begin + quotation.size()));
}

/// The server folds names.
bool has(std::string_view sql, std::string_view word) {
  const auto same = [](unsigned char left, unsigned char right) { return std::tolower(left) == std::tolower(right); };
  return std::search(sql.begin(), sql.end(), word.begin(), word.end(), same) != sql.end();
}

/// Whether all that is quoted stands in the SQL; else it may be a value.
bool is_of_sql(std::string_view quotation, const ErrorFields& fields) {
  const auto known = [&](std::string_view word) {
    return has(fields.statement, word) || has(fields.internal_query, word);
  };
  for (const std::string_view quote : kQuotes) {
    if (quotation.starts_with(quote)) quotation.remove_prefix(quote.size());
    if (quotation.ends_with(quote)) quotation.remove_suffix(quote.size());
  }
  return known(quotation);
}

/// A value that cannot be is quoted in the message: `value "4111…" is out of range for type integer`. Only errors of
/// data speak of values in their first line, and those of syntax that is in a value: `to_tsquery('jane.doe (')`. Others
/// quote names there. https://www.postgresql.org/docs/15/errcodes-appendix.html
std::string describe(const ErrorFields& fields) {
  if (fields.sqlstate.empty()) return fields.message;
  const std::string_view quoted = quotation(fields.message);
  const bool of_data = fields.sqlstate.starts_with("22") || (fields.sqlstate == "42601" && !is_of_sql(quoted, fields));
  return (of_data ? without(quoted, fields.message) : fields.message) + " [" + fields.sqlstate + "]";
}

ErrorFields with_message(std::string message) {
  ErrorFields fields;
  fields.message = std::move(message);
  return fields;
}

}  // namespace

Error::Error(ErrorFields fields)
    : std::runtime_error(describe(fields)), fields_(std::make_shared<const ErrorFields>(std::move(fields))) {}

Error::Error(std::string message) : Error(with_message(std::move(message))) {}

}  // namespace schemac::runtime
