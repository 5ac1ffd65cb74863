#include "sql/parse.hpp"

#include <catch2/catch.hpp>

using namespace schemac;
using sql::SyntaxError;

namespace {

std::vector<std::string> split_texts(const std::string& text) {
  std::vector<std::string> texts;
  for (const auto& span : sql::split(text)) texts.push_back(text.substr(span.begin, span.end - span.begin));
  return texts;
}

}  // namespace

TEST_CASE("Statements that parse have no error, others have PostgreSQL's, at its byte") {
  CHECK_FALSE(sql::check_statements("SELECT 1; CREATE TABLE t (a int);"));
  CHECK_FALSE(sql::check_statements(""));
  CHECK(sql::check_statements("SELECT 1;\nSELEC 2") == SyntaxError{"syntax error at or near \"SELEC\"", 10});
  CHECK(sql::check_statements("SELECT 'é', é b c") == SyntaxError{"syntax error at or near \"c\"", 18});
  CHECK(sql::check_statements("SELECT 'abc") == SyntaxError{"unterminated quoted string at or near \"'abc\"", 7});
  CHECK(sql::check_statements(std::string_view("SELECT 1\0; x", 12)) == SyntaxError{"NUL byte in SQL", 8});
}

TEST_CASE("An expression is the whole text, and one") {
  for (const char* good : {"price >= 0", "a IS NULL AND b", "(1, 2)", "lower(x) -- why", "'é' || \"É\"", "a IN (1, 2)",
                           "(SELECT 1)", "ARRAY[1, 2]", "x::int[]", "now() AT TIME ZONE 'utc'", "f(a => 1)",
                           "CASE WHEN a THEN 1 ELSE 2 END", "$$it's$$", "/* */ 1"})
    CHECK_FALSE(sql::check_expression(good));
  for (const char* bad : {"", "  ", "a, b", "a) + (b", "a], x[b", "1; DROP TABLE t", "SELECT 1", "a b", "*", "a:b",
                          "1) --", "1 /*", "a) FROM (b", "[1]", "-- nothing"})
    CHECK(sql::check_expression(bad));
}

TEST_CASE("An error in an expression is at its byte in the text that was given") {
  CHECK(sql::check_expression("pric >=") == SyntaxError{"syntax error at end of input", 7});
  CHECK(sql::check_expression("") == SyntaxError{"syntax error at end of input", 0});
  CHECK(sql::check_expression("a FROM b") == SyntaxError{"syntax error at or near \"FROM\"", 2});
  CHECK(sql::check_expression("é = 'ü' FROM b") == SyntaxError{"syntax error at or near \"FROM\"", 10});
  CHECK(sql::check_expression("a = 'x") == SyntaxError{"unterminated quoted string at or near \"'x\"", 4});
  CHECK(sql::check_expression("a) + (b") == SyntaxError{"syntax error at or near \")\"", 1});
}

TEST_CASE("A type is the name of one type, without what may follow it in a column") {
  for (const char* good :
       {"integer", "numeric(10,2)", "character varying(50)", "public.\"Role\"[]", "timestamp with time zone",
        "geometry(Point,4326)", "interval day to second(3)", "int4 -- why"})
    CHECK_FALSE(sql::check_type(good));
  for (const char* bad : {"", "int NOT NULL", "int), (b", "int + 1", "int) + CAST(NULL AS int", "int; DROP TABLE t",
                          "int, b int", "int COLLATE \"C\"", "int) WITH (a"})
    CHECK(sql::check_type(bad));
  CHECK(sql::check_type("integr integer") == SyntaxError{"syntax error at or near \"integer\"", 7});
}

TEST_CASE("What may stand after DEFAULT or as an index key without parentheses") {
  CHECK(sql::stands_after_default("now()"));
  CHECK(sql::stands_after_default("'a'::public.role"));
  CHECK(sql::stands_after_default("1 + 2"));
  CHECK(sql::stands_after_default("CURRENT_TIMESTAMP"));
  CHECK_FALSE(sql::stands_after_default("a IS NULL"));
  CHECK_FALSE(sql::stands_after_default("now() AT TIME ZONE 'utc'"));
  CHECK_FALSE(sql::stands_after_default("true AND false"));
  CHECK_FALSE(sql::stands_after_default("a COLLATE \"C\"::text"));
  CHECK(sql::stands_as_index_key("lower(email)"));
  CHECK_FALSE(sql::stands_as_index_key("lower(email) || ''"));
}

