// Codecs of hashed and encrypted columns: as the text and the bytes that they are stored as.
#pragma once

#include <schemac/runtime/codec/bytes.hpp>
#include <schemac/runtime/codec/text.hpp>
#include <schemac/runtime/secret.hpp>

namespace schemac::runtime {

template <>
struct Codec<PasswordHash> : Codec<std::string> {
  static PasswordHash decode(Field field) { return PasswordHash(Codec<std::string>::decode(field)); }
  static void encode(Writer& writer, const PasswordHash& value) { Codec<std::string>::encode(writer, value.stored()); }
};

template <>
struct Codec<Ciphertext> : Codec<Bytes> {
  static Ciphertext decode(Field field) { return {Codec<Bytes>::decode(field)}; }
  static void encode(Writer& writer, const Ciphertext& value) { Codec<Bytes>::encode(writer, value.bytes); }
};

}  // namespace schemac::runtime
