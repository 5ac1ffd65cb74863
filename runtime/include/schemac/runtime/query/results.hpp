// What a query's rows become: rows of the entity, single values, tuples or structs of a program's own.
#pragma once

#include <algorithm>
#include <cstdint>
#include <schemac/runtime/made_in_place.hpp>
#include <schemac/runtime/query/comparison.hpp>
#include <schemac/runtime/query/select_parts.hpp>
#include <tuple>
#include <utility>

namespace schemac::runtime {

struct ColumnShape;

namespace detail {

/// Rows of an entity, whole.
template <class Row>
struct WholeRows {
  using Result = Row;
  static Row read(const Field* fields, std::size_t& column) { return EntityOf<Row>::read(fields, column); }
  static const ResultShape& shape() { return EntityOf<Row>::shape(); }
};

/// A row whose columns stand behind `first` others.
template <class Row>
Row read_behind(const Field* fields, std::size_t first, std::size_t& column) {
  struct Shift {
    std::size_t& column;
    std::size_t by;
    ~Shift() { column += by; }
  };
  const Shift named_where_it_stands{column, first};
  return EntityOf<Row>::read(from_field(fields, first), column);
}

template <class V>
V read_at(const Field* fields, std::size_t index, std::size_t& column) {
  column = index;
  return Value<V>::read(fields, index);
}

/// The values of some expressions, as R.
template <class R, class... V>
struct Projection {
  using Result = R;
  static R read(const Field* fields, std::size_t& column) {
    return read(fields, column, std::index_sequence_for<V...>{});
  }
  static const ResultShape& shape() {
    static const ColumnShape* const columns[] = {&Value<V>::shape()...};
    static const ResultShape& kept = keep_shape(columns, sizeof...(V));
    return kept;
  }

 private:
  template <std::size_t... Index>
  static R read(const Field* fields, std::size_t& column, std::index_sequence<Index...>) {
    if constexpr (sizeof...(V) == 1 && (std::is_same_v<R, V> && ...)) {
      return (Value<V>::read(fields, column), ...);
    } else {
      // Braces evaluate from left to right, so `column` is the one at fault when a read throws.
      return R{read_at<V>(fields, Index, column)...};
    }
  }
};

/// Whether an expression is not NULL even where a left join misses its tables.
template <class E>
inline constexpr bool kCertain = requires {
  requires E::kCertain;
};

/// The type of what is selected.
template <class E>
struct SelectedType {
  using Type = typename E::Type;
};

/// What an expression gives in a query that reads `Outer` by left joins: what comes from there may be NULL.
template <class E, class Outer, class T = typename SelectedType<E>::Type>
using SelectedValue = std::conditional_t<T::kNullable || (kShare<typename T::Of, Outer> && !kCertain<E>),
                                         std::optional<typename T::Val>, typename T::Val>;

/// Whether a struct can be made of these values, and whether it has members behind them.
template <class R, class... V>
inline constexpr bool kIsMadeOf = requires {
  R{std::declval<V>()...};
};
template <class R, class... V>
inline constexpr bool kHasMoreThan = std::is_aggregate_v<R>&& requires {
  R{std::declval<V>()..., {}};
};

template <class... V>
struct PlainResult {
  using Type = std::tuple<V...>;
};
template <class V>
struct PlainResult<V> {
  using Type = V;
};

template <class R>
class Collected final : public RowSink {
 public:
  explicit Collected(std::vector<typename R::Result>& rows) : rows_(&rows) {}
  void expect(std::size_t rows) override { rows_->reserve(rows); }
  void row(const Field* fields, std::size_t& column) override {
    add_made(*rows_, [&] { return R::read(fields, column); });
  }

 private:
  std::vector<typename R::Result>* rows_;
};

/// Rows that come with their places in front of them, in any order.
template <class Row>
class PlacedRows final : public RowSink {
 public:
  void expect(std::size_t rows) override {
    rows_.reserve(rows);
    places_.reserve(rows);
  }
  void row(const Field* fields, std::size_t& column) override {
    places_.emplace_back(read_at<std::int64_t>(fields, 0, column), rows_.size());
    column = 0;
    add_made(rows_, [&] { return read_behind<Row>(fields, 1, column); });
  }
  std::vector<Row> in_order() && {
    std::sort(places_.begin(), places_.end());
    std::vector<Row> sorted;
    sorted.reserve(rows_.size());
    for (const auto& [place, row] : places_) sorted.push_back(std::move(rows_[row]));
    return sorted;
  }

 private:
  std::vector<Row> rows_;
  std::vector<std::pair<std::int64_t, std::size_t>> places_;
};

// What a result that is there already is read as.
template <class R>
std::vector<typename R::Result> read_every(const Result& result, std::string_view sql) {
  std::vector<typename R::Result> rows;
  Collected<R> sink(rows);
  read_rows(result, R::shape().count, sql, sink);
  return rows;
}
template <class R>
std::optional<typename R::Result> read_first(const Result& result, std::string_view sql) {
  std::vector<typename R::Result> rows = read_every<R>(result, sql);
  if (rows.empty()) return std::nullopt;
  return std::move(rows.front());
}
template <class R>
typename R::Result read_only(const Result& result, std::string_view sql) {
  std::vector<typename R::Result> rows = read_every<R>(result, sql);
  if (rows.size() != 1) throw_not_one_row(sql, rows.size());
  return std::move(rows.front());
}

}  // namespace detail
}  // namespace schemac::runtime
