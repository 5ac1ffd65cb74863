// What rows must fulfil. Conditions of columns are put together by `&&`, `||` and `!`, as values: a filter that a
// request asks for is a condition that grows. They hold or they do not, as in C++: a comparison with NULL does not
// hold, so its `!` does, where SQL alone would say "unknown" to both.
#pragma once

#include <schemac/runtime/query/sql_text.hpp>
#include <schemac/runtime/query/tables.hpp>
#include <utility>
#include <vector>

namespace schemac::runtime {

template <class... Table>
class Condition;

namespace detail {

template <class Set>
struct ConditionOn;
template <class... Table>
struct ConditionOn<Tables<Table...>> {
  using Type = Condition<Table...>;
};

/// Whether SQL may find a condition neither true nor false, as it does where an operand is NULL.
enum class Doubt : unsigned char {
  never,
  where_missing,  ///< Where a left join misses a table that it speaks of, alone.
  maybe,
};
/// Of a condition over operands of which one may be NULL, or none.
constexpr Doubt doubt_if(bool nullable) noexcept { return nullable ? Doubt::maybe : Doubt::where_missing; }

/// The part of a condition that does not depend on its tables.
class ConditionText {
 public:
  ConditionText() = default;  // says nothing
  ConditionText(SqlText sql, Doubt doubt) : sql_(std::move(sql)), doubt_(doubt) {}

  bool always() const noexcept { return sql_.empty(); }
  SqlText text() const { return always() ? SqlText("TRUE") : sql_; }
  /// As a value, which is false where the condition does not hold, and never NULL.
  SqlText value() const;
  const SqlText& sql() const noexcept { return sql_; }

  static ConditionText both(const ConditionText& left, const ConditionText& right);
  static ConditionText either(const ConditionText& left, const ConditionText& right);
  static ConditionText negated(const ConditionText& condition);

 private:
  enum class Form : unsigned char { single, conjunction, disjunction };
  static void add_operand(SqlText& sql, const ConditionText& operand, Form within);

  SqlText sql_;
  Doubt doubt_ = Doubt::never;
  Form form_ = Form::single;
};

}  // namespace detail

/// A condition over rows of these tables. One of fewer tables is one of more.
template <class... Table>
class Condition : public detail::ConditionText {
 public:
  using Of = Tables<Table...>;

  /// Says nothing, which is where a filter begins: alone it holds for every row, and beside another condition, by `&&`
  /// or `||`, it is the other one.
  Condition() = default;
  explicit Condition(detail::ConditionText text) : detail::ConditionText(std::move(text)) {}

  template <class... Others>
  Condition(const Condition<Others...>& other)  // NOLINT: it is one
      requires(!std::is_same_v<Tables<Table...>, Tables<Others...>>)
      : detail::ConditionText(other) {
    static_assert(detail::kWithin<Tables<Others...>, Of>,
                  "this condition speaks of a table that is not among those it would be a condition of");
    static_assert(!detail::kAggregates<Tables<Others...>> || detail::kAggregates<Of>,
                  "an aggregate is calculated over the rows that `where` chose: say `having`");
  }

  /// A column of booleans is a condition.
  template <class E>
  Condition(const E& expression)  // NOLINT: it is one
      requires requires {
    expression.condition();
  } : Condition(expression.condition()) {
  }

  template <class Right>
  Condition& operator&=(const Right& right) {
    return *this = Condition(*this && right);
  }
  template <class Right>
  Condition& operator|=(const Right& right) {
    return *this = Condition(*this || right);
  }
};

/// A condition for `having`, which may speak of aggregates, too.
template <class... Table>
using GroupCondition = Condition<Table..., detail::OverGroups>;

namespace detail {

template <class T>
concept IsCondition = std::is_base_of_v<ConditionText, T>;
/// A condition, or a column or expression of booleans, which has `condition()`.
template <class T>
concept HasCondition = requires(const T& expression) {
  expression.condition();
};
template <class T>
concept Conditional = IsCondition<T> || HasCondition<T>;

template <IsCondition T>
const T& to_condition(const T& condition) {
  return condition;
}
template <HasCondition T>
auto to_condition(const T& expression) {
  return expression.condition();
}

template <class Left, class Right>
using JoinedCondition = typename ConditionOn<Joined<typename Left::Of, typename Right::Of>>::Type;

}  // namespace detail

template <detail::Conditional Left, detail::Conditional Right>
detail::JoinedCondition<Left, Right> operator&&(const Left& left, const Right& right) {
  return detail::JoinedCondition<Left, Right>(
      detail::ConditionText::both(detail::to_condition(left), detail::to_condition(right)));
}

template <detail::Conditional Left, detail::Conditional Right>
detail::JoinedCondition<Left, Right> operator||(const Left& left, const Right& right) {
  return detail::JoinedCondition<Left, Right>(
      detail::ConditionText::either(detail::to_condition(left), detail::to_condition(right)));
}

template <detail::Conditional T>
typename detail::ConditionOn<typename T::Of>::Type operator!(const T& operand) {
  return
      typename detail::ConditionOn<typename T::Of>::Type(detail::ConditionText::negated(detail::to_condition(operand)));
}

/// Holds where all of these do; where there is none, for every row.
template <class... Table>
Condition<Table...> all_of(const std::vector<Condition<Table...>>& conditions) {
  Condition<Table...> all;
  for (const auto& condition : conditions) all &= condition;
  return all;
}

/// Holds where one of these does; where there is none, for no row.
template <class... Table>
Condition<Table...> any_of(const std::vector<Condition<Table...>>& conditions) {
  Condition<Table...> any{detail::ConditionText(SqlText("FALSE"), detail::Doubt::never)};
  for (std::size_t index = 0; index < conditions.size(); ++index)
    any = index == 0 ? conditions[0] : any || conditions[index];
  return any;
}

}  // namespace schemac::runtime
