// Codec of one-dimensional arrays, and whole columns of many rows as array parameters (`unnest($1::uuid[], …)`). An
// array of more dimensions is refused: a vector could only flatten it. Lower bounds other than 1 are not kept. The form
// is array_send's of utils/adt/arrayfuncs.c. Where elements travel as text (enums, json) so does the array, as a
// literal: https://www.postgresql.org/docs/15/arrays.html#ARRAYS-IO
#pragma once

#include <optional>
#include <schemac/runtime/change.hpp>
#include <schemac/runtime/codec/scalar.hpp>
#include <schemac/runtime/nullable_field.hpp>
#include <schemac/runtime/parameters.hpp>
#include <schemac/runtime/required.hpp>
#include <schemac/runtime/shape.hpp>
#include <tuple>
#include <vector>

namespace schemac::runtime {

namespace detail {

/// Reads an array's header from the front of `rest`.
/// @return how many elements follow
/// @throws DecodeError when it has more than one dimension or does not hold together
std::int32_t begin_array(Field& rest);
/// Takes one element from the front of `rest`; a NULL has length -1.
Field take_element(Field& rest);
void end_array(Field rest);

/// @throws InvalidValue when there are more elements than an array can hold
void write_array_header(Writer& writer, std::size_t count, bool has_null, std::uint32_t element_oid);
/// Writes `text` as an element of an array literal, quoted.
void write_literal_element(Writer& writer, std::string_view text);

template <class T>
constexpr bool kIsBinaryArray = Codec<T>::kArrayOid != 0;

/// @param at index -> const T*, null for NULL; called twice for each
/// @param index told as it goes, so that an error can name it
template <class T, class At>
void write_binary_array(Writer& writer, std::size_t count, const At& at, std::size_t& index) {
  bool has_null = false;
  for (std::size_t each = 0; each < count && !has_null; ++each) has_null = at(each) == nullptr;
  write_array_header(writer, count, has_null, Codec<T>::kTypes[0].oid);
  for (; index < count; ++index) {
    const auto* value = at(index);
    if (value == nullptr) {
      writer.int32(-1);
      continue;
    }
    const std::size_t begun = writer.begin_length();
    Codec<T>::encode(writer, *value);
    writer.end_length(begun);
  }
}

template <class T, class At>
void write_array_literal(Writer& writer, std::size_t count, const At& at, std::size_t& index) {
  writer.byte('{');
  for (; index < count; ++index) {
    if (index != 0) writer.byte(',');
    const auto* value = at(index);
    if (value == nullptr) {
      writer.append("NULL");
      continue;
    }
    Writer element;
    Codec<T>::encode(element, *value);
    write_literal_element(writer, {element.at(0), element.size()});
  }
  writer.byte('}');
}

/// @param column whose rows the elements are, as SQL spells it; null: they are those of one value
template <class T, class At>
void write_array(Writer& writer, std::size_t count, const At& at, const char* column = nullptr) {
  std::size_t index = 0;
  try {
    if constexpr (kIsBinaryArray<T>)
      write_binary_array<T>(writer, count, at, index);
    else
      write_array_literal<T>(writer, count, at, index);
  } catch (...) {
    if (column != nullptr) rethrow_in_column(column, index + 1);
    rethrow_at("element", index + 1);
  }
}

/// The value in a member of a row to insert: itself, or what an optional or a change holds, null for NULL.
template <class T>
struct Held {
  using Type = T;
  static const T* in(const T& value) noexcept { return &value; }
};
template <class T>
struct Held<std::optional<T>> {
  using Type = typename Held<T>::Type;
  static const Type* in(const std::optional<T>& value) noexcept { return value ? Held<T>::in(*value) : nullptr; }
};
template <class T>
struct Held<NullableField<T>> : Held<std::optional<T>> {};
template <class T>
struct Held<Change<T>> {
  using Type = typename Held<T>::Type;
  static const Type* in(const Change<T>& value) noexcept {
    return value.is_set() ? Held<T>::in(value.value()) : nullptr;
  }
};

/// What may be there or not.
template <class T>
struct Held<const T*> {
  using Type = T;
  static const T* in(const T* value) noexcept { return value; }
};

template <class T>
struct Held<Required<T>> {
  using Type = typename Held<T>::Type;
  static const Type* in(const Required<T>& value) noexcept { return Held<T>::in(value.value()); }
};

}  // namespace detail

namespace detail {
/// @throws DecodeError where it is NULL and no optional
[[noreturn]] void throw_null_element();

template <class E>
E read_element(Field element) {
  if constexpr (std::is_same_v<typename Held<E>::Type, E>)
    if (element.is_null()) throw_null_element();
  return ColumnReader<E>::read(element);
}
}  // namespace detail

/// Elements are T, or optional<T> where they may be NULL.
template <class E>
struct Codec<std::vector<E>> {
  using Element = typename detail::Held<E>::Type;
  static constexpr const auto& kTypes = Codec<Element>::kTypes;
  static constexpr Format kFormat = detail::kIsBinaryArray<Element> ? Format::binary : Format::text;
  static constexpr std::uint32_t kOid = Codec<Element>::kArrayOid;

