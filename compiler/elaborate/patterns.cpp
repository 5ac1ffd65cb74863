#include "elaborate/patterns.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>

#include <fmt/format.h>

#include "schemac/runtime/error.hpp"
#include "sql/quote.hpp"

namespace schemac::elaborate {
namespace {

/// What the server says against one of them at least; nothing where it takes them all.
std::optional<runtime::Error> refusal_of(runtime::Connection& database, const std::set<std::string>& patterns) {
  std::set<std::string> literals;
  for (const std::string& pattern : patterns) literals.insert(sql::literal(pattern));
  try {
    (void)database.query_unchecked_sql(
        fmt::format("SELECT count('' ~ pattern) FROM unnest(ARRAY[{}]::text[]) AS pattern", fmt::join(literals, ", ")));
  } catch (const runtime::ConnectionFailure&) {
    throw;
  } catch (const runtime::Error& error) {
    return error;
  }
  return std::nullopt;
}

template <class Visit>
void for_each_pattern(const model::Declared& declared, Visit visit) {
  for (const model::Entity& entity : declared.entities)
    for (const model::Field& field : entity.fields)
      for (const model::Validation& validation : field.validations)
        if (validation.rule == model::Validation::Rule::pattern) visit(entity, field, validation.pattern);
}

}  // namespace

bool check_patterns(runtime::Connection& database, const model::Declared& declared, Diagnostics& diagnostics) {
  std::set<std::string> patterns;
  for_each_pattern(declared, [&](const model::Entity&, const model::Field&, const std::string& pattern) {
    patterns.insert(pattern);
  });
  if (patterns.empty() || !refusal_of(database, patterns)) return true;
  std::map<std::string, std::string> reasons;
  for (const std::string& pattern : patterns)
    if (const std::optional<runtime::Error> error = refusal_of(database, {pattern}))
      reasons.emplace(pattern, error->message());
  for_each_pattern(declared, [&](const model::Entity& entity, const model::Field& field, const std::string& pattern) {
    const auto reason = reasons.find(pattern);
    if (reason == reasons.end()) return;
    diagnostics
        .error(Code::sql_rejected, field.place,
               fmt::format("{}: the pattern `{}` is refused: {}",
                           model::describe(model::column_id(entity.table, field.column)), pattern, reason->second))
        .hint = "no value could ever be written: give `pattern` a regular expression that PostgreSQL takes";
  });
  return reasons.empty();
}

}  // namespace schemac::elaborate
