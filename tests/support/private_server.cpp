#include "support/private_server.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <vector>

#include "server/private_server.hpp"
#include "server/process.hpp"

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
    for (const std::string& database : databases_) {
      try {
        run_sql(url_, fmt::format("DROP DATABASE IF EXISTS \"{}\" WITH (FORCE)", database));
      } catch (const std::runtime_error&) {  // the next one may succeed
      }
    }
  }

  const std::string& url() const { return url_; }
  const server::Binaries& binaries() const { return binaries_; }

  std::string fresh(std::string_view hint) {
    const std::lock_guard lock(mutex_);
    const std::string name = fmt::format("{}_{}_{}", hint.substr(0, 40), ::getpid(), databases_.size() + 1);
    databases_.push_back(name);
    run_sql(url_, fmt::format("CREATE DATABASE \"{}\" TEMPLATE template0", name));
    return with_database(url_, name);
  }

 private:
  std::optional<server::PrivateServer> private_;
  std::string url_;
  server::Binaries binaries_;
  std::mutex mutex_;
  std::vector<std::string> databases_;
};

TestServer& test_server() {
  static TestServer server;
  return server;
}

}  // namespace

std::string server_url() { return test_server().url(); }

const server::Binaries& server_binaries() { return test_server().binaries(); }

std::string fresh_database(std::string_view hint) { return test_server().fresh(hint); }

std::string with_database(const std::string& url, std::string_view database) {
  const std::size_t host = url.find("://") + 3;
  const std::size_t query = std::min(url.find('?', host), url.size());
  const std::size_t slash = std::min(url.find('/', host), query);
  return fmt::format("{}/{}{}", url.substr(0, slash), database, url.substr(query));
}

std::string run_sql(const std::string& url, const std::string& sql) {
  static const std::string psql = (server::find_binaries().bin / "psql").string();
  const auto outcome =
      server::run({{psql, "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", url, "-c", sql}, std::nullopt});
  if (outcome.exit_code != 0) throw std::runtime_error(outcome.output);
  return outcome.output;
}

}  // namespace schemac::tests
