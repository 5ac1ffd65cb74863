// A lock is somebody's as long as one process that shares it lives.
#include <catch2/catch.hpp>
#include <csignal>

#include "server/error.hpp"
#include "server/lock.hpp"
#include "support/child.hpp"

#include <unistd.h>

using namespace schemac;

TEST_CASE("a lock is free once its holder was killed") {
  const tests::TemporaryFolder temporary;
  const auto file = temporary.path() / "lock";
  tests::Child holder([&](const tests::Child::Say& say) {
    const auto lock = server::Lock::take(file);
    say("held");
    ::pause();
    return 0;
  });
  REQUIRE(holder.hear() == "held");
  CHECK_FALSE(server::Lock::try_take(file));
  holder.kill(SIGKILL);
  CHECK(holder.wait() == -SIGKILL);
  CHECK(server::Lock::try_take(file));
}

TEST_CASE("a lock file that cannot be made is an error with its cause") {
  CHECK_THROWS_WITH(server::Lock::take("/nowhere/lock"),
                    "cannot open the lock file `/nowhere/lock`: No such file or directory");
}
