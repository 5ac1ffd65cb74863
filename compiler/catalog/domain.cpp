// Domains, with their checks: constraints of pg_constraint that no other object speaks of.
#include <map>

#include "catalog/queries.hpp"
#include "catalog/readers.hpp"

namespace schemac::catalog {
namespace {

using DomainsByOid = std::map<Oid, model::Domain>;

DomainsByOid read_without_checks(Source& source, const Draft& draft) {
  DomainsByOid domains;
  const auto rows = source.rows(queries::kDomains, {draft.namespaces.text()});
  for (Fields fields : rows) {
    const Oid oid = fields.oid();
    model::Domain domain;
    domain.name = fields.qualified_name();
    domain.type = fields.text();
    domain.collation = fields.text_or_null();
    domain.default_expression = fields.printed_or_null();
    domain.not_null = fields.flag();
    domain.comment = fields.text_or_null();
    domains.emplace(oid, std::move(domain));
  }
  return domains;
}

}  // namespace

void read_domains(Source& source, Draft& draft) {
  DomainsByOid domains = read_without_checks(source, draft);
  OidArray numbers;
  for (const auto& [oid, domain] : domains) numbers.add(oid);
  const auto rows = source.rows(queries::kDomainChecks, {numbers.text()});
  for (Fields fields : rows) {
    const Oid oid = fields.oid();
    model::Domain& domain = domains.at(fields.oid());
    model::DomainCheck check;
    check.name = fields.text();
    check.expression = fields.printed();
    check.not_valid = fields.flag();
    check.comment = fields.text_or_null();
    domain.checks.push_back(std::move(check));
    // What the check needs, the domain needs.
    draft.addresses.emplace(Address{kPgConstraint, oid}, domain.id());
  }
  for (auto& [oid, domain] : domains) draft.put(kPgType, oid, std::move(domain));
}

}  // namespace schemac::catalog
