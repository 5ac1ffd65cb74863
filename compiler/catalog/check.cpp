#include "catalog/queries.hpp"
#include "catalog/readers.hpp"

namespace schemac::catalog {

void read_checks(Source& source, Draft& draft) {
  const auto rows = source.rows(queries::kChecks, {draft.tables.text()});
  for (Fields fields : rows) {
    const Oid oid = fields.oid();
    model::Check check;
    check.table = draft.relation_names.at(fields.oid());
    check.name = fields.text();
    check.expression = fields.printed();
    check.no_inherit = fields.flag();
    check.not_valid = fields.flag();
    check.inherited = fields.flag();
    check.comment = fields.text_or_null();
    draft.put(kPgConstraint, oid, std::move(check));
  }
}

}  // namespace schemac::catalog
