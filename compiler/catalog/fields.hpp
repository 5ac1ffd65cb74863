// The values of one row, taken one after the other in the order of the query's select list: reading by number is many
// times quicker than by name, and ten thousand columns make a reading. Exact-value tests hold the two orders together.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <schemac/runtime/text_result.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/array_coercion.hpp"
#include "model/object_id.hpp"
#include "model/parameters.hpp"

namespace schemac::catalog {

/// PostgreSQL's number of an object, unique within one of its catalogs.
using Oid = std::uint32_t;

class Fields {
 public:
  /// Implicit, so that a loop over rows reads as one over their fields.
  Fields(runtime::TextRow row) : row_(row) {}

  /// Each takes the next value. Throws runtime::DecodeError where it is NULL and may not be.
  std::string text() { return std::string(row_.text(next_++)); }
  std::optional<std::string> text_or_null();
  /// An expression or statement as PostgreSQL prints it, spelled so that it is read back as the same.
  std::string printed() { return with_array_coercions(row_.text(next_++)); }
  std::optional<std::string> printed_or_null();
  std::vector<std::string> printed_list();
  /// The first character; 0 for an empty value or NULL: what PostgreSQL keeps as "char".
  char letter();
  bool flag() { return row_.text(next_++) == "t"; }
  Oid oid() { return static_cast<Oid>(integer()); }
  Oid oid_or_zero();
  std::int64_t integer();
  std::optional<int> integer_or_null();
  /// The elements of a text[]; NULL is an empty array.
  std::vector<std::string> list();
  /// A text[] of `name=value`, as PostgreSQL keeps storage parameters.
  model::Parameters options();
  /// A namespace, then a name.
  model::QualifiedName qualified_name();
  void skip(std::size_t values = 1) { next_ += values; }

 private:
  runtime::TextRow row_;
  std::size_t next_ = 0;
};

/// The elements of a one-dimensional array in its text form; an element that is NULL is empty.
/// https://www.postgresql.org/docs/15/arrays.html#ARRAYS-IO
[[nodiscard]] std::vector<std::string> elements(std::string_view array);

}  // namespace schemac::catalog
