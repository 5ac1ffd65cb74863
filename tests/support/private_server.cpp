#include "support/private_server.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

#include "server/private_server.hpp"
#include "server/process.hpp"
#include "support/run_end.hpp"

namespace schemac::tests {
namespace {

const bool kEnvironmentIsClean = [] {
  std::vector<std::string> names;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    if (std::strncmp(*variable, "PG", 2) == 0) names.emplace_back(*variable, std::strcspn(*variable, "="));
  }
  for (const std::string& name : names) ::unsetenv(name.c_str());
  return true;
}();

/// The command that runs statements with psql.
std::vector<std::string> psql(const std::string& url) {
  static const std::string kProgram = (server::find_binaries().bin / "psql").string();
  return {kProgram, "-X", "-q", "-A", "-t", "-d", url};
}

class TestServer {
 public:
  TestServer() {
    const char* named = std::getenv("SCHEMAC_TEST_URL");
    if (named != nullptr && *named != '\0') {
      url_ = named;
      binaries_ = server::find_binaries();
    } else {
      private_.emplace(server::PrivateServer::start());
      url_ = private_->url();
      binaries_ = private_->binaries();
    }
  }
  TestServer(const TestServer&) = delete;
  TestServer& operator=(const TestServer&) = delete;
  ~TestServer() {
    if (private_) return;
    drop(ended_);
    drop(fresh_);
    drop(lasting_);
  }

  const std::string& url() const { return url_; }
  const server::Binaries& binaries() const { return binaries_; }

  enum class Life : std::uint8_t { test_case, program };
  std::string create(std::string_view hint, std::string_view original, Life life) {
    const std::lock_guard lock(mutex_);
    const std::string name = fmt::format("{}_{}_{}", hint.substr(0, 40), ::getpid(), ++created_);
    (life == Life::program ? lasting_ : fresh_).push_back(name);
    run_sql(url_, fmt::format("CREATE DATABASE \"{}\" TEMPLATE \"{}\"", name, original));
    return with_database(url_, name);
  }

  void drop_fresh() {
    constexpr std::size_t kAtOnce = 16;  // by one psql, and when their sessions have ended: a drop waits for them
    const std::lock_guard lock(mutex_);
    if (ended_.size() >= kAtOnce) drop(ended_);
    ended_.insert(ended_.end(), fresh_.begin(), fresh_.end());
    fresh_.clear();
  }

 private:
  void drop(std::vector<std::string>& databases) {
    if (databases.empty()) return;
    std::vector<std::string> command = psql(url_);
    for (const std::string& database : databases) {
      command.emplace_back("-c");
      command.push_back(fmt::format("DROP DATABASE IF EXISTS \"{}\" WITH (FORCE)", database));
    }
    databases.clear();
    server::run({command, std::nullopt});  // what cannot be dropped goes with the server
  }

  std::optional<server::PrivateServer> private_;
  std::string url_;
  server::Binaries binaries_;
  std::mutex mutex_;
  std::vector<std::string> fresh_;
  std::vector<std::string> ended_;
  std::vector<std::string> lasting_;
  std::size_t created_ = 0;
};

TestServer& test_server() {
  static TestServer server;
  // All databases that a program makes would take gigabytes of memory.
  static const bool drops = [] {
    run_ends().push_back([] { server.drop_fresh(); });
    return true;
  }();
  static_cast<void>(drops);
  return server;
}

/// Where the `/` before a URL's database is or would be, and where what follows that begins.
std::pair<std::size_t, std::size_t> database_in(const std::string& url) {
  const std::size_t host = url.find("://") + 3;
  const std::size_t query = std::min(url.find('?', host), url.size());
  return {std::min(url.find('/', host), query), query};
}

std::string database_of(const std::string& url) {
  const auto [slash, query] = database_in(url);
  return url.substr(slash + 1, query - slash - 1);
}

}  // namespace

std::string server_url() { return test_server().url(); }

const server::Binaries& server_binaries() { return test_server().binaries(); }

std::string fresh_database(std::string_view hint) {
  return test_server().create(hint, "template0", TestServer::Life::test_case);
}

std::string lasting_database(std::string_view hint) {
  return test_server().create(hint, "template0", TestServer::Life::program);
}

void drop_fresh_databases() { test_server().drop_fresh(); }

std::string copied_database(const std::string& url) {
  const std::string original = database_of(url);
  return test_server().create(original, original, TestServer::Life::test_case);
}

std::string with_database(const std::string& url, std::string_view database) {
  const auto [slash, query] = database_in(url);
  return fmt::format("{}/{}{}", url.substr(0, slash), database, url.substr(query));
}

std::string run_sql(const std::string& url, const std::string& sql) {
  std::vector<std::string> command = psql(url);
  command.insert(command.end(), {"-v", "ON_ERROR_STOP=1", "-c", sql});
  const auto outcome = server::run({command, std::nullopt});
  if (outcome.exit_code != 0) throw std::runtime_error(outcome.output);
  return outcome.output;
}

}  // namespace schemac::tests
