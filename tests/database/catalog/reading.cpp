#include "database/catalog/reading.hpp"

#include "support/private_server.hpp"

namespace schemac::tests {

runtime::Connection empty_database() { return runtime::Connection(fresh_database("catalog")); }

catalog::Reading reading_of(std::string_view sql, const catalog::Scope& scope) {
  runtime::Connection connection = empty_database();
  connection.execute_unchecked_sql(sql);
  return catalog::read(connection, scope);
}

}  // namespace schemac::tests
