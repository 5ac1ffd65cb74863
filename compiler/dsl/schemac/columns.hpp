// The types of columns: one word for every type of PostgreSQL, arrays, ranges, enumerations, and a way to say any
// other type. A column is NOT NULL unless it stands in `Nullable<…>`.
#pragma once

#include "families.hpp"

namespace schemac {

/// The base of every column. `Self` is the word, so that messages name it; its braces take options that fit it.
template <class Self, class Family, bool IsNullable = false>
struct Column {
  using family_tag = Family;
  static constexpr bool nullable = IsNullable;

  template <OptionOf<Self>... Options>
  constexpr Column(Options...) {}
};

/// A word for a type: what may be `Nullable`, or an element of an `Array`.
template <class T>
concept ColumnType = requires {
  typename T::family_tag;
}
&&!T::nullable;
template <class T>
concept ElementType = ColumnType<T> && !detail::family_is<T, family::reference> && !requires {
  T::is_array;
};

#define SCHEMAC_COLUMN(Word, Family)    \
  struct Word : Column<Word, Family> {  \
    using Column<Word, Family>::Column; \
  }
#define SCHEMAC_COLUMN_OF_SIZE(Word, Family)           \
  struct Word : Column<Word<Size>, Family> {           \
    static_assert(Size > 0, "a length is at least 1"); \
    using Column<Word<Size>, Family>::Column;          \
  }

SCHEMAC_COLUMN(Boolean, family::boolean);
SCHEMAC_COLUMN(SmallInt, family::integer);
SCHEMAC_COLUMN(Integer, family::integer);
SCHEMAC_COLUMN(BigInt, family::integer);
SCHEMAC_COLUMN(Real, family::number);
SCHEMAC_COLUMN(DoublePrecision, family::number);
SCHEMAC_COLUMN(Money, family::plain);

/// `Numeric<>`, `Numeric<10>`, `Numeric<10, 2>`: precision, scale.
/// https://www.postgresql.org/docs/15/datatype-numeric.html#DATATYPE-NUMERIC-DECIMAL
template <int... PrecisionAndScale>
struct Numeric : Column<Numeric<PrecisionAndScale...>, family::number> {
  static_assert(sizeof...(PrecisionAndScale) <= 2, "a numeric has a precision and a scale");
  using Column<Numeric<PrecisionAndScale...>, family::number>::Column;
};

SCHEMAC_COLUMN(Text, family::text);
SCHEMAC_COLUMN(CiText, family::text);
template <int Size>
SCHEMAC_COLUMN_OF_SIZE(Varchar, family::text);
template <int Size>
SCHEMAC_COLUMN_OF_SIZE(Char, family::text);
template <int Size>
SCHEMAC_COLUMN_OF_SIZE(Bit, family::plain);
template <int Size>
SCHEMAC_COLUMN_OF_SIZE(VarBit, family::plain);

SCHEMAC_COLUMN(Bytea, family::plain);
SCHEMAC_COLUMN(Uuid, family::uuid);

SCHEMAC_COLUMN(Date, family::date);
SCHEMAC_COLUMN(Time, family::time);
SCHEMAC_COLUMN(TimeTz, family::time);
SCHEMAC_COLUMN(Timestamp, family::timestamp);
SCHEMAC_COLUMN(TimestampTz, family::timestamp);
SCHEMAC_COLUMN(Interval, family::interval);

SCHEMAC_COLUMN(Json, family::unordered);
SCHEMAC_COLUMN(Jsonb, family::plain);
SCHEMAC_COLUMN(Xml, family::unordered);

SCHEMAC_COLUMN(Inet, family::plain);
SCHEMAC_COLUMN(Cidr, family::plain);
SCHEMAC_COLUMN(MacAddr, family::plain);
SCHEMAC_COLUMN(MacAddr8, family::plain);

SCHEMAC_COLUMN(Point, family::unordered);
SCHEMAC_COLUMN(Line, family::unordered);
SCHEMAC_COLUMN(Lseg, family::unordered);
SCHEMAC_COLUMN(Box, family::unordered);
SCHEMAC_COLUMN(Path, family::unordered);
SCHEMAC_COLUMN(Polygon, family::unordered);
SCHEMAC_COLUMN(Circle, family::unordered);

SCHEMAC_COLUMN(TsVector, family::plain);
SCHEMAC_COLUMN(TsQuery, family::plain);
SCHEMAC_COLUMN(PgLsn, family::plain);
SCHEMAC_COLUMN(Oid, family::plain);

SCHEMAC_COLUMN(Int4Range, family::plain);
SCHEMAC_COLUMN(Int8Range, family::plain);
SCHEMAC_COLUMN(NumRange, family::plain);
SCHEMAC_COLUMN(DateRange, family::plain);
SCHEMAC_COLUMN(TsRange, family::plain);
SCHEMAC_COLUMN(TsTzRange, family::plain);
SCHEMAC_COLUMN(Int4MultiRange, family::plain);
SCHEMAC_COLUMN(Int8MultiRange, family::plain);
SCHEMAC_COLUMN(NumMultiRange, family::plain);
SCHEMAC_COLUMN(DateMultiRange, family::plain);
SCHEMAC_COLUMN(TsMultiRange, family::plain);
SCHEMAC_COLUMN(TsTzMultiRange, family::plain);

#undef SCHEMAC_COLUMN
#undef SCHEMAC_COLUMN_OF_SIZE

template <class T>
concept Enumeration = __is_enum(T);

/// `Enum<Role>`: an enum type of PostgreSQL, with the enumerators of `Role` as labels, in their order.
template <Enumeration E>
struct Enum : Column<Enum<E>, family::enumeration> {
  using enumeration = E;
  using Column<Enum<E>, family::enumeration>::Column;
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
struct Custom : Column<Custom<Name>, family::custom> {
  using Column<Custom<Name>, family::custom>::Column;
};

/// `Array<Text>`: of any word but a reference or another array (PostgreSQL's arrays know no depth).
template <ElementType Element>
struct Array : Column<Array<Element>, family::plain> {
  static constexpr bool is_array = true;
  using Column<Array<Element>, family::plain>::Column;
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
struct Nullable : Column<Nullable<Type>, typename Type::family_tag, true>, detail::Enumerators<Type> {
  using Column<Nullable<Type>, typename Type::family_tag, true>::Column;
};

}  // namespace schemac
