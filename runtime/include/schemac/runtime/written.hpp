// What a write does to a column, for rules that are about two columns at once.
#pragma once

#include <cstdint>
#include <schemac/runtime/change.hpp>
#include <schemac/runtime/codec/array.hpp>

namespace schemac::runtime {

enum class Written : std::uint8_t {
  no,          ///< It stays as it is.
  null,        ///< It becomes NULL.
  value,       ///< It becomes a value.
  calculated,  ///< It becomes what the database finds: an expression.
};

namespace detail {

/// What an INSERT does by a member of a new row: one that says nothing is NULL.
template <class Member>
Written inserted(const Member& member) noexcept {
  return Held<Member>::in(member) == nullptr ? Written::null : Written::value;
}

/// What an UPDATE does by a member of a patch.
template <class T>
Written changed(const Change<T>& member) noexcept {
  if (!member.is_set()) return Written::no;
  return Held<Change<T>>::in(member) == nullptr ? Written::null : Written::value;
}

}  // namespace detail
}  // namespace schemac::runtime
