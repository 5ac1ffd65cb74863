#include <catch2/catch.hpp>

#include "diff/tokens.hpp"

using schemac::diff::Token;
using schemac::diff::tokenize;

namespace {

/// The tokens that are not space, one a line, and a check that nothing is lost.
std::vector<std::string> tokens(const std::string& text) {
  std::vector<std::string> found;
  std::string whole;
  for (const Token& token : tokenize(text)) {
    whole += token.text;
    if (token.kind != Token::Kind::space) found.emplace_back(token.text);
  }
  CHECK(whole == text);
  return found;
}
using Words = std::vector<std::string>;

}  // namespace

TEST_CASE("strings, quoted names, dollars, numbers and comments are told apart") {
  CHECK(tokens("a.b = 'it''s'::text") == Words{"a", ".", "b", "=", "'it''s'", "::", "text"});
  CHECK(tokens("\"a \"\" b\" || E'x\\'y' || $q$ ' $$ $q$") ==
        Words{"\"a \"\" b\"", "|", "|", "E'x\\'y'", "|", "|", "$q$ ' $$ $q$"});
  CHECK(tokens("a -- b\n + /* c /* d */ e */ 1.5e3 - $1") == Words{"a", "+", "1.5e3", "-", "$", "1"});
  CHECK(tokens("größe$1 > 2") == Words{"größe$1", ">", "2"});
}

TEST_CASE("what is never closed ends with the text") {
  CHECK(tokens("'abc") == Words{"'abc"});
  CHECK(tokens("E'abc\\") == Words{"E'abc\\"});
  CHECK(tokens("$x$abc") == Words{"$x$abc"});
  CHECK(tokens("\"abc") == Words{"\"abc"});
  CHECK(tokens("/* abc").empty());
}

TEST_CASE("names and constants are read out of their quotes") {
  CHECK(schemac::diff::name_in(tokenize("Users").front()) == "users");
  CHECK(schemac::diff::name_in(tokenize("\"A\"\"b\"").front()) == "A\"b");
  CHECK_FALSE(schemac::diff::name_in(tokenize("'a'").front()));
  CHECK(schemac::diff::constant_in(tokenize("'it''s'").front()) == "it's");
  CHECK(schemac::diff::constant_in(tokenize("$x$a'b$x$").front()) == "a'b");
  CHECK_FALSE(schemac::diff::constant_in(tokenize("E'a'").front()));
}
