// What makes a struct a table, and the parts of a table that are neither columns, indexes nor constraints.
#pragma once

#include "constraints.hpp"

namespace schemac {

/// The base that marks a table. Every other base is a mixin: it hands its columns on and has no table.
struct Entity {};

/// What a policy is for.
struct Command {};
inline constexpr Command all_commands, select, insert, update, delete_;

/// `policy("own_bookings").for_(select).to("app").using_("user_id = …").with_check("…")`. A policy turns row-level
/// security on. https://www.postgresql.org/docs/15/sql-createpolicy.html
struct Policy : Part {
  constexpr Policy for_(Command) const { return *this; }
  template <class... More>
  constexpr Policy to(const char* role, More... more) const {
    detail::not_empty(role);
    (detail::not_empty(more), ...);
    return *this;
  }
  constexpr Policy using_(const char* expression) const {
    detail::not_empty(expression);
    return *this;
  }
  constexpr Policy with_check(const char* expression) const {
    detail::not_empty(expression);
    return *this;
  }
  /// It takes away from what others allow, where the rest allow more.
  constexpr Policy restrictive() const { return *this; }
};
constexpr Policy policy(const char* name) {
  detail::not_empty(name);
  return {};
}

/// Words of a table that stand alone.
struct TableWord : Part {};
/// Row-level security without a policy: nobody but the owner sees a row.
inline constexpr TableWord row_security;
/// Row-level security holds for the owner of the table, too.
inline constexpr TableWord force_row_security;
/// Not written to the log: fast, and empty after a crash.
inline constexpr TableWord unlogged;

/// `table_name("people")`: the SQL name, where it is not the plural of the entity's.
constexpr TableWord table_name(const char* name) {
  detail::not_empty(name);
  return {};
}
/// `in_schema("billing")`: the PostgreSQL schema; it becomes one that schemac manages.
constexpr TableWord in_schema(const char* name) {
  detail::not_empty(name);
  return {};
}
/// `storage_parameter("fillfactor", 70)`.
constexpr TableWord storage_parameter(const char* name, long long) {
  detail::not_empty(name);
  return {};
}
constexpr TableWord storage_parameter(const char* name, const char* value) {
  detail::not_empty(name);
  detail::not_empty(value);
  return {};
}

namespace detail {
template <class T>
inline constexpr bool is_part = requires(const T* given, void (*take)(const Part*)) {
  take(given);
};
template <>
inline constexpr bool is_part<RenamedFrom> = true;
}  // namespace detail

/// What may stand in a table: `index(…)`, `unique(…)`, `policy(…)`, `table_name(…)` …
template <class T>
concept TablePart = detail::is_part<T>;

/// `static constexpr Table table{…}`, the last member of an entity, where its columns can be named.
template <class... Parts>
struct Table {
  constexpr Table(Parts...) requires(TablePart<Parts>&&...) {}
};

}  // namespace schemac
