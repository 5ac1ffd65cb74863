// What kind of value a column holds, and the rule that says which options may stand on which columns. The rule is a
// concept, so that an option in the wrong place is an error in the editor and names both.
#pragma once

namespace schemac {

/// The families of types; options are said to fit families, not single types.
enum class Family {
  boolean,
  integer,
  number,  ///< numeric, real, double precision
  text,
  uuid,
  date,
  time,
  timestamp,
  interval,
  plain,      ///< Sorts and compares, and has no options of its own: bytea, inet, money, bit …
  unordered,  ///< json, xml, points and shapes: cannot be a key, PostgreSQL has no order for them.
  enumeration,
  reference,
  custom,
};

namespace detail {

template <class A, class B>
inline constexpr bool same = false;
template <class A>
inline constexpr bool same<A, A> = true;

/// A call of one of these in a constant expression does not compile, and clang prints its name as the reason.
void minimum_is_greater_than_the_maximum();
void length_is_negative();
void precision_is_not_between_0_and_6();
void text_is_empty();

constexpr void not_empty(const char* text) {
  if (*text == 0) text_is_empty();
}

}  // namespace detail

/// A set of families, as bits: a test of one costs a compiler far less than a template for each option and type.
using Families = unsigned;
constexpr Families set_of(Family family) { return 1U << static_cast<unsigned>(family); }

/// An option that fits every column.
struct OnAnyColumn {
  static constexpr Families families = ~0U;
  static constexpr bool particular = false;
};

/// An option that fits the columns of some families. Where that is not all there is to say, it is `particular`, and its
/// `fits` says the rest.
template <Family... Some>
struct On {
  static constexpr Families families = (set_of(Some) | ...);
  static constexpr bool particular = false;
};

/// True where the option may stand in the braces of a column of that type.
template <class Option, class Type>
concept OptionOf = (Option::families & set_of(Type::family)) != 0 &&
                   (!Option::particular || Option::template fits<Type>);

}  // namespace schemac
