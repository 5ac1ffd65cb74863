// SQL that stands in the program's text. A `Statement` is made of a string literal, at compile time only, so that no
// SQL of a run-time string can reach the calls that take one. Where a statement depends on which fields are set, it is
// put together by `Assembly`, which takes nothing but literals either, and kept by `Variants` (variants.hpp).
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <schemac/runtime/fragment.hpp>
#include <string>
#include <string_view>
#include <type_traits>

namespace schemac::runtime {

/// FNV-1a: the same in every release, for what is kept or shown.
/// http://www.isthe.com/chongo/tech/comp/fnv/index.html
constexpr std::uint64_t hash_of_sql(std::string_view sql, std::uint64_t hash = 0xcbf29ce484222325u) noexcept {
  for (const char character : sql) hash = (hash ^ static_cast<unsigned char>(character)) * 0x100000001b3u;
  return hash;
}

namespace detail {

/// Up to eight characters as one number, the first of them the lowest.
constexpr std::uint64_t word_of(const char* text, std::size_t size) noexcept {
  std::uint64_t word = 0;
  if (size == sizeof word && std::endian::native == std::endian::little && !std::is_constant_evaluated()) {
    std::memcpy(&word, text, sizeof word);
    return word;
  }
  for (std::size_t at = 0; at < size; ++at)
    word |= static_cast<std::uint64_t>(static_cast<unsigned char>(text[at])) << 8 * at;
  return word;
}

/// What hash tables go by: computed by the compiler for a literal, and eight characters at a time for a text
/// that is put together for each execution. For the memory of one process.
constexpr std::uint64_t text_key(std::string_view text) noexcept {
  std::uint64_t key = text.size();
  const auto mix = [&key](std::uint64_t word) {
    key = (key ^ word) * 0x9e3779b97f4a7c15u;
    key ^= key >> 32;
  };
  std::size_t at = 0;
  for (; at + 8 <= text.size(); at += 8) mix(word_of(text.data() + at, 8));
  mix(word_of(text.data() + at, text.size() - at));
  return key;
}

}  // namespace detail

class Statement {
 public:
  template <std::size_t Size>
  consteval Statement(const char (&sql)[Size])  // NOLINT: a literal is a statement
      : sql_(sql, Size - 1), key_(detail::text_key(sql_)) {}

  constexpr std::string_view sql() const noexcept { return sql_; }
  /// By which it is looked for; other statements may have it too.
  constexpr std::uint64_t key() const noexcept { return key_; }

 private:
  friend class Assembly;
  friend class QueryText;
  explicit Statement(std::string_view sql) noexcept : sql_(sql), key_(detail::text_key(sql)) {}

  std::string_view sql_;
  std::uint64_t key_;
};

/// SQL put together from literals, in as many forms as there are sets of fields that a program really uses; each form
/// is prepared once, like any statement.
class Assembly {
 public:
  Assembly(Fragment fragment) : sql_(fragment.sql()) {}  // NOLINT: a fragment begins a statement

  Assembly& add(Fragment fragment) {
    sql_.append(fragment.sql());
    return *this;
  }

  /// Writes the next placeholder: `$1`, `$2`, …
  Assembly& placeholder() {
    sql_.push_back('$');
    sql_.append(std::to_string(++placeholders_));
    return *this;
  }

  /// Writes the next placeholder where a value is given, and the word DEFAULT where none is.
  Assembly& placeholder_or_default(bool given) { return given ? placeholder() : add("DEFAULT"); }

  /// Writes `separator` from the second call on: for the commas of a list.
  Assembly& separate(Fragment separator) {
    if (separated_) sql_.append(separator.sql());
    separated_ = true;
    return *this;
  }

  /// Begins a list anew: the next `separate` writes nothing.
  Assembly& restart_list() {
    separated_ = false;
    return *this;
  }

  int placeholders() const noexcept { return placeholders_; }

  /// @return a view of this assembly; valid while it lives and is not added to.
  Statement statement() const& noexcept { return Statement(sql_); }
  Statement statement() const&& = delete;

 private:
  std::string sql_;
  int placeholders_ = 0;
  bool separated_ = false;
};

}  // namespace schemac::runtime
