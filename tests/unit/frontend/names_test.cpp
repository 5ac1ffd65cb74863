// Names, comments and places in strings: the small rules, without clang.
#include <catch2/catch.hpp>

#include "frontend/comments.hpp"
#include "frontend/names.hpp"
#include "frontend/string_place.hpp"

namespace schemac::frontend::tests {

TEST_CASE("C++ names become snake_case") {
  const std::vector<std::pair<std::string, std::string>> cases{{"Booking", "booking"},
                                                               {"BookingStatus", "booking_status"},
                                                               {"HTTPRequest", "http_request"},
                                                               {"userID", "user_id"},
                                                               {"userID2", "user_id2"},
                                                               {"Http2Server", "http2_server"},
                                                               {"already_snake", "already_snake"},
                                                               {"X", "x"},
                                                               {"OAuth", "o_auth"},
                                                               {"Mixed_Case", "mixed_case"},
                                                               {"A1B", "a1_b"},
                                                               {"trailing_", "trailing_"}};
  for (const auto& [name, expected] : cases) CHECK(snake_case(name) == expected);
}

TEST_CASE("tables are English plurals") {
  const std::vector<std::pair<std::string, std::string>> cases{{"user", "users"},
                                                               {"booking", "bookings"},
                                                               {"category", "categories"},
                                                               {"key", "keys"},
                                                               {"address", "addresses"},
                                                               {"box", "boxes"},
                                                               {"branch", "branches"},
                                                               {"dish", "dishes"},
                                                               {"month", "months"},
                                                               {"person", "people"},
                                                               {"child", "children"},
                                                               {"analysis", "analyses"},
                                                               {"status", "statuses"},
                                                               {"bus", "buses"},
                                                               {"quiz", "quizzes"},
                                                               {"news", "news"},
                                                               {"series", "series"},
                                                               {"equipment", "equipment"},
                                                               {"audit_log", "audit_logs"},
                                                               {"sales_person", "sales_people"},
                                                               {"user_data", "user_data"},
                                                               {"leaf", "leaves"},
                                                               {"roof", "roofs"},
                                                               {"photo", "photos"},
                                                               {"hero", "heroes"},
                                                               {"index", "indexes"},
                                                               {"matrix", "matrices"},
                                                               {"people", "people"},
                                                               {"day", "days"},
                                                               {"y", "ys"},
                                                               {"woman", "women"},
                                                               {"human", "humans"}};
  for (const auto& [name, expected] : cases) CHECK(plural(name) == expected);
}

TEST_CASE("a name of an object says its table and its parts") {
  CHECK(object_name("idx", "bookings", {"user_id", "created_at"}) == "idx_bookings_user_id_created_at");
  CHECK(object_name("pk", "bookings", {}) == "pk_bookings");
}

TEST_CASE("comments lose their slashes and keep their paragraphs") {
  CHECK(read_comment("/// One\n/// line.").text == "One line.");
  CHECK(read_comment("/// One.\n///\n/// Two.").text == "One.\n\nTwo.");
  CHECK(read_comment("/** One. */").text == "One.");
  CHECK(read_comment("/**\n * One.\r\n *\r\n * Two. */").text == "One.\n\nTwo.");
  CHECK(read_comment("///< Behind.").text == "Behind.");
  CHECK(read_comment("/*!< Behind. */").text == "Behind.");
  CHECK(read_comment("/// A list:\n/// - a\n/// - b").text == "A list:\n- a\n- b");
  CHECK(read_comment("").text.empty());
  const Comment comment = read_comment("/// Text.\n/// schemac: renamed from  old \n/// schemac: label a-b\n/// More.");
  CHECK(comment.text == "Text. More.");
  CHECK(comment.renamed_from == "old");
  CHECK(comment.label == "a-b");
  CHECK(read_comment("/// schemac: what").unknown == "what");
}

TEST_CASE("a byte of a string is found in its literal") {
  const auto at = [](const std::string& source, std::size_t index) { return find_in_literal(source, 0, index); };
  CHECK(at("\"abc\"", 0) == 1);
  CHECK(at("\"abc\"", 2) == 3);
  CHECK(at("\"abc\"", 3) == 4);                  // the closing quote
  CHECK(at("\"a\\\"b\"", 2) == 4);               // an escaped quote is two bytes of source
  CHECK(at("\"\\x41\\101\\u00e9z\"", 4) == 15);  // é is two bytes of the value
  CHECK(at("R\"(a\"b)\"", 1) == 4);
  CHECK(at("R\"x(a)\"b)x\"", 3) == 7);
  CHECK(at("\"ab\" \"cd\"", 2) == 6);
  CHECK(at("\"ab\" /* \" */ // \"\n R\"(cd)\" \"e\"", 3) == 23);
  CHECK(at("u8\"ab\"", 1) == 4);
  CHECK_FALSE(at("NAME", 0));
}

}  // namespace schemac::frontend::tests
