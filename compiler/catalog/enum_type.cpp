#include "catalog/queries.hpp"
#include "catalog/readers.hpp"

namespace schemac::catalog {

void read_enum_types(Source& source, Draft& draft) {
  const auto rows = source.rows(queries::kEnumTypes, {draft.namespaces.text()});
  for (Fields fields : rows) {
    const Oid oid = fields.oid();
    draft.put(
        kPgType, oid,
        model::EnumType{.name = fields.qualified_name(), .labels = fields.list(), .comment = fields.text_or_null()});
  }
}

}  // namespace schemac::catalog
