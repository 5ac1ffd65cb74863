// The one table from SQL types to C++: how a column is spelled in generated code, which headers that takes, and how it
// travels. docs/types.md is this table for people; a test holds the two together.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/declared.hpp"

namespace schemac::emit {

/// One row of the table.
struct TypeSpelling {
  model::TypeWord word;
  std::string_view vocabulary;    ///< As schemas write it: `Varchar<N>`.
  std::string_view sql;           ///< `character varying(n)`.
  std::string_view cpp;           ///< `std::string`; empty for enumerations: each has its own.
  std::string_view value_header;  ///< `<string>`, what a generated header includes; empty: nothing.
  std::string_view codec_header;  ///< Below `schemac/runtime/codec/`, what a generated source includes.
  bool by_value = false;          ///< Passed as it is, else by reference to const.
  bool as_text = false;           ///< Its binary form is no contract: the select list casts it to text.
  bool cast = false;              ///< Its parameters say their type: the place alone would not give it.
};

/// Every word, in the order of TypeWord.
[[nodiscard]] std::span<const TypeSpelling> type_table();

/// The namespace (`eventide`, `a::b`, empty) and name of the C++ enumeration of each PostgreSQL enum type.
struct EnumName {
  std::string cpp_namespace;
  std::string name;
  std::string header;  ///< The schema header that declares it.
};
using EnumNames = std::map<model::QualifiedName, EnumName>;

/// The C++ of one column that is not NULL.
struct CppType {
  std::string spelling;
  std::vector<std::string> value_headers;  ///< Spelled with their brackets.
  std::vector<std::string> codec_headers;
  bool by_value = false;
  std::string read_cast;   ///< Behind the column in a select list: `::text`, or empty.
  std::string write_cast;  ///< Behind a placeholder: `::public.role`, or empty.
  std::string array_cast;  ///< Behind a placeholder for many values: `::public.role[]`.
  std::string qualified;   ///< The same as `spelling`, wherever it stands.
  std::string kind;        ///< Which operators its columns have: an enumerator of schemac::runtime::Kind.
};

/// @param cpp_namespace where the spelling stands, so that enumerations there need no qualification
/// @param field_names of the entity: an enumeration that has the name of a field is qualified all the same, since C++
/// forbids a name to change its meaning within a class (https://eel.is/c++draft/basic.scope.class)
[[nodiscard]] CppType cpp_type(const model::Field& field, const EnumNames& enums, std::string_view cpp_namespace,
                               const std::vector<std::string>& field_names);

/// A type's name without what stands in parentheses: an explicit cast to `character varying(3)` would cut a value
/// silently where an assignment refuses it. https://www.postgresql.org/docs/15/datatype-character.html
[[nodiscard]] std::string without_modifiers(std::string_view sql_type);

}  // namespace schemac::emit
