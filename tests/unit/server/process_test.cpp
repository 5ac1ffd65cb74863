// Running programs: what they see of us, and what we see of them.
#include <catch2/catch.hpp>
#include <csignal>
#include <cstdlib>

#include "server/process.hpp"

using namespace schemac::server;

namespace {

Outcome shell(const std::string& script) { return run({{"/bin/sh", "-c", script}, std::nullopt}); }

}  // namespace

TEST_CASE("a program's output on both streams and its exit status come back") {
  const Outcome outcome = shell("echo out; echo err >&2; exit 3");
  CHECK(outcome.output == "out\nerr\n");
  CHECK(outcome.exit_code == 3);
}

TEST_CASE("a program that a signal ends has the exit status that a shell gives it") {
  CHECK(shell("kill -KILL $$").exit_code == 137);
}

TEST_CASE("an exit status comes back also when whoever runs us ignores the end of children") {
  ::signal(SIGCHLD, SIG_IGN);
  CHECK(shell("exit 3").exit_code == 3);
}

TEST_CASE("a program that cannot be executed says why") {
  const Outcome outcome = run({{"/nowhere/initdb"}, std::nullopt});
  CHECK(outcome.output == "cannot execute /nowhere/initdb: No such file or directory\n");
  CHECK(outcome.exit_code == 127);
}

TEST_CASE("a program gets no PG* variable, no locale and no zone of ours, and nothing to read") {
  ::setenv("PGPORT", "5433", 1);
  ::setenv("LANG", "de_DE.UTF-8", 1);
  ::setenv("TZ", "Asia/Tokyo", 1);
  CHECK(shell("echo \"$PGPORT|$LANG|$LC_ALL|$TZ|$PWD\"; cat").output == "||C|UTC|/\n");
  for (const char* name : {"PGPORT", "LANG", "TZ"}) ::unsetenv(name);
}

TEST_CASE("a program inherits no open file of ours") {
  const Outcome outcome =
      shell("exec 2>/dev/null; for fd in 3 4 5 6 7 8 9; do [ -e /proc/$$/fd/$fd ] && echo $fd; done; true");
  CHECK(outcome.output.empty());
}

TEST_CASE("the end of a log is its last lines, indented") {
  CHECK(last_lines("").empty());
  CHECK(last_lines("\n\n").empty());
  CHECK(last_lines("one") == "\n  one");
  CHECK(last_lines("one\ntwo\nthree\n", 2) == "\n  two\n  three");
  CHECK(last_lines("one\ntwo\nthree\n", 3) == "\n  one\n  two\n  three");
}
