#include "plan/domains.hpp"

#include "diff/tokens.hpp"

namespace schemac::plan {
namespace {

const model::Domain* domain_of(const std::string& type, const model::Schema& schema) {
  for (const auto& [id, domain] : schema.domains)
    if (type == diff::spelled(domain.name.schema) + "." + diff::spelled(domain.name.name)) return &domain;
  return nullptr;
}

}  // namespace

bool is_constrained_domain(const std::string& type, const model::Schema& schema) {
  const model::Domain* domain = domain_of(type, schema);
  for (; domain != nullptr; domain = domain_of(domain->type, schema))
    if (domain->not_null || !domain->checks.empty()) return true;
  return false;
}

std::string stored_type(const std::string& type, const model::Schema& schema) {
  std::string stored = type;
  while (const model::Domain* domain = domain_of(stored, schema)) stored = domain->type;
  return stored;
}

}  // namespace schemac::plan
