// Which tables an expression speaks of, as a list of types, so that a query refuses at compile time what speaks of a
// table that it does not read. A table is named by its row (`Booking`), or by an alias of it (`As<Booking, "other">`).
#pragma once

#include <cstddef>
#include <string_view>
#include <type_traits>

namespace schemac::runtime {

struct EntityInfo;
struct Field;
struct ResultShape;

namespace detail {
struct RelationKeys;
class AssignedValues;
}  // namespace detail

/// The patch of an entity of which nothing can be changed.
struct NoPatch {};

template <class... Table>
struct Tables {};

/// Specialised by generated headers for each row, with
///   static constexpr std::string_view kTable = "public.bookings";
///   static constexpr bool kSoftDelete = false;
///   static constexpr bool kHasRules = false;                             // whether there is `validate`
///   static void validate(const detail::AssignedValues& values);          // in the generated source
///   static const EntityInfo& info();                                     // in the generated source
///   static Booking read(const Field* fields, std::size_t& column);       // in the generated source
template <class Row>
struct EntityOf;

namespace detail {
/// Whether the generated header of the row is included, rather than one that only declares it.
template <class Row>
concept Included = requires {
  sizeof(EntityOf<Row>);
};
}  // namespace detail

/// A name of at most 62 bytes for a table that a query reads twice.
struct AliasName {
  char text[65]{};  // quoted
  std::size_t size = 0;
  template <std::size_t Size>
  consteval AliasName(const char (&name)[Size]) {  // NOLINT: a literal is a name
    static_assert(Size > 1 && Size <= 63, "an alias has 1 to 62 characters");
    text[size++] = '"';
    for (std::size_t i = 0; i + 1 < Size; ++i) {
      const bool fits = (name[i] >= 'a' && name[i] <= 'z') || name[i] == '_' || (name[i] >= '0' && name[i] <= '9');
      if (!fits) throw "an alias is spelled with a to z, 0 to 9 and _";
      text[size++] = name[i];
    }
    text[size++] = '"';
  }
  constexpr std::string_view view() const noexcept { return {text, size}; }
};

namespace detail {

/// Among the tables of an expression: elements of an array come from this one, so that no left join may miss it.
template <class Table>
struct ElementsOf {};

/// Among the tables of an expression: what is calculated over groups of rows, which are there once WHERE has chosen
/// them.
struct OverGroups {};

template <class Table, class Set>
inline constexpr bool kIn = false;
template <class Table, class... Others>
inline constexpr bool kIn<Table, Tables<Others...>> = (std::is_same_v<Table, Others> || ...);
template <class Table, class... Others>
inline constexpr bool kIn<ElementsOf<Table>, Tables<Others...>> = kIn<Table, Tables<Others...>>;
template <class... Others>
inline constexpr bool kIn<OverGroups, Tables<Others...>> = true;  // no table, so that no query lacks it

template <class Table, class Set>
inline constexpr bool kNamed = false;  // that very one
template <class Table, class... Others>
inline constexpr bool kNamed<Table, Tables<Others...>> = (std::is_same_v<Table, Others> || ...);

template <class Part, class Whole>
inline constexpr bool kWithin = false;
template <class... Table, class Whole>
inline constexpr bool kWithin<Tables<Table...>, Whole> = (kIn<Table, Whole> && ...);

template <class Left, class Right>
struct Join {
  using Type = Left;
};
template <class... Left, class First, class... Rest>
struct Join<Tables<Left...>, Tables<First, Rest...>> {
  using Type =
      typename Join<std::conditional_t<kNamed<First, Tables<Left...>>, Tables<Left...>, Tables<Left..., First>>,
                    Tables<Rest...>>::Type;
};
/// The tables of both.
template <class Left, class Right>
using Joined = typename Join<Left, Right>::Type;

template <class Set, class Known, class Left = Tables<>>
struct Without {
  using Type = Left;
};
template <class First, class... Rest, class Known, class... Left>
struct Without<Tables<First, Rest...>, Known, Tables<Left...>> {
  using Type = typename Without<Tables<Rest...>, Known,
                                std::conditional_t<kIn<First, Known>, Tables<Left...>, Tables<Left..., First>>>::Type;
};
/// The tables of `Set` that `Known` lacks.
template <class Set, class Known>
using Unknown = typename Without<Set, Known>::Type;

template <class Set, class Others>
inline constexpr bool kShare = false;
template <class... Table, class Others>
inline constexpr bool kShare<Tables<Table...>, Others> = ((kIn<Table, Others> && !std::is_same_v<Table, OverGroups>) ||
                                                          ...);

/// Whether there is an aggregate in what speaks of these tables.
template <class Set>
inline constexpr bool kAggregates = kNamed<OverGroups, Set>;

/// Whether elements of an array come from a table of `Others`.
template <class Set, class Others>
inline constexpr bool kHasElementsOf = false;
template <class... Table, class... Other>
inline constexpr bool kHasElementsOf<Tables<Table...>, Tables<Other...>> =
    (kNamed<ElementsOf<Other>, Tables<Table...>> || ...);

}  // namespace detail
}  // namespace schemac::runtime
