// The value of a `numeric` column, exact: the decimal digits as text, in PostgreSQL's own spelling. The scale is kept
// (`1.50` stays `1.50`), yet values compare as numbers, as they do in the database. Arithmetic is not here: it belongs
// to SQL, or to the decimal library of the application's choice.
#pragma once

#include <compare>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace schemac::runtime {

class Numeric {
 public:
  /// Zero, with scale 0.
  Numeric() : text_(1, '0') {}

  template <std::integral Whole>
  requires(!std::is_same_v<Whole, bool>) Numeric(Whole value)  // NOLINT: a whole number is a numeric
      : Numeric(Trusted{}, std::to_string(value)) {}
  template <std::floating_point Number>
  Numeric(Number) = delete;  // 9.99 is no exact number: say Numeric("9.99")

  /// @param text as `parse` takes it.
  /// @throws InvalidValue when `text` is no number.
  explicit Numeric(std::string_view text);
  explicit Numeric(const char* text) : Numeric(std::string_view(text)) {}

  /// Reads `-12.50`, `1e3`, `NaN`, `Infinity`, `-Infinity` (words in any case); nullopt for anything else, for
  /// surrounding blanks, and for what PostgreSQL's limits forbid (131072 digits before the point, 16383 after it:
  /// https://www.postgresql.org/docs/15/datatype-numeric.html).
  static std::optional<Numeric> parse(std::string_view text);

  static Numeric nan() { return Numeric(Trusted{}, "NaN"); }
  static Numeric infinity() { return Numeric(Trusted{}, "Infinity"); }
  static Numeric minus_infinity() { return Numeric(Trusted{}, "-Infinity"); }

  bool is_nan() const noexcept { return text_ == "NaN"; }
  bool is_infinite() const noexcept { return text_ == "Infinity" || text_ == "-Infinity"; }
  bool is_finite() const noexcept { return !is_nan() && !is_infinite(); }
  bool is_negative() const noexcept { return text_.front() == '-'; }

  /// Digits after the point; 0 for NaN and the infinities.
  int scale() const noexcept;

  /// The canonical text: no exponent, no leading zeros, no `-0`.
  const std::string& to_string() const noexcept { return text_; }

  /// The nearest double: what is exact here may not be there.
  double to_double() const;

  /// The value when it is a whole number within 64 bits, else nullopt.
  std::optional<std::int64_t> to_int64() const noexcept;

  /// PostgreSQL's order: by value, `1.0` equal to `1.00`, NaN equal to itself and above everything.
  friend std::weak_ordering operator<=>(const Numeric& left, const Numeric& right) noexcept;
  friend bool operator==(const Numeric& left, const Numeric& right) noexcept { return (left <=> right) == 0; }

  struct Trusted {};
  /// For the codec, which writes canonical text itself.
  Numeric(Trusted, std::string text) : text_(static_cast<std::string&&>(text)) {}

 private:
  std::string text_;
};

}  // namespace schemac::runtime
