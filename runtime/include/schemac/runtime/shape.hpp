// What a statement's rows look like and how one becomes a C++ value. `Shape<Booking, Uuid, std::string, …>` says that
// the columns are read as these types, in this order, and initialise a Booking in that order. The executor compares the
// columns' types with it once a statement: reading binary by the wrong type would be garbage, not an error.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <schemac/runtime/codec.hpp>
#include <utility>

namespace schemac::runtime {

/// What one column may be; without a type, anything.
struct ColumnShape {
  const ServerType* types = nullptr;
  std::size_t count = 0;
  bool array = false;
};

/// What all columns may be. Static: the statement cache remembers by address which shape it has compared.
struct ResultShape {
  const ColumnShape* columns = nullptr;
  std::size_t count = 0;
};

[[noreturn]] void throw_unexpected_null();

/// How a column type of a `Shape` is read: T is NOT NULL, optional<T> may be NULL. Arrays specialise it.
template <class T>
struct ColumnReader {
  using Element = T;
  static constexpr ColumnShape kShape{Codec<T>::kTypes, std::size(Codec<T>::kTypes), false};
  static T read(Field field) {
    if (field.is_null()) throw_unexpected_null();
    return Codec<T>::decode(field);
  }
};

template <class T>
struct ColumnReader<std::optional<T>> {
  static constexpr ColumnShape kShape = ColumnReader<T>::kShape;
  static std::optional<T> read(Field field) {
    if (field.is_null()) return std::nullopt;
    return ColumnReader<T>::read(field);
  }
};

template <class RowType, class... Columns>
struct Shape {
  using Row = RowType;
  static constexpr std::size_t kColumns = sizeof...(Columns);
  static constexpr ColumnShape kColumnShapes[] = {ColumnReader<Columns>::kShape...};
  static constexpr ResultShape kShape{kColumnShapes, kColumns};

  /// @param fields kColumns of them
  /// @param column told as it goes, so that an error can name it
  static Row read(const Field* fields, std::size_t& column) {
    return read(fields, column, std::index_sequence_for<Columns...>{});
  }

 private:
  template <std::size_t... Index>
  static Row read(const Field* fields, std::size_t& column, std::index_sequence<Index...>) {
    // Braces evaluate from left to right, so `column` is the one at fault when a read throws.
    return Row{(column = Index, ColumnReader<Columns>::read(fields[Index]))...};
  }
};

/// A single column, as itself.
template <class T>
using Scalar = Shape<T, T>;

}  // namespace schemac::runtime
