// Calls what the application wants to hear by. What it throws is dropped: what it is told of has happened, and must
// neither be undone nor be done twice because somebody could not write it down.
#pragma once

#include <utility>

namespace schemac::runtime::detail {

template <class Heard, class... Arguments>
void call_quietly(const Heard& heard, Arguments&&... arguments) noexcept {
  try {
    heard(std::forward<Arguments>(arguments)...);
  } catch (...) {
  }
}

}  // namespace schemac::runtime::detail
