// A relation between two entities, as generated headers name it: `booking::user`. Joins go along it, and rows can be
// loaded along it. Over which columns it goes, the generated source says.
#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace schemac::runtime {

enum class Arity : std::uint8_t {
  one,       ///< There is one, unless the reference may be NULL or what it refers to is gone softly.
  optional,  ///< There is one or none.
  many,
};

/// @tparam From an entity or an alias of it, @tparam Index of the relation among those of the entity
template <class From, class To, Arity Many, std::size_t Index>
struct Relation {
  using Source = From;
  using Target = To;
  static constexpr Arity kArity = Many;
  static constexpr std::size_t kIndex = Index;
};

namespace detail {

template <class Along, class... Loads>
inline constexpr int kTimesLoaded = (0 + ... + static_cast<int>(std::is_same_v<typename Loads::Along, Along>));
/// Whether these load different relations.
template <class... Loads>
inline constexpr bool kEachOnce = ((kTimesLoaded<typename Loads::Along, Loads...> == 1) && ...);

}  // namespace detail

}  // namespace schemac::runtime
