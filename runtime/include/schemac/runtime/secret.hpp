// The values of columns marked `hashed` and `encrypted`: types of their own, so that a password or a token in plain
// text is not stored by mistake. What stands in them is made elsewhere; nothing here hashes or encrypts.
#pragma once

#include <schemac/runtime/bytes.hpp>
#include <string>

namespace schemac::runtime {

/// The stored form of a `hashed` column: what a password hash function gave (`$argon2id$v=19$…`), never the password.
struct PasswordHash {
  std::string text;

  friend bool operator==(const PasswordHash&, const PasswordHash&) = default;
};

/// The stored form of an `encrypted` column (`bytea`): what a cipher gave, with whatever it needs to be read again.
struct Ciphertext {
  Bytes bytes;

  friend bool operator==(const Ciphertext&, const Ciphertext&) = default;
};

}  // namespace schemac::runtime
