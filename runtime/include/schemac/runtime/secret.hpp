// The values of columns marked `hashed` and `encrypted`: types of their own, so that a password or a token in plain
// text is not stored by mistake, and what is stored is neither printed nor taken for the secret itself. A password is
// hashed and verified here (Argon2id of libsodium); what encrypts is a key ring (key_ring.hpp).
#pragma once

#include <cstddef>
#include <schemac/runtime/bytes.hpp>
#include <string>
#include <string_view>

namespace schemac::runtime {

/// What a hash costs whoever makes one: an application once a log-in, an attacker once a guess.
/// https://doc.libsodium.org/password_hashing/default_phf
struct PasswordCost {
  unsigned long long passes = 2;
  std::size_t memory = 64 * 1024 * 1024;  ///< In bytes; taken each time, so mind how many log in at once.
};

/// The stored form of a `hashed` column, `$argon2id$v=19$…`, with its own salt: never the password.
class PasswordHash {
 public:
  /// No password verifies by it.
  PasswordHash() = default;
  /// @param stored what the column holds, or a hash that was made elsewhere; not a password
  explicit PasswordHash(std::string stored) : stored_(static_cast<std::string&&>(stored)) {}

  /// Argon2id. Takes tens of milliseconds on purpose.
  /// @throws UsageError where libsodium knows no such cost, std::bad_alloc where there is not so much memory
  static PasswordHash of(std::string_view password, const PasswordCost& cost = {});

  /// Whether this is the password's. Takes as long where it is not, and where this is empty: for somebody who is not
  /// there verify by a `PasswordHash{}`, so that an answer's time does not tell who is.
  bool verifies(std::string_view password) const;
  /// Whether it was made at another cost, or by another function, and is better made again when its password is there.
  bool needs_rehash(const PasswordCost& cost = {}) const;

  /// As the column has it.
  const std::string& stored() const noexcept { return stored_; }

  friend bool operator==(const PasswordHash&, const PasswordHash&) = default;

 private:
  std::string stored_;
};

/// The stored form of an `encrypted` column (`bytea`): what a KeyRing made, with whatever it needs to be read again.
struct Ciphertext {
  Bytes bytes;

  friend bool operator==(const Ciphertext&, const Ciphertext&) = default;
};

}  // namespace schemac::runtime
