#include <catch2/catch.hpp>

#include "catalog/fields.hpp"
#include "catalog/queries.hpp"
#include "catalog/source.hpp"

using namespace schemac::catalog;

TEST_CASE("a gate of a query leaves one text to each major", "[catalog]") {
  constexpr std::string_view kQuery = "SELECT /*if 15*/ new /*else old */, b /*if 18*/ AND c /*else */FROM t";
  CHECK(for_major(kQuery, 13) == "SELECT  old , b  FROM t");
  CHECK(for_major(kQuery, 15) == "SELECT  new , b  FROM t");
  CHECK(for_major(kQuery, 18) == "SELECT  new , b  AND c FROM t");
}

TEST_CASE("columns that a server does not have yet are behind a gate", "[catalog]") {
  // https://www.postgresql.org/docs/release/: what each major added to the catalog, of what is asked here.
  CHECK(for_major(queries::kColumns, 13).find("attcompression") == std::string::npos);
  CHECK(for_major(queries::kColumns, 14).find("attcompression") != std::string::npos);
  CHECK(for_major(queries::kIndexes, 14).find("indnullsnotdistinct") == std::string::npos);
  CHECK(for_major(queries::kForeignKeys, 14).find("confdelsetcols") == std::string::npos);
  for (const auto query : {queries::kIndexes, queries::kChecks, queries::kForeignKeys, queries::kUnmodelledParts}) {
    CHECK(for_major(query, 17).find("conperiod") == std::string::npos);
    CHECK(for_major(query, 17).find("conenforced") == std::string::npos);
  }
}

TEST_CASE("arrays are taken apart as PostgreSQL writes them", "[catalog]") {
  CHECK(elements("{}").empty());
  CHECK(elements("{a,b}") == std::vector<std::string>{"a", "b"});
  CHECK(elements(R"({"a,b","c\"d","e\\f","{}",""})") == std::vector<std::string>{"a,b", "c\"d", "e\\f", "{}", ""});
  CHECK(elements(R"({NULL,"NULL"})") == std::vector<std::string>{"", "NULL"});
}
