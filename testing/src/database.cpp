#include "schemac/testing/database.hpp"

#include <utility>

#include "server.hpp"

namespace schemac::testing {

void use_server(const ServerOptions& options) { detail::Server::configure(options); }

TestDatabase::TestDatabase(const Template& from)
    : server_(detail::Server::of_this_process()), name_(server_->create(from)), url_(server_->url(name_)) {}

TestDatabase::TestDatabase(TestDatabase&& other) noexcept
    : server_(std::move(other.server_)), name_(std::move(other.name_)), url_(std::move(other.url_)) {}

TestDatabase& TestDatabase::operator=(TestDatabase&& other) noexcept {
  std::swap(server_, other.server_);
  std::swap(name_, other.name_);
  std::swap(url_, other.url_);
  return *this;
}

TestDatabase::~TestDatabase() {
  if (server_) server_->drop(name_);
}

std::string TestDatabase::url_as(std::string_view role) const {
  std::string quoted;
  for (const char c : role) quoted += c == '\'' || c == '\\' ? std::string{'\\', c} : std::string(1, c);
  return url_ + " user='" + quoted + "'";  // of two users the last holds
}

}  // namespace schemac::testing
