#include "model/object_id.hpp"

#include <fmt/format.h>

namespace schemac::model {

std::string_view word_for(Kind kind) {
  switch (kind) {
    case Kind::namespace_:
      return "schema";
    case Kind::extension:
      return "extension";
    case Kind::enum_type:
      return "enum";
    case Kind::sequence:
      return "sequence";
    case Kind::function:
      return "function";
    case Kind::table:
      return "table";
    case Kind::column:
      return "column";
    case Kind::primary_key:
      return "primary key";
    case Kind::unique:
      return "unique constraint";
    case Kind::check:
      return "check constraint";
    case Kind::exclusion:
      return "exclusion constraint";
    case Kind::index:
      return "index";
    case Kind::foreign_key:
      return "foreign key";
    case Kind::trigger:
      return "trigger";
    case Kind::policy:
      return "policy";
  }
  return "object";
}

std::string describe(const ObjectId& id) {
  std::string name;
  if (!id.schema.empty()) name += id.schema + ".";
  if (!id.table.empty()) name += id.table + ".";
  return fmt::format("{} {}{}", word_for(id.kind), name, id.name);
}

}  // namespace schemac::model
