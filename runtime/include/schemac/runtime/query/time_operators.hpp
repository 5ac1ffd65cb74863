// Instants moved by an interval and cut to a unit; addresses within networks.
// https://www.postgresql.org/docs/15/functions-datetime.html, https://www.postgresql.org/docs/15/functions-net.html
#pragma once

#include <schemac/runtime/interval.hpp>
#include <schemac/runtime/query/kind_operators.hpp>

namespace schemac::runtime {

enum class TimeUnit : std::uint8_t { second, minute, hour, day, week, month, quarter, year };

namespace detail {

void add_unit(SqlText& sql, TimeUnit unit);

/// Of `timestamp` and `timestamptz`.
template <class Self, class T>
class KindOperators<Self, T, Kind::timestamp> : public OperatorBase<Self, T> {
  using Same = Expression<typename T::Val, Kind::timestamp, T::kNullable, typename T::Of>;

 public:
  Same operator+(const Interval& interval) const { return moved(" + ", interval); }
  Same operator-(const Interval& interval) const { return moved(" - ", interval); }
  /// The unit's beginning, in the session's time zone where there is one.
  Same truncated(TimeUnit unit) const {
    SqlText sql("date_trunc('");
    add_unit(sql, unit);
    return Same(std::move(sql.add("', ").add(this->self().text()).add(")")));
  }

 private:
  Same moved(Fragment symbol, const Interval& interval) const {
    SqlText sql("(");
    return Same(std::move(sql.add(infix_value(this->self(), symbol, interval, {}).text()).add(")")));
  }
};

template <class Self, class T>
class KindOperators<Self, T, Kind::network> : public OperatorBase<Self, T> {
  using On = typename ConditionOn<typename T::Of>::Type;

 public:
  /// Lies in this network, or is it.
  On within(const typename T::Val& network) const { return this->with_value(" <<= ", network, {}); }
  /// Is the network that this lies in, or this itself.
  On contains(const typename T::Val& address) const { return this->with_value(" >>= ", address, {}); }
};

}  // namespace detail
}  // namespace schemac::runtime
