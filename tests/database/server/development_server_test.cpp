// The server that stays: it outlives its starter, keeps its data, and is one however many ask for it.
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "server/development_server.hpp"
#include "server/error.hpp"
#include "server/postmaster.hpp"
#include "server/url.hpp"
#include "support/child.hpp"
#include "support/private_server.hpp"

using namespace schemac;
namespace fs = std::filesystem;

namespace {

// A project in a long folder with spaces, and its server stopped in the end.
class Project {
 public:
  Project() {
    fs::create_directories(temporary_.path() / std::string(120, 'x'));
    fs::permissions(temporary_.path() / std::string(120, 'x'), fs::perms(0755));
  }
  Project(const Project&) = delete;
  Project& operator=(const Project&) = delete;
  ~Project() { server::stop_development_server(state()); }

  fs::path state() const { return temporary_.path() / std::string(120, 'x') / ".schemac" / "server"; }
  const fs::path& folder() const { return temporary_.path(); }

 private:
  tests::TemporaryFolder temporary_;
};

}  // namespace

TEST_CASE("a development server outlives who started it and keeps its data over a stop") {
  const Project project;
  CHECK_FALSE(server::running_development_server(project.state()));
  tests::Child starter([&](const tests::Child::Say& say) {
    say(server::start_development_server(project.state()).url());
    return 0;
  });
  const std::string url = starter.hear();
  CHECK(starter.wait() == 0);

  const auto running = server::running_development_server(project.state());
  REQUIRE(running);
  CHECK(running->url() == url);
  tests::run_sql(url, "CREATE TABLE kept (x int)");
  CHECK(server::start_development_server(project.state()).url() == url);

  CHECK(server::stop_development_server(project.state()));
  CHECK_FALSE(server::running_development_server(project.state()));
  CHECK_FALSE(fs::exists(running->socket_folder));
  CHECK_FALSE(server::stop_development_server(project.state()));

  const auto again = server::start_development_server(project.state());
  CHECK(tests::run_sql(again.url(), "SELECT count(*) FROM kept") == "0\n");
}

TEST_CASE("two who start it at once get the same server") {
  const Project project;
  const auto start = [&](const tests::Child::Say& say) {
    say(server::start_development_server(project.state()).url());
    return 0;
  };
  tests::Child one(start);
  tests::Child two(start);
  const std::string url = one.hear();
  CHECK(two.hear() == url);
  CHECK(one.wait() == 0);
  CHECK(two.wait() == 0);
  CHECK(tests::run_sql(url, "SELECT 1") == "1\n");
}

TEST_CASE("after a kill it starts again with its data, also when another program has its process id") {
  const Project project;
  const auto first = server::start_development_server(project.state());
  tests::run_sql(first.url(), "CREATE TABLE kept (x int); INSERT INTO kept VALUES (1)");
  const auto postmaster = server::read_postmaster(first.data);
  ::kill(postmaster->pid, SIGKILL);
  CHECK(tests::eventually([&] { return !server::is_alive(*postmaster, first.data); }));
  CHECK_FALSE(server::running_development_server(project.state()));
  {
    std::ifstream former(first.data / "postmaster.pid");
    std::string pid;
    std::getline(former, pid);
    const std::string rest{std::istreambuf_iterator<char>(former), {}};
    std::ofstream(first.data / "postmaster.pid") << 1 << '\n' << rest;
  }
  const auto second = server::start_development_server(project.state());
  CHECK(tests::run_sql(second.url(), "SELECT count(*) FROM kept") == "1\n");
}

TEST_CASE("data of a major whose binaries are missing is named with the way out") {
  const Project project;
  fs::create_directories(project.state() / "data");
  std::ofstream(project.state() / "data" / "PG_VERSION") << "99\n";
  CHECK_THROWS_WITH(server::start_development_server(project.state()),
                    Catch::StartsWith("PostgreSQL 99 made the data in") && Catch::Contains("remove that folder"));
  fs::remove(project.state() / "data" / "PG_VERSION");
  CHECK_THROWS_WITH(server::start_development_server(project.state()), Catch::Contains("is no data directory"));
}

TEST_CASE("in a project that the server's account cannot enter, the data is where it can") {
  if (::geteuid() != 0) {
    WARN("skipped: only root hands a server to another user");
    return;
  }
  const Project project;
  fs::permissions(project.folder(), fs::perms(0700));
  const mode_t usual = ::umask(077);
  const auto server = server::start_development_server(project.state());
  ::umask(usual);
  CHECK(server.data.string().starts_with("/var/lib/schemac/"));
  tests::run_sql(server.url(), "CREATE TABLE kept ()");
  CHECK(server::running_development_server(project.state()));

  // who removes the state folder wants to begin anew
  fs::remove_all(project.state());
  const auto empty = server::start_development_server(project.state());
  CHECK(tests::run_sql(empty.url(), "SELECT count(*) FROM pg_class WHERE relname = 'kept'") == "0\n");
  CHECK(server::stop_development_server(project.state()));

  // a link that leads nowhere is as good as no data
  fs::remove_all(server.data.parent_path());
  const auto anew = server::start_development_server(project.state());
  CHECK(anew.data == server.data);
  CHECK(server::stop_development_server(project.state()));
  fs::remove_all(server.data.parent_path());
}
