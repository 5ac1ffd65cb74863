// https://www.postgresql.org/docs/15/sql-altertype.html: labels are added and renamed in place, never taken away.
#include "sql/clauses.hpp"
#include "sql/quote.hpp"
#include "sql/render.hpp"

namespace schemac::sql {

Statements render(const diff::Create<model::EnumType>& change) {
  const auto& type = change.object;
  std::vector<std::string> labels;
  for (const std::string& label : type.labels) labels.push_back(literal(label));
  return with_comment(listed("CREATE TYPE " + qualified(type.name) + " AS ENUM", labels), type.id(), type.comment);
}

Statements render(const diff::Drop<model::EnumType>& change) { return {"DROP TYPE " + qualified(change.object.name)}; }

Statements render(const diff::Rename<model::EnumType>& change) {
  return move_and_rename("TYPE", {change.before.schema, change.before.name}, {change.after.schema, change.after.name});
}

Statements render(const diff::AddEnumValue& change) {
  return {joined({"ALTER TYPE " + qualified(change.type) + " ADD VALUE " + literal(change.label),
                  !change.before.empty()  ? "BEFORE " + literal(change.before)
                  : !change.after.empty() ? "AFTER " + literal(change.after)
                                          : ""},
                 " ")};
}

Statements render(const diff::RenameEnumValue& change) {
  return {"ALTER TYPE " + qualified(change.type) + " RENAME VALUE " + literal(change.before) + " TO " +
          literal(change.after)};
}

}  // namespace schemac::sql
