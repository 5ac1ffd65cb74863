// Roles that a script names are looked for before anything of it runs.
#include <catch2/catch.hpp>

#include "prove/ready.hpp"
#include "schemac/runtime/connection.hpp"
#include "support/private_server.hpp"

namespace schemac {
namespace {

Diagnostics asked(const std::string& script) {
  Diagnostics diagnostics;
  const sql::Script read = sql::read(script, "up.sql", diagnostics);
  REQUIRE(diagnostics.empty());
  runtime::Connection connection(tests::fresh_database("ready"));
  const bool ready = prove::demand_ready(connection, read, diagnostics);
  CHECK(ready == diagnostics.empty());
  return diagnostics;
}

}  // namespace

TEST_CASE("a role that the server lacks is named where the script first needs it") {
  const Diagnostics said = asked(
      "CREATE TABLE t (a int);\n"
      "GRANT SELECT ON t TO \"Report's\";\n"
      "GRANT INSERT ON t TO \"Report's\", CURRENT_USER, PUBLIC;\n"
      "CREATE POLICY p ON t TO nobody_there USING (true);\n");
  REQUIRE(said.list().size() == 2);
  const Diagnostic& first = said.list().at(0);
  CHECK(first.code == Code::missing_role);
  CHECK(first.message == "role `Report's` is needed by this statement and does not exist on the server");
  CHECK(first.hint ==
        "nothing was run; `CREATE ROLE \"Report's\";` first: a role is the server's, no migration makes it");
  CHECK(first.place.line == 2);
  CHECK(said.list().at(1).place.line == 4);
}

TEST_CASE("a role that a script makes itself is not missed behind that") {
  CHECK(asked("CREATE ROLE made_by_hand;\nGRANT SELECT ON pg_class TO made_by_hand;\n").empty());
  CHECK(asked("GRANT SELECT ON pg_class TO made_by_hand;\nCREATE ROLE made_by_hand;\n").list().size() == 1);
}

}  // namespace schemac
