// How one C++ type goes into a query and comes out of it, without the weight of codecs: only declared here. The runtime
// holds the functions of its own types, and generated sources those of enumerations (codec/value.hpp defines them).
#pragma once

#include <cstddef>
#include <optional>
#include <schemac/runtime/query/sql_text.hpp>

namespace schemac::runtime {

struct Field;
struct ColumnShape;

template <class T>
struct Value {
  /// Adds a placeholder with this value.
  /// @throws InvalidValue when PostgreSQL could not hold it
  static void bind(SqlText& sql, const T& value);
  static void bind_null(SqlText& sql);
  /// @throws DecodeError
  static T read(const Field* fields, std::size_t column);
  static const ColumnShape& shape();
};

namespace detail {
bool is_null(const Field* fields, std::size_t column) noexcept;
}

template <class T>
struct Value<std::optional<T>> {
  static void bind(SqlText& sql, const std::optional<T>& value) {
    value ? Value<T>::bind(sql, *value) : Value<T>::bind_null(sql);
  }
  static std::optional<T> read(const Field* fields, std::size_t column) {
    if (detail::is_null(fields, column)) return std::nullopt;
    return Value<T>::read(fields, column);
  }
  static const ColumnShape& shape() { return Value<T>::shape(); }
};

}  // namespace schemac::runtime
