// The records of the projects of the tests are what PostgreSQL says now. With SCHEMAC_WRITE_RECORDS=1 in its
// environment this writes them anew.
#include <cstdlib>
#include <filesystem>

#include <catch2/catch.hpp>

#include "elaborate/elaborate.hpp"
#include "frontend/parse.hpp"
#include "queries/describe.hpp"
#include "queries/read.hpp"
#include "queries/record.hpp"
#include "support/files.hpp"
#include "support/private_server.hpp"

using namespace schemac;
namespace fs = std::filesystem;

namespace {

void check_record(const fs::path& project, const std::vector<std::string>& headers,
                  const std::vector<std::string>& files) {
  frontend::Options options;
  options.project_root = project;
  options.headers = headers;
  options.include_directories = {fs::path(SCHEMAC_SOURCE_DIR) / "compiler" / "dsl"};
  Diagnostics diagnostics;
  std::optional<model::Declared> declared = frontend::parse(options, diagnostics);
  REQUIRE(declared);
  elaborate::Scratch scratch(tests::server_url());
  std::optional<runtime::Connection> database = elaborate::create(*declared, scratch, diagnostics);
  REQUIRE(database);
  for (const std::string& file : files)
    declared->queries.push_back(queries::read(file, read_file(project / file).value(), diagnostics));
  queries::describe(declared->queries, *database, diagnostics);
  for (const Diagnostic& each : diagnostics.list()) UNSCOPED_INFO(print(each, false));
  REQUIRE_FALSE(diagnostics.has_errors());
  const std::string record = queries::write_record(declared->queries, declared->hash);
  if (std::getenv("SCHEMAC_WRITE_RECORDS") != nullptr) {
    StagedFiles staged;
    staged.write(project / "schema" / "queries.json", record);
    staged.commit();
  }
  CHECK(read_file(project / "schema" / "queries.json") == record);
}

}  // namespace

TEST_CASE("Eventide's record of its queries is what PostgreSQL says") {
  check_record(SCHEMAC_SOURCE_DIR,
               {"schema/audit_log.hpp", "schema/availability.hpp", "schema/booking.hpp", "schema/mixins.hpp",
                "schema/session.hpp", "schema/user.hpp"},
               {"schema/queries/bookings.sql"});
}

TEST_CASE("the second schema's record of its queries is what PostgreSQL says") {
  check_record(fs::path(SCHEMAC_SOURCE_DIR) / "tests" / "support" / "second_schema" / "a project",
               {"schema/everything.hpp", "schema/guarded.hpp", "schema/kinds.hpp", "schema/parts/oddities.hpp"},
               {"schema/queries/everything.sql"});
}
