// What generated factories stand on: values that are valid for a type and differ from one row to the next, and the
// error that says what a factory cannot know. Factories themselves come from `schemac generate --factories`.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <iterator>
#include <optional>
#include <schemac/runtime/bits.hpp>
#include <schemac/runtime/change.hpp>
#include <schemac/runtime/enum.hpp>
#include <schemac/runtime/error.hpp>
#include <schemac/runtime/nullable_field.hpp>
#include <schemac/runtime/secret.hpp>
#include <schemac/runtime/validation.hpp>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace schemac::testing {

/// A factory cannot make the row that was asked for: the schema does not say what a field has to be, or the database
/// refuses what the factory made up. what() names the fields that have to be given, or said with `define`.
class FactoryFailure : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// What all factories of one entity have in common. Threads may make rows at once; `more` is set before they do.
template <class Given>
struct Definition {
  std::atomic<std::int64_t> last{0};  ///< The number of the last row.
  std::function<Given(const Given&, std::int64_t)> more{};
};

/// The rest is for generated code. `number` counts the rows of an entity from 1.
namespace values {

/// `name` and the number, between `minimum` and `maximum` characters (0: any number); the number's last digits stay.
std::string text(std::int64_t number, std::string_view name, std::size_t minimum, std::size_t maximum);
/// `name17@example.org`, shorter where `maximum` wants it.
std::string email(std::int64_t number, std::string_view name, std::size_t maximum);
/// One character of each of these, as a number is written: the last changes first.
std::string matching(std::int64_t number, std::initializer_list<std::string_view> letters);
/// Bits, as many as `size`: the number, as far as it fits.
runtime::BitString bits(std::int64_t number, std::size_t size);
/// Of the password `password`, by the cheapest cost there is.
runtime::PasswordHash password_hash();

/// lowest, lowest + 1, … highest, and from the beginning again.
std::int64_t between(std::int64_t number, std::int64_t lowest, std::int64_t highest);
template <class T>
T whole(std::int64_t number, std::int64_t lowest, std::int64_t highest) {
  return static_cast<T>(between(number, lowest, highest));
}

/// The labels in turn, the first one first.
template <class E>
E label(std::int64_t number) {
  const auto count = static_cast<std::int64_t>(std::size(runtime::EnumType<E>::kLabels));
  return runtime::EnumType<E>::kLabels[static_cast<std::size_t>(between(number, 0, count - 1))].value;
}

/// Of every other type of columns; the library has it for each. Ranges of two numbers do not overlap.
template <class T>
T of(std::int64_t number);

/// Sets a field that is left.
template <class T>
void take(runtime::Change<T>& field, const runtime::Change<T>& more) {
  if (!field.is_set()) field = more;
}
template <class T, class Value>
void put(runtime::Change<T>& field, const Value& value) {
  if (field.is_set()) return;
  if constexpr (std::is_arithmetic_v<T>)
    field = static_cast<T>(value);
  else
    field = value;
}

/// Whether the field is to be NULL: a test said so.
template <class T>
bool is_null(const runtime::Change<std::optional<T>>& field) {
  return field.is_set() && !field.value();
}

[[noreturn]] void fail_unknown(std::string_view factory, std::string_view field);

template <class T>
const T& required(const runtime::Change<T>& field, std::string_view factory, std::string_view name) {
  if (!field.is_set()) fail_unknown(factory, name);
  return field.value();
}
template <class T>
runtime::NullableField<T> nullable(const runtime::Change<std::optional<T>>& field) {
  return field.is_set() ? runtime::NullableField<T>(field.value()) : runtime::NullableField<T>();
}

/// Throws FactoryFailure where what is refused is the factory's doing: none of the fields that it is about was given.
/// Else returns, and the caller throws on what the test has provoked.
void explain(std::string_view factory, const runtime::ConstraintViolation& violation,
             const std::vector<std::string_view>& about, const std::vector<std::string_view>& given);
void explain(std::string_view factory, const runtime::ValidationFailure& failure,
             const std::vector<std::string_view>& given);

}  // namespace values
}  // namespace schemac::testing
