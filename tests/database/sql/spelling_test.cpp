// Names, literals and casts: what this room knows by heart, held against the server.
#include <sstream>

#include "plan/casts.hpp"
#include "sql/quote.hpp"
#include "trial.hpp"

using namespace schemac;
using tests::Trial;

namespace {

std::vector<std::vector<std::string>> rows_of(const std::string& answer) {
  std::vector<std::vector<std::string>> rows;
  std::istringstream lines(answer);
  for (std::string line; std::getline(lines, line);) {
    auto& row = rows.emplace_back();
    std::istringstream fields(line);
    for (std::string field; std::getline(fields, field, '|');) row.push_back(field);
  }
  return rows;
}

}  // namespace

TEST_CASE("Every keyword is quoted as the server quotes it", "[server]") {
  const auto rows = rows_of(Trial("keywords").ask("SELECT word, quote_ident(word) FROM pg_get_keywords()"));
  CHECK(rows.size() > 400);
  for (const auto& row : rows) CHECK(sql::identifier(row.at(0)) == row.at(1));
}

TEST_CASE("Odd names are quoted as the server quotes them, and literals come back whole", "[server]") {
  const Trial trial("quotes");
  for (const std::string& text :
       {std::string("Users"), std::string("a b"), std::string("1a"), std::string("a1_"), std::string("été"),
        std::string("a$"), tests::kHostile, tests::kOdd, std::string("\\")}) {
    CHECK(trial.ask("SELECT quote_ident(" + sql::literal(text) + ")") == sql::identifier(text));
    for (const char* setting : {"on", "off"})
      CHECK(trial.ask(std::string("SET standard_conforming_strings = ") + setting + "; SELECT " + sql::literal(text)) ==
            text);
  }
}

TEST_CASE("The table of casts is the server's", "[server]") {
  const std::string types =
      "SELECT oid, format_type(oid, NULL) AS name FROM pg_type WHERE typnamespace = 'pg_catalog'::regnamespace AND "
      "typtype IN ('b', 'r', 'm') AND typelem = 0 AND typname !~ '^(reg|pg_|_)' AND typcategory <> 'S'";
  const auto rows = rows_of(Trial("casts").ask(
      "WITH t AS (" + types +
      ") SELECT s.name, t.name, CASE c.castcontext WHEN 'e' THEN 'explicit' WHEN 'a' THEN 'assignment' WHEN 'i' THEN "
      "'assignment' ELSE 'none' END FROM t s CROSS JOIN t LEFT JOIN pg_cast c ON castsource = s.oid AND casttarget = "
      "t.oid WHERE s.oid <> t.oid"));
  CHECK(rows.size() > 1000);
  for (const auto& row : rows) {
    const auto path = plan::cast_path(row.at(0), row.at(1));
    INFO(row.at(0) << " to " << row.at(1));
    CHECK((path == plan::CastPath::assignment      ? "assignment"
           : path == plan::CastPath::explicit_cast ? "explicit"
                                                   : "none") == row.at(2));
  }
}
