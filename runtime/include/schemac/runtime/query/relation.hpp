// A relation between two entities, as generated headers name it: `booking::user`. Joins go along it, and rows can be
// loaded along it. Over which columns it goes, the generated source says.
#pragma once

#include <cstddef>
#include <cstdint>

namespace schemac::runtime {

enum class Arity : std::uint8_t {
  one,       ///< There is one, unless the reference may be NULL or what it refers to is gone softly.
  optional,  ///< There is one or none.
  many,
};

/// @tparam Index of the relation among those of From
template <class From, class To, Arity Many, std::size_t Index>
struct Relation {
  using Source = From;
  using Target = To;
  static constexpr Arity kArity = Many;
  static constexpr std::size_t kIndex = Index;
};

}  // namespace schemac::runtime
