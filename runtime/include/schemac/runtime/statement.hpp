// SQL that stands in the program's text. A `Statement` is made of a string literal, at compile time only, so that no
// SQL of a run-time string can reach the calls that take one. Where a statement depends on which fields are set, it is
// put together by `Assembly`, which takes nothing but literals either, and kept by `Variants` (variants.hpp).
#pragma once

#include <cstddef>
#include <cstdint>
#include <schemac/runtime/fragment.hpp>
#include <string>
#include <string_view>

namespace schemac::runtime {

/// FNV-1a; the key of the statement cache, computed by the compiler for a literal.
constexpr std::uint64_t hash_of_sql(std::string_view sql, std::uint64_t hash = 0xcbf29ce484222325u) noexcept {
  for (const char character : sql) hash = (hash ^ static_cast<unsigned char>(character)) * 0x100000001b3u;
  return hash;
}

class Statement {
 public:
  template <std::size_t Size>
  consteval Statement(const char (&sql)[Size])  // NOLINT: a literal is a statement
      : sql_(sql, Size - 1), hash_(hash_of_sql(sql_)) {}

  constexpr std::string_view sql() const noexcept { return sql_; }
  constexpr std::uint64_t hash() const noexcept { return hash_; }

 private:
  friend class Assembly;
  friend class QueryText;
  Statement(std::string_view sql, std::uint64_t hash) noexcept : sql_(sql), hash_(hash) {}

  std::string_view sql_;
  std::uint64_t hash_;
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
  Statement statement() const& noexcept { return {sql_, hash_of_sql(sql_)}; }
  Statement statement() const&& = delete;

 private:
  std::string sql_;
  int placeholders_ = 0;
  bool separated_ = false;
};

}  // namespace schemac::runtime
