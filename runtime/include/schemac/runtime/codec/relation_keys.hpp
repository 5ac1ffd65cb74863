// The keys that rows have along a relation, each different one once, as arrays: for generated sources. Two keys are the
// same here when they are encoded alike; what PostgreSQL alone knows to be equal (`1.0` and `1.00`) goes twice, which
// costs little.
#pragma once

#include <array>
#include <schemac/runtime/codec/column_array.hpp>
#include <schemac/runtime/query/loaded.hpp>
#include <schemac/runtime/uuid.hpp>
#include <type_traits>

namespace schemac::runtime::detail {

/// Whether PostgreSQL takes values of this type for equal where their bytes are, and no others.
template <class T>
inline constexpr bool kEqualAsBytes = std::is_integral_v<T> || std::is_same_v<T, Uuid>;

template <class V>
void encode_with_length(Writer& writer, const V& value) {
  const std::size_t begun = writer.begin_length();
  Codec<V>::encode(writer, value);
  writer.end_length(begun);
}

/// @param casts behind the array of each member: `::uuid[]`
template <class Row, class... Member>
void collect_keys(RelationKeys& keys, const std::vector<const Row*>& rows,
                  const std::array<std::string_view, sizeof...(Member)>& casts, Member... members) {
  using First = std::tuple_element_t<0, std::tuple<typename Held<std::remove_cvref_t<
                                            decltype(std::declval<const Row&>().*std::declval<Member>())>>::Type...>>;
  constexpr bool kByValue = sizeof...(Member) == 1 && kEqualAsBytes<First>;
  Writer key;
  std::vector<const Row*> different;
  keys.slot_of.reserve(rows.size());
  for (const Row* row : rows) {
    const auto encode = [&]<class Value>(const Value& value) {
      const auto* held = Held<Value>::in(value);
      if (held == nullptr) return false;
      if constexpr (kByValue)
        Codec<First>::encode(key, *held);
      else
        encode_with_length(key, *held);
      return true;
    };
    key.clear();
    const bool whole = (encode(row->*members) && ...);
    keys.slot_of.push_back(whole ? keys.index.add({key.at(0), key.size()}) : KeyIndex::kNone);
    if (keys.index.size() > different.size()) different.push_back(row);
  }
  std::size_t column = 0;
  (keys.arrays.push_back(column_array(different, members, casts[column++])), ...);
  if constexpr (kByValue) {
    keys.value = &ColumnReader<First>::kShape;
    keys.value_cast = casts[0].substr(0, casts[0].size() - 2);  // without []
  }
}

}  // namespace schemac::runtime::detail
