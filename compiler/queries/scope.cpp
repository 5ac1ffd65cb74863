#include "queries/scope.hpp"

#include <algorithm>

namespace schemac::queries {
namespace {

void make_nullable(Scope& scope) {
  for (Source& source : scope.sources)
    if (source.columns)
      for (GivenColumn& column : *source.columns) column.not_null = false;
  for (GivenColumn& column : scope.all) column.not_null = false;
}

std::vector<const GivenColumn*> columns_named(const GivenColumns& columns, const std::string& name) {
  std::vector<const GivenColumn*> found;
  for (const GivenColumn& column : columns)
    if (column.name == name) found.push_back(&column);
  return found;
}

/// Not where there is none, or one that nobody can tell.
bool all_not_null(const GivenColumns& columns, const std::string& name) {
  const auto found = columns_named(columns, name);
  return !found.empty() &&
         std::all_of(found.begin(), found.end(), [](const GivenColumn* column) { return column->not_null; });
}

bool has_nameless(const GivenColumns& columns) { return !columns_named(columns, {}).empty(); }

const Source* source_named(const Scope& scope, const std::string& name) {
  const auto found = std::find_if(scope.sources.begin(), scope.sources.end(),
                                  [&](const Source& source) { return source.name == name; });
  return found == scope.sources.end() ? nullptr : &*found;
}

/// A merged column is that of the side that is always there, and of a full join that of either side.
/// https://www.postgresql.org/docs/15/queries-table-expressions.html#QUERIES-JOIN
GivenColumn merge(const std::string& name, const Scope& left, const Scope& right, JoinKind kind) {
  const bool of_left = all_not_null(left.all, name), of_right = all_not_null(right.all, name);
  switch (kind) {
    case JoinKind::inner:
      return {name, of_left || of_right};
    case JoinKind::left:
      return {name, of_left};
    case JoinKind::right:
      return {name, of_right};
    case JoinKind::full:
      return {name, of_left && of_right};
  }
  return {name, false};
}

void append(GivenColumns& columns, const GivenColumns& more, const std::vector<std::string>& without) {
  for (const GivenColumn& column : more)
    if (std::find(without.begin(), without.end(), column.name) == without.end()) columns.push_back(column);
}

}  // namespace

Scope scope_of(Source source) {
  Scope scope;
  scope.is_named = !source.name.empty();
  scope.is_known = source.columns.has_value();
  if (source.columns) scope.all = *source.columns;
  scope.sources.push_back(std::move(source));
  return scope;
}

void add(Scope& left, Scope right) { join(left, std::move(right), JoinKind::inner, {}); }

void join(Scope& left, Scope right, JoinKind kind, const std::vector<std::string>& merged) {
  GivenColumns all;
  for (const std::string& name : merged) all.push_back(merge(name, left, right, kind));
  if (kind == JoinKind::left || kind == JoinKind::full) make_nullable(right);
  if (kind == JoinKind::right || kind == JoinKind::full) make_nullable(left);
  append(all, left.all, merged);
  append(all, right.all, merged);
  left.all = std::move(all);
  left.is_known = left.is_known && right.is_known;
  left.is_named = left.is_named && right.is_named;
  for (Source& source : right.sources) left.sources.push_back(std::move(source));
}

std::vector<std::string> shared_names(const Scope& left, const Scope& right) {
  std::vector<std::string> names;
  for (const GivenColumn& column : left.all)
    if (!columns_named(right.all, column.name).empty()) names.push_back(column.name);
  return names;
}

bool is_not_null(const Scope& scope, const std::string& name) {
  if (!columns_named(scope.all, name).empty()) return scope.is_known && all_not_null(scope.all, name);
  // It may be a column that nobody here knows of.
  if (!scope.is_known || has_nameless(scope.all) || scope.outer == nullptr) return false;
  return is_not_null(*scope.outer, name);
}

bool is_not_null(const Scope& scope, const std::string& qualifier, const std::string& name) {
  if (const Source* const source = source_named(scope, qualifier))
    return source->columns && all_not_null(*source->columns, name);
  if (!scope.is_named || scope.outer == nullptr) return false;
  return is_not_null(*scope.outer, qualifier, name);
}

bool has(const Scope& scope, const std::vector<std::string>& names) {
  if (names.size() == 1) return !columns_named(scope.all, names[0]).empty();
  const Source* const source = names.size() == 2 ? source_named(scope, names[0]) : nullptr;
  return source != nullptr && source->columns && !columns_named(*source->columns, names[1]).empty();
}

}  // namespace schemac::queries
