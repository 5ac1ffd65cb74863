#include <catch2/catch.hpp>

#include "sql/secrets.hpp"

using schemac::sql::without_secrets;

TEST_CASE("messages show no password of a user mapping", "[sql]") {
  CHECK(without_secrets("ALTER USER MAPPING FOR app SERVER s OPTIONS (ADD user 'u', SET password  'it''s')") ==
        "ALTER USER MAPPING FOR app SERVER s OPTIONS (ADD user 'u', SET password  '***')");
  CHECK(without_secrets("CREATE ROLE r PASSWORD E'a\\'b' LOGIN") == "CREATE ROLE r PASSWORD '***' LOGIN");
  CHECK(without_secrets("SELECT password, 'x' FROM t") == "SELECT password, 'x' FROM t");
}
