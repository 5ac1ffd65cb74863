#include "schemac/runtime/error.hpp"

#include <algorithm>
#include <string_view>

namespace schemac::runtime {
namespace {

/// A value that cannot be is quoted in the message (`value "4111…" is out of range for type integer`), in the quotes of
/// the server's language. From the first of them to the last, since the value may have some of its own.
std::string without_quoted(std::string_view message) {
  constexpr std::string_view kQuotes[] = {"\"", "\u201c", "\u201d", "\u201e", "\u00ab", "\u00bb", "\u300c", "\u300d"};
  std::size_t first = std::string_view::npos, last = 0;
  for (const std::string_view quote : kQuotes) {
    const std::size_t begin = message.find(quote);
    if (begin == std::string_view::npos) continue;
    first = std::min(first, begin);
    last = std::max(last, message.rfind(quote) + quote.size());
  }
  if (first == std::string_view::npos) return std::string(message);
  return std::string(message.substr(0, first)).append("\"...\"").append(message.substr(last));
}

/// Only errors of data speak of values in their first line; others quote names there.
/// https://www.postgresql.org/docs/15/errcodes-appendix.html
std::string describe(const ErrorFields& fields) {
  if (fields.sqlstate.empty()) return fields.message;
  const bool of_data = fields.sqlstate.starts_with("22");
  return (of_data ? without_quoted(fields.message) : fields.message) + " [" + fields.sqlstate + "]";
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
