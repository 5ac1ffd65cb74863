#include "emit/names.hpp"

#include <catch2/catch.hpp>

using namespace schemac;

TEST_CASE("a type's name in snake_case keeps abbreviations together") {
  CHECK(emit::snake_case("BookingStatus") == "booking_status");
  CHECK(emit::snake_case("HTTPServer") == "http_server");
  CHECK(emit::snake_case("Level2Kind") == "level2_kind");
  CHECK(emit::snake_case("already_so") == "already_so");
}

TEST_CASE("any text can stand in a string of JSON") {
  CHECK(emit::json_text("plain é") == "plain é");
  CHECK(emit::json_text("a \"name\"\\\n\t\x01") == R"(a \"name\"\\\n\t\u0001)");
}

TEST_CASE("any text becomes an identifier that C++ accepts") {
  CHECK(emit::identifier("uq_users_email") == "uq_users_email");
  CHECK(emit::identifier("sales/order") == "sales_order");
  CHECK(emit::identifier("class") == "class_");
  CHECK(emit::identifier("and") == "and_");
  CHECK(emit::identifier("2 fast -- 2 furious") == "n2_fast_2_furious");
  CHECK(emit::identifier("__x") == "n_x");
  CHECK(emit::identifier("") == "n");
}

TEST_CASE("a parameter gives way to what generated functions already have") {
  CHECK(emit::parameter_name("email") == "email");
  CHECK(emit::parameter_name("limit") == "limit_value");
  CHECK(emit::parameter_name("executor_") == "executor_value");
}

TEST_CASE("a string literal holds quotes, backslashes and control characters") {
  CHECK(emit::string_literal("a\"b\\c") == R"("a\"b\\c")");
  CHECK(emit::string_literal("line\n1") == R"("line\0121")");
  CHECK(emit::string_literal("größer") == "\"größer\"");
}

TEST_CASE("no line of a comment draws the next line of code into it") {
  CHECK(emit::comment_lines("one\ntwo \\\n\n") == std::vector<std::string>{"one", "two"});
  CHECK(emit::comment_lines("").empty());
  CHECK(emit::comment_lines("a\n\nb") == std::vector<std::string>{"a", "", "b"});
}

TEST_CASE("a raw string's delimiter is one that its text does not have") {
  CHECK(emit::raw_delimiter({"a = 1"}) == "sql");
  CHECK(emit::raw_delimiter({"a = ')sql\"'", "b = ')sql1\"'"}) == "sql2");
}
