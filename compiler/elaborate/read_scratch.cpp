#include "elaborate/read_scratch.hpp"

namespace schemac::elaborate {

catalog::Reading read_scratch(runtime::Connection& database) {
  database.execute_unchecked_sql("RESET SESSION AUTHORIZATION; RESET ROLE");
  catalog::Reading reading = catalog::read(database, {});
  model::forget_session_role(reading.schema);
  return reading;
}

}  // namespace schemac::elaborate
