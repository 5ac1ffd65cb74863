#include "catalog/index_keys.hpp"

#include "catalog/array_coercion.hpp"
#include "catalog/definition.hpp"
#include "catalog/queries.hpp"

namespace schemac::catalog {
namespace {

model::IndexKey key_of(Fields& fields, std::size_t number, std::string column) {
  model::IndexKey key;
  key.column = std::move(column);
  const auto expression = fields.text_or_null();
  auto collation = fields.text_or_null();
  auto opclass = fields.text_or_null();
  const auto opclass_options = fields.text_or_null();
  key.descending = fields.flag();
  key.nulls_first = fields.flag();
  const auto quoted_column = fields.text_or_null();
  const auto definition = fields.text_or_null();

  if (expression) key.expression = with_array_coercions(without_parentheses(*expression));
  if (definition) {
    const auto decoration = key_decoration(*definition, number, expression ? *expression : quoted_column.value_or(""));
    if (!decoration.collation) collation.reset();
    if (!decoration.opclass) opclass.reset();
  } else if (!opclass_options) {
    opclass.reset();  // the default of the column's type
  }
  if (opclass && opclass_options) *opclass += " (" + *opclass_options + ")";
  key.collation = std::move(collation);
  key.opclass = std::move(opclass);
  return key;
}

}  // namespace

std::vector<std::string> IndexColumns::key_columns() const {
  std::vector<std::string> columns;
  columns.reserve(keys.size());
  for (const model::IndexKey& key : keys) columns.push_back(key.column);
  return columns;
}

std::unordered_map<Oid, IndexColumns> read_index_keys(Source& source, const Draft& draft) {
  std::unordered_map<Oid, IndexColumns> indexes;
  const auto rows = source.rows(queries::kIndexKeys, {draft.relations.text()});
  for (Fields fields : rows) {
    IndexColumns& index = indexes[fields.oid()];
    const auto place = static_cast<std::size_t>(fields.integer());
    const bool included = fields.flag();
    std::string column = fields.text_or_null().value_or("");
    if (included) {
      index.include.push_back(std::move(column));
    } else {
      index.keys.push_back(key_of(fields, place - 1, std::move(column)));
    }
  }
  return indexes;
}

}  // namespace schemac::catalog
