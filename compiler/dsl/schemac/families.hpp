// What kind of value a column holds, and the rule that says which options may stand on which columns. The rule is a
// concept, so that an option in the wrong place is an error in the editor and names both.
#pragma once

namespace schemac {

/// The families of types; options are said to fit families, not single types.
namespace family {
struct boolean;
struct integer;
struct number;  // numeric, real, double precision
struct text;
struct uuid;
struct date;
struct time;
struct timestamp;
struct interval;
struct plain;      // sorts and compares, and has no options of its own: bytea, inet, money, bit, …
struct unordered;  // json, xml, points and shapes: cannot be a key, PostgreSQL has no order for them
struct enumeration;
struct reference;
struct custom;
}  // namespace family

namespace detail {

template <class A, class B>
inline constexpr bool same = false;
template <class A>
inline constexpr bool same<A, A> = true;

template <class Type, class... Families>
inline constexpr bool family_is = (same<typename Type::family_tag, Families> || ...);

/// A call of one of these in a constant expression does not compile, and clang prints its name as the reason.
void minimum_is_greater_than_maximum();
void length_is_negative();
void precision_is_not_between_0_and_6();
void text_is_empty();

constexpr void not_empty(const char* text) {
  if (*text == 0) text_is_empty();
}

}  // namespace detail

/// True where the option may stand in the braces of a column of that type.
template <class Option, class Type>
concept OptionOf = Option::template fits<Type>;

}  // namespace schemac
