#include "database/plan/both_ways.hpp"

#include <functional>

#include <catch2/catch.hpp>

#include "catalog/read.hpp"
#include "diff/compare.hpp"
#include "elaborate/run.hpp"
#include "plan/online.hpp"
#include "plan/plan.hpp"
#include "schemac/runtime/connection.hpp"
#include "sql/script.hpp"
#include "support/private_server.hpp"

namespace schemac::tests {
namespace {

using Form = std::function<plan::Plan(const diff::Difference&)>;

struct Database {
  std::string url;
  runtime::Connection connection;
  explicit Database(const std::string& sql) : url(fresh_database("plan")), connection(url) {
    if (!sql.empty()) run_sql(url, sql);
  }
  model::Schema read() { return catalog::read(connection, {}).schema; }
};

std::string lines(const diff::Difference& difference) {
  std::string lines;
  for (const diff::Change& change : difference.changes) lines += diff::describe(change) + "\n";
  return lines;
}

/// psql ends each row with a line.
std::string answer_to(const std::string& url, const std::string& question) {
  std::string answer = run_sql(url, question.empty() ? "SELECT 1" : question);
  if (!answer.empty() && answer.back() == '\n') answer.pop_back();
  return answer;
}

void carry_out(Database& database, const plan::Plan& plan) {
  const sql::Script script = sql::script(plan);
  INFO(sql::write_psql(script));
  try {
    elaborate::run(database.connection, script);
  } catch (const elaborate::StatementFailed& failed) {
    FAIL(failed.what() << "\nin: " << failed.statement().text);
  }
}

}  // namespace

namespace {

std::string go(const Way& way, const Form& form) {
  Database database(way.before);
  const model::Schema before = database.read();
  const model::Schema after = Database(way.after).read();
  const diff::Difference difference = diff::compare(before, after, way.renames);
  const plan::Plan up = form(difference);
  const plan::Plan down = form(diff::inverse(difference));
  const std::string answer = answer_to(database.url, way.question);

  const std::string script = sql::write_psql(sql::script(up));
  carry_out(database, up);
  INFO(script);
  CHECK(lines(diff::compare(database.read(), after)) == "");
  if (!way.after_up.empty()) CHECK(answer_to(database.url, way.after_up) == way.answer);

  carry_out(database, down);
  CHECK(lines(diff::compare(database.read(), before)) == "");
  CHECK(answer_to(database.url, way.question) == answer);
  return script;
}

}  // namespace

std::string go_both_ways(const Way& way) {
  (void)go_both_ways_online(way);
  return go(way, &plan::make);
}

std::string go_both_ways_online(const Way& way) {
  return go(way,
            [](const diff::Difference& difference) { return plan::online(plan::make(difference), difference, "3s"); });
}

}  // namespace schemac::tests
