#include "catalog/deferral.hpp"
#include "catalog/queries.hpp"
#include "catalog/readers.hpp"

namespace schemac::catalog {
namespace {

/// pg_constraint.confdeltype and confupdtype. https://www.postgresql.org/docs/15/catalog-pg-constraint.html
model::ReferentialAction action_of(char letter) {
  switch (letter) {
    case 'r':
      return model::ReferentialAction::restrict;
    case 'c':
      return model::ReferentialAction::cascade;
    case 'n':
      return model::ReferentialAction::set_null;
    case 'd':
      return model::ReferentialAction::set_default;
    default:
      return model::ReferentialAction::no_action;
  }
}

}  // namespace

void read_foreign_keys(Source& source, Draft& draft) {
  const auto rows = source.rows(queries::kForeignKeys, {draft.tables.text()});
  for (Fields fields : rows) {
    const Oid oid = fields.oid();
    model::ForeignKey key;
    key.table = draft.relation_names.at(fields.oid());
    key.name = fields.text();
    key.references = fields.qualified_name();
    key.columns = fields.list();
    key.referenced_columns = fields.list();
    key.on_delete = action_of(fields.letter());
    key.on_delete_columns = fields.list();
    key.on_update = action_of(fields.letter());
    key.match_full = fields.flag();
    key.deferral = read_deferral(fields);
    key.not_valid = fields.flag();
    key.inherited = fields.flag();
    key.comment = fields.text_or_null();
    draft.put(kPgConstraint, oid, std::move(key));
  }
}

}  // namespace schemac::catalog
