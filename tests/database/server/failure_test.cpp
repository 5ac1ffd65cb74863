// What the world can do to a start, and what the user reads then. Nothing is left behind either.
#include <grp.h>
#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "server/cluster.hpp"
#include "server/error.hpp"
#include "server/own_folder.hpp"
#include "server/private_server.hpp"
#include "server/url.hpp"
#include "support/child.hpp"
#include "support/private_server.hpp"

using namespace schemac;
using Catch::Contains;
namespace fs = std::filesystem;

namespace {

void write_program(const fs::path& path, const std::string& script) {
  fs::create_directories(path.parent_path());
  std::ofstream(path) << "#!/bin/sh\n" << script << '\n';
  fs::permissions(path, fs::perms(0755));
}

// Binaries that are the real ones but for what a test replaces; servers and cache in a folder of the test's own.
class Workshop {
 public:
  Workshop() {
    const auto real = tests::server_binaries();
    for (const char* name : {"postgres", "initdb"}) {
      write_program(bin() / name, "exec '" + (real.bin / name).string() + "' \"$@\"");
    }
    ::setenv("XDG_CACHE_HOME", (temporary_.path() / "cache").c_str(), 1);
  }
  Workshop(const Workshop&) = delete;
  Workshop& operator=(const Workshop&) = delete;
  ~Workshop() { ::unsetenv("XDG_CACHE_HOME"); }

  fs::path bin() const { return temporary_.path() / "bin"; }
  fs::path base() const { return temporary_.path() / "base"; }
  fs::path cache() const { return temporary_.path() / "cache"; }
  server::Options options() const {
    server::Options options;
    options.binaries.bin = bin();
    options.base = base();
    return options;
  }
  bool base_is_empty() const {
    const auto entries = fs::directory_iterator(base());
    return std::all_of(begin(entries), end(entries),
                       [](const auto& entry) { return entry.path().filename() == "lock"; });
  }
  // Everything but --version, which the search for binaries asks.
  void replace_server(const std::string& script) const {
    write_program(bin() / "postgres", "[ \"$1\" = --version ] && exec '" +
                                          (tests::server_binaries().bin / "postgres").string() + "' \"$@\"\n" + script);
  }

 private:
  tests::TemporaryFolder temporary_;
};

void become_nobody() {
  const gid_t group = 65534;
  if (::setgroups(1, &group) != 0 || ::setgid(group) != 0 || ::setuid(65534) != 0) throw std::runtime_error("not root");
}

}  // namespace

TEST_CASE("when initdb fails, its last words are in the message, and nothing is left") {
  const Workshop workshop;
  write_program(workshop.bin() / "initdb",
                "echo 'initdb: error: could not write file: No space left on device' >&2; exit 1");
  CHECK_THROWS_WITH(server::PrivateServer::start(workshop.options()),
                    Contains("`initdb` of PostgreSQL") && Contains("failed with exit status 1") &&
                        Contains("\n  initdb: error: could not write file: No space left on device"));
  CHECK(workshop.base_is_empty());
}

TEST_CASE("when the server ends at once, the end of its log is in the message, and nothing is left") {
  const Workshop workshop;
  workshop.replace_server("echo 'FATAL:  could not create shared memory segment: No space left on device' >&2; exit 1");
  CHECK_THROWS_WITH(
      server::PrivateServer::start(workshop.options()),
      "PostgreSQL did not start\n  FATAL:  could not create shared memory segment: No space left on device");
  CHECK(workshop.base_is_empty());
}

TEST_CASE("when the server does not take connections in time, the message says so, and nothing is left") {
  const Workshop workshop;
  workshop.replace_server("echo 'LOG:  still recovering' >&2; exec sleep 1000");
  auto options = workshop.options();
  options.patience = std::chrono::seconds(1);
  CHECK_THROWS_WITH(server::PrivateServer::start(options),
                    "PostgreSQL takes no connections after 1 seconds\n  LOG:  still recovering");
  CHECK(workshop.base_is_empty());
}

