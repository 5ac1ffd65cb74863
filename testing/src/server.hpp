// The server that the databases of this process are on, a private one or the one that SCHEMAC_TEST_URL names, and the
// databases that are made there. Everything on it goes through one session, one thread at a time.
#pragma once

#include <sys/types.h>

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "schemac/runtime/connection.hpp"
#include "schemac/testing/database.hpp"
#include "server/private_server.hpp"

namespace schemac::testing::detail {

class Server {
 public:
  /// The one of this process, started when it is first asked for; a forked child does not have its parent's. Throws
  /// SetupError.
  static std::shared_ptr<Server> of_this_process();
  /// Throws SetupError when it was started already.
  static void configure(const ServerOptions& options);

  explicit Server(const ServerOptions& options);
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  ~Server();

  /// Makes a database of the template, and the template first where there is none; its name. Throws SetupError.
  std::string create(const Template& from);
  void drop(const std::string& database) noexcept;
  [[nodiscard]] std::string url(std::string_view database) const;

 private:
  void connect();
  void remove_leftovers();
  [[nodiscard]] bool is_ours() const;
  void run(const std::string& sql);
  const std::string& ensure(const Template& from);
  void build(const Template& from, const std::string& name);
  void carry_out(const Template::Step& step, const std::string& database);

  std::mutex mutex_;
  pid_t owner_;
  std::optional<server::PrivateServer> private_;
  std::string url_;
  std::optional<runtime::Connection> session_;  // goes before the server does
  int run_ = 0;                                 // tells our databases from those of other processes
  int made_ = 0;
  std::set<std::string> templates_;              // that are there
  std::map<std::string, std::string> failures_;  // of templates: what fails once fails for every test
};

}  // namespace schemac::testing::detail
