// One column of many rows as an array, for a statement that is put together: for generated sources.
#pragma once

#include <schemac/runtime/codec/array.hpp>
#include <schemac/runtime/query/sql_text.hpp>

namespace schemac::runtime::detail {

/// @param cast behind the array: `::uuid[]`
/// @param column that is written, which errors name, as SQL spells it; null: none
template <class Row, class Owner, class Member>
SqlText column_array(const std::vector<const Row*>& rows, Member Owner::*member, std::string_view cast,
                     const char* column = nullptr) {
  using Element = typename Held<Member>::Type;
  Writer writer;
  write_array<Element>(
      writer, rows.size(), [&](std::size_t index) { return Held<Member>::in(rows[index]->*member); }, column);
  SqlText sql;
  sql.bind({writer.at(0), writer.size()}, Codec<Element>::kArrayOid,
           Codec<std::vector<Element>>::kFormat == Format::text);
  return std::move(sql.add_generated(cast));
}

}  // namespace schemac::runtime::detail
