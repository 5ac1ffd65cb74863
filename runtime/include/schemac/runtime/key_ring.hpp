// The keys of `encrypted` columns. Every ciphertext says by which key it was made, so that a ring with a new key still
// reads what older ones wrote, and rows can be encrypted anew one by one. The cipher is XChaCha20-Poly1305 of
// libsodium, which is authenticated: what somebody changed does not decrypt.
// https://doc.libsodium.org/secret-key_cryptography/aead/chacha20-poly1305/xchacha20-poly1305_construction
//
// A ciphertext is not bound to its row or column: who can write to the table can put one in another's place.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <schemac/runtime/secret.hpp>
#include <string>
#include <string_view>

namespace schemac::runtime {

/// 32 bytes that nobody else has; wiped when they go.
class SecretKey {
 public:
  static SecretKey random();
  /// @param base64 as `to_base64` writes it (RFC 4648, with padding). Nothing where it is no key.
  static std::optional<SecretKey> parse(std::string_view base64);

  SecretKey(const SecretKey&) = default;
  SecretKey& operator=(const SecretKey&) = default;
  ~SecretKey();

  /// For where keys are kept. Whoever sees it has the key.
  std::string to_base64() const;

 private:
  friend class KeyRing;
  SecretKey() = default;
  std::array<unsigned char, 32> bytes_{};
};

class KeyRing {
 public:
  /// @param keys by their numbers, which stand in the ciphertexts
  /// @param current the number of the one that encrypts
  /// @param lookup the key of blind indexes; with another one nothing is found any more until they are made anew
  /// @throws UsageError where there is no current key
  KeyRing(std::map<std::uint32_t, SecretKey> keys, std::uint32_t current, const SecretKey& lookup);

  /// Never the same twice, for the same text either.
  Ciphertext encrypt(std::string_view plain) const;
  /// @throws DecryptionFailure where the ring has no such key, or the ciphertext is not what was once made
  std::string decrypt(const Ciphertext& ciphertext) const;
  /// Whether the current key made it; else `encrypt(decrypt(…))` makes it anew.
  bool is_current(const Ciphertext& ciphertext) const noexcept;

  /// A keyed hash, the same for the same text: what a lookup column holds, and is found by. It tells which values are
  /// equal, and nothing else.
  Bytes lookup_of(std::string_view plain) const;

 private:
  std::map<std::uint32_t, SecretKey> keys_;
  std::uint32_t current_;
  SecretKey lookup_;
};

}  // namespace schemac::runtime
