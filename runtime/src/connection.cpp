#include "schemac/runtime/connection.hpp"

#include "wire.hpp"

namespace schemac::runtime {

Connection::Connection(const std::string& url, const ConnectionOptions& options)
    : owned_(std::make_unique<detail::Wire>(url, options)) {
  wire_ = owned_.get();
}

Connection::Connection(std::unique_ptr<detail::Wire> wire) noexcept : owned_(std::move(wire)) { wire_ = owned_.get(); }

Connection::Connection(Connection&& other) noexcept : owned_(std::move(other.owned_)) {
  wire_ = owned_.get();
  other.wire_ = nullptr;
}

Connection& Connection::operator=(Connection&& other) noexcept {
  owned_ = std::move(other.owned_);
  wire_ = owned_.get();
  if (this != &other) other.wire_ = nullptr;
  return *this;
}

Connection::~Connection() = default;

void Connection::close() noexcept {
  if (owned_ != nullptr) owned_->close();
}

bool Connection::is_open() const noexcept { return owned_ != nullptr && owned_->is_open(); }

int Connection::server_version() const { return PQserverVersion(wire().raw()); }
int Connection::backend_pid() const { return PQbackendPID(wire().raw()); }
std::string Connection::database() const { return PQdb(wire().raw()); }
std::string Connection::user() const { return PQuser(wire().raw()); }

void Connection::cancel() noexcept {
  if (owned_ != nullptr) owned_->cancel();
}

void Connection::on_notice(std::function<void(const Notice&)> handler) {
  wire().raw();
  wire().notice_handler = std::move(handler);
}

}  // namespace schemac::runtime
