// What the operators of each kind of type are made of: the primary template has none.
#pragma once

#include <schemac/runtime/query/comparison.hpp>

namespace schemac::runtime {

template <class V, Kind K, bool Nullable, class Set>
class Expression;

namespace detail {

template <class Self, class T, Kind K = T::kKind>
class KindOperators {};

/// What all of them need.
template <class Self, class T>
class OperatorBase {
 protected:
  using On = typename ConditionOn<typename T::Of>::Type;

  const Self& self() const noexcept { return static_cast<const Self&>(*this); }

  template <class V>
  On with_value(Fragment symbol, const V& value, std::string_view cast) const {
    return On(infix_value(self(), symbol, value, cast));
  }
  template <class Right>
  auto with_expression(Fragment symbol, const Right& right) const {
    return typename ComparedOn<typename T::Of, Right>::Type(infix(self(), symbol, right));
  }
  SqlText call(Fragment function) const {
    SqlText sql(function);
    return sql.add_enclosed(self().text());
  }
};

/// A boolean is a condition.
template <class Self, class T>
class KindOperators<Self, T, Kind::boolean> : public OperatorBase<Self, T> {
 public:
  using Of = typename T::Of;
  typename ConditionOn<Of>::Type condition() const {
    return typename ConditionOn<Of>::Type(ConditionText(SqlText(this->self().text()), doubt_if(T::kNullable)));
  }
};

}  // namespace detail
}  // namespace schemac::runtime
