// The value of a multirange column (PostgreSQL 14 on): ranges in order. PostgreSQL sorts, merges and drops empty ones;
// this type carries whatever it is given.
#pragma once

#include <schemac/runtime/range.hpp>
#include <vector>

namespace schemac::runtime {

template <class T>
struct Multirange {
  std::vector<Range<T>> ranges;

  friend bool operator==(const Multirange&, const Multirange&) = default;
};

}  // namespace schemac::runtime
