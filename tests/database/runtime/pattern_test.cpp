// Patterns: what is matched here is what PostgreSQL matches.
#include <catch2/catch.hpp>
#include <schemac/runtime/connection.hpp>
#include <schemac/runtime/error.hpp>
#include <schemac/runtime/pattern.hpp>
#include <vector>

#include "support/private_server.hpp"

using namespace schemac;
using runtime::Pattern;

TEST_CASE("a pattern matches what PostgreSQL matches by it", "[pattern]") {
  const std::vector<std::string> patterns{
      "",
      "a",
      "^a$",
      "^[A-Z]{3}$",
      "^\\d+$",
      "^\\D*$",
      "\\s",
      "^\\S+$",
      "^\\w+$",
      "\\W",
      "^a|b$",
      "^(a|bc)*$",
      "^(?:a|b)+?$",
      "a{2}",
      "a{2,}",
      "^a{1,2}$",
      "^a{2}?$",
      "a.c",
      "^[^@]+@.+$",
      "[[:alpha:]]",
      "^[[:upper:][:digit:]_]+$",
      "[\\d.]",
      "[\\w-]+$",
      "^[\\]a]+$",
      "^[]a]+$",
      "^[^]a]+$",
      "[\\^]",
      "^[\\^a]+$",
      "^[\\-\\^]+$",
      "^[a\\-]+$",
      "[\\\\]",
      "\\\\",
      "\\.",
      "^\\$$",
      "\\mab\\M",
      "\\yab\\y",
      "\\Aab\\Z",
      "a\\Yb",
      "^.{2}$",
      "^[äöü]+$",
      "^\\w{3}$",
      "\\t",
      "^[\\n]$",
      "x*",
      "^[0-9a-fA-F]{8}-[0-9a-f]{4}$",
      "^[-a]+$",
      "^[a-]+$",
      "^[^[:space:]]+$",
      "a\\{2\\}",
      "\\(a\\)",
      "^(a(b)?)+$",
      "[a-c\\d]{2}",
      "^\\w+@\\w+[.]\\w+$",
  };
  const std::vector<std::string> texts{
      "",     "a",   "b",   "ab",    "abc",    "ABC",  "aab", "aa",  "aaa",  "123",
      "12a",  " ",   "a b", "a\tb",  "a\nb",   "\n",   "a.c", "a-c", "]",    "a]",
      "^",    "-",   "-^",  "\\",    "$",      "a$",   "ä",   "äö",  "äöü",  "ÄB",
      "日本", "a_1", "x@y", "x@y.z", "{2}",    "a{2}", "(a)", "xab", "ab x", "deadBEEF-12ab",
      "A_9",  "a-",  "a2",  ".",     "é@ü.de",
  };
  runtime::Connection database(tests::server_url());
  std::size_t held = 0;
  for (const std::string& text : patterns) {
    const Pattern pattern(text);
    INFO(text);
    REQUIRE(pattern.is_supported());
    for (const std::string& value : texts) {
      INFO(value);
      const auto result = database.query_unchecked_sql("SELECT ($1::text ~ $2::text)::text", {value, text});
      CHECK(pattern.matches(value) == (result[0].text(0) == "true"));
      ++held;
    }
  }
  CHECK(held == patterns.size() * texts.size());
}

TEST_CASE("what POSIX cannot say is left to the database", "[pattern]") {
  for (const char* text :
       {"(?=a)b", "(?i)a", "(a)\\1", "***=a.c", "a(?!b)", "\\x41", "[\\D]", "[[:<:]]a", "a\\", "[ä-ö]", "[a", "(a"}) {
    INFO(text);
    CHECK_FALSE(Pattern(text).is_supported());
  }
}

TEST_CASE("a pattern that somebody made to take long does not", "[pattern]") {
  const Pattern pattern("^(a|aa|a*)*$");
  CHECK_FALSE(pattern.matches(std::string(5'000, 'a') + "b"));
  Pattern moved = Pattern("^a$");
  moved = Pattern("^b$");
  CHECK(moved.matches("b"));
}
