// Rows together with what they are related to. Which relations were loaded stands in the type: asking for another does
// not compile, so that "not loaded" is never taken for "there are none".
//
//   for (const auto& person : users.query().with(user::bookings).all())
//     for (const Booking& each : person[user::bookings]) …
#pragma once

#include <schemac/runtime/query/key_index.hpp>
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

/// The keys of many rows along a relation: each different one once, with a slot for what is related by it.
struct RelationKeys {
  KeyIndex index;
  std::vector<SqlText> arrays;       // a column each
  std::vector<std::size_t> slot_of;  // of each row; KeyIndex::kNone where it refers to nothing
  /// Of keys that their bytes tell apart: what they come back as, and the cast that makes it so. Null: as numbers.
  const ColumnShape* value = nullptr;
  std::string_view value_cast = {};
  /// In which field of a related row its key is, and which field is the first of its columns.
  std::size_t key_field = 0;
  std::size_t first_column = 1;

  /// Decides in which form related rows say which key they belong to.
  /// @param counts whether there are to be so many for each key
  void choose_form(const EntityInfo& from, std::size_t relation, bool counts);
  /// The slot of a related row.
  [[nodiscard]] std::size_t slot(const Field* fields) const;
  /// Of related rows with their keys; kept for good.
  /// @param shape of their columns
  [[nodiscard]] const ResultShape& shape_with_key(const ResultShape& shape) const;
};

/// The rows that have the key of a slot, one after another.
class SlotOwners {
 public:
  explicit SlotOwners(const RelationKeys& keys);
  /// KeyIndex::kNone: there is none.
  [[nodiscard]] std::size_t first(std::size_t slot) const { return first_[slot]; }
  [[nodiscard]] std::size_t next(std::size_t row) const { return next_[row]; }

 private:
  std::vector<std::size_t> first_;
  std::vector<std::size_t> next_;
};

/// The statement of one level: the columns of the related row, and before them its key, or the key's number from 1,
/// where they do not have it themselves.
/// @param choice conditions, order and limit (for each key) of the related rows
SqlText select_related(const EntityInfo& from, std::size_t relation, const RelationKeys& keys,
                       const SelectParts& choice, bool many);

/// What stands in a relation to a row of a query around.
struct RelatedOfRow {
  const EntityInfo* from;
  std::size_t relation;
  std::string_view here;   ///< how that row's columns are qualified
  std::string_view alias;  ///< of the related rows, quoted; empty: none
};
/// How many rows are related, as a query in parentheses; whether there are, with EXISTS before it.
SqlText count_related(const RelatedOfRow& related, const ConditionText& condition);
SqlText exists_related(const RelatedOfRow& related, const ConditionText& condition);

template <class Item>
void expect(std::vector<Item>& many, std::size_t items) {
  many.reserve(items);
}
template <class Item>
void expect(std::optional<Item>&, std::size_t) {}

template <class Item>
void put(std::vector<Item>& many, Item&& item) {
  many.push_back(std::forward<Item>(item));
}
template <class Item>
void put(std::optional<Item>& one, Item&& item) {
  one.emplace(std::forward<Item>(item));
}

/// Rows as they come, with the slot that each belongs to.
template <class Row, class Item>
class RelatedRows final : public RowSink {
 public:
  explicit RelatedRows(const RelationKeys& keys) : keys_(&keys) {}
  void expect(std::size_t rows) override {
    items.reserve(rows);
    slots.reserve(rows);
  }
  void row(const Field* fields, std::size_t& column) override {
    slots.push_back(keys_->slot(fields));
    const auto read = [&] { return read_behind<Row>(fields, keys_->first_column, column); };
    if constexpr (std::is_same_v<Row, Item>)
      add_made(items, read);
    else
      items.emplace_back(read());
  }
  std::vector<Item> items;
  std::vector<std::size_t> slots;

 private:
  const RelationKeys* keys_;
};

}  // namespace detail
}  // namespace schemac::runtime
