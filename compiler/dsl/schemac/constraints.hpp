// Constraints: primary key, unique, check, exclusion, and foreign keys over several columns. The first three are
// options of a column and parts of a table alike.
#pragma once

#include "indexes.hpp"
#include "relations.hpp"

namespace schemac {

/// `Uuid id{primary_key}` on a column; `primary_key(&Seat::row, &Seat::number)` in a table.
struct PrimaryKey : Part {
  static constexpr Families families = ~set_of(Family::unordered);
  static constexpr bool particular = true;
  template <class Type>
  static constexpr bool fits = !Type::nullable;

  template <ColumnPointer First, ColumnPointer... More>
  constexpr PrimaryKey operator()(First, More...) const {
    return *this;
  }
  constexpr PrimaryKey named(const char* name) const {
    detail::not_empty(name);
    return *this;
  }
  template <ColumnPointer... Columns>
  constexpr PrimaryKey include(Columns...) const {
    return *this;
  }
};
inline constexpr PrimaryKey primary_key;

/// `Text email{unique}` on a column; `unique(&Room::building, &Room::number)` in a table.
struct Unique : Part {
  static constexpr Families families = ~set_of(Family::unordered);
  static constexpr bool particular = false;

  template <ColumnPointer First, ColumnPointer... More>
  constexpr Unique operator()(First, More...) const {
    return *this;
  }
  constexpr Unique named(const char* name) const {
    detail::not_empty(name);
    return *this;
  }
  template <ColumnPointer... Columns>
  constexpr Unique include(Columns...) const {
    return *this;
  }
  /// Two NULLs are the same. PostgreSQL 15.
  constexpr Unique nulls_not_distinct() const { return *this; }
  constexpr Unique deferrable() const { return *this; }
  constexpr Unique initially_deferred() const { return *this; }
};
inline constexpr Unique unique;

/// `check("not_negative", "price >= 0")`, `check("price >= 0")`: on a column or in a table. The constraint is called
/// `chk_<table>_<name>`; without a name, on a column `chk_<table>_<column>`.
struct Check : Part, OnAnyColumn {
  /// The whole name of the constraint.
  constexpr Check named(const char* name) const {
    detail::not_empty(name);
    return *this;
  }
};
constexpr Check check(const char* expression) {
  detail::not_empty(expression);
  return {};
}
constexpr Check check(const char* name, const char* expression) {
  detail::not_empty(name);
  detail::not_empty(expression);
  return {};
}

/// One element of an exclusion: `with(&Booking::during, "&&")`.
struct With {};
template <IndexKey Key>
constexpr With with(Key, const char* op) {
  detail::not_empty(op);
  return {};
}

template <class T>
concept ExclusionElement = detail::same<T, With>;

/// `exclude(gist, with(&Booking::user, "="), with(&Booking::during, "&&")).where("…")`: no two rows for which all the
/// operators are true.
struct Exclude : Part {
  constexpr Exclude where(const char* predicate) const {
    detail::not_empty(predicate);
    return *this;
  }
  constexpr Exclude named(const char* name) const {
    detail::not_empty(name);
    return *this;
  }
  template <ColumnPointer... Columns>
  constexpr Exclude include(Columns...) const {
    return *this;
  }
  constexpr Exclude deferrable() const { return *this; }
  constexpr Exclude initially_deferred() const { return *this; }
};
template <ExclusionElement First, ExclusionElement... More>
constexpr Exclude exclude(Method, First, More...) {
  return {};
}

/// `foreign_key(&Seat::venue, &Seat::hall).references(&Hall::venue, &Hall::number).on_delete(cascade)`.
struct ForeignKey : Part {
  template <ColumnPointer First, ColumnPointer... More>
  constexpr ForeignKey references(First, More...) const {
    return *this;
  }
  template <ReferentialAction Action>
  constexpr ForeignKey on_delete(Action) const {
    return *this;
  }
  /// `on_delete(set_null, &Seat::hall)`: these columns alone. PostgreSQL 15.
  template <ReferentialAction Action, ColumnPointer... Columns>
  constexpr ForeignKey on_delete(Action, Columns...) const {
    return *this;
  }
  template <ReferentialAction Action>
  constexpr ForeignKey on_update(Action) const {
    return *this;
  }
  constexpr ForeignKey named(const char* name) const {
    detail::not_empty(name);
    return *this;
  }
  constexpr ForeignKey match_full() const { return *this; }
  constexpr ForeignKey deferrable() const { return *this; }
  constexpr ForeignKey initially_deferred() const { return *this; }
};
template <ColumnPointer First, ColumnPointer... More>
constexpr ForeignKey foreign_key(First, More...) {
  return {};
}

}  // namespace schemac
