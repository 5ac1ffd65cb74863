#include "catalog/queries.hpp"
#include "catalog/readers.hpp"
#include "catalog/sequence_options.hpp"

namespace schemac::catalog {
namespace {

using TablesByOid = std::map<Oid, model::Table>;

/// pg_attribute.attstorage. https://www.postgresql.org/docs/15/catalog-pg-type.html (typstorage)
std::optional<std::string> storage_word(char storage) {
  switch (storage) {
    case 'p':
      return "PLAIN";
    case 'e':
      return "EXTERNAL";
    case 'm':
      return "MAIN";
    case 'x':
      return "EXTENDED";
    default:
      return std::nullopt;
  }
}

/// pg_attribute.attcompression; unset where nobody chose.
std::optional<std::string> compression_word(char compression) {
  switch (compression) {
    case 'p':
      return "pglz";
    case 'l':
      return "lz4";
    default:
      return std::nullopt;
  }
}

model::Column column_of(Fields& fields) {
  model::Column column;
  column.name = fields.text();
  column.type = fields.text();
  column.not_null = fields.flag();
  column.collation = fields.text_or_null();
  const char generated = fields.letter();
  auto expression = fields.text_or_null();
  if (generated == 's') {
    column.generated_expression = std::move(expression);
  } else if (generated == '\0') {  // a virtual column's is unmodelled
    column.default_expression = std::move(expression);
  }
  if (const char identity = fields.letter(); identity != '\0') {
    column.identity = model::Identity{.always = identity == 'a', .sequence = read_sequence_options(fields)};
  } else {
    fields.skip(6);
  }
  column.storage = storage_word(fields.letter());
  column.compression = compression_word(fields.letter());
  column.statistics = fields.integer_or_null();
  column.comment = fields.text_or_null();
  return column;
}

TablesByOid read_without_columns(Source& source, Draft& draft) {
  TablesByOid tables;
  const auto rows = source.rows(queries::kTables, {draft.namespaces.text()});
  for (Fields fields : rows) {
    const Oid oid = fields.oid();
    model::Table table;
    table.name = fields.qualified_name();
    table.unlogged = fields.flag();
    table.storage_parameters = fields.options();
    for (auto& [name, value] : fields.options()) table.storage_parameters.emplace("toast." + name, value);
    table.row_security = fields.flag();
    table.force_row_security = fields.flag();
    table.comment = fields.text_or_null();
    draft.tables.add(oid);
    draft.table_names.emplace(oid, table.name);
    tables.emplace(oid, std::move(table));
  }
  return tables;
}

}  // namespace

void read_tables(Source& source, Draft& draft) {
  TablesByOid tables = read_without_columns(source, draft);
  const auto rows = source.rows(queries::kColumns, {draft.tables.text()});
  for (Fields fields : rows) {
    const Oid oid = fields.oid();
    const auto number = static_cast<std::int32_t>(fields.integer());
    model::Table& table = tables.at(oid);
    table.columns.push_back(column_of(fields));
    draft.addresses.emplace(Address{kPgClass, oid, number}, model::column_id(table.name, table.columns.back().name));
  }
  for (auto& [oid, table] : tables) draft.put(kPgClass, oid, std::move(table));
}

}  // namespace schemac::catalog
