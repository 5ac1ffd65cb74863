#include "sql/object_words.hpp"

#include "sql/quote.hpp"
#include "sql/routine_id.hpp"

namespace schemac::sql {

using model::Kind;

std::string_view object_words(Kind kind) {
  switch (kind) {
    case Kind::namespace_:
      return "SCHEMA";
    case Kind::extension:
      return "EXTENSION";
    case Kind::language:
      return "LANGUAGE";
    case Kind::access_method:
      return "ACCESS METHOD";
    case Kind::foreign_data_wrapper:
      return "FOREIGN DATA WRAPPER";
    case Kind::server:
      return "SERVER";
    case Kind::user_mapping:
      return "USER MAPPING";
    case Kind::collation:
      return "COLLATION";
    case Kind::enum_type:
    case Kind::composite_type:
    case Kind::range_type:
      return "TYPE";
    case Kind::domain:
      return "DOMAIN";
    case Kind::sequence:
      return "SEQUENCE";
    case Kind::function:
      return "ROUTINE";
    case Kind::aggregate:
      return "AGGREGATE";
    case Kind::operator_:
      return "OPERATOR";
    case Kind::operator_family:
      return "OPERATOR FAMILY";
    case Kind::operator_class:
      return "OPERATOR CLASS";
    case Kind::cast:
      return "CAST";
    case Kind::transform:
      return "TRANSFORM";
    case Kind::conversion:
      return "CONVERSION";
    case Kind::text_search_parser:
      return "TEXT SEARCH PARSER";
    case Kind::text_search_template:
      return "TEXT SEARCH TEMPLATE";
    case Kind::text_search_dictionary:
      return "TEXT SEARCH DICTIONARY";
    case Kind::text_search_configuration:
      return "TEXT SEARCH CONFIGURATION";
    case Kind::table:
      return "TABLE";
    case Kind::foreign_table:
      return "FOREIGN TABLE";
    case Kind::column:
      return "COLUMN";
    case Kind::primary_key:
    case Kind::unique:
    case Kind::check:
    case Kind::exclusion:
    case Kind::foreign_key:
      return "CONSTRAINT";
    case Kind::index:
      return "INDEX";
    case Kind::view:
      return "VIEW";
    case Kind::materialized_view:
      return "MATERIALIZED VIEW";
    case Kind::statistics:
      return "STATISTICS";
    case Kind::rule:
      return "RULE";
    case Kind::trigger:
      return "TRIGGER";
    case Kind::policy:
      return "POLICY";
    case Kind::event_trigger:
      return "EVENT TRIGGER";
    case Kind::publication:
      return "PUBLICATION";
    case Kind::default_privileges:
      return "DEFAULT PRIVILEGES";
  }
  return {};
}

std::string name_clause(const model::ObjectId& id) {
  const std::string home = id.schema.empty() ? "" : identifier(id.schema) + ".";
  switch (id.kind) {
    case Kind::function:
    case Kind::aggregate: {
      const auto routine = routine_id(id);
      return qualified(routine.name) + routine.arguments;
    }
    case Kind::column:
      return qualified({id.schema, id.table}) + "." + identifier(id.name);
    case Kind::primary_key:
    case Kind::unique:
    case Kind::check:
    case Kind::exclusion:
    case Kind::foreign_key:
    case Kind::rule:
    case Kind::trigger:
    case Kind::policy:
      return identifier(id.name) + " ON " + qualified({id.schema, id.table});
    case Kind::operator_:
      return home + id.name;
    case Kind::operator_class:
    case Kind::operator_family: {
      const std::size_t method = id.name.rfind(" USING ");
      return home + identifier(id.name.substr(0, method)) + id.name.substr(method);
    }
    case Kind::cast:
    case Kind::transform:
    case Kind::user_mapping:
      return id.name;
    default:
      return home + identifier(id.name);
  }
}

std::string object_clause(const model::ObjectId& id) {
  return std::string(object_words(id.kind)) + " " + name_clause(id);
}

}  // namespace schemac::sql
