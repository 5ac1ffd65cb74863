#include "tls_watch.hpp"

#include <sys/socket.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <string_view>

namespace schemac::runtime::detail {
namespace {

/// Whether the server is there and speaks, or nothing has come yet. What is one letter E before TLS has begun is a
/// server that cannot start a session now, which has nothing to do with TLS.
bool is_there(int socket) {
  char first = 0;
  const ssize_t size = ::recv(socket, &first, 1, MSG_PEEK | MSG_DONTWAIT);
  if (size < 0) return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
  return size == 1 && first != 'E';
}

/// Whether that is the first that `names`, with commas between, has in it; where nothing is named there is only one.
bool is_first(const char* one, std::string_view names) {
  return one == nullptr || names.empty() || names.substr(0, names.find(',')) == one;
}

/// Whether libpq came no further than to the first host that it was to try.
bool is_at_first_host(PGconn* connection) {
  const std::unique_ptr<PQconninfoOption, void (*)(PQconninfoOption*)> options(PQconninfo(connection), PQconninfoFree);
  for (const PQconninfoOption* option = options.get(); option != nullptr && option->keyword != nullptr; ++option) {
    const std::string_view keyword = option->keyword, names = option->val != nullptr ? option->val : "";
    if (keyword == "host" && !is_first(PQhost(connection), names)) return false;
    if (keyword == "hostaddr" && !is_first(PQhostaddr(connection), names)) return false;
    if (keyword == "port" && !is_first(PQport(connection), names)) return false;
  }
  return true;
}

/// What a server refuses of TLS only when it has begun (a client's certificate), and what this side asks of it then.
bool speaks_of_tls(std::string_view message) {
  return message.find("SSL error") != std::string_view::npos ||
         message.find("channel binding") != std::string_view::npos;
}

}  // namespace

void TlsWatch::before_step(PGconn* connection) {
  const ConnStatusType status = PQstatus(connection);
  shakes_hands_ = status == CONNECTION_SSL_STARTUP && is_there(PQsocket(connection));
  logs_in_ = status == CONNECTION_AWAITING_RESPONSE;
  said_ = std::strlen(PQerrorMessage(connection));
}

void TlsWatch::after_step(PGconn* connection) {
  const std::string_view said = PQerrorMessage(connection);
  message_.clear();
  if (said.size() <= said_) return;
  // The line begins with the host, which was said when it was tried; what stands above is of others.
  const std::size_t above = said.substr(0, said_).rfind('\n');
  std::string message = first_line(said.data() + (above != std::string_view::npos ? above + 1 : 0));
  if (shakes_hands_ || (logs_in_ && speaks_of_tls(message))) message_ = std::move(message);
}

bool TlsWatch::is_to_blame(PGconn* connection) const {
  return !message_.empty() && !silent_ && is_at_first_host(connection);
}

}  // namespace schemac::runtime::detail
