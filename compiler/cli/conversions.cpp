#include "cli/conversions.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cli/bad_call.hpp"

namespace schemac::cli {
namespace {

/// Whether `given` is `public.t.c` or `t.c` of the column that changes.
bool names(const std::string& given, const diff::AlterColumn& change) {
  const std::string short_path = change.table.name + "." + change.after.name;
  return given == short_path || given == change.table.schema + "." + short_path;
}

const diff::AlterColumn* find_retyped(const diff::Difference& difference, const std::string& given) {
  for (const diff::Change& change : difference.changes) {
    const auto* alter = std::get_if<diff::AlterColumn>(&change);
    if (alter != nullptr && alter->before.type != alter->after.type && names(given, *alter)) return alter;
  }
  return nullptr;
}

}  // namespace

void add_conversion_options(CLI::App& verb, ConversionOptions& options) {
  const CLI::Validator both = two_sides("places.opened=to_timestamp(opened)");
  verb.add_option("--using", options.up, "COLUMN=EXPRESSION: what becomes of its values, as t.c=to_timestamp(c)")
      ->check(both);
  verb.add_option("--using-down", options.down, "the same for the way back")->check(both);
}

bool say_conversions(const std::vector<std::string>& given, diff::Difference& difference, Diagnostics& diagnostics) {
  bool all_found = true;
  for (const std::string& one : given) {
    const std::size_t equals = std::min(one.find('='), one.size());
    const diff::AlterColumn* const change = find_retyped(difference, one.substr(0, equals));
    if (change != nullptr && equals + 1 < one.size()) {
      difference.conversions[model::column_id(change->table, change->after.name)] = one.substr(equals + 1);
      continue;
    }
    diagnostics.error(Code::bad_usage, {}, fmt::format("`--using {}` names no column that changes its type", one))
        .hint = "write it as `--using places.opened=to_timestamp(opened)`: table and column, `=`, an expression";
    all_found = false;
  }
  return all_found;
}

}  // namespace schemac::cli
