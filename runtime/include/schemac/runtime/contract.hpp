// What generated code expects of a database: the tables it names, with what it needs to know of their columns, the keys
// and constraints that it maps, and the enumerations. `schemac_contract()` of a generation gives its own, made of
// constants; check_contract.hpp holds it against a database. Names are as in the catalog, without quotes.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace schemac::runtime {

struct ColumnContract {
  std::string_view name;
  std::string_view type;       ///< As statements spell it, without modifiers: `character varying`, `public.role`.
  std::string_view modifiers;  ///< What stands in its parentheses, without blanks: `10,2`; empty: nothing.
  bool nullable = false;       ///< Its values are read as optionals, and NULL may be sent.
  bool written = false;        ///< An INSERT can give it. What cannot, the database alone writes.
  bool left = false;           ///< An INSERT can leave it to the database.
};

enum class ConstraintKind : char {
  primary_key = 'p',
  unique = 'u',
  unique_index = 'i',  ///< One that is no constraint; PostgreSQL names it in a violation all the same.
  exclusion = 'x',
  foreign_key = 'f',
  check = 'c',
};

/// A name that a violation is told by. What the constraint says is not looked at.
struct ConstraintContract {
  ConstraintKind kind{};
  std::string_view name;
};

/// What an upsert tells a row by: without a unique index over these very columns PostgreSQL refuses the statement.
/// https://www.postgresql.org/docs/15/sql-insert.html#SQL-ON-CONFLICT
struct KeyContract {
  std::span<const std::string_view> columns;
  bool partial = false;  ///< It holds for some rows alone.
};

struct TableContract {
  std::string_view schema;
  std::string_view name;
  std::span<const ColumnContract> columns;
  std::span<const ConstraintContract> constraints;
  std::span<const KeyContract> keys;
};

struct EnumContract {
  std::string_view schema;
  std::string_view name;
  std::span<const std::string_view> labels;  ///< In their order.
};

struct Contract {
  std::span<const TableContract> tables;
  std::span<const EnumContract> enums;
};

namespace detail {

/// What stands in the parentheses of a type, without blanks: `10,2` of `numeric(10, 2)[]`; empty: nothing.
[[nodiscard]] std::string modifiers_of(std::string_view type);

}  // namespace detail

}  // namespace schemac::runtime
