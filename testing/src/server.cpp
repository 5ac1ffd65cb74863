#include "server.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <utility>
#include <vector>

#include "schemac/runtime/error.hpp"
#include "schemac/runtime/url.hpp"
#include "server/error.hpp"
#include "sql/quote.hpp"

namespace schemac::testing::detail {
namespace {

// Advisory locks of the database `postgres`: (kRunLock, run) is held as long as a process has databases on the server.
constexpr int kRunLock = 1'935'892'067;

std::mutex one_server;
ServerOptions options_of_this_process;
std::shared_ptr<Server> server_of_this_process;

/// What has failed, as a test's report shows it: the server's words, and what it hints at.
std::string said(const std::exception& error) {
  std::string text = error.what();
  const auto* refused = dynamic_cast<const runtime::Error*>(&error);
  if (refused != nullptr && !refused->detail().empty()) text += "\n  detail: " + refused->detail();
  if (refused != nullptr && !refused->hint().empty()) text += "\n  hint: " + refused->hint();
  return text;
}

}  // namespace

std::shared_ptr<Server> Server::of_this_process() {
  const std::lock_guard lock(one_server);
  if (!server_of_this_process || !server_of_this_process->is_ours()) {
    server_of_this_process.reset();
    try {
      server_of_this_process = std::make_shared<Server>(options_of_this_process);
    } catch (const server::ServerError& error) {
      throw SetupError(fmt::format("no PostgreSQL for tests: {}", error.what()));
    } catch (const runtime::Error& error) {
      throw SetupError(fmt::format("no PostgreSQL for tests: {}", said(error)));
    }
  }
  return server_of_this_process;
}

void Server::configure(const ServerOptions& options) {
  const std::lock_guard lock(one_server);
  if (server_of_this_process && server_of_this_process->is_ours())
    throw SetupError("use_server() comes too late: the server of this process runs already");
  options_of_this_process = options;
}

Server::Server(const ServerOptions& options) : owner_(::getpid()) {
  const char* named = std::getenv("SCHEMAC_TEST_URL");
  if (named != nullptr && *named != '\0') {
    url_ = named;
  } else {
    server::Options wanted;
    wanted.binaries = {options.binaries, options.major};
    private_.emplace(server::PrivateServer::start(wanted));
    url_ = private_->url();
  }
  connect();
  if (!private_) remove_leftovers();
}

void Server::connect() {
  session_.emplace(url("postgres"), runtime::ConnectionOptions{.application_name = "schemac testing"});
  if (run_ == 0) run_ = session_->backend_pid();
  session_->execute_unchecked_sql(fmt::format("SELECT pg_advisory_lock({}, {})", kRunLock, run_));
}

void Server::remove_leftovers() {
  const auto found = session_->query_unchecked_sql(
      "SELECT datname, split_part(datname, '_', 3) FROM pg_database WHERE datname ~ '^schemac_test_[0-9]+_[0-9]+$'");
  for (const runtime::TextRow row : found) {
    const std::string lock = fmt::format("({}, {})", kRunLock, row.text(1));
    const auto is_free = session_->query_unchecked_sql("SELECT pg_try_advisory_lock" + lock);
    if (is_free[0].text(0) != "t") continue;
    session_->execute_unchecked_sql(fmt::format("DROP DATABASE IF EXISTS {} WITH (FORCE)", row.text(0)));
    session_->execute_unchecked_sql("SELECT pg_advisory_unlock" + lock);
  }
}

bool Server::is_ours() const { return owner_ == ::getpid(); }

Server::~Server() {
  if (is_ours()) return;
  // To close a session says goodbye to the server, and this one is the parent's.
  // NOLINTNEXTLINE(bugprone-unhandled-exception-at-new): a child without memory may end
  static auto* const kept = new std::vector<runtime::Connection>;
  kept->push_back(std::move(*session_));
}

void Server::run(const std::string& sql) {
  try {
    session_->execute_unchecked_sql(sql);
  } catch (const runtime::ConnectionFailure&) {  // a test that ends all sessions ends this one as well
    connect();
    session_->execute_unchecked_sql(sql);
  }
}

std::string Server::url(std::string_view database) const { return runtime::with_database(url_, database); }

std::string Server::create(const Template& from) {
  const std::lock_guard lock(mutex_);
  try {
    const std::string& source = ensure(from);
    // Copying files is two thirds of the time of writing all pages to the log, where checkpoints cost nothing.
    // https://www.postgresql.org/docs/15/sql-createdatabase.html
    const bool copies_files = private_ && session_->server_version() >= 150000;
    const std::string name = fmt::format("schemac_test_{}_{}", run_, ++made_);
    run(fmt::format("CREATE DATABASE {} TEMPLATE {}{}", name, source, copies_files ? " STRATEGY = FILE_COPY" : ""));
    return name;
  } catch (const runtime::Error& error) {
    throw SetupError(fmt::format("cannot make a database for a test: {}", said(error)));
  }
}

void Server::drop(const std::string& database) noexcept {
  if (!is_ours()) return;
  const std::lock_guard lock(mutex_);
  try {
    run(fmt::format("DROP DATABASE IF EXISTS {} WITH (FORCE)", database));
  } catch (const std::exception&) {
    // The private server goes with us, and on another one the next run drops it.
  }
}

const std::string& Server::ensure(const Template& from) {
  const std::string name = from.database();
  if (const auto failed = failures_.find(name); failed != failures_.end()) throw SetupError(failed->second);
  if (const auto known = templates_.find(name); known != templates_.end()) return *known;
  // Processes that share a server make a template one at a time.
  const std::string key = fmt::format("hashtextextended('{}', 0)", name);
  run(fmt::format("SELECT pg_advisory_lock({})", key));
  try {
    const auto there = session_->query_unchecked_sql("SELECT FROM pg_database WHERE datname = $1", {name});
    if (there.empty()) build(from, name);
    run(fmt::format("SELECT pg_advisory_unlock({})", key));
  } catch (const std::exception& error) {
    if (dynamic_cast<const SetupError*>(&error) != nullptr) failures_[name] = error.what();
    run(fmt::format("SELECT pg_advisory_unlock({})", key));
    throw;
  }
  return *templates_.insert(name).first;
}

/// Under another name until it is whole, so that what a killed run has left is no template.
void Server::build(const Template& from, const std::string& name) {
  const std::string draft = name + "_draft";
  run(fmt::format("DROP DATABASE IF EXISTS {} WITH (FORCE)", draft));
  run(fmt::format("CREATE DATABASE {} TEMPLATE template0", draft));
  try {
    for (const Template::Step& step : from.steps()) carry_out(step, draft);
  } catch (const std::exception&) {
    run(fmt::format("DROP DATABASE IF EXISTS {} WITH (FORCE)", draft));
    throw;
  }
  run(fmt::format("ALTER DATABASE {} RENAME TO {}", draft, name));
  run(fmt::format("ALTER DATABASE {} ALLOW_CONNECTIONS false", name));  // a session would stand in the way of a copy
}

}  // namespace schemac::testing::detail
