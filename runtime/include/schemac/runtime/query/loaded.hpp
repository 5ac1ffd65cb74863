// Rows together with what they are related to. Which relations were loaded stands in the type: asking for another does
// not compile, so that "not loaded" is never taken for "there are none".
//
//   for (const auto& person : users.query().with(user::bookings).all())
//     for (const Booking& each : person[user::bookings]) …
#pragma once

#include <schemac/runtime/query/relation.hpp>
#include <schemac/runtime/query/results.hpp>
#include <tuple>

namespace schemac::runtime {

/// A row with the relations that `Loads` loaded.
template <class Row, class... Loads>
class With : public Row {
 public:
  With() = default;
  explicit With(Row&& row) : Row(std::move(row)) {}

  /// What was loaded along this relation: a vector of many, an optional of one. (One that must be there is an optional
  /// too: it may have been removed softly, or since the rows were read.)
  template <class From, class To, Arity A, std::size_t Index>
  const auto& operator[](Relation<From, To, A, Index>) const {
    constexpr std::size_t place = place_of<Relation<From, To, A, Index>>();
    static_assert(place < sizeof...(Loads), "this relation was not loaded: name it in the query's `with(…)`");
    if constexpr (place < sizeof...(Loads)) return std::get<place>(related_);
  }

  /// For the loader.
  template <std::size_t Place>
  auto& related() {
    return std::get<Place>(related_);
  }

 private:
  template <class Asked>
  static constexpr std::size_t place_of() {
    constexpr bool matches[] = {std::is_same_v<typename Loads::Along, Asked>..., false};
    std::size_t place = 0;
    while (place < sizeof...(Loads) && !matches[place]) ++place;
    return place;
  }
  std::tuple<typename Loads::Related...> related_;
};

namespace detail {

/// The keys of many rows along a relation: each different one once.
struct RelationKeys {
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  std::vector<SqlText> arrays;       // a column each
  std::vector<std::size_t> slot_of;  // of each row; kNone where it refers to nothing
  std::size_t slots = 0;
};

/// The statement of one level: the number of a key, from 1, and the columns of the related row.
/// @param choice conditions, order and limit (for each key) of the related rows
SqlText select_related(const EntityInfo& from, std::size_t relation, const RelationKeys& keys,
                       const SelectParts& choice, bool many);
/// A number before the columns of a shape; kept for good.
const ResultShape& numbered_shape(const ResultShape& shape);
const Field* behind_number(const Field* fields) noexcept;

/// How many rows are related, as a query in parentheses; whether there are, with EXISTS before it.
SqlText count_related(const EntityInfo& from, std::size_t relation, const ConditionText& condition);
SqlText exists_related(const EntityInfo& from, std::size_t relation, const ConditionText& condition);

template <class Item>
void put(std::vector<Item>& many, Item&& item) {
  many.push_back(std::move(item));
}
template <class Item>
void put(std::optional<Item>& one, Item&& item) {
  one.emplace(std::move(item));
}

/// Rows as they come, with the slot that each belongs to.
template <class Row, class Item>
class RelatedRows final : public RowSink {
 public:
  void expect(std::size_t rows) override {
    items.reserve(rows);
    slots.reserve(rows);
  }
  void row(const Field* fields, std::size_t& column) override {
    slots.push_back(static_cast<std::size_t>(Value<std::int64_t>::read(fields, 0)) - 1);
    items.push_back(Item(EntityOf<Row>::read(behind_number(fields), column)));
  }
  std::vector<Item> items;
  std::vector<std::size_t> slots;
};

}  // namespace detail
}  // namespace schemac::runtime
