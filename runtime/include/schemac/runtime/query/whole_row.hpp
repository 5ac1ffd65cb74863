// Whole rows of the tables that a query joins, beside each other or beside single values.
#pragma once

#include <schemac/runtime/query/entity.hpp>
#include <schemac/runtime/query/results.hpp>
#include <schemac/runtime/query/row_of.hpp>

namespace schemac::runtime {

namespace detail {

/// No expression: it can be selected, and nothing else be done with it.
template <class Table>
struct WholeRow {
  using Row = typename RowOf<Table>::Type;
  static constexpr std::string_view kQualifier = RowOf<Table>::kQualifier;
};
template <class Table>
struct SelectedType<WholeRow<Table>> {
  using Type = Typed<typename RowOf<Table>::Type, Kind::opaque, false, Tables<Table>>;
};

template <class T>
inline constexpr bool kIsWholeRow = false;
template <class Table>
inline constexpr bool kIsWholeRow<WholeRow<Table>> = true;

/// What `select` takes.
template <class T>
concept Selectable = AnExpression<T> || kIsWholeRow<T>;

// What of a row of the result an item is read from. Each reads from `column` on, and moves it behind what it has read;
// where that throws, it is the column at fault.
template <class V>
struct OneColumn {
  static void add_shapes(std::vector<const ColumnShape*>& columns) { columns.push_back(&Value<V>::shape()); }
  static V read(const Field* fields, std::size_t& column) {
    V value = Value<V>::read(fields, column);
    ++column;
    return value;
  }
};

template <class Row>
struct AllColumns {
  static void add_shapes(std::vector<const ColumnShape*>& columns) {
    const ResultShape& shape = EntityOf<Row>::shape();
    for (std::size_t index = 0; index < shape.count; ++index) columns.push_back(&shape.columns[index]);
  }
  static Row read(const Field* fields, std::size_t& column) {
    const std::size_t first = column;
    std::size_t within = 0;
    try {
      Row row = EntityOf<Row>::read(fields + first, within);
      column = first + EntityOf<Row>::shape().count;
      return row;
    } catch (...) {
      column = first + within;
      throw;
    }
  }
};
/// A left join may miss the row: then all of its columns are NULL, and no row of a table with a key is like that.
template <class Row>
struct AllColumns<std::optional<Row>> {
  static void add_shapes(std::vector<const ColumnShape*>& columns) { AllColumns<Row>::add_shapes(columns); }
  static std::optional<Row> read(const Field* fields, std::size_t& column) {
    const std::size_t end = column + EntityOf<Row>::shape().count;
    std::size_t there = column;
    while (there < end && fields[there].is_null()) ++there;
    if (there < end) return AllColumns<Row>::read(fields, column);
    column = end;
    return std::nullopt;
  }
};

/// Values and whole rows, as R.
template <class R, class... Item>
struct WideProjection {
  using Result = R;
  static R read(const Field* fields, std::size_t& column) {
    column = 0;
    if constexpr (sizeof...(Item) == 1 && (std::is_same_v<R, decltype(Item::read(fields, column))> && ...)) {
      return (Item::read(fields, column), ...);
    } else {
      return R{Item::read(fields, column)...};  // braces evaluate from left to right
    }
  }
  static const ResultShape& shape() {
    static const ResultShape& kept = [&]() -> const ResultShape& {
      std::vector<const ColumnShape*> columns;
      (Item::add_shapes(columns), ...);
      return keep_shape(columns.data(), columns.size());
    }();
    return kept;
  }
};

template <class E, class Outer>
using SelectedItem =
    std::conditional_t<kIsWholeRow<E>, AllColumns<SelectedValue<E, Outer>>, OneColumn<SelectedValue<E, Outer>>>;

/// How a selection is read: of values alone each from a place that is known when it is compiled.
template <class R, class Outer, class... E>
using ProjectionOf = std::conditional_t<(kIsWholeRow<E> || ...), WideProjection<R, SelectedItem<E, Outer>...>,
                                        Projection<R, SelectedValue<E, Outer>...>>;

}  // namespace detail

/// The whole row of a table, as something to select: `select(whole<Booking>, whole<User>)`. Of a table that a left join
/// may miss it is an optional; so is `whole<As<Booking, "other">>`.
template <class Table>
inline constexpr detail::WholeRow<Table> whole{};

}  // namespace schemac::runtime
