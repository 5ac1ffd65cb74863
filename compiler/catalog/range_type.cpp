// Range types, as the statement that makes them. https://www.postgresql.org/docs/15/sql-createtype.html
#include "catalog/queries.hpp"
#include "catalog/readers.hpp"
#include "sql/quote.hpp"

namespace schemac::catalog {

void read_range_types(Source& source, Draft& draft) {
  const auto rows = source.rows(queries::kRangeTypes, {draft.namespaces.text()});
  for (Fields fields : rows) {
    const Oid oid = fields.oid();
    const model::QualifiedName name = fields.qualified_name();
    model::Scripted type;
    type.object = {model::Kind::range_type, name.schema, {}, name.name};
    std::string statement = "CREATE TYPE " + sql::qualified(name) + " AS RANGE (SUBTYPE = " + fields.text();
    for (const char* option : {"SUBTYPE_OPCLASS", "COLLATION", "CANONICAL", "SUBTYPE_DIFF", "MULTIRANGE_TYPE_NAME"}) {
      if (const auto value = fields.text_or_null()) statement.append(", ").append(option).append(" = ").append(*value);
    }
    type.definition = {statement + ")"};
    type.comment = fields.text_or_null();
    draft.put(kPgType, oid, std::move(type));
  }
}

}  // namespace schemac::catalog
