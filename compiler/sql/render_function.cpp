// Functions and procedures. Where the id alone is known, the word is ROUTINE, which is both.
#include "model/routine_name.hpp"
#include "sql/clauses.hpp"
#include "sql/quote.hpp"
#include "sql/render.hpp"
#include "sql/routine_id.hpp"

namespace schemac::sql {

RoutineId routine_id(const model::ObjectId& id) {
  const std::size_t begin = model::arguments_begin(id.name);
  const bool has_some = begin < id.name.size();
  return {{id.schema, id.name.substr(0, begin)}, has_some ? id.name.substr(begin) : "()"};
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
