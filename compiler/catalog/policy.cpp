#include <algorithm>

#include "catalog/queries.hpp"
#include "catalog/readers.hpp"

namespace schemac::catalog {
namespace {

/// pg_policy.polcmd. https://www.postgresql.org/docs/15/catalog-pg-policy.html
model::Policy::Command command_of(char letter) {
  switch (letter) {
    case 'r':
      return model::Policy::Command::select;
    case 'a':
      return model::Policy::Command::insert;
    case 'w':
      return model::Policy::Command::update;
    case 'd':
      return model::Policy::Command::delete_;
    default:
      return model::Policy::Command::all;
  }
}

}  // namespace

void read_policies(Source& source, Draft& draft) {
  const auto rows = source.rows(queries::kPolicies, {draft.tables.text()});
  for (Fields fields : rows) {
    const Oid oid = fields.oid();
    model::Policy policy;
    policy.table = draft.relation_names.at(fields.oid());
    policy.name = fields.text();
    policy.permissive = fields.flag();
    policy.command = command_of(fields.letter());
    policy.roles = fields.list();
    std::ranges::sort(policy.roles);
    policy.using_expression = fields.printed_or_null();
    policy.with_check = fields.printed_or_null();
    policy.comment = fields.text_or_null();
    draft.put(kPgPolicy, oid, std::move(policy));
  }
}

}  // namespace schemac::catalog
