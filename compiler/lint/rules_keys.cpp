// Keys and other constraints: those that are missing, too narrow, or hold less than they seem to.
#include <algorithm>
#include <map>
#include <string_view>

#include <fmt/format.h>

#include "lint/indexes.hpp"
#include "lint/rules.hpp"
#include "sql/quote.hpp"

namespace schemac::lint {
namespace {

using model::Kind;

const model::Column* column_of(const model::Schema& schema, const model::QualifiedName& table,
                               const std::string& column) {
  const model::Table* const found = schema.tables.find({Kind::table, table.schema, {}, table.name});
  return found == nullptr ? nullptr : found->find_column(column);
}

bool counts_up(const model::Column& column) {
  return column.identity || (column.default_expression && column.default_expression->starts_with("nextval("));
}

/// The type without what follows in parentheses; `text` and `character varying` are one for comparisons.
std::string comparable(const std::string& type) {
  const std::string base = type.substr(0, type.find('('));
  return base == "character varying" ? "text" : base;
}

}  // namespace

void keyless_tables(const Subject& subject, Findings& findings) {
  std::set<model::QualifiedName> keyed;
  for (const auto& [id, key] : subject.schema.primary_keys) keyed.insert(key.table);
  for (const auto& [id, table] : subject.schema.tables) {
    if (keyed.contains(table.name) || table.partition_of) continue;
    findings.push_back({Code::keyless_table, id, fmt::format("{} has no primary key", describe(id)),
                        "a row without one cannot be named, referred to or replicated"});
  }
}

void narrow_keys(const Subject& subject, Findings& findings) {
  static const std::map<std::string, std::string> kEnds{{"integer", "2147483647"}, {"smallint", "32767"}};
  for (const auto& [id, key] : subject.schema.primary_keys) {
    for (const std::string& name : key.columns) {
      const model::Column* const column = column_of(subject.schema, key.table, name);
      const auto end = column == nullptr ? kEnds.end() : kEnds.find(column->type);
      if (end == kEnds.end() || !counts_up(*column)) continue;
      const model::ObjectId object = model::column_id(key.table, name);
      findings.push_back({Code::narrow_key, object,
                          fmt::format("{} counts up and is `{}`: after {} there is no next row", describe(object),
                                      end->first, end->second),
                          "make it `bigint` (`BigInt` in a header) while the table is small"});
    }
  }
}

void mixed_key_types(const Subject& subject, Findings& findings) {
  for (const auto& [id, key] : subject.schema.foreign_keys) {
    for (std::size_t i = 0; i < key.columns.size(); ++i) {
      const model::Column* const here = column_of(subject.schema, key.table, key.columns[i]);
      const model::Column* const there = column_of(subject.schema, key.references, key.referenced_columns[i]);
      if (here == nullptr || there == nullptr || comparable(here->type) == comparable(there->type)) continue;
      findings.push_back({Code::mixed_key_types, id,
                          fmt::format("{}: `{}` is `{}`, and what it refers to is `{}`", describe(id), here->name,
                                      here->type, there->type),
                          "give both one type"});
    }
  }
}

void nullable_uniques(const Subject& subject, Findings& findings) {
  for (const AnyIndex& index : indexes_of(subject.schema)) {
    if (!index.unique || index.nulls_not_distinct || index.predicate || index.id.kind == Kind::primary_key) continue;
    for (const model::IndexKey& key : index.keys) {
      const model::Column* const column = column_of(subject.schema, index.table, key.column);
      if (column == nullptr || column->not_null) continue;
      findings.push_back(
          {Code::nullable_unique, index.id,
           fmt::format("{}: `{}` may be NULL, and rows with a NULL are never equal", describe(index.id), key.column),
           "NOT NULL, NULLS NOT DISTINCT, or a partial index that says what is meant"});
      break;
    }
  }
}

void unvalidated_constraints(const Subject& subject, Findings& findings) {
  const auto add = [&](const model::ObjectId& id, const model::QualifiedName& table) {
    findings.push_back(
        {Code::unvalidated_constraint, id,
         fmt::format("{} is NOT VALID: nobody held it against the rows that were there", describe(id)),
         fmt::format("ALTER TABLE {} VALIDATE CONSTRAINT {}", sql::qualified(table), sql::identifier(id.name))});
  };
  for (const auto& [id, check] : subject.schema.checks)
    if (check.not_valid) add(id, check.table);
  for (const auto& [id, key] : subject.schema.foreign_keys)
    if (key.not_valid) add(id, key.table);
}

}  // namespace schemac::lint
