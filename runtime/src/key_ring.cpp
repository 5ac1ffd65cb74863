// A ciphertext: the number of its form (1), the number of its key (4 bytes, big-endian), the nonce (24), and what the
// cipher made, tag included (16 bytes more than the text). The first five bytes are authenticated along.
#include "schemac/runtime/key_ring.hpp"

#include "schemac/runtime/codec.hpp"
#include "schemac/runtime/error.hpp"
#include "sodium.hpp"

namespace schemac::runtime {
namespace {

constexpr unsigned char kForm = 1;
constexpr std::size_t kHead = 5;
constexpr std::size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;
static_assert(crypto_aead_xchacha20poly1305_ietf_KEYBYTES == 32 && crypto_generichash_KEYBYTES == 32);

unsigned char* bytes_of(Bytes& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }
const unsigned char* bytes_of(const Bytes& bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }
const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

/// The number of the key; nothing where it is no ciphertext.
std::optional<std::uint32_t> key_of(const Bytes& bytes) noexcept {
  if (bytes.size() < kHead + kNonce + kTag || bytes.front() != std::byte{kForm}) return std::nullopt;
  return wire_format::load<std::uint32_t>(reinterpret_cast<const char*>(bytes.data()) + 1);
}

}  // namespace

SecretKey SecretKey::random() {
  detail::require_sodium();
  SecretKey key;
  randombytes_buf(key.bytes_.data(), key.bytes_.size());
  return key;
}

std::optional<SecretKey> SecretKey::parse(std::string_view base64) {
  detail::require_sodium();
  SecretKey key;
  std::size_t size = 0;
  const int read = sodium_base642bin(key.bytes_.data(), key.bytes_.size(), base64.data(), base64.size(), nullptr, &size,
                                     nullptr, sodium_base64_VARIANT_ORIGINAL);
  if (read != 0 || size != key.bytes_.size()) return std::nullopt;
  return key;
}

SecretKey::~SecretKey() { sodium_memzero(bytes_.data(), bytes_.size()); }

std::string SecretKey::to_base64() const {
  char text[sodium_base64_ENCODED_LEN(32, sodium_base64_VARIANT_ORIGINAL)];
  return sodium_bin2base64(text, sizeof text, bytes_.data(), bytes_.size(), sodium_base64_VARIANT_ORIGINAL);
}

KeyRing::KeyRing(std::map<std::uint32_t, SecretKey> keys, std::uint32_t current, const SecretKey& lookup)
    : keys_(std::move(keys)), current_(current), lookup_(lookup) {
  detail::require_sodium();
  if (!keys_.contains(current)) throw UsageError("the current key is none of those on the ring");
}

Ciphertext KeyRing::encrypt(std::string_view plain) const {
  Ciphertext made;
  made.bytes.resize(kHead + kNonce + plain.size() + kTag);
  unsigned char* const bytes = bytes_of(made.bytes);
  bytes[0] = kForm;
  const std::uint32_t number = wire_format::network_order(current_);
  std::memcpy(bytes + 1, &number, sizeof number);
  randombytes_buf(bytes + kHead, kNonce);
  crypto_aead_xchacha20poly1305_ietf_encrypt(bytes + kHead + kNonce, nullptr, bytes_of(plain), plain.size(), bytes,
                                             kHead, nullptr, bytes + kHead, keys_.at(current_).bytes_.data());
  return made;
}

std::string KeyRing::decrypt(const Ciphertext& ciphertext) const {
  const std::optional<std::uint32_t> number = key_of(ciphertext.bytes);
  if (!number) throw DecryptionFailure("what is to be decrypted is no ciphertext of a key ring");
  const auto key = keys_.find(*number);
  if (key == keys_.end())
    throw DecryptionFailure("the ring has no key " + std::to_string(*number) + ", by which this was encrypted");
  const unsigned char* const bytes = bytes_of(ciphertext.bytes);
  std::string plain(ciphertext.bytes.size() - kHead - kNonce - kTag, '\0');
  const int read = crypto_aead_xchacha20poly1305_ietf_decrypt(reinterpret_cast<unsigned char*>(plain.data()), nullptr,
                                                              nullptr, bytes + kHead + kNonce, plain.size() + kTag,
                                                              bytes, kHead, bytes + kHead, key->second.bytes_.data());
  if (read != 0)
    throw DecryptionFailure("the ciphertext was changed, or key " + std::to_string(*number) + " is another one");
  return plain;
}

bool KeyRing::is_current(const Ciphertext& ciphertext) const noexcept { return key_of(ciphertext.bytes) == current_; }

Bytes KeyRing::lookup_of(std::string_view plain) const {
  Bytes hash(crypto_generichash_BYTES);
  crypto_generichash(bytes_of(hash), hash.size(), bytes_of(plain), plain.size(), lookup_.bytes_.data(),
                     lookup_.bytes_.size());
  return hash;
}

}  // namespace schemac::runtime
