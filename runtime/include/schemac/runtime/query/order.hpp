// One item of an ORDER BY: an expression, its direction, and where NULL goes.
#pragma once

#include <schemac/runtime/query/sql_text.hpp>
#include <schemac/runtime/query/tables.hpp>
#include <string_view>
#include <utility>

namespace schemac::runtime {

template <class... Table>
class Order;

namespace detail {

template <class Set>
struct OrderOn;
template <class... Table>
struct OrderOn<Tables<Table...>> {
  using Type = Order<Table...>;
};

struct OrderText {
  SqlText expression;
  std::string_view direction;  // literals, both
  std::string_view nulls;
  bool nullable = false;
};

}  // namespace detail

/// Orders of a request are values: `std::vector<Order<Booking>>`.
template <class... Table>
class Order {
 public:
  using Of = Tables<Table...>;
  explicit Order(detail::OrderText text) : text_(std::move(text)) {}
  template <class... Others>
  Order(const Order<Others...>& other)  // NOLINT: it is one
      requires(!std::is_same_v<Tables<Table...>, Tables<Others...>>)
      : text_(other.part()) {
    static_assert(detail::kWithin<Tables<Others...>, Of>,
                  "this order speaks of a table that is not among those it would be an order of");
  }

  Order nulls_first() const { return with_nulls(" NULLS FIRST"); }
  Order nulls_last() const { return with_nulls(" NULLS LAST"); }

  const detail::OrderText& part() const noexcept { return text_; }

 private:
  Order with_nulls(std::string_view nulls) const {
    Order order = *this;
    order.text_.nulls = nulls;
    return order;
  }
  detail::OrderText text_;
};

}  // namespace schemac::runtime
