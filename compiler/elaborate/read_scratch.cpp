#include "elaborate/read_scratch.hpp"

#include <utility>

namespace schemac::elaborate {
namespace {

void forget_role(model::Schema& schema) {
  const std::string role = std::exchange(schema.session_role, {});
  std::erase_if(schema.owners, [&](const auto& entry) { return entry.second == role; });
  const model::Objects<model::DefaultPrivileges> read = schema.default_privileges;
  for (const auto& [id, object] : read) {
    if (object.role != role) continue;
    model::DefaultPrivileges privileges = object;
    privileges.role.clear();
    schema.default_privileges.erase(id);
    schema.default_privileges.put(std::move(privileges));
  }
}

}  // namespace

catalog::Reading read_scratch(runtime::Connection& database) {
  database.execute_unchecked_sql("RESET SESSION AUTHORIZATION; RESET ROLE");
  catalog::Reading reading = catalog::read(database, {});
  forget_role(reading.schema);
  return reading;
}

}  // namespace schemac::elaborate
