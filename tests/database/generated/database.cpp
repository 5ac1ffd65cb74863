#include "database/generated/database.hpp"

#include <fstream>
#include <sstream>
#include <stdexcept>

#include "support/private_server.hpp"

namespace schemac::tests {
namespace {

std::string database_of(const char* ddl_file, const char* hint) {
  std::ifstream file(ddl_file);
  std::stringstream text;
  text << file.rdbuf();
  if (text.str().empty()) throw std::runtime_error(std::string("no DDL in ") + ddl_file);
  const std::string url = fresh_database(hint);
  run_sql(url, text.str());
  return url;
}

}  // namespace

std::string eventide_database() { return database_of(SCHEMAC_EVENTIDE_DDL, "eventide"); }
std::string second_database() { return database_of(SCHEMAC_SECOND_DDL, "second"); }

}  // namespace schemac::tests
