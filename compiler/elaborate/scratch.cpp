#include "elaborate/scratch.hpp"

#include <unistd.h>

#include <set>

#include <fmt/format.h>

#include "schemac/runtime/error.hpp"
#include "schemac/runtime/text_result.hpp"
#include "schemac/runtime/url.hpp"
#include "sql/quote.hpp"

namespace schemac::elaborate {

Scratch::Scratch(const server::Options& options)
    : private_(server::PrivateServer::start(options)),
      url_(private_->url()),
      admin_(std::make_unique<runtime::Connection>(url_)) {}

Scratch::Scratch(std::string url) : url_(std::move(url)), admin_(std::make_unique<runtime::Connection>(url_)) {}

Scratch::~Scratch() {
  if (private_) return;
  for (const std::string& name : created_) {
    try {
      admin_->execute_unchecked_sql(fmt::format("DROP DATABASE IF EXISTS {} WITH (FORCE)", sql::identifier(name)));
    } catch (const runtime::Error&) {
      // The server is gone, and with it our way to clean up: nothing more can be done from a destructor.
    }
  }
}

runtime::Connection Scratch::create_database(std::string_view hint) {
  std::string name;
  {
    const std::lock_guard lock(mutex_);
    name = fmt::format("schemac_{}_{}_{}", hint, ::getpid(), created_.size() + 1);
    admin_->execute_unchecked_sql(fmt::format("CREATE DATABASE {} TEMPLATE template0", sql::identifier(name)));
    created_.push_back(name);
  }
  runtime::Connection connection(runtime::with_database(url_, name));
  connection.execute_unchecked_sql("SET check_function_bodies = off; SET client_min_messages = warning");
  return connection;
}

runtime::Connection Scratch::another_session(const runtime::Connection& database) const {
  return runtime::Connection(runtime::with_database(url_, database.database()));
}

void Scratch::ensure_roles(const model::Schema& schema) { ensure_roles(model::roles_of(schema)); }

void Scratch::ensure_roles(std::set<std::string> wanted) {
  if (!private_ || wanted.empty()) return;
  const std::lock_guard lock(mutex_);
  for (const auto& row : admin_->query_unchecked_sql("SELECT rolname FROM pg_roles"))
    wanted.erase(std::string(row.text(0)));
  for (const std::string& role : wanted)
    admin_->execute_unchecked_sql(fmt::format("CREATE ROLE {} NOLOGIN", sql::identifier(role)));
}

}  // namespace schemac::elaborate
