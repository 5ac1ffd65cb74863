// Names: those that SQL takes only in quotes, and those that do not keep to the rules of the house.
#include <algorithm>
#include <array>
#include <regex>

#include <fmt/format.h>

#include "lint/rules.hpp"
#include "model/routine_name.hpp"
#include "sql/quote.hpp"

namespace schemac::lint {
namespace {

using model::Kind;
using model::ObjectId;

/// What people write in queries; names of constraints and indexes they only read.
constexpr std::array kWritten = {Kind::namespace_, Kind::enum_type, Kind::composite_type,
                                 Kind::domain,     Kind::sequence,  Kind::function,
                                 Kind::table,      Kind::view,      Kind::materialized_view};

std::string bare_name(const ObjectId& id) {
  return id.kind == Kind::function ? model::without_arguments(id.name) : id.name;
}

/// Calls `f(id)` for every object and every column of a table, parents before what is on them.
template <class F>
void for_each_name(const model::Schema& schema, const F& f) {
  model::for_each_kind(schema, [&](const auto& objects) {
    for (const auto& [id, object] : objects) f(id);
  });
  for (const auto& [id, table] : schema.tables)
    for (const model::Column& column : table.columns)
      if (!column.inherited && !table.partition_of) f(model::column_id(table.name, column.name));
}

std::string escaped(const std::string& text) {
  std::string result;
  for (const char c : text) {
    if (std::string_view(R"(^$\.*+?()[]{}|)").find(c) != std::string_view::npos) result += '\\';
    result += c;
  }
  return result;
}

std::string with_table(std::string pattern, const std::string& table) {
  constexpr std::string_view kHole = "{table}";
  const std::string name = escaped(table);
  for (std::size_t at = pattern.find(kHole); at != std::string::npos; at = pattern.find(kHole, at + name.size()))
    pattern.replace(at, kHole.size(), name);
  return pattern;
}

}  // namespace

bool is_pattern(const std::string& pattern) {
  try {
    const std::regex tried(with_table(pattern, "t"));
    return true;
  } catch (const std::regex_error&) {
    return false;
  }
}

const std::set<Kind>& named_kinds() {
  static const std::set<Kind> kKinds{
      Kind::namespace_,  Kind::enum_type,   Kind::composite_type, Kind::domain,
      Kind::sequence,    Kind::function,    Kind::table,          Kind::column,
      Kind::primary_key, Kind::unique,      Kind::check,          Kind::exclusion,
      Kind::index,       Kind::foreign_key, Kind::view,           Kind::materialized_view,
      Kind::trigger,     Kind::policy};
  return kKinds;
}

void quoted_names(const Subject& subject, Findings& findings) {
  for_each_name(subject.schema, [&](const ObjectId& id) {
    const bool written =
        id.kind == Kind::column || std::find(kWritten.begin(), kWritten.end(), id.kind) != kWritten.end();
    const std::string name = bare_name(id);
    if (!written || sql::identifier(name) == name) return;
    findings.push_back({Code::quoted_name, id,
                        fmt::format("{} must be written `{}` in SQL", describe(id), sql::identifier(name)),
                        "lower case, digits and `_`, and no word of the grammar"});
  });
}

void house_names(const Subject& subject, Findings& findings) {
  for_each_name(subject.schema, [&](const ObjectId& id) {
    const auto rule = subject.options.names.find(id.kind);
    if (rule == subject.options.names.end()) return;
    const std::string pattern = with_table(rule->second, id.table);
    if (std::regex_match(bare_name(id), std::regex(pattern))) return;
    findings.push_back({Code::house_name, id, fmt::format("the name of {} is not `{}`", describe(id), pattern),
                        "the patterns are those of `[lint.names]` in schemac.toml"});
  });
}

}  // namespace schemac::lint
