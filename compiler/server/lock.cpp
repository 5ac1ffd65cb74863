#include "server/lock.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "server/error.hpp"

namespace schemac::server {

std::optional<Lock> Lock::open(const std::filesystem::path& file, int operation) {
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (descriptor < 0) {
    throw ServerError(fmt::format("cannot open the lock file `{}`: {}", file.string(), std::strerror(errno)));
  }
  Lock lock(descriptor);
  while (::flock(descriptor, operation) != 0) {
    if (errno == EWOULDBLOCK) return std::nullopt;
    if (errno != EINTR) throw ServerError(fmt::format("cannot lock `{}`: {}", file.string(), std::strerror(errno)));
  }
  return lock;
}

Lock Lock::take(const std::filesystem::path& file) { return *open(file, LOCK_EX); }

std::optional<Lock> Lock::try_take(const std::filesystem::path& file) { return open(file, LOCK_EX | LOCK_NB); }

Lock::~Lock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace schemac::server
