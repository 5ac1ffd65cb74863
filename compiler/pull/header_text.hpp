// Entities and enumerations laid out as the text of headers, as clang-format would lay them out.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "pull/entity_text.hpp"

namespace schemac::pull {

/// `Varchar<50> name{unique}`: a field without its indent, semicolon and comment.
[[nodiscard]] std::string declaration(const FieldText& field);
/// Fields as lines of a struct, each with its comment, above it or behind it.
[[nodiscard]] std::string field_lines(const std::vector<FieldText>& fields);
/// One part of a table on lines of its own, with a comma.
[[nodiscard]] std::string part_lines(const PartText& part);
/// `static constexpr Table table{…};`
[[nodiscard]] std::string table_lines(const std::vector<PartText>& parts);
/// The struct with its comment, `bases` behind `Entity`.
[[nodiscard]] std::string struct_text(const EntityText& entity, const std::vector<std::string>& bases);
/// A mixin of these fields.
[[nodiscard]] std::string mixin_text(const std::string& name, const std::vector<FieldText>& fields);

/// One enumerator with the directive that says its label, where that is another.
struct EnumeratorText {
  std::string name;
  std::string comment;  ///< Without `///<`; empty: none.
};
/// The enumerators of a type in the order of its labels.
[[nodiscard]] std::vector<EnumeratorText> enumerators(const model::EnumType& type, const Names& names);
/// The enumeration with its comment.
[[nodiscard]] std::string enum_text(const model::EnumType& type, const Names& names);

/// A whole header: what it includes, the namespace, what it declares before use, and its definitions.
struct HeaderText {
  Namespaces namespaces;
  std::vector<std::string> includes;      ///< As between quotes; `schemac/schema.hpp` is always there.
  std::vector<std::string> declarations;  ///< Names of entities that are declared alone.
  std::vector<std::string> definitions;   ///< Structs and enumerations.
};
[[nodiscard]] std::string header_text(const HeaderText& header);

}  // namespace schemac::pull
