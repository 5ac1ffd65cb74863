// The types of columns: one word for every type of PostgreSQL, arrays, ranges, enumerations, and a way to say any
// other type. A column is NOT NULL unless it stands in `Nullable<…>`.
#pragma once

#include "families.hpp"

namespace schemac {

/// What every column has: its family, and braces that take the options that fit it. A base class would say it once, at
/// twice the price of each template: a schema of a thousand entities has thousands of them.
#define SCHEMAC_COLUMN_MEMBERS(Word, Kind)       \
  static constexpr Family family = Family::Kind; \
  static constexpr bool nullable = false;        \
  template <OptionOf<Word>... Options>           \
  constexpr Word(Options...) {}                  \
  static_assert(true)

#define SCHEMAC_COLUMN(Word, Kind)      \
  struct Word {                         \
    SCHEMAC_COLUMN_MEMBERS(Word, Kind); \
  }
#define SCHEMAC_COLUMN_OF_SIZE(Word, Kind)             \
  template <int Size>                                  \
  struct Word {                                        \
    static_assert(Size > 0, "a length is at least 1"); \
    SCHEMAC_COLUMN_MEMBERS(Word, Kind);                \
  }

#define SCHEMAC_COLUMN_UP_TO_SIZE(Word, Kind)                             \
  template <int... Size>                                                  \
  struct Word {                                                           \
    static_assert(sizeof...(Size) <= 1, "it has one length or no limit"); \
    static_assert(((Size > 0) && ...), "a length is at least 1");         \
    SCHEMAC_COLUMN_MEMBERS(Word, Kind);                                   \
  }

/// A word for a type: what may be `Nullable`, or an element of an `Array`.
template <class T>
concept ColumnType = requires {
  T::family;
}
&&!T::nullable;
template <class T>
concept ElementType = ColumnType<T> && T::family != Family::reference && !requires {
  T::is_array;
};

SCHEMAC_COLUMN(Boolean, boolean);
SCHEMAC_COLUMN(SmallInt, integer);
SCHEMAC_COLUMN(Integer, integer);
SCHEMAC_COLUMN(BigInt, integer);
SCHEMAC_COLUMN(Real, number);
SCHEMAC_COLUMN(DoublePrecision, number);
SCHEMAC_COLUMN(Money, plain);

/// `Numeric<>`, `Numeric<10>`, `Numeric<10, 2>`: precision, scale.
/// https://www.postgresql.org/docs/15/datatype-numeric.html#DATATYPE-NUMERIC-DECIMAL
template <int... PrecisionAndScale>
struct Numeric {
  static_assert(sizeof...(PrecisionAndScale) <= 2, "a numeric has a precision and a scale");
  SCHEMAC_COLUMN_MEMBERS(Numeric, number);
};

SCHEMAC_COLUMN(Text, text);
SCHEMAC_COLUMN(CiText, text);
/// `Varchar<50>`, or `Varchar<>` without a limit; `VarBit` alike.
SCHEMAC_COLUMN_UP_TO_SIZE(Varchar, text);
SCHEMAC_COLUMN_OF_SIZE(Char, text);
SCHEMAC_COLUMN_OF_SIZE(Bit, plain);
SCHEMAC_COLUMN_UP_TO_SIZE(VarBit, plain);

SCHEMAC_COLUMN(Bytea, plain);
SCHEMAC_COLUMN(Uuid, uuid);

SCHEMAC_COLUMN(Date, date);
SCHEMAC_COLUMN(Time, time);
SCHEMAC_COLUMN(TimeTz, time);
SCHEMAC_COLUMN(Timestamp, timestamp);
SCHEMAC_COLUMN(TimestampTz, timestamp);
SCHEMAC_COLUMN(Interval, interval);

SCHEMAC_COLUMN(Json, unordered);
SCHEMAC_COLUMN(Jsonb, plain);
SCHEMAC_COLUMN(Xml, unordered);

SCHEMAC_COLUMN(Inet, plain);
SCHEMAC_COLUMN(Cidr, plain);
SCHEMAC_COLUMN(MacAddr, plain);
SCHEMAC_COLUMN(MacAddr8, plain);

SCHEMAC_COLUMN(Point, unordered);
SCHEMAC_COLUMN(Line, unordered);
SCHEMAC_COLUMN(Lseg, unordered);
SCHEMAC_COLUMN(Box, unordered);
SCHEMAC_COLUMN(Path, unordered);
SCHEMAC_COLUMN(Polygon, unordered);
SCHEMAC_COLUMN(Circle, unordered);

SCHEMAC_COLUMN(TsVector, plain);
SCHEMAC_COLUMN(TsQuery, plain);
SCHEMAC_COLUMN(PgLsn, plain);
SCHEMAC_COLUMN(Oid, plain);

SCHEMAC_COLUMN(Int4Range, plain);
SCHEMAC_COLUMN(Int8Range, plain);
SCHEMAC_COLUMN(NumRange, plain);
SCHEMAC_COLUMN(DateRange, plain);
SCHEMAC_COLUMN(TsRange, plain);
SCHEMAC_COLUMN(TsTzRange, plain);
SCHEMAC_COLUMN(Int4MultiRange, plain);
SCHEMAC_COLUMN(Int8MultiRange, plain);
SCHEMAC_COLUMN(NumMultiRange, plain);
SCHEMAC_COLUMN(DateMultiRange, plain);
SCHEMAC_COLUMN(TsMultiRange, plain);
SCHEMAC_COLUMN(TsTzMultiRange, plain);

#undef SCHEMAC_COLUMN
#undef SCHEMAC_COLUMN_OF_SIZE
#undef SCHEMAC_COLUMN_UP_TO_SIZE

template <class T>
concept Enumeration = __is_enum(T);

/// `Enum<Role>`: an enum type of PostgreSQL, with the enumerators of `Role` as labels, in their order.
template <Enumeration E>
struct Enum {
  using enumeration = E;
  SCHEMAC_COLUMN_MEMBERS(Enum, enumeration);
};

namespace detail {
/// A string as a template argument.
template <unsigned long Size>
struct Spelling {
  char text[Size];
  consteval Spelling(const char (&literal)[Size]) : text{} {
    for (unsigned long i = 0; i < Size; ++i) text[i] = literal[i];
  }
};
}  // namespace detail

/// `Custom<"geometry(Point,4326)">`: any other type, spelled as in SQL.
template <detail::Spelling Name>
struct Custom {
  SCHEMAC_COLUMN_MEMBERS(Custom, custom);
};

/// `Array<Text>`: of any word but a reference or another array (PostgreSQL's arrays know no depth).
template <ElementType Element>
struct Array {
  static constexpr bool is_array = true;
  SCHEMAC_COLUMN_MEMBERS(Array, plain);
};

namespace detail {
template <class Type>
struct Enumerators {};
template <class E>
struct Enumerators<Enum<E>> {
  using enumeration = E;
};
}  // namespace detail

/// `Nullable<Text>`: the column may be NULL.
template <ColumnType Type>
struct Nullable : detail::Enumerators<Type> {
  static constexpr Family family = Type::family;
  static constexpr bool nullable = true;
  template <OptionOf<Nullable>... Options>
  constexpr Nullable(Options...) {}
};

}  // namespace schemac
