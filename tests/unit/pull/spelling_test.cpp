// Names, strings and comments of C++, as a pull spells them.
#include "pull/spelling.hpp"

#include <catch2/catch.hpp>

#include "frontend/comments.hpp"
#include "frontend/names.hpp"

namespace schemac::pull {

TEST_CASE("a name that C++ cannot have gets one that it can") {
  CHECK(cpp_name("price") == "price");
  CHECK(cpp_name("class") == "class_");
  CHECK(cpp_name("2 x limit") == "n2_x_limit");
  CHECK(cpp_name("größe") == "gr_e");
  CHECK(cpp_name("a__b") == "a_b");
  CHECK(cpp_name("_id") == "id");
  CHECK(cpp_name("\"; DROP TABLE x; --") == "DROP_TABLE_x");
  CHECK(cpp_name("価格").empty());
  CHECK(cpp_name("").empty());
  CHECK(upper_camel("audit_log") == "AuditLog");
  CHECK(upper_camel("2fa tokens") == "N2faTokens");
}

TEST_CASE("a table's name leads back to the name of a row") {
  CHECK(frontend::singular("users") == "user");
  CHECK(frontend::singular("categories") == "category");
  CHECK(frontend::singular("caches") == "cache");
  CHECK(frontend::singular("databases") == "database");
  CHECK(frontend::singular("statuses") == "status");
  CHECK(frontend::singular("boxes") == "box");
  CHECK(frontend::singular("branches") == "branch");
  CHECK(frontend::singular("order_people") == "order_person");
  CHECK(frontend::singular("series") == "series");
  CHECK(frontend::singular("movies") == "movie");
  CHECK(frontend::singular("album") == "album");
}

TEST_CASE("a string is raw where escapes would hide it") {
  CHECK(string_literal("price > 0") == "\"price > 0\"");
  CHECK(string_literal("\"limit\" > 1") == "R\"(\"limit\" > 1)\"");
  CHECK(string_literal("a)\" ~ b") == "R\"sql(a)\" ~ b)sql\"");
  CHECK(string_literal("a\tb") == "\"a\\011b\"");
  CHECK(string_literal("CASE\nEND") == "R\"(CASE\nEND)\"");
}

TEST_CASE("a comment reads back as what the database has") {
  for (const std::string text : {"A person.", "One paragraph.\n\nAnother.", "A list:\n- one\n- two", "ends with <b>"}) {
    CHECK(frontend::read_comment(doc_comment(text, 2)).text == text);
  }
  std::string words;
  for (int i = 0; i < 60; ++i) words += (i == 0 ? "" : " ") + std::string("word") + std::to_string(i);
  CHECK(frontend::read_comment(doc_comment(words, 2)).text == words);
  CHECK(doc_comment(words, 2).find('\n') < kColumns + 1);
}

TEST_CASE("what no comment can say is no comment") {
  CHECK_FALSE(can_be_comment("two\nlines"));
  CHECK_FALSE(can_be_comment(" indented"));
  CHECK_FALSE(can_be_comment("C:\\"));
  CHECK_FALSE(can_be_comment("schemac: renamed from x"));
  CHECK(trailing_comment("two\n\nparagraphs").empty());
}

TEST_CASE("a call that is too long for its line is broken at its links") {
  const Call call{
      "index", {"&A::b"}, {".where(\"" + std::string(60, 'x') + "\")", ".named(\"" + std::string(50, 'y') + "\")"}};
  CHECK(on_one_line({"unlogged", {}, {}}) == "unlogged");
  CHECK(laid_out(call, 6, 1) == "index(&A::b)\n          .where(\"" + std::string(60, 'x') +
                                    "\")\n          .named(\"" + std::string(50, 'y') + "\")");
}

}  // namespace schemac::pull
