#include "server/url.hpp"

#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>

namespace schemac::server {
namespace {

// RFC 3986's unreserved characters and, as it is allowed in a query, the slash.
bool stands_for_itself(char letter) {
  constexpr std::string_view kPlain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
  return kPlain.find(letter) != std::string_view::npos;
}

std::string escaped(std::string_view text, bool keep_slash) {
  std::string result;
  for (const char letter : text) {
    if (stands_for_itself(letter) && (keep_slash || letter != '/')) {
      result += letter;
    } else {
      result += fmt::format("%{:02X}", static_cast<unsigned char>(letter));
    }
  }
  return result;
}

std::string socket_path(const std::filesystem::path& folder) {
  return (folder / fmt::format(".s.PGSQL.{}", kPort)).string();
}

constexpr std::size_t kLongestSocketPath = sizeof(sockaddr_un::sun_path) - 1;

}  // namespace

std::string socket_url(const std::filesystem::path& folder, std::string_view database) {
  return fmt::format("postgres:///{}?host={}&port={}&user={}", escaped(database, false), escaped(folder.string(), true),
                     kPort, kSuperuser);
}

std::optional<std::string> socket_obstacle(const std::filesystem::path& folder) {
  const std::size_t length = socket_path(folder).size();
  if (length > kLongestSocketPath) {
    return fmt::format("a socket in it has a path of {} bytes, and the system allows {}", length, kLongestSocketPath);
  }
  if (folder.string().find(',') != std::string::npos) return "clients take a comma for the end of a host";
  return std::nullopt;
}

bool listens(const std::filesystem::path& folder) {
  const std::string path = socket_path(folder);
  sockaddr_un address{};
  if (path.size() > kLongestSocketPath) return false;
  address.sun_family = AF_UNIX;
  std::copy(path.begin(), path.end(), address.sun_path);
  const int connection = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (connection < 0) return false;
  const bool answered = ::connect(connection, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  ::close(connection);
  return answered;
}

}  // namespace schemac::server
