#include "emit/parameter_types.hpp"

#include "emit/types.hpp"

namespace schemac::emit {
namespace {

using model::TypeWord;

/// The type of one element, without modifiers.
std::string element(const model::Field& field) {
  std::string type = without_modifiers(field.type.sql);
  while (type.ends_with("[]")) type.resize(type.size() - 2);
  return type;
}

std::string single(const model::Field& field) {
  switch (field.type.word) {
    case TypeWord::text:
    case TypeWord::varchar:
    case TypeWord::char_:
    case TypeWord::citext:
    case TypeWord::json:
    case TypeWord::jsonb:
    case TypeWord::enumeration:
    case TypeWord::custom:
      return {};
    case TypeWord::bit:
    case TypeWord::varbit:
      return "bit varying";
    default:
      return element(field);
  }
}

std::string many(const model::Field& field) {
  switch (field.type.word) {
    case TypeWord::text:
    case TypeWord::varchar:
    case TypeWord::char_:
    case TypeWord::citext:
    case TypeWord::custom:
      return "text[]";
    case TypeWord::json:
    case TypeWord::jsonb:
    case TypeWord::xml:
    case TypeWord::tsvector:
    case TypeWord::tsquery:
    case TypeWord::enumeration:
      return {};
    case TypeWord::bit:
    case TypeWord::varbit:
      return "bit varying[]";
    default:
      return element(field) + "[]";
  }
}

}  // namespace

std::string parameter_type(const model::Field& field) {
  if (field.encrypted) return "bytea";
  if (field.hashed) return {};
  return field.type.array ? many(field) : single(field);
}

std::string array_parameter_type(const model::Field& field) {
  if (field.encrypted) return "bytea[]";
  return field.hashed ? "text[]" : many(field);
}

}  // namespace schemac::emit
