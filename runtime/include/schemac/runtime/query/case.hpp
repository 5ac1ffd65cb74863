// `CASE WHEN … THEN … ELSE … END`: https://www.postgresql.org/docs/15/functions-conditional.html
//
//   bookings.query().select(case_when(booking::price > 100, "dear").when(booking::price > 10,
//   "fair").otherwise("cheap"))
#pragma once

#include <schemac/runtime/query/functions.hpp>
#include <string>
#include <string_view>

namespace schemac::runtime {

namespace detail {

/// What a result says of the type of all of them: an expression by itself, a value by its own type.
template <class R>
struct CaseResult {
  using Val = std::conditional_t<std::is_convertible_v<const R&, std::string_view>, std::string, std::decay_t<R>>;
  static constexpr Kind kKind = kKindOf<Val>;
  static constexpr bool kIsValue = true;
};
template <AnExpression R>
struct CaseResult<R> {
  using Val = typename R::Type::Val;
  static constexpr Kind kKind = R::Type::kKind;
  static constexpr bool kIsValue = false;
};

}  // namespace detail

/// A CASE that is not ended yet. Made by `case_when`.
/// @tparam Nullable whether a result may be NULL, @tparam Values whether all results are values
template <class V, Kind K, bool Nullable, bool Values, class Set>
class Case {
 public:
  Case(SqlText sql, detail::Casts casts) : sql_(std::move(sql)), casts_(casts) {}

  /// Where this holds and nothing before did.
  /// @param result of the same type: an expression or a value
  template <detail::Conditional C, class R>
  auto when(const C& condition, const R& result) const {
    SqlText sql(sql_);
    sql.add(" WHEN ").add(detail::to_condition(condition).text()).add(" THEN ");
    add(sql, result);
    using Of = detail::Joined<detail::Joined<Set, typename C::Of>, typename detail::Operand<R>::Of>;
    return Case < V, K, Nullable || detail::Operand<R>::kNullable, Values && detail::CaseResult<R>::kIsValue,
           Of > (std::move(sql), casts_);
  }
  /// Where nothing did.
  template <class R>
  auto otherwise(const R& result) const {
    SqlText sql(sql_);
    add(sql.add(" ELSE "), result);
    sql.add(" END)");
    using Of = detail::Joined<Set, typename detail::Operand<R>::Of>;
    if constexpr (Values && detail::CaseResult<R>::kIsValue)
      return Certain<V, K, Of>(std::move(sql), casts_);
    else
      return Expression < V, K, Nullable || detail::Operand<R>::kNullable, Of > (std::move(sql), casts_);
  }
  /// NULL where nothing did.
  auto or_null() const {
    SqlText sql(sql_);
    return Expression<V, K, true, Set>(std::move(sql.add(" END)")), casts_);
  }

 private:
  template <class R>
  void add(SqlText& sql, const R& result) const {
    static_assert(!detail::AnExpression<R> || std::is_same_v<typename detail::Operand<R>::Val, V>,
                  "the results of a CASE are of one type");
    detail::add_operand<V>(sql, result, casts_.value);
  }

  SqlText sql_;
  detail::Casts casts_;
};

/// The result where the condition holds; then others, and `otherwise`.
/// @param result an expression or a value. An enumerator alone does not say its type in the database, a column does.
template <detail::Conditional C, class R>
auto case_when(const C& condition, const R& result) {
  using First = detail::CaseResult<R>;
  static_assert(!First::kIsValue || First::kKind != Kind::enumeration,
                "an enumerator does not say its type in the database: begin with an expression of that type");
  detail::Casts casts{};
  if constexpr (!First::kIsValue) casts = result.casts();
  return Case<typename First::Val, First::kKind, false, true, Tables<>>(SqlText("(CASE"), casts)
      .when(condition, result);
}

}  // namespace schemac::runtime
