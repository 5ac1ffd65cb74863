// `--json` of every verb: each line of standard error is an object, and what goes to standard output is JSON.
#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>
#include <sstream>

#include "tool.hpp"

namespace schemac::tests {
namespace {

using nlohmann::json;

void check_messages(const std::string& err) {
  std::istringstream lines(err);
  for (std::string line; std::getline(lines, line);) {
    INFO(line);
    const json message = json::parse(line, nullptr, false);
    REQUIRE(message.is_object());
    CHECK(message.contains("message"));
    const std::string severity = message.value("severity", "");
    CHECK((severity == "error" || severity == "warning" || severity == "note"));
    if (severity != "note") CHECK(message.contains("code"));
  }
}

/// One value, or one a line.
void check_output(const std::string& out) {
  if (out.empty() || json::accept(out)) return;
  std::istringstream lines(out);
  for (std::string line; std::getline(lines, line);) {
    INFO(line);
    CHECK(json::accept(line));
  }
}

}  // namespace

TEST_CASE("every verb speaks JSON where it is asked to") {
  const Library library;
  const auto say = [&](int status, Words words) {
    words.insert(words.begin(), "--json");
    const Outcome outcome = library.run(words);
    INFO(Catch::rangeToString(words) << "\n" << outcome.out << outcome.err);
    CHECK(outcome.status == status);
    check_messages(outcome.err);
    check_output(outcome.out);
    return outcome;
  };
  say(0, {"diff", "--from", "empty"});
  say(0, {"explain", "--from", "empty"});
  say(4, {"generate", "--check"});
  say(0, {"generate"});
  say(0, {"generate"});
  say(1, {"init"});
  say(0, {"init", "other"});
  say(0, {"lint"});
  say(0, {"check"});
  say(0, {"migrate", "status"});
  say(0, {"migrate", "up", "--dry-run"});
  const Outcome up = say(0, {"migrate", "up"});
  CHECK_THAT(up.err, Catch::Contains(R"({"severity":"note","message":"applying 0001_initial"})"));
  say(0, {"migrate", "redo"});
  say(0, {"migrate", "verify"});
  say(0, {"db", "ping"});
  say(0, {"db", "push", "--dry-run"});
  say(0, {"db", "pull"});
  say(3, {"db", "drop"});
  say(1, {"db", "server", "--status"});
  say(0, {"migrate", "new", "rows"});
  say(0, {"migrate", "squash"});
  say(1, {"migrate", "squash"});
  say(0, {"migrate", "rebase"});
  say(0, {"migrate", "repair", "--no-database"});
  say(0, {"migrate", "embed", "--output", "embedded"});
  say(0, {"help", "migrate", "up"});
  say(0, {"help", "plain-json"});
  say(2, {"help", "nothing"});
}

}  // namespace schemac::tests
