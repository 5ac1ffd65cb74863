// The row behind the name of a table in a query, and how its columns are qualified: `Booking`, or an alias of it.
#pragma once

#include <schemac/runtime/query/tables.hpp>

namespace schemac::runtime {

template <class Row, AliasName Name>
struct As;

namespace detail {

/// The row type behind the name of a table.
template <class Table>
struct RowOf {
  using Type = Table;
  static constexpr std::string_view kAlias{};
  static constexpr std::string_view kQualifier = EntityOf<Table>::kTable;
};
template <class Row, AliasName Name>
struct RowOf<As<Row, Name>> {
  using Type = Row;
  static constexpr std::string_view kAlias = As<Row, Name>::kName.view();
  static constexpr std::string_view kQualifier = kAlias;
};

}  // namespace detail

}  // namespace schemac::runtime
