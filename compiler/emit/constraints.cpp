#include "emit/constraints.hpp"

#include <algorithm>
#include <set>

#include "emit/names.hpp"
#include "sql/parse.hpp"

namespace schemac::emit {
namespace {

class Collected {
 public:
  explicit Collected(const model::QualifiedName& table) : table_(table) {}

  /// @param columns_of (constraint) -> names
  template <class Objects, class ColumnsOf>
  void add(runtime::ConstraintKind kind, const Objects& objects, const ColumnsOf& columns_of) {
    for (const auto& [id, object] : objects)
      if (object.table == table_) put(kind, object.name, columns_of(object));
  }
  std::vector<ConstraintSpelling> take() { return std::move(constraints_); }

 private:
  void put(runtime::ConstraintKind kind, const std::string& name, std::vector<std::string> columns) {
    std::string enumerator = identifier(name);
    while (!taken_.insert(enumerator).second) enumerator += "_other";
    constraints_.push_back({kind, name, std::move(enumerator), std::move(columns)});
  }

  const model::QualifiedName& table_;
  std::set<std::string> taken_;
  std::vector<ConstraintSpelling> constraints_;
};

void add_once(std::vector<std::string>& columns, const std::string& column) {
  if (std::find(columns.begin(), columns.end(), column) == columns.end()) columns.push_back(column);
}

std::vector<std::string> columns_in(const std::string& expression) {
  std::vector<std::string> columns;
  for (const sql::ColumnReference& reference : sql::column_references(expression)) add_once(columns, reference.name);
  return columns;
}

void add_key(std::vector<std::string>& columns, const model::IndexKey& key) {
  if (!key.column.empty()) return add_once(columns, key.column);
  for (const std::string& column : columns_in(key.expression)) add_once(columns, column);
}

}  // namespace

std::vector<ConstraintSpelling> spell_constraints(const model::QualifiedName& table, const model::Schema& schema) {
  const auto named = [](const auto& constraint) { return constraint.columns; };
  using Kind = runtime::ConstraintKind;
  Collected collected(table);
  collected.add(Kind::primary_key, schema.primary_keys, named);
  collected.add(Kind::unique, schema.uniques, named);
  model::Objects<model::Index> unique_indexes;
  for (const auto& [id, index] : schema.indexes)
    if (index.unique) unique_indexes.put(index);
  collected.add(Kind::unique_index, unique_indexes, [](const model::Index& index) {
    std::vector<std::string> columns;
    for (const model::IndexKey& key : index.keys) add_key(columns, key);
    return columns;
  });
  collected.add(Kind::exclusion, schema.exclusions, [](const model::Exclusion& exclusion) {
    std::vector<std::string> columns;
    for (const model::Exclusion::Element& element : exclusion.elements) add_key(columns, element.key);
    return columns;
  });
  collected.add(Kind::foreign_key, schema.foreign_keys, named);
  collected.add(Kind::check, schema.checks, [](const model::Check& check) { return columns_in(check.expression); });
  return collected.take();
}

}  // namespace schemac::emit
