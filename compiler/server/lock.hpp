// Says "somebody looks after this" across processes. flock and not a file with a process id: the kernel lets go of it
// whichever way its holder dies, ids are used again, and it holds between containers that share a folder.
#pragma once

#include <filesystem>
#include <optional>
#include <utility>

namespace schemac::server {

/// An exclusive lock on a file, which is created when missing. A child that is forked and does not execute shares it:
/// it is free only when every one of them has closed it.
class Lock {
 public:
  /// Waits until it has the lock. Throws ServerError when the file cannot be opened or locked.
  static Lock take(const std::filesystem::path& file);
  /// Nothing when somebody else holds it. Throws as `take` does.
  static std::optional<Lock> try_take(const std::filesystem::path& file);

  Lock(Lock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  Lock& operator=(Lock&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
  }
  ~Lock();

  int descriptor() const { return descriptor_; }

 private:
  explicit Lock(int descriptor) : descriptor_(descriptor) {}
  static std::optional<Lock> open(const std::filesystem::path& file, int operation);

  int descriptor_ = -1;
};

}  // namespace schemac::server
