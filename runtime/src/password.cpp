#include <new>

#include "schemac/runtime/error.hpp"
#include "schemac/runtime/secret.hpp"
#include "sodium.hpp"

namespace schemac::runtime {
namespace {

bool verifies_by(const std::string& stored, std::string_view password) {
  return crypto_pwhash_str_verify(stored.c_str(), password.data(), password.size()) == 0;
}

/// A hash that costs as much as others to be held against.
const std::string& nobodys() {
  static const std::string hash = PasswordHash::of("nobody").stored();
  return hash;
}

}  // namespace

PasswordHash PasswordHash::of(std::string_view password, const PasswordCost& cost) {
  detail::require_sodium();
  if (cost.passes < crypto_pwhash_OPSLIMIT_MIN || cost.passes > crypto_pwhash_OPSLIMIT_MAX ||
      cost.memory < crypto_pwhash_MEMLIMIT_MIN || cost.memory > crypto_pwhash_MEMLIMIT_MAX)
    throw UsageError("a password hash cannot be made at this cost: it has at least one pass and 8 kB");
  char hash[crypto_pwhash_STRBYTES];
  const int made = crypto_pwhash_str_alg(hash, password.data(), password.size(), cost.passes, cost.memory,
                                         crypto_pwhash_ALG_ARGON2ID13);
  if (made != 0) throw std::bad_alloc();
  return PasswordHash(hash);
}

bool PasswordHash::verifies(std::string_view password) const {
  detail::require_sodium();
  const bool verified = verifies_by(stored_.empty() ? nobodys() : stored_, password);
  return verified && !stored_.empty();
}

bool PasswordHash::needs_rehash(const PasswordCost& cost) const {
  detail::require_sodium();
  return crypto_pwhash_str_needs_rehash(stored_.c_str(), cost.passes, cost.memory) != 0;
}

}  // namespace schemac::runtime
