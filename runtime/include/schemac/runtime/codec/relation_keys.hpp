// The keys that rows have along a relation, each different one once, as arrays: for generated sources. Two keys are the
// same here when they are encoded alike; what PostgreSQL alone knows to be equal (`1.0` and `1.00`) goes twice, which
// costs little.
#pragma once

#include <algorithm>
#include <array>
#include <numeric>
#include <schemac/runtime/codec/array.hpp>
#include <schemac/runtime/query/loaded.hpp>

namespace schemac::runtime::detail {

/// The keys of all rows, encoded one after another.
class EncodedKeys {
 public:
  /// @return whether the row has the whole key
  template <class... Member>
  bool add(const Member&... values) {
    const bool whole = ((Held<Member>::in(values) != nullptr) && ...);
    if (whole) (encode(*Held<Member>::in(values)), ...);
    ends_.push_back(writer_.size());
    return whole;
  }
  std::string_view operator[](std::size_t row) const {
    const std::size_t begin = row == 0 ? 0 : ends_[row - 1];
    return {writer_.at(begin), ends_[row] - begin};
  }

 private:
  template <class V>
  void encode(const V& value) {
    const std::size_t begun = writer_.begin_length();
    Codec<V>::encode(writer_, value);
    writer_.end_length(begun);
  }
  Writer writer_;
  std::vector<std::size_t> ends_;
};

template <class Row, class Owner, class Member>
SqlText key_array(const std::vector<const Row*>& rows, Member Owner::*member, std::string_view cast) {
  using Element = typename Held<Member>::Type;
  Writer writer;
  write_array<Element>(writer, rows.size(), [&](std::size_t index) { return Held<Member>::in(rows[index]->*member); });
  SqlText sql;
  sql.bind({writer.at(0), writer.size()}, Codec<Element>::kArrayOid,
           Codec<std::vector<Element>>::kFormat == Format::text);
  return std::move(sql.add_generated(cast));
}

/// @param casts behind the array of each member: `::uuid[]`
template <class Row, class... Member>
void collect_keys(RelationKeys& keys, const std::vector<const Row*>& rows,
                  const std::array<std::string_view, sizeof...(Member)>& casts, Member... members) {
  EncodedKeys encoded;
  std::vector<std::size_t> order;
  keys.slot_of.assign(rows.size(), RelationKeys::kNone);
  for (std::size_t row = 0; row < rows.size(); ++row)
    if (encoded.add(rows[row]->*members...)) order.push_back(row);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t left, std::size_t right) { return encoded[left] < encoded[right]; });
  std::vector<const Row*> different;
  for (std::size_t index = 0; index < order.size(); ++index) {
    if (index == 0 || encoded[order[index]] != encoded[order[index - 1]]) different.push_back(rows[order[index]]);
    keys.slot_of[order[index]] = different.size() - 1;
  }
  keys.slots = different.size();
  std::size_t column = 0;
  (keys.arrays.push_back(key_array(different, members, casts[column++])), ...);
}

}  // namespace schemac::runtime::detail
