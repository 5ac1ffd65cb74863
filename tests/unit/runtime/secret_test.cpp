// Passwords and keys: what verifies, what decrypts, and what does not.
#include <catch2/catch.hpp>
#include <schemac/runtime/error.hpp>
#include <schemac/runtime/key_ring.hpp>
#include <schemac/runtime/secret.hpp>
#include <set>

using namespace schemac::runtime;
using namespace std::string_literals;
using Catch::Contains;

namespace {

constexpr PasswordCost kCheap{1, 8192};

const SecretKey kOld = SecretKey::random();
const SecretKey kNew = SecretKey::random();
const SecretKey kLookup = SecretKey::random();

}  // namespace

TEST_CASE("a password verifies by its hash, and no other does", "[secret]") {
  for (const std::string& password : {"correct horse"s, ""s, "a\0b"s, std::string(5'000, 'x'), "pässwörd"s}) {
    const PasswordHash hash = PasswordHash::of(password, kCheap);
    CHECK(hash.verifies(password));
    CHECK_FALSE(hash.verifies(password + "x"));
    CHECK_FALSE(hash.verifies("a"));
    CHECK(PasswordHash(hash.stored()).verifies(password));
    CHECK_THAT(hash.stored(), Contains("$argon2id$v=19$"));
    if (password.size() > 3) CHECK_THAT(hash.stored(), !Contains(password));
    CHECK_FALSE(PasswordHash::of(password, kCheap) == hash);  // salted
  }
  CHECK_FALSE(PasswordHash().verifies(""));
  CHECK_FALSE(PasswordHash().verifies("nobody"));
  CHECK_FALSE(PasswordHash("no hash at all").verifies("no hash at all"));
}

TEST_CASE("a hash of another cost is told, and one that cannot be refused", "[secret]") {
  const PasswordHash hash = PasswordHash::of("x", kCheap);
  CHECK_FALSE(hash.needs_rehash(kCheap));
  CHECK(hash.needs_rehash());
  CHECK(PasswordHash("no hash").needs_rehash());
  CHECK_THROWS_AS(PasswordHash::of("x", {0, 8192}), UsageError);
  CHECK_THROWS_AS(PasswordHash::of("x", {1, 1}), UsageError);
}

TEST_CASE("what a key ring encrypts it decrypts, and never the same twice", "[secret]") {
  const KeyRing ring({{7, kNew}}, 7, kLookup);
  for (const std::string& text : {""s, "x"s, "a token"s, "a\0b"s, std::string(100'000, 'y')}) {
    const Ciphertext first = ring.encrypt(text);
    CHECK(ring.decrypt(first) == text);
    CHECK_FALSE(ring.encrypt(text) == first);
    CHECK(ring.lookup_of(text) == ring.lookup_of(text));
    CHECK_FALSE(ring.lookup_of(text) == ring.lookup_of(text + "z"));
  }
}

TEST_CASE("a ciphertext that was changed anywhere does not decrypt", "[secret]") {
  const KeyRing ring({{7, kNew}}, 7, kLookup);
  const Ciphertext made = ring.encrypt("a token");
  for (std::size_t at = 0; at < made.bytes.size(); ++at) {
    Ciphertext changed = made;
    changed.bytes[at] ^= std::byte{1};
    CHECK_THROWS_AS(ring.decrypt(changed), DecryptionFailure);
    Ciphertext cut = made;
    cut.bytes.resize(at);
    CHECK_THROWS_AS(ring.decrypt(cut), DecryptionFailure);
  }
  CHECK_THROWS_AS(ring.decrypt(Ciphertext{}), DecryptionFailure);
  CHECK_FALSE(ring.is_current(Ciphertext{}));
}

TEST_CASE("a ring with a new key reads what the old one wrote, until that is gone", "[secret]") {
  const Ciphertext old = KeyRing({{1, kOld}}, 1, kLookup).encrypt("a token");
  const KeyRing both({{1, kOld}, {2, kNew}}, 2, kLookup);
  CHECK_FALSE(both.is_current(old));
  const Ciphertext anew = both.encrypt(both.decrypt(old));
  CHECK(both.is_current(anew));
  const KeyRing later({{2, kNew}}, 2, kLookup);
  CHECK(later.decrypt(anew) == "a token");
  CHECK_THROWS_WITH(later.decrypt(old), Contains("no key 1"));
  CHECK_THROWS_AS(KeyRing({{1, kNew}}, 1, kLookup).decrypt(old), DecryptionFailure);
  CHECK_THROWS_AS(KeyRing({{1, kOld}}, 2, kLookup), UsageError);
  // The lookup key is one of its own.
  CHECK(later.lookup_of("a token") == both.lookup_of("a token"));
  CHECK_FALSE(KeyRing({{2, kNew}}, 2, kOld).lookup_of("a token") == later.lookup_of("a token"));
}

TEST_CASE("a key is kept as text and read again", "[secret]") {
  const SecretKey key = SecretKey::random();
  const std::string text = key.to_base64();
  const SecretKey again = SecretKey::parse(text).value();
  CHECK(again.to_base64() == text);
  CHECK(KeyRing({{1, again}}, 1, kLookup).decrypt(KeyRing({{1, key}}, 1, kLookup).encrypt("x")) == "x");
  for (const std::string& wrong : {""s, "x"s, text.substr(1), text + "AAAA", "!" + text.substr(1)})
    CHECK_FALSE(SecretKey::parse(wrong));
}