TEST_CASE("Statements are split at their semicolons alone") {
  CHECK(split_texts("SELECT 1; SELECT 2").size() == 2);
  CHECK(split_texts(" -- a;\n SELECT 1 /* ; */ ;; /* x */ SELECT ';' ; -- end") ==
        std::vector<std::string>{"SELECT 1", "SELECT ';'"});
  CHECK(split_texts("CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2); SELECT 3").size() == 2);
  CHECK(split_texts("DO $$ BEGIN a; b; END $$; SELECT 3").size() == 2);
  CHECK(split_texts("").empty());
  CHECK(split_texts(" ; -- x\n ;").empty());
}

TEST_CASE("A body between BEGIN ATOMIC and END is one statement, a transaction is several") {
  CHECK(split_texts(
            "CREATE FUNCTION f() RETURNS int begin ATOMIC SELECT CASE WHEN a THEN 1 END; SELECT 2; END; SELECT 3") ==
        std::vector<std::string>{
            "CREATE FUNCTION f() RETURNS int begin ATOMIC SELECT CASE WHEN a THEN 1 END; SELECT 2; END", "SELECT 3"});
  CHECK(split_texts("BEGIN; SELECT 1; END; SELECT 2").size() == 4);
}

TEST_CASE("What cannot be parsed is split all the same and nothing is lost") {
  CHECK(split_texts("é; SELEC 1; )) a; b") == std::vector<std::string>{"é", "SELEC 1", ")) a", "b"});
  CHECK(split_texts("SELECT 1; SELECT 'a; b") == std::vector<std::string>{"SELECT 1", "SELECT 'a; b"});
  CHECK(split_texts("SELECT 1; 'a; b") == std::vector<std::string>{"SELECT 1", "'a; b"});
  CHECK(split_texts("SELECT 1; /* a; b") == std::vector<std::string>{"SELECT 1", "/* a; b"});
  CHECK(split_texts("SELECT U&'a;b' ; SELECT U&\"c;d\"; x") ==
        std::vector<std::string>{"SELECT U&'a;b'", "SELECT U&\"c;d\"", "x"});
}

TEST_CASE("Text that is not UTF-8 is split and refused like any other") {
  CHECK(split_texts("SELECT 1; \xff x; 'a") == std::vector<std::string>{"SELECT 1", "\xff x", "'a"});
  CHECK(sql::check_expression("\xff a 'b").value().offset <= 6);
  CHECK(sql::column_references("\xff").empty());
}

TEST_CASE("The columns of an expression are found at their places") {
  using Reference = sql::ColumnReference;
  CHECK(sql::column_references("price >= 0 AND b.\"Größe\" < lower(price)") ==
        std::vector<Reference>{{"", "price", 0}, {"b", "Größe", 15}, {"", "price", 35}});
  CHECK(sql::column_references("public.t.a = t.*") == std::vector<Reference>{{"public.t", "a", 0}});
  CHECK(sql::column_references("a IN (SELECT b FROM t WHERE c)") == std::vector<Reference>{{"", "a", 0}});
  CHECK(sql::column_references("'price' || current_user").empty());
  CHECK(sql::column_references("a b c").empty());
}

TEST_CASE("A tree has no places, and every constant") {
  CHECK(sql::canonical_tree("SELECT  a -- x") == sql::canonical_tree("select A"));
  CHECK(sql::canonical_tree("SELECT 1") != sql::canonical_tree("SELECT 2"));
  CHECK(sql::canonical_tree("SELECT 1; SELECT 2") == sql::canonical_tree("SELECT 1  ;\n\n SELECT 2;"));
  CHECK(sql::canonical_tree("  a.b") == sql::canonical_tree("a.b"));
  CHECK(sql::canonical_tree("  COMMENT ON TABLE t IS 'x'") == sql::canonical_tree("COMMENT ON TABLE t IS 'x'"));
  CHECK(sql::canonical_tree("VALUES (1)") == sql::canonical_tree("/* */ VALUES (1);"));
  CHECK(sql::canonical_tree("SELECT '\"location\":1'") != sql::canonical_tree("SELECT '\"location\":2'"));
  CHECK_FALSE(sql::canonical_tree("SELEC 1"));
}

TEST_CASE("Nesting without end is refused or parsed, and breaks nothing") {
  const auto nested = [](std::size_t depth) { return std::string(depth, '(') + "a" + std::string(depth, ')'); };
  CHECK_FALSE(sql::check_expression(nested(100)));
  CHECK(sql::check_expression(nested(20000)));
  std::string chain = "a";
  for (int i = 0; i < 16000; ++i) chain += "+1";
  CHECK_FALSE(sql::check_expression(chain));
  CHECK(sql::column_references(chain).size() == 1);
  CHECK(sql::check_expression(std::string(70000, 'a')));
}
