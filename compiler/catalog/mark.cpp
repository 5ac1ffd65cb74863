#include "catalog/mark.hpp"

#include <schemac/runtime/connection.hpp>

#include "catalog/queries.hpp"
#include "catalog/source.hpp"

namespace schemac::catalog {

std::string mark_of(runtime::Connection& connection) {
  demand_supported(connection.server_version());
  const std::string query = for_major(queries::kMark, connection.server_version() / 10000);
  return std::string(connection.query_unchecked_sql(query)[0].text(0));
}

}  // namespace schemac::catalog
