// What generated headers say of queries: their type, without what they can do. A file that begins a query includes
// <schemac/runtime/select.hpp>; one that only finds, inserts and updates pays nothing for it.
#pragma once

#include <schemac/runtime/query/tables.hpp>

namespace schemac::runtime {

namespace detail {
template <class Row>
struct WholeRows;
template <class Row>
class StatementRows;
class AssignmentList;
/// What `set` and `from_new` give, as opposed to a patch.
template <class T>
concept Spelled = requires(const T& item) {
  item.text();
};
/// What an upsert sets where the row is there.
template <class Row, class... Item>
AssignmentList set_in_upsert(const Item&... items);
}  // namespace detail

template <class Table, bool FromNew = false>
class Assignment;
class PlannedStatement;

template <class Table, class Read, class LeftJoined, class Res, class Outside>
class Query;

template <class Q, class Row, class... Loads>
class LoadingQuery;

/// A query over all rows of an entity.
template <class Row>
using RowQuery = Query<Row, Tables<Row>, Tables<>, detail::WholeRows<Row>, Tables<>>;

template <class Row, class Source>
class Stream;

/// The rows of a statement, one after another.
template <class Row>
using RowStream = Stream<Row, detail::StatementRows<Row>>;

}  // namespace schemac::runtime
