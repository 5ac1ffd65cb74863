// Texts inside queries that take more than a line: patterns, search, raw SQL, units of time.
#include "schemac/runtime/codec/text.hpp"
#include "schemac/runtime/codec/value.hpp"
#include "schemac/runtime/query/calendar_operators.hpp"
#include "schemac/runtime/query/convert.hpp"
#include "schemac/runtime/query/raw.hpp"
#include "schemac/runtime/query/text_operators.hpp"
#include "schemac/runtime/query/time_operators.hpp"

namespace schemac::runtime::detail {

void throw_does_not_fit() { throw_invalid_value("a whole number does not fit the type of the column"); }

std::string escaped_for_like(std::string_view text) {
  std::string pattern;
  pattern.reserve(text.size() + 2);
  for (const char character : text) {
    if (character == '%' || character == '_' || character == '\\') pattern.push_back('\\');
    pattern.push_back(character);
  }
  return pattern;
}

void add_escaped_for_like(SqlText& sql, const SqlText& text, bool before, bool behind) {
  sql.add(before ? Fragment("('%' || ") : Fragment("("));
  sql.add("regexp_replace(").add(text).add(R"(::text, '([\\%_])', '\\\1', 'g'))");
  sql.add(behind ? Fragment(" || '%')") : Fragment(")"));
}

void add_search(SqlText& sql, SearchLanguage language, std::string_view query) {
  sql.add("websearch_to_tsquery('").add_generated(language.name()).add("', ");
  Value<std::string>::bind(sql, std::string(query));
  sql.add("::text)");
}

void add_raw(SqlText& sql, std::string_view& raw) {
  for (std::size_t at = next_brace(raw, 0); at != std::string_view::npos; at = next_brace(raw, 0)) {
    const bool doubled = raw[at] == raw[at + 1];
    sql.add_generated(raw.substr(0, doubled ? at + 1 : at));
    raw.remove_prefix(at + 2);
    if (!doubled) return;
  }
  sql.add_generated(raw);
  raw = {};
}

void add_unit(SqlText& sql, TimeUnit unit) {
  constexpr const char* kNames[] = {"second", "minute", "hour", "day", "week", "month", "quarter", "year"};
  sql.add_generated(kNames[static_cast<std::size_t>(unit)]);
}

void add_field(SqlText& sql, TimeField field) {
  constexpr const char* kNames[] = {"century", "day",    "decade",  "dow",          "doy",        "epoch",
                                    "hour",    "isodow", "isoyear", "microseconds", "millennium", "milliseconds",
                                    "minute",  "month",  "quarter", "second",       "week",       "year"};
  sql.add_generated(kNames[static_cast<std::size_t>(field)]);
}

}  // namespace schemac::runtime::detail
