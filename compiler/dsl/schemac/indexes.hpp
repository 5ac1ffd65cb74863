// Indexes, and what indexes and constraints are made of: columns named by pointer to member, expressions, their order.
#pragma once

#include "columns.hpp"
#include "options.hpp"

namespace schemac {

namespace detail {
template <class T>
inline constexpr bool is_column_pointer = false;
template <class Type, class Entity>
inline constexpr bool is_column_pointer<Type Entity::*> = requires {
  Type::family;
};
}  // namespace detail

/// `&User::email`: a field that is a column. A relation (`HasMany` …) is none.
template <class T>
concept ColumnPointer = detail::is_column_pointer<T>;

/// `expression("lower(email)")`: SQL over the columns of the table.
struct Expression {};
constexpr Expression expression(const char* sql) {
  detail::not_empty(sql);
  return {};
}

/// A key with its order: what `asc`, `desc` and the others give.
struct Term {};

template <class T>
concept IndexKey = ColumnPointer<T> || detail::same<T, Expression> || detail::same<T, Term>;

template <IndexKey Key>
constexpr Term asc(Key) {
  return {};
}
template <IndexKey Key>
constexpr Term desc(Key) {
  return {};
}
template <IndexKey Key>
constexpr Term nulls_first(Key) {
  return {};
}
template <IndexKey Key>
constexpr Term nulls_last(Key) {
  return {};
}
/// `opclass(&User::email, "gin_trgm_ops")`.
template <IndexKey Key>
constexpr Term opclass(Key, const char* operator_class) {
  detail::not_empty(operator_class);
  return {};
}
/// `collate(&User::name, "C")`.
template <IndexKey Key>
constexpr Term collate(Key, const char* collation) {
  detail::not_empty(collation);
  return {};
}

/// The access methods. https://www.postgresql.org/docs/15/indexes-types.html
struct Method {};
inline constexpr Method btree, hash, gin, gist, spgist, brin;

/// One of the parts that stand in `Table{…}`.
struct Part {};

/// `index(&Booking::user, desc(&Booking::created_at)).where("…").named("…")`.
struct Index : Part {
  constexpr Index where(const char* predicate) const {
    detail::not_empty(predicate);
    return *this;
  }
  constexpr Index named(const char* name) const {
    detail::not_empty(name);
    return *this;
  }
  constexpr Index using_method(Method) const { return *this; }
  /// For an access method of an extension: `using_method("bloom")`.
  constexpr Index using_method(const char* name) const {
    detail::not_empty(name);
    return *this;
  }
  template <ColumnPointer... Columns>
  constexpr Index include(Columns...) const {
    return *this;
  }
  /// A storage parameter: `.with("fillfactor", 70)`.
  constexpr Index with(const char* parameter, long long) const {
    detail::not_empty(parameter);
    return *this;
  }
  constexpr Index with(const char* parameter, const char*) const {
    detail::not_empty(parameter);
    return *this;
  }
  /// Of a unique index: two NULLs are the same. PostgreSQL 15.
  constexpr Index nulls_not_distinct() const { return *this; }
};

template <IndexKey First, IndexKey... More>
constexpr Index index(First, More...) {
  return {};
}
/// A unique index; with `.where("…")` the way to say "unique among the rows that are not deleted".
template <IndexKey First, IndexKey... More>
constexpr Index unique_index(First, More...) {
  return {};
}

}  // namespace schemac
