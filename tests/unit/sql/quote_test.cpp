#include "sql/quote.hpp"

#include <catch2/catch.hpp>

#include "sql/parse.hpp"

using namespace schemac;

TEST_CASE("A name is quoted where PostgreSQL would quote it") {
  CHECK(sql::identifier("users") == "users");
  CHECK(sql::identifier("_a1") == "_a1");
  CHECK(sql::identifier("name") == "name");      // an unreserved keyword
  CHECK(sql::identifier("user") == "\"user\"");  // reserved
  CHECK(sql::identifier("left") == "\"left\"");  // for functions and types
  CHECK(sql::identifier("char") == "\"char\"");  // for columns
  CHECK(sql::identifier("system_user") == "\"system_user\"");
  CHECK(sql::identifier("Users") == "\"Users\"");
  CHECK(sql::identifier("1st") == "\"1st\"");
  CHECK(sql::identifier("a$b") == "\"a$b\"");
  CHECK(sql::identifier("été") == "\"été\"");
  CHECK(sql::identifier("a.b c") == "\"a.b c\"");
  CHECK(sql::identifier("\"; DROP TABLE x; --") == "\"\"\"; DROP TABLE x; --\"");
  CHECK(sql::identifier("") == "\"\"");
}

TEST_CASE("Names of objects carry their schema, lists are separated") {
  CHECK(sql::qualified({"public", "users"}) == "public.users");
  CHECK(sql::qualified({"My App", "order"}) == "\"My App\".\"order\"");
  CHECK(sql::qualified({"", "users"}) == "users");
  CHECK(sql::identifiers({"a", "B", "to"}) == "a, \"B\", \"to\"");
  CHECK(sql::identifiers({}).empty());
}

TEST_CASE("A literal means the same whatever standard_conforming_strings says") {
  CHECK(sql::literal("it's") == "'it''s'");
  CHECK(sql::literal("") == "''");
  CHECK(sql::literal("a\\'b") == "E'a\\\\''b'");
  for (const char* hostile : {"'; DROP TABLE x; --", "\\'; DROP TABLE x; --", "$$", "é\n\t"})
    CHECK(sql::split("SELECT " + sql::literal(hostile)).size() == 1);
}

TEST_CASE("A name is shortened only where PostgreSQL would cut it, and then always the same way") {
  const std::string fits(63, 'a');
  CHECK(sql::shorten(fits) == fits);
  CHECK(sql::shorten(fits + "a") == std::string(54, 'a') + "_d96f0f85");
  CHECK(sql::shorten(fits + "a") != sql::shorten(fits + "b"));
  CHECK(sql::shorten(sql::shorten(fits + "a")) == sql::shorten(fits + "a"));
}

TEST_CASE("A shortened name never ends in half a character") {
  for (std::size_t lead = 0; lead < 4; ++lead) {
    std::string name(lead, 'x');
    for (int i = 0; i < 20; ++i) name += "😀";
    const std::string shortened = sql::shorten(name);
    CHECK(shortened.size() <= sql::kMaximumNameBytes);
    const std::string kept = shortened.substr(0, shortened.size() - 9);
    CHECK((kept.size() - lead) % 4 == 0);
    CHECK(name.starts_with(kept));
  }
}
