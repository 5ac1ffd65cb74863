#include "plan/domains.hpp"

#include "plan/casts.hpp"
#include "plan/conversion.hpp"

namespace schemac::plan {
namespace {

const model::Domain* domain_of(const std::string& type, const model::Schema& schema) {
  if (is_array(type)) return nullptr;
  const auto name = named_type(type);
  return name ? schema.domains.find({model::Kind::domain, name->schema, {}, name->name}) : nullptr;
}

}  // namespace

bool is_constrained_domain(const std::string& type, const model::Schema& schema) {
  const model::Domain* domain = domain_of(type, schema);
  for (; domain != nullptr; domain = domain_of(domain->type, schema))
    if (domain->not_null || !domain->checks.empty()) return true;
  return false;
}

bool is_domain_without_nulls(const std::string& type, const model::Schema& schema) {
  const model::Domain* domain = domain_of(type, schema);
  while (domain != nullptr && !domain->not_null) domain = domain_of(domain->type, schema);
  return domain != nullptr;
}

std::string stored_type(const std::string& type, const model::Schema& schema) {
  if (is_array(type)) {  // PostgreSQL casts element by element, and each by what it is stored as
    const std::string element = stored_type(type.substr(0, type.size() - 2), schema);
    return is_array(element) ? type : element + "[]";
  }
  std::string stored = type;
  while (const model::Domain* domain = domain_of(stored, schema)) stored = domain->type;
  return stored;
}

}  // namespace schemac::plan
