// The value of a range column: empty, or two bounds, each of them open, closed or absent. What PostgreSQL sends is in
// its normal form (`[1,3]` of integers comes back as `[1,4)`); a range made here is normal only once it has been there.
#pragma once

#include <cstdint>
#include <optional>

namespace schemac::runtime {

/// Which bounds belong to a range. An absent bound never does.
enum class Bounds : std::uint8_t { open, closed, closed_open, open_closed };

namespace detail {
template <class T>
inline constexpr bool kIsEndThatMayLack = false;
template <class T>
inline constexpr bool kIsEndThatMayLack<std::optional<T>> = true;

/// What `{}` could mean as well, so that it means nothing.
enum class Braces : std::uint8_t {};
}  // namespace detail

template <class T>
class Range {
 public:
  /// The empty range.
  Range() = default;

  /// @param lower, upper `std::nullopt` for a side without end
  /// PostgreSQL refuses a lower bound above the upper one when the range reaches it (`DataException`).
  Range(T lower, T upper, Bounds bounds = Bounds::closed_open)
      : Range(Ends(), static_cast<T&&>(lower), static_cast<T&&>(upper), bounds) {}
  Range(T lower, std::nullopt_t, Bounds bounds = Bounds::closed_open)
      : Range(Ends(), static_cast<T&&>(lower), std::nullopt, bounds) {}
  Range(std::nullopt_t, T upper, Bounds bounds = Bounds::closed_open)
      : Range(Ends(), std::nullopt, static_cast<T&&>(upper), bounds) {}
  Range(std::nullopt_t, std::nullopt_t, Bounds bounds = Bounds::closed_open)
      : Range(Ends(), std::nullopt, std::nullopt, bounds) {}
  /// `{}` is no end to one, and a value to another: say `std::nullopt`.
  Range(detail::Braces, T, Bounds = Bounds::closed_open) = delete;
  Range(T, detail::Braces, Bounds = Bounds::closed_open) = delete;
  Range(detail::Braces, std::nullopt_t, Bounds = Bounds::closed_open) = delete;
  Range(std::nullopt_t, detail::Braces, Bounds = Bounds::closed_open) = delete;
  /// What did not parse would be a side without end.
  template <class Lower, class Upper>
  requires(detail::kIsEndThatMayLack<Lower> || detail::kIsEndThatMayLack<Upper>)
      Range(const Lower&, const Upper&, Bounds = Bounds::closed_open) {
    static_assert(!detail::kIsEndThatMayLack<Lower> && !detail::kIsEndThatMayLack<Upper>,
                  "the end of a range is a value: say `.value()`, or `between` where an empty optional is no end");
  }

  static Range empty() { return {}; }
  static Range everything() { return {std::nullopt, std::nullopt}; }
  /// @param lower, upper empty for a side without end
  static Range between(std::optional<T> lower, std::optional<T> upper, Bounds bounds = Bounds::closed_open) {
    return Range(Ends(), static_cast<std::optional<T>&&>(lower), static_cast<std::optional<T>&&>(upper), bounds);
  }

  bool is_empty() const noexcept { return empty_; }
  const std::optional<T>& lower() const noexcept { return lower_; }
  const std::optional<T>& upper() const noexcept { return upper_; }
  bool lower_inclusive() const noexcept { return lower_inclusive_; }
  bool upper_inclusive() const noexcept { return upper_inclusive_; }
  Bounds bounds() const noexcept {
    if (lower_inclusive_) return upper_inclusive_ ? Bounds::closed : Bounds::closed_open;
    return upper_inclusive_ ? Bounds::open_closed : Bounds::open;
  }

  bool contains(const T& value) const {
    if (empty_) return false;
    if (lower_ && (lower_inclusive_ ? value < *lower_ : !(*lower_ < value))) return false;
    return !upper_ || (upper_inclusive_ ? !(*upper_ < value) : value < *upper_);
  }

  friend bool operator==(const Range&, const Range&) = default;

 private:
  struct Ends {};
  Range(Ends, std::optional<T> lower, std::optional<T> upper, Bounds bounds)
      : lower_(static_cast<std::optional<T>&&>(lower)),
        upper_(static_cast<std::optional<T>&&>(upper)),
        empty_(false),
        lower_inclusive_(lower_.has_value() && (bounds == Bounds::closed || bounds == Bounds::closed_open)),
        upper_inclusive_(upper_.has_value() && (bounds == Bounds::closed || bounds == Bounds::open_closed)) {}

  std::optional<T> lower_;
  std::optional<T> upper_;
  bool empty_ = true;
  bool lower_inclusive_ = false;
  bool upper_inclusive_ = false;
};

}  // namespace schemac::runtime
