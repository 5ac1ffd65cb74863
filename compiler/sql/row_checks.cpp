#include "sql/row_checks.hpp"

#include <algorithm>
#include <vector>

#include "diff/descent.hpp"
#include "sql/clauses.hpp"
#include "sql/quote.hpp"

namespace schemac::sql {
namespace {

using diff::Alter;
using diff::Create;
using model::QualifiedName;

/// What names a row to a person: its primary key, else where it is.
std::string key_of(const model::Schema& schema, const QualifiedName& table, const std::string& alias) {
  for (const auto& [id, key] : schema.primary_keys) {
    if (key.table != table) continue;
    std::vector<std::string> columns;
    for (const std::string& column : key.columns) columns.push_back(alias + identifier(column));
    return joined(columns, ", ");
  }
  return alias + "ctid";
}

std::string all_of(const std::vector<std::string>& parts, const std::string& test, const std::string& word) {
  std::vector<std::string> tests;
  for (const std::string& part : parts) tests.push_back(part + " " + test);
  return joined(tests, " " + word + " ");
}

std::string bad_rows(const QualifiedName& table, const std::string& condition, const diff::Difference& difference) {
  return "SELECT " + key_of(difference.renamed, table, "") + " FROM " + qualified(table) + " WHERE " + condition;
}

/// Groups of rows that are alike in their keys.
std::string duplicates(const QualifiedName& table, const std::vector<std::string>& keys, bool nulls_differ,
                       const std::string& predicate) {
  std::vector<std::string> conditions;
  if (nulls_differ) conditions.push_back(all_of(keys, "IS NOT NULL", "AND"));
  if (!predicate.empty()) conditions.push_back("(" + predicate + ")");
  const std::string where = conditions.empty() ? "" : " WHERE " + joined(conditions, " AND ");
  return "SELECT " + joined(keys, ", ") + " FROM " + qualified(table) + where + " GROUP BY " + joined(keys, ", ") +
         " HAVING count(*) > 1";
}

std::vector<std::string> quoted_names(const std::vector<std::string>& columns) {
  std::vector<std::string> names;
  for (const std::string& column : columns) names.push_back(identifier(column));
  return names;
}

std::string orphans(const model::ForeignKey& key, const diff::Difference& difference) {
  std::vector<std::string> referring;
  std::vector<std::string> equal;
  for (std::size_t i = 0; i < key.columns.size(); ++i) {
    referring.push_back("referring." + identifier(key.columns[i]));
    equal.push_back("referred." + identifier(key.referenced_columns[i]) + " = " + referring.back());
  }
  const std::string missing =
      "NOT EXISTS (SELECT FROM " + qualified(key.references) + " AS referred WHERE " + joined(equal, " AND ") + ")";
  const std::string some =
      key.match_full ? "(" + all_of(referring, "IS NOT NULL", "OR") + ")" : all_of(referring, "IS NOT NULL", "AND");
  return "SELECT " + key_of(difference.renamed, key.table, "referring.") + " FROM " + qualified(key.table) +
         " AS referring WHERE " + some + " AND " + missing;
}

const model::EnumType* enum_named(const model::Schema& schema, const std::string& type) {
  const auto found = std::find_if(schema.enum_types.begin(), schema.enum_types.end(),
                                  [&](const auto& entry) { return qualified(entry.second.name) == type; });
  return found == schema.enum_types.end() ? nullptr : &found->second;
}

/// The number between the parentheses of `character varying(20)`; empty for other types.
std::string length_of(const std::string& type) {
  if (!type.starts_with("character")) return "";
  const auto open = type.find('(');
  return open == std::string::npos ? "" : type.substr(open + 1, type.find(')') - open - 1);
}

/// An enum that has lost labels, a text that is too long: rows can be told apart. Of other types only PostgreSQL knows
/// which values it takes.
std::optional<RowCheck> of_type(const diff::AlterColumn& change, const diff::Difference& difference) {
  const std::string column = identifier(change.after.name);
  if (const model::EnumType* type = enum_named(difference.after, change.after.type)) {
    std::vector<std::string> labels;
    for (const std::string& label : type->labels) labels.push_back(literal(label));
    return RowCheck{bad_rows(change.table, column + "::text NOT IN (" + joined(labels, ", ") + ")", difference)};
  }
  const std::string length = length_of(change.after.type);
  if (!length.empty() && !change.using_expression)
    return RowCheck{bad_rows(change.table, "length(rtrim(" + column + "::text)) > " + length, difference)};
  const std::string value = change.using_expression.value_or("CAST(" + column + " AS " + change.after.type + ")");
  return RowCheck{"SELECT " + value + " FROM " + qualified(change.table), true};
}

template <class C>
std::optional<RowCheck> check_of(const C&, const diff::Difference&) {
  return std::nullopt;
}

std::optional<RowCheck> check_of(const Create<model::Unique>& change, const diff::Difference&) {
  const auto& key = change.object;
  return RowCheck{duplicates(key.table, quoted_names(key.columns), !key.nulls_not_distinct, "")};
}

std::optional<RowCheck> check_of(const Create<model::PrimaryKey>& change, const diff::Difference&) {
  return RowCheck{duplicates(change.object.table, quoted_names(change.object.columns), false, "")};
}

std::optional<RowCheck> check_of(const Create<model::Index>& change, const diff::Difference&) {
  const auto& index = change.object;
  if (!index.unique) return std::nullopt;
  std::vector<std::string> keys;
  for (const model::IndexKey& key : index.keys)
    keys.push_back(key.column.empty() ? parenthesized(key.expression) : identifier(key.column));
  return RowCheck{duplicates(index.table, keys, !index.nulls_not_distinct, index.predicate.value_or(""))};
}

std::optional<RowCheck> check_of(const Create<model::Check>& change, const diff::Difference& difference) {
  return RowCheck{bad_rows(change.object.table, parenthesized(change.object.expression) + " IS FALSE", difference)};
}

std::optional<RowCheck> check_of(const Alter<model::Check>& change, const diff::Difference& difference) {
  return check_of(Create<model::Check>{change.after}, difference);
}

std::optional<RowCheck> check_of(const Create<model::ForeignKey>& change, const diff::Difference& difference) {
  return RowCheck{orphans(change.object, difference)};
}

std::optional<RowCheck> check_of(const Alter<model::ForeignKey>& change, const diff::Difference& difference) {
  return RowCheck{orphans(change.after, difference)};
}

std::optional<RowCheck> check_of(const diff::AddColumn& change, const diff::Difference& difference) {
  return RowCheck{bad_rows(change.table, "true", difference)};
}

std::optional<RowCheck> check_of(const diff::AlterColumn& change, const diff::Difference& difference) {
  if (change.before.type != change.after.type) return of_type(change, difference);
  return RowCheck{bad_rows(change.table, identifier(change.after.name) + " IS NULL", difference)};
}

}  // namespace

std::optional<RowCheck> row_check(const plan::Step& step, const diff::Difference& difference) {
  const bool may_fail = std::any_of(step.hazards.begin(), step.hazards.end(), [](const plan::Hazard& hazard) {
    return hazard.kind == plan::HazardKind::may_fail;
  });
  if (!may_fail) return std::nullopt;
  return std::visit([&](const auto& change) { return check_of(change, difference); }, step.change);
}

}  // namespace schemac::sql
