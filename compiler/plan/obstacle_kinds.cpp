#include "plan/obstacle_kinds.hpp"

#include "model/relations.hpp"

namespace schemac::plan {

using model::Kind;

bool alters_away_from_needs(Kind kind) {
  return kind == Kind::column || kind == Kind::function || kind == Kind::extension || kind == Kind::domain ||
         kind == Kind::composite_type || kind == Kind::view || model::is_scripted(kind);
}

bool is_type(Kind kind) {
  return kind == Kind::enum_type || kind == Kind::composite_type || kind == Kind::domain || kind == Kind::range_type ||
         kind == Kind::table || kind == Kind::extension || kind == Kind::collation;
}

bool looks_at_columns(Kind kind) {
  switch (kind) {
    case Kind::policy:
    case Kind::trigger:
    case Kind::view:
    case Kind::materialized_view:
    case Kind::rule:
    case Kind::publication:
    case Kind::statistics:
      return true;
    case Kind::column:
    case Kind::function:
    case Kind::foreign_key:
    case Kind::namespace_:
    case Kind::extension:
    case Kind::enum_type:
    case Kind::sequence:
    case Kind::table:
    case Kind::primary_key:
    case Kind::unique:
    case Kind::check:
    case Kind::exclusion:
    case Kind::index:
    case Kind::composite_type:
    case Kind::domain:
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
    case Kind::event_trigger:
    case Kind::default_privileges:
      return false;
  }
  return false;
}

}  // namespace schemac::plan
