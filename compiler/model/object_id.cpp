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
    case Kind::language:
      return "language";
    case Kind::access_method:
      return "access method";
    case Kind::foreign_data_wrapper:
      return "foreign-data wrapper";
    case Kind::server:
      return "server";
    case Kind::user_mapping:
      return "user mapping";
    case Kind::collation:
      return "collation";
    case Kind::composite_type:
      return "composite type";
    case Kind::domain:
      return "domain";
    case Kind::range_type:
      return "range type";
    case Kind::aggregate:
      return "aggregate";
    case Kind::operator_:
      return "operator";
    case Kind::operator_family:
      return "operator family";
    case Kind::operator_class:
      return "operator class";
    case Kind::cast:
      return "cast";
    case Kind::transform:
      return "transform";
    case Kind::conversion:
      return "conversion";
    case Kind::text_search_parser:
      return "text search parser";
    case Kind::text_search_template:
      return "text search template";
    case Kind::text_search_dictionary:
      return "text search dictionary";
    case Kind::text_search_configuration:
      return "text search configuration";
    case Kind::foreign_table:
      return "foreign table";
    case Kind::view:
      return "view";
    case Kind::materialized_view:
      return "materialized view";
    case Kind::statistics:
      return "statistics object";
    case Kind::rule:
      return "rule";
    case Kind::event_trigger:
      return "event trigger";
    case Kind::publication:
      return "publication";
    case Kind::default_privileges:
      return "default privileges";
  }
  return "object";
}

bool is_scripted(Kind kind) {
  switch (kind) {
    case Kind::language:
    case Kind::access_method:
    case Kind::foreign_data_wrapper:
    case Kind::server:
    case Kind::user_mapping:
    case Kind::collation:
    case Kind::range_type:
    case Kind::aggregate:
    case Kind::operator_:
    case Kind::operator_family:
    case Kind::operator_class:
    case Kind::cast:
    case Kind::transform:
    case Kind::conversion:
    case Kind::text_search_parser:
    case Kind::text_search_template:
    case Kind::text_search_dictionary:
    case Kind::text_search_configuration:
    case Kind::foreign_table:
    case Kind::statistics:
    case Kind::rule:
    case Kind::event_trigger:
    case Kind::publication:
      return true;
    case Kind::namespace_:
    case Kind::extension:
    case Kind::enum_type:
    case Kind::composite_type:
    case Kind::domain:
    case Kind::sequence:
    case Kind::function:
    case Kind::table:
    case Kind::column:
    case Kind::primary_key:
    case Kind::unique:
    case Kind::check:
    case Kind::exclusion:
    case Kind::index:
    case Kind::foreign_key:
    case Kind::view:
    case Kind::materialized_view:
    case Kind::trigger:
    case Kind::policy:
    case Kind::default_privileges:
      return false;
  }
  return false;
}

std::string describe(const ObjectId& id) {
  std::string name;
  if (!id.schema.empty()) name += id.schema + ".";
  if (!id.table.empty()) name += id.table + ".";
  return fmt::format("{} {}{}", word_for(id.kind), name, id.name);
}

}  // namespace schemac::model