TEST_CASE("a base folder that cannot be made, or cannot hold a socket, is refused with the reason") {
  const tests::TemporaryFolder temporary;
  std::ofstream(temporary.path() / "file") << "not a folder";
  server::Options options;
  options.base = temporary.path() / "file" / "base";
  CHECK_THROWS_WITH(server::PrivateServer::start(options),
                    Contains("cannot create the folder") && Contains("Not a directory") && Contains("TMPDIR"));
  options.base = temporary.path() / std::string(80, 'x');
  CHECK_THROWS_WITH(server::PrivateServer::start(options),
                    Contains("cannot hold private servers: a socket in it has a path of"));
  options.base = temporary.path() / "open to all";
  fs::create_directory(options.base);
  fs::permissions(options.base, fs::perms::all);
  CHECK_THROWS_WITH(server::PrivateServer::start(options), Contains("is not ours alone") && Contains("mode 777"));
}

TEST_CASE("a TMPDIR that is too long for a socket is passed over, one with a space is used") {
  const tests::TemporaryFolder temporary;
  const auto base = [] { return server::base_folder({}, server::server_account(), server::Lifetime::kLasting); };
  ::setenv("TMPDIR", temporary.path().c_str(), 1);
  CHECK(base().parent_path() == temporary.path());
  const fs::path deep = temporary.path() / std::string(100, 'x');
  fs::create_directory(deep);
  ::setenv("TMPDIR", deep.c_str(), 1);
  CHECK(base().parent_path() == "/tmp");
  CHECK(fs::is_empty(deep));
  ::unsetenv("TMPDIR");
}

TEST_CASE("a cache that is damaged or closed costs time and nothing else") {
  const Workshop workshop;
  const auto starts = [&] { return server::listens(server::PrivateServer::start(workshop.options()).folder()); };
  CHECK(starts());
  fs::path version_file;
  for (const auto& entry : fs::recursive_directory_iterator(workshop.cache())) {
    if (entry.path().filename() == "pg_control") version_file = entry.path();
  }
  REQUIRE_FALSE(version_file.empty());
  CHECK(starts());
  fs::resize_file(version_file, 0);  // what a power cut leaves
  CHECK(starts());
  CHECK(fs::file_size(version_file) > 0);
  fs::remove_all(workshop.cache());
  std::ofstream(workshop.cache()) << "no folder";
  CHECK(starts());
}

TEST_CASE("an ordinary user runs the server as themselves") {
  const bool is_root = ::geteuid() == 0;
  tests::TemporaryFolder temporary;
  if (is_root) fs::permissions(temporary.path(), fs::perms(01777));
  tests::Child child([&](const tests::Child::Say& say) {
    if (is_root) become_nobody();
    ::unsetenv("HOME");
    server::Options options;
    options.base = temporary.path() / "base";
    const auto server = server::PrivateServer::start(options);
    say(tests::run_sql(server.url(), "SELECT 'hello'"));
    return 0;
  });
  CHECK(child.hear() == "hello");
  CHECK(child.wait() == 0);
}

TEST_CASE("root hands the server to an account without privileges, and says when there is none") {
  if (::geteuid() != 0) {
    WARN("skipped: only root can hand a server to another user");
    return;
  }
  CHECK(server::server_account()->uid != 0);
  CHECK(server::server_account("nobody")->name == "nobody");
  CHECK_THROWS_WITH(server::server_account("no_such_user"),
                    Contains("there is no user `no_such_user` to run it instead") && Contains("hint:"));
  CHECK_THROWS_WITH(server::server_account("root"), Contains("the user `root` is root as well"));
  server::Options options;
  options.account = "nobody";
  const auto server = server::PrivateServer::start(options);
  CHECK(tests::run_sql(server.url(), "SELECT 1") == "1\n");
}

TEST_CASE("a base folder that the server's account cannot enter is refused with its name") {
  if (::geteuid() != 0) {
    WARN("skipped: only root hands a server to another user");
    return;
  }
  const tests::TemporaryFolder temporary;
  fs::permissions(temporary.path(), fs::perms(0700));
  server::Options options;
  options.base = temporary.path() / "base";
  CHECK_THROWS_WITH(server::PrivateServer::start(options), Contains("it is closed to the user `postgres`"));
}
