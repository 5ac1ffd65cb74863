// A piece of SQL that stands in the program's text: what statements and queries are put together from.
#pragma once

#include <cstddef>
#include <string_view>

namespace schemac::runtime {

/// A piece of SQL that stands in the program's text.
class Fragment {
 public:
  template <std::size_t Size>
  consteval Fragment(const char (&sql)[Size])  // NOLINT: a literal is a fragment
      : sql_(sql, Size - 1) {}
  constexpr std::string_view sql() const noexcept { return sql_; }

 private:
  std::string_view sql_;
};

}  // namespace schemac::runtime
