// COMMENT ON, for objects of every kind. https://www.postgresql.org/docs/15/sql-comment.html
#include "sql/clauses.hpp"
#include "sql/quote.hpp"
#include "sql/render.hpp"
#include "sql/routine_id.hpp"

namespace schemac::sql {
namespace {

std::string on_table(std::string_view what, const model::ObjectId& id) {
  return std::string(what) + " " + identifier(id.name) + " ON " + qualified({id.schema, id.table});
}

std::string target(const model::ObjectId& id) {
  const model::QualifiedName name{id.schema, id.name};
  switch (id.kind) {
    case model::Kind::namespace_:
      return "SCHEMA " + identifier(id.name);
    case model::Kind::extension:
      return "EXTENSION " + identifier(id.name);
    case model::Kind::enum_type:
      return "TYPE " + qualified(name);
    case model::Kind::sequence:
      return "SEQUENCE " + qualified(name);
    case model::Kind::function: {
      const auto routine = routine_id(id);
      return "ROUTINE " + qualified(routine.name) + routine.arguments;
    }
    case model::Kind::table:
      return "TABLE " + qualified(name);
    case model::Kind::column:
      return "COLUMN " + qualified({id.schema, id.table}) + "." + identifier(id.name);
    case model::Kind::primary_key:
    case model::Kind::unique:
    case model::Kind::check:
    case model::Kind::exclusion:
    case model::Kind::foreign_key:
      return on_table("CONSTRAINT", id);
    case model::Kind::index:
      return "INDEX " + qualified(name);
    case model::Kind::trigger:
      return on_table("TRIGGER", id);
    case model::Kind::policy:
      return on_table("POLICY", id);
  }
  return {};
}

}  // namespace

std::string comment_on(const model::ObjectId& object, const std::optional<std::string>& comment) {
  return "COMMENT ON " + target(object) + " IS " + (comment ? literal(*comment) : "NULL");
}

Statements render(const diff::SetComment& change) { return {comment_on(change.object, change.after)}; }

}  // namespace schemac::sql
