// Where a query begins that no repository began, and what a query is as a part of another.
#pragma once

#include <schemac/runtime/query/query.hpp>

namespace schemac::runtime {

/// A query over all rows of an entity, or of an alias of it.
template <class Table>
using QueryOf = Query<Table, Tables<Table>, Tables<>, detail::WholeRows<typename detail::RowOf<Table>::Type>, Tables<>>;

/// Begins a query that has no executor yet: a subquery, or one for `on`. `from<Booking>()`,
/// `from<As<Booking, "other">>()`.
template <class Table>
QueryOf<Table> from() {
  detail::SelectParts parts;
  parts.entity = &EntityOf<typename detail::RowOf<Table>::Type>::info;
  parts.alias = detail::RowOf<Table>::kAlias;
  return QueryOf<Table>(std::move(parts));
}
template <class Table>
QueryOf<Table> from(Executor& executor) {
  return from<Table>().on(executor);
}

/// Holds where the query gives a row. Its conditions may speak of the tables of the query around it.
template <class Table, class Read, class Left, class Res, class Outer>
auto exists(const Query<Table, Read, Left, Res, Outer>& query) {
  SqlText sql("EXISTS ");
  sql.add_enclosed(query.subquery());
  return typename detail::ConditionOn<Outer>::Type(detail::ConditionText(std::move(sql), detail::Doubt::never));
}

}  // namespace schemac::runtime
