// libsodium, made ready before its first use: https://doc.libsodium.org/usage
#pragma once

#include <sodium.h>

#include <stdexcept>

namespace schemac::runtime::detail {

/// Thread-safe.
inline void require_sodium() {
  static const int ready = sodium_init();
  if (ready < 0) throw std::runtime_error("libsodium cannot be used: the system gives no random numbers");
}

}  // namespace schemac::runtime::detail
