#include "support/text_place.hpp"

#include <catch2/catch.hpp>

using namespace schemac;

TEST_CASE("lines and columns count from one, in bytes") {
  CHECK(place_at("f", "ab\ncd", 0) == Place{"f", 1, 1});
  CHECK(place_at("f", "ab\ncd", 2) == Place{"f", 1, 3});
  CHECK(place_at("f", "ab\ncd", 3) == Place{"f", 2, 1});
  CHECK(place_at("f", "ä\n\ncd", 6) == Place{"f", 3, 3});
  CHECK(place_at("f", "ab", 99) == Place{"f", 1, 3});
}

TEST_CASE("a place moves on from where a text begins") {
  CHECK(moved({"f", 7, 5}, "ab\ncd", 2) == Place{"f", 7, 7});
  CHECK(moved({"f", 7, 5}, "ab\ncd", 4) == Place{"f", 8, 2});
}

TEST_CASE("PostgreSQL counts characters, from one") {
  CHECK(offset_of_character("äb", 1) == 0);
  CHECK(offset_of_character("äb", 2) == 2);
  CHECK(offset_of_character("äb", 9) == 3);
}
