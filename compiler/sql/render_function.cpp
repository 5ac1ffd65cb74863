// Functions and procedures. Where the id alone is known, the word is ROUTINE, which is both.
#include "sql/clauses.hpp"
#include "sql/quote.hpp"
#include "sql/render.hpp"
#include "sql/routine_id.hpp"

namespace schemac::sql {

// From the end: the arguments are written by PostgreSQL, and their quoted names are balanced; the name is anything.
RoutineId routine_id(const model::ObjectId& id) {
  bool quoted = false;
  int depth = 0;
  for (std::size_t at = id.name.size(); at-- > 0;) {
    const char c = id.name[at];
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == ')') ++depth;
    if (c == '(' && --depth == 0) return {{id.schema, id.name.substr(0, at)}, id.name.substr(at)};
  }
  return {{id.schema, id.name}, "()"};
}

namespace {

std::string definition(const model::Function& function) {
  std::string text = function.definition;
  text.erase(text.find_last_not_of(" \t\r\n") + 1);
  return text;
}

}  // namespace

Statements render(const diff::Create<model::Function>& change) {
  return with_comment(definition(change.object), change.object.id(), change.object.comment);
}

Statements render(const diff::Drop<model::Function>& change) {
  const auto& function = change.object;
  return {std::string(function.procedure ? "DROP PROCEDURE " : "DROP FUNCTION ") + qualified(function.name) + "(" +
          function.arguments + ")"};
}

Statements render(const diff::Rename<model::Function>& change) {
  const auto before = routine_id(change.before);
  return move_and_rename("ROUTINE", before.name, routine_id(change.after).name, before.arguments);
}

Statements render(const diff::Alter<model::Function>& change) { return {definition(change.after)}; }

}  // namespace schemac::sql
