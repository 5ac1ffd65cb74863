#include "catalog/queries.hpp"
#include "catalog/readers.hpp"
#include "catalog/sequence_options.hpp"
#include "catalog/stored_column.hpp"

namespace schemac::catalog {
namespace {

using TablesByOid = std::map<Oid, model::Table>;

model::Column column_of(Fields& fields) {
  model::Column column;
  column.name = fields.text();
  column.type = fields.text();
  column.not_null = fields.flag();
  column.collation = fields.text_or_null();
  const char generated = fields.letter();
  auto expression = fields.printed_or_null();
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
  column.options = fields.options();
  column.inherited = fields.flag();
  column.comment = fields.text_or_null();
  return column;
}

/// The parents of a table that is a partition where it has a bound, and else their child.
void read_parents(Fields& fields, model::Table& table) {
  auto bound = fields.text_or_null();
  const auto namespaces = fields.list();
  const auto names = fields.list();
  for (std::size_t i = 0; i < names.size(); ++i) table.inherits.push_back({namespaces.at(i), names[i]});
  if (!bound) return;
  table.partition_of = model::PartitionOf{table.inherits.at(0), std::move(*bound)};
  table.inherits.clear();
}

/// pg_class.relreplident. An index that is gone leaves `i` behind, which then means NOTHING.
/// https://www.postgresql.org/docs/15/catalog-pg-class.html
std::optional<std::string> replica_identity(char letter, const std::optional<std::string>& index) {
  switch (letter) {
    case 'f':
      return "FULL";
    case 'n':
      return "NOTHING";
    case 'i':
      return index ? "USING INDEX " + *index : "NOTHING";
    default:
      return std::nullopt;
  }
}

TablesByOid read_without_columns(Source& source, Draft& draft) {
  TablesByOid tables;
  const auto rows = source.rows(queries::kTables, {draft.namespaces.text()});
  for (Fields fields : rows) {
    const Oid oid = fields.oid();
    model::Table table;
    table.name = fields.qualified_name();
    table.unlogged = fields.flag();
    table.partition_by = fields.printed_or_null();
    read_parents(fields, table);
    table.of_type = fields.text_or_null();
    table.access_method = fields.text_or_null();
    table.tablespace = fields.text_or_null();
    const char identity = fields.letter();
    table.replica_identity = replica_identity(identity, fields.text_or_null());
    table.cluster_on = fields.text_or_null();
    table.storage_parameters = fields.options();
    for (const auto& [name, value] : fields.options()) table.storage_parameters["toast." + name] = value;
    table.row_security = fields.flag();
    table.force_row_security = fields.flag();
    table.comment = fields.text_or_null();
    draft.tables.add(oid);
    draft.relations.add(oid);
    draft.relation_names.emplace(oid, table.name);
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
