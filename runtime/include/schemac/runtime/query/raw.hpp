// SQL of one's own inside a query: a literal, with `{}` where an expression or a value goes. A value becomes a
// parameter, so that no run-time text becomes SQL. A brace that is meant itself is doubled, as in std::format.
//
//   bookings.where(raw_condition("extract(isodow FROM {}) = {}", booking::created_at, 6))
//   logs.where(raw_condition("{} @> '{{\"by\": \"hand\"}}'", audit_log::details))
#pragma once

#include <schemac/runtime/query/expression.hpp>
#include <schemac/runtime/query/kind_of.hpp>
#include <schemac/runtime/query/operators.hpp>
#include <string>

namespace schemac::runtime {

namespace detail {

/// Where the next brace is, from a place on; npos where none follows.
constexpr std::size_t next_brace(std::string_view sql, std::size_t from) { return sql.find_first_of("{}", from); }

/// A literal with as many `{}` as there are arguments; other braces are doubled.
template <std::size_t Arguments>
class RawSql {
 public:
  template <std::size_t Size>
  consteval RawSql(const char (&sql)[Size]) : sql_(sql, Size - 1) {  // NOLINT: a literal is SQL
    std::size_t holes = 0;
    for (std::size_t at = next_brace(sql_, 0); at != std::string_view::npos; at = next_brace(sql_, at + 2)) {
      const std::string_view two = sql_.substr(at, 2);
      if (two == "{}")
        ++holes;
      else if (two != "{{" && two != "}}")
        throw "a brace in raw SQL that is meant itself is doubled: {{ or }}";
    }
    if (holes != Arguments) throw "raw SQL has another number of {} than there are arguments";
    if (sql_.find('\0') != std::string_view::npos) throw "raw SQL holds a NUL";
  }
  constexpr std::string_view view() const noexcept { return sql_; }

 private:
  std::string_view sql_;
};

template <class A, bool = AnExpression<A>>
struct RawArgument {
  using Of = Tables<>;
  static void add(SqlText& sql, const A& value) {
    if constexpr (std::is_convertible_v<const A&, std::string_view>)
      Value<std::string>::bind(sql, std::string(std::string_view(value)));
    else
      Value<A>::bind(sql, value);
  }
};
template <class A>
struct RawArgument<A, true> {
  using Of = typename A::Type::Of;
  static void add(SqlText& sql, const A& expression) { sql.add(expression.text()); }
};

template <class... Set>
struct JoinAll {
  using Type = Tables<>;
};
template <class First, class... Rest>
struct JoinAll<First, Rest...> {
  using Type = Joined<First, typename JoinAll<Rest...>::Type>;
};

template <class... A>
using RawTables = typename JoinAll<typename RawArgument<A>::Of...>::Type;

/// Adds what stands before the next `{}`, or all of it, with single braces, and takes it away with the `{}`.
void add_raw(SqlText& sql, std::string_view& raw);

template <class... A>
SqlText fill(std::string_view raw, const A&... arguments) {
  SqlText sql("(");
  [[maybe_unused]] const auto fill_one = [&](const auto& argument) {
    add_raw(sql, raw);
    RawArgument<std::decay_t<decltype(argument)>>::add(sql, argument);
  };
  (fill_one(arguments), ...);
  add_raw(sql, raw);
  return std::move(sql.add(")"));
}

/// Not deduced from the literal, but from the arguments behind it.
template <class... A>
using RawSqlFor = RawSql<sizeof...(A)>;

}  // namespace detail

/// A condition in SQL of one's own. It may be unknown.
template <class... A>
auto raw_condition(std::type_identity_t<detail::RawSqlFor<A...>> sql, const A&... arguments) {
  return typename detail::ConditionOn<detail::RawTables<A...>>::Type(
      detail::ConditionText(detail::fill(sql.view(), arguments...), detail::Doubt::maybe));
}

/// A value in SQL of one's own, which may be NULL. That it is of type V is checked when it comes back.
template <class V, Kind K = detail::kKindOf<V>, class... A>
auto raw_expression(std::type_identity_t<detail::RawSqlFor<A...>> sql, const A&... arguments) {
  return Expression<V, K, true, detail::RawTables<A...>>(detail::fill(sql.view(), arguments...));
}

}  // namespace schemac::runtime
