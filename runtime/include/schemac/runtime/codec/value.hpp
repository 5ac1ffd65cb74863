// The functions of Value<T>, by its codec. Included where they are made: in the runtime for its own types, in generated
// sources for enumerations (`template struct schemac::runtime::Value<Role>;`).
#pragma once

#include <schemac/runtime/codec/array.hpp>
#include <schemac/runtime/query/value.hpp>

namespace schemac::runtime {

template <class T>
void Value<T>::bind(SqlText& sql, const T& value) {
  Writer writer;
  Codec<T>::encode(writer, value);
  sql.bind({writer.at(0), writer.size()}, Codec<T>::kOid, Codec<T>::kFormat == Format::text);
}

template <class T>
void Value<T>::bind_null(SqlText& sql) {
  sql.bind_null(Codec<T>::kOid);
}

template <class T>
T Value<T>::read(const Field* fields, std::size_t column) {
  return ColumnReader<T>::read(fields[column]);
}

template <class T>
const ColumnShape& Value<T>::shape() {
  return ColumnReader<T>::kShape;
}

}  // namespace schemac::runtime
