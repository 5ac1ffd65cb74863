#include "emit/types.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "emit/kinds.hpp"

namespace schemac::emit {
namespace {

const TypeSpelling& row_of(model::TypeWord word) { return type_table()[static_cast<std::size_t>(word)]; }

std::vector<std::string> split_words(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    words.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

std::string qualified_enum(const EnumName& name) {
  return name.cpp_namespace.empty() ? "::" + name.name : fmt::format("::{}::{}", name.cpp_namespace, name.name);
}

std::string spell_enum(const EnumName& name, std::string_view cpp_namespace,
                       const std::vector<std::string>& field_names) {
  const bool hidden = std::find(field_names.begin(), field_names.end(), name.name) != field_names.end();
  if (name.cpp_namespace == cpp_namespace && !hidden) return name.name;
  return qualified_enum(name);
}

/// What the elements of an array are cast to. `character` and `bit` alone would mean a length of 1; in quotes the
/// latter is any other name: https://www.postgresql.org/docs/15/datatype-bit.html
std::string element_type(const model::ColumnType& type) {
  if (type.word == model::TypeWord::char_) return "bpchar";
  if (type.word == model::TypeWord::bit) return "pg_catalog.\"bit\"";
  std::string base = without_modifiers(type.sql);
  while (base.ends_with("[]")) base.resize(base.size() - 2);
  return base;
}

/// Values that must not be taken for plain text have types of their own; both travel as what they are stored as.
bool make_secret(const model::Field& field, CppType& type) {
  if (!field.hashed && !field.encrypted) return false;
  type.spelling = field.hashed ? "schemac::runtime::PasswordHash" : "schemac::runtime::Ciphertext";
  type.qualified = type.spelling;
  type.value_headers = {"<schemac/runtime/secret.hpp>"};
  type.codec_headers = {"secret.hpp"};
  return true;
}

}  // namespace

std::string without_modifiers(std::string_view sql_type) {
  std::string name;
  bool quoted = false;
  int depth = 0;
  for (const char c : sql_type) {
    if (c == '"') quoted = !quoted;
    if (c == '(' && !quoted) ++depth;
    if (depth == 0) name += c;
    if (c == ')' && !quoted) --depth;
  }
  while (name.ends_with(' ')) name.pop_back();
  return name;
}

CppType cpp_type(const model::Field& field, const EnumNames& enums, std::string_view cpp_namespace,
                 const std::vector<std::string>& field_names) {
  const TypeSpelling& row = row_of(field.type.word);
  CppType type;
  type.array_cast = fmt::format("::{}[]", element_type(field.type));
  type.kind = column_kind(field);
  if (make_secret(field, type)) return type;
  type.spelling = type.qualified = row.cpp;
  if (field.type.word == model::TypeWord::enumeration) {
    type.spelling = spell_enum(enums.at(field.type.enum_type), cpp_namespace, field_names);
    type.qualified = qualified_enum(enums.at(field.type.enum_type));
  }
  type.value_headers = split_words(row.value_header);
  type.codec_headers = {std::string(row.codec_header)};
  type.by_value = row.by_value;
  if (row.as_text) type.read_cast = field.type.array ? "::text[]" : "::text";
  if (row.cast) type.write_cast = "::" + without_modifiers(field.type.sql);
  if (field.type.array) {
    type.spelling = fmt::format("std::vector<{}>", type.spelling);
    type.qualified = fmt::format("std::vector<{}>", type.qualified);
    type.value_headers.emplace_back("<vector>");
    type.codec_headers.emplace_back("array.hpp");
    type.by_value = false;
    type.write_cast = type.array_cast;
  }
  return type;
}

}  // namespace schemac::emit
