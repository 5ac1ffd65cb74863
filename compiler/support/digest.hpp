// One sum over many values: strung together, each with what is needed to tell it from its neighbours, so that no two
// different sequences give the same bytes. Knows numbers, text and their collections; who has types of its own derives
// and adds an overload of `feed` for each.
#pragma once

#include <concepts>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "support/sha256.hpp"

namespace schemac {

/// @tparam Self the class that derives from this one, with `using Digest<Self>::feed;`
template <class Self>
class Digest {
 public:
  [[nodiscard]] std::string hexadecimal() const { return sha256(bytes_); }

  void feed(const std::string& text) {
    feed(text.size());
    bytes_ += text;
  }
  template <class Number>
  requires std::integral<Number> || std::is_enum_v<Number>
  void feed(Number number) {
    const auto wide = static_cast<std::uint64_t>(number);
    for (unsigned shift = 0; shift < 64; shift += 8) bytes_ += static_cast<char>(wide >> shift & 0xffu);
  }
  template <class T>
  void feed(const std::optional<T>& value) {
    feed(value.has_value());
    if (value) self().feed(*value);
  }
  template <class T>
  void feed(const std::vector<T>& values) {
    feed(values.size());
    for (const T& value : values) self().feed(value);
  }
  void feed(const std::map<std::string, std::string>& values) {
    feed(values.size());
    for (const auto& [key, value] : values) all(key, value);
  }
  template <class... Values>
  void all(const Values&... values) {
    (self().feed(values), ...);
  }

 private:
  Self& self() { return static_cast<Self&>(*this); }

  std::string bytes_;
};

}  // namespace schemac
