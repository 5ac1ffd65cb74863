// Operators of arrays. https://www.postgresql.org/docs/15/functions-array.html
#pragma once

#include <schemac/runtime/query/kind_operators.hpp>
#include <vector>

namespace schemac::runtime::detail {

template <class Self, class T>
class KindOperators<Self, T, Kind::array> : public OperatorBase<Self, T> {
  using On = typename ConditionOn<typename T::Of>::Type;
  using Element = typename T::Val::value_type;

 public:
  /// Has this element; a GIN index serves it.
  On has(const Element& element) const { return contains({element}); }
  /// Has all of these.
  On contains(const std::vector<Element>& elements) const { return with_array(" @> ", elements); }
  /// Has none but these.
  On within(const std::vector<Element>& elements) const { return with_array(" <@ ", elements); }
  /// Has one of these.
  On overlaps(const std::vector<Element>& elements) const { return with_array(" && ", elements); }
  /// How many elements there are.
  auto length() const {
    return Expression<std::int32_t, Kind::integer, T::kNullable, typename T::Of>(this->call("cardinality"));
  }

 private:
  On with_array(Fragment symbol, const std::vector<Element>& elements) const {
    return this->with_value(symbol, elements, this->self().casts().array);
  }
};

}  // namespace schemac::runtime::detail
