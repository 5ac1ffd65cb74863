#include "sql/psql_text.hpp"

#include <catch2/catch.hpp>

using namespace schemac;

namespace {

/// What is left, with `~` for a blank that was something else.
std::string left_of(const std::string& text) {
  std::string sql = sql::without_psql(text).sql;
  REQUIRE(sql.size() == text.size());
  for (std::size_t i = 0; i < text.size(); ++i)
    if (sql[i] != text[i]) sql[i] = '~';
  return sql;
}

bool is_untouched(const std::string& text) { return sql::without_psql(text).sql == text; }

}  // namespace

TEST_CASE("lines for psql are blanked in their place, and told") {
  CHECK(left_of("\\restrict x\nSET a = 1;\n  \\connect \"d\"\nSELECT 1;\\echo y") ==
        "~~~~~~~~~ ~\nSET a = 1;\n  ~~~~~~~~ ~~~\nSELECT 1;~~~~~ ~");
  const sql::PsqlText text = sql::without_psql("SELECT 1;\n\\connect films \r\n");
  REQUIRE(text.commands.size() == 1);
  CHECK(text.commands[0].text == "\\connect films");
  CHECK(text.commands[0].offset == 10);
}

TEST_CASE("rows behind COPY are no SQL, whatever they hold") {
  CHECK(left_of("COPY public.t (a, b) FROM stdin;\n1\tit's;\n\\N\t$$\n\\.\n\nSELECT 'x';\n") ==
        "COPY public.t (a, b) FROM stdin;\n~~~~~~~\n~~~~~\n~~\n\nSELECT 'x';\n");
  CHECK(left_of("copy t\nfrom STDIN;\na") == "copy t\nfrom STDIN;\n~");
  CHECK(is_untouched("SELECT 'copy t from stdin';\na"));
}

TEST_CASE("what looks like psql's inside a string, name, comment or body is none") {
  CHECK(is_untouched("SELECT '\n\\connect x\n'"));
  CHECK(is_untouched("SELECT \"\n\\connect x\n\""));
  CHECK(is_untouched("SELECT E'\\'\n\\connect x\n'"));
  CHECK(is_untouched("-- it's\n/* /* ' */\n\\connect x\n*/ SELECT 1"));
  CHECK(is_untouched("CREATE FUNCTION f() AS $x$ ';\n\\connect x\n $$ $x$"));
  CHECK(is_untouched("SELECT 1\n\\connect x"));  // within a statement: the parser's to refuse
  CHECK(is_untouched("CREATE RULE r AS ON INSERT TO t DO (SELECT 1;\n\\x)"));
}

TEST_CASE("a string that knows no backslashes ends where its quote is") {
  CHECK(left_of("SELECT 'a\\';\n\\x") == "SELECT 'a\\';\n~~");
  CHECK(left_of("SELECT type'a\\';\n\\x") == "SELECT type'a\\';\n~~");
  CHECK(left_of("SELECT a$1, $1;\n\\x") == "SELECT a$1, $1;\n~~");
}

TEST_CASE("a dump says which server it comes from") {
  CHECK(sql::dumped_from("-- Dumped from database version 17.4 (Debian)\n") == 17);
  CHECK(sql::dumped_from("SELECT 1") == 0);
}
