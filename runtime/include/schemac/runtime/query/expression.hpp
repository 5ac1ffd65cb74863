// What stands for a value in a query: a column, or what functions and operators make of columns. Its type says the C++
// type of the value, what PostgreSQL can do with it, whether it may be NULL and of which tables it speaks.
#pragma once

#include <schemac/runtime/query/comparison.hpp>
#include <schemac/runtime/query/kind_operators.hpp>
#include <schemac/runtime/query/order.hpp>
#include <schemac/runtime/query/relation.hpp>

namespace schemac::runtime {

namespace detail {

/// Everything that can be asked of an expression.
template <class Self, class T>
class Operators : public Comparisons<Self, T>, public KindOperators<Self, T> {
 public:
  using Type = T;

  /// In an `order_by`: from the least to the greatest, NULL last.
  typename OrderOn<typename T::Of>::Type asc() const { return order(" ASC"); }
  /// From the greatest to the least, NULL first.
  typename OrderOn<typename T::Of>::Type desc() const { return order(" DESC"); }

 private:
  typename OrderOn<typename T::Of>::Type order(Fragment direction) const {
    static_assert(is_comparable(T::kKind), "rows cannot be ordered by this: PostgreSQL has no order for its type");
    return typename OrderOn<typename T::Of>::Type(
        OrderText{static_cast<const Self&>(*this).text(), direction.sql(), {}, T::kNullable});
  }
};

}  // namespace detail

/// What functions and operators give. Made by them alone.
template <class V, Kind K, bool Nullable, class Set>
class Expression : public detail::Operators<Expression<V, K, Nullable, Set>, detail::Typed<V, K, Nullable, Set>> {
 public:
  using Of = Set;

  /// For the runtime: @param sql a function call, or in parentheses
  explicit Expression(SqlText sql, detail::Casts casts = {}) : sql_(std::move(sql)), casts_(casts) {}

  const SqlText& text() const noexcept { return sql_; }
  constexpr detail::Casts casts() const noexcept { return casts_; }

 private:
  SqlText sql_;
  detail::Casts casts_;
};

/// A column of a table. Generated headers have one for each, in a namespace of the entity's name: `booking::status`.
template <class Table, class V, Kind K, bool Nullable = false>
class Column : public detail::Operators<Column<Table, V, K, Nullable>, detail::Typed<V, K, Nullable, Tables<Table>>> {
 public:
  using Of = Tables<Table>;

  /// @param qualifier the table as a statement names it, @param name the column, both quoted where they must be
  constexpr Column(std::string_view qualifier, std::string_view name, detail::Casts casts = {}) noexcept
      : qualifier_(qualifier), name_(name), casts_(casts) {}

  SqlText text() const {
    SqlText sql;
    sql.add_column(qualifier_, name_);
    return sql;
  }
  constexpr std::string_view name() const noexcept { return name_; }
  constexpr detail::Casts casts() const noexcept { return casts_; }

 private:
  std::string_view qualifier_;
  std::string_view name_;
  detail::Casts casts_;
};

/// A column that no `set` takes: the database alone writes it (GENERATED ALWAYS), or every update does
/// (`optimistic_lock`, `touch`).
template <class Table, class V, Kind K, bool Nullable = false>
class ManagedColumn : public Column<Table, V, K, Nullable> {
 public:
  using Column<Table, V, K, Nullable>::Column;
};

/// A second name for a table, for a query that reads it twice: `constexpr auto other = as<Booking, "other">;` and then
/// `other[booking::during]`, `other[booking::user]`.
template <class Row, AliasName Name>
struct As {
  static constexpr AliasName kName = Name;
  template <class V, Kind K, bool Nullable>
  constexpr Column<As, V, K, Nullable> operator[](const Column<Row, V, K, Nullable>& column) const noexcept {
    return {kName.view(), column.name(), column.casts()};
  }
  template <class To, Arity A, std::size_t Index>
  constexpr Relation<As, To, A, Index> operator[](Relation<Row, To, A, Index>) const noexcept {
    return {};
  }
};
template <class Row, AliasName Name>
inline constexpr As<Row, Name> as{};

}  // namespace schemac::runtime