  static std::vector<E> decode(Field field) {
    std::vector<E> values;
    std::int32_t left = detail::begin_array(field);
    values.reserve(static_cast<std::size_t>(left));
    for (; left > 0; --left) values.push_back(detail::read_element<E>(detail::take_element(field)));
    detail::end_array(field);
    return values;
  }
  static void encode(Writer& writer, const std::vector<E>& values) {
    detail::write_array<Element>(writer, values.size(),
                                 [&](std::size_t index) { return detail::Held<E>::in(values[index]); });
  }
};

/// A vector of bool holds no bools that could be pointed at.
template <>
struct Codec<std::vector<bool>> {
  static constexpr const auto& kTypes = Codec<bool>::kTypes;
  static constexpr Format kFormat = Format::binary;
  static constexpr std::uint32_t kOid = Codec<bool>::kArrayOid;

  static std::vector<bool> decode(Field field) {
    std::vector<bool> values;
    for (std::int32_t left = detail::begin_array(field); left > 0; --left) {
      values.push_back(detail::read_element<bool>(detail::take_element(field)));
    }
    detail::end_array(field);
    return values;
  }
  static void encode(Writer& writer, const std::vector<bool>& values) {
    static constexpr bool kBoth[] = {false, true};
    detail::write_array<bool>(writer, values.size(), [&](std::size_t index) { return &kBoth[values[index] ? 1 : 0]; });
  }
};

template <class E>
requires(!std::is_same_v<E, std::byte>) struct ColumnReader<std::vector<E>> {
  static constexpr ColumnShape kShape{Codec<std::vector<E>>::kTypes, std::size(Codec<std::vector<E>>::kTypes), true};
  static std::vector<E> read(Field field) {
    if (field.is_null()) throw_unexpected_null();
    return Codec<std::vector<E>>::decode(field);
  }
};

/// Adds one column of many rows as an array.
/// @param rows what is inserted together; of optional and Change members, empty is NULL
/// @param column what errors name, as SQL spells it
template <class Row, class Owner, class Member>
void add_column(Parameters& parameters, const std::vector<const Row*>& rows, Member Owner::*member,
                const char* column) {
  using Element = typename detail::Held<Member>::Type;
  const std::size_t begun = parameters.begin();
  detail::write_array<Element>(
      parameters.writer(), rows.size(),
      [&](std::size_t index) { return detail::Held<Member>::in(rows[index]->*member); }, column);
  parameters.end(begun, Codec<std::vector<Element>>::kFormat, Codec<Element>::kArrayOid);
}

/// Adds one part of many keys of several columns as an array.
template <std::size_t Part, class... Parts>
void add_key_part(Parameters& parameters, const std::vector<std::tuple<Parts...>>& keys) {
  using Element = std::tuple_element_t<Part, std::tuple<Parts...>>;
  const std::size_t begun = parameters.begin();
  detail::write_array<Element>(parameters.writer(), keys.size(),
                               [&](std::size_t index) { return &std::get<Part>(keys[index]); });
  parameters.end(begun, Codec<std::vector<Element>>::kFormat, Codec<Element>::kArrayOid);
}

}  // namespace schemac::runtime
