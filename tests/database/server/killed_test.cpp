// Nothing of a server is left, whatever happens to its owner and to the process that looks after it.
#include <sys/types.h>
#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <optional>

#include "server/own_folder.hpp"
#include "server/postmaster.hpp"
#include "server/private_server.hpp"
#include "server/url.hpp"
#include "support/child.hpp"
#include "support/private_server.hpp"

using namespace schemac;
using tests::Child;
namespace fs = std::filesystem;

namespace {

server::Options below(const fs::path& base) {
  server::Options options;
  options.base = base;
  return options;
}

// Starts a server, says its folder and its guardian's id, and waits to be killed.
int own_server(const fs::path& base, const Child::Say& say) {
  const auto server = server::PrivateServer::start(below(base));
  say(server.folder().string());
  say(std::to_string(server.guardian().pid()));
  for (;;) ::pause();
}

bool is_gone(const server::Postmaster& postmaster, const fs::path& folder) {
  return !fs::exists(folder) && !server::is_alive(postmaster, folder / "data") && ::kill(postmaster.pid, 0) != 0;
}

}  // namespace

TEST_CASE("when its owner ends by a signal, whichever, the server ends and its folder is removed") {
  const int signal = GENERATE(SIGKILL, SIGINT, SIGTERM, SIGHUP, SIGSEGV);
  const tests::TemporaryFolder base;
  Child owner([&](const Child::Say& say) { return own_server(base.path(), say); });
  const fs::path folder = owner.hear();
  const auto postmaster = server::read_postmaster(folder / "data");
  REQUIRE(postmaster);
  CHECK(server::is_alive(*postmaster, folder / "data"));
  owner.kill(signal);
  CHECK(owner.wait() == -signal);
  CHECK(tests::eventually([&] { return is_gone(*postmaster, folder); }));
}

TEST_CASE("when its owner is killed before the server runs, the folder is removed") {
  const tests::TemporaryFolder base;
  Child owner([&](const Child::Say& say) {
    const auto binaries = server::find_binaries();
    auto folder = server::make_own_folder(base.path(), server::server_account());
    const fs::path path = folder.path();
    const server::Guardian guardian(std::move(folder), {{"/bin/false"}, std::nullopt});
    say(path.string());
    for (;;) ::pause();
    return 0;
  });
  const fs::path folder = owner.hear();
  CHECK(fs::exists(folder));
  owner.kill(SIGKILL);
  CHECK(tests::eventually([&] { return !fs::exists(folder); }));
}

TEST_CASE("when the guardian is killed, the owner cleans up itself") {
  fs::path folder;
  std::optional<server::Postmaster> postmaster;
  {
    const auto server = server::PrivateServer::start();
    folder = server.folder();
    postmaster = server::read_postmaster(folder / "data");
    ::kill(server.guardian().pid(), SIGKILL);
  }
  CHECK(tests::eventually([&] { return is_gone(*postmaster, folder); }));
}

TEST_CASE("when guardian and owner are killed, the next run stops the server and removes its folder") {
  const tests::TemporaryFolder base;
  Child owner([&](const Child::Say& say) { return own_server(base.path(), say); });
  const fs::path folder = owner.hear();
  const auto guardian = static_cast<pid_t>(std::stol(owner.hear()));
  const auto postmaster = server::read_postmaster(folder / "data");
  ::kill(guardian, SIGKILL);
  owner.kill(SIGKILL);
  owner.wait();
  CHECK(server::listens(folder));

  const auto next = server::PrivateServer::start(below(base.path()));
  CHECK(tests::eventually([&] { return is_gone(*postmaster, folder); }));
  CHECK(server::listens(next.folder()));
}

TEST_CASE("a folder whose server is long dead, and whose process id another program has now, is only removed") {
  const tests::TemporaryFolder base;
  fs::create_directories(base.path() / "s-former" / "data");
  std::ofstream(base.path() / "s-former" / "data" / "postmaster.pid")
      << ::getpid() << "\n/somewhere\n0\n5432\n/somewhere\n\n\nready\n";
  server::remove_leftovers(base.path());
  CHECK_FALSE(fs::exists(base.path() / "s-former"));
}

TEST_CASE("cleaning up leaves alone what lives, and what is not ours") {
  const tests::TemporaryFolder base;
  const auto server = server::PrivateServer::start(below(base.path()));
  fs::create_directory(base.path() / "d-0123456789abcdef");
  server::remove_leftovers(base.path());
  CHECK(server::listens(server.folder()));
  CHECK(fs::exists(base.path() / "d-0123456789abcdef"));
}

TEST_CASE("many runs at once, some of them killed, never remove each other's servers") {
  const tests::TemporaryFolder base;
  const auto come_and_go = [&](const Child::Say&) {
    for (int round = 0; round < 3; ++round) {
      const auto server = server::PrivateServer::start(below(base.path()));
      for (int look = 0; look < 5; ++look) {
        if (!server::listens(server.folder())) return 1;
        ::usleep(20'000);
      }
    }
    return 0;
  };
  Child one(come_and_go);
  Child two(come_and_go);
  for (int round = 0; round < 2; ++round) {
    Child killed([&](const Child::Say& say) { return own_server(base.path(), say); });
    killed.hear();
    ::kill(static_cast<pid_t>(std::stol(killed.hear())), SIGKILL);
  }
  CHECK(one.hear().empty());
  CHECK(two.hear().empty());
  CHECK(one.wait() == 0);
  CHECK(two.wait() == 0);
  server::remove_leftovers(base.path());
  CHECK(tests::eventually([&] {
    const auto entries = fs::directory_iterator(base.path());
    return std::all_of(begin(entries), end(entries),
                       [](const auto& entry) { return entry.path().filename() == "lock"; });
  }));
}
