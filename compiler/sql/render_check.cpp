// https://www.postgresql.org/docs/15/sql-altertable.html
#include <cassert>

#include "sql/clauses.hpp"
#include "sql/quote.hpp"
#include "sql/render.hpp"

namespace schemac::sql {

Statements render(const diff::Create<model::Check>& change) {
  const auto& check = change.object;
  const std::string constraint =
      joined({"ADD CONSTRAINT " + identifier(check.name) + " CHECK " + parenthesized(check.expression),
              check.no_inherit ? "NO INHERIT" : "", check.not_valid ? "NOT VALID" : ""},
             " ");
  return with_comment(alter_table(check.table, {constraint}), check.id(), check.comment);
}

Statements render(const diff::Drop<model::Check>& change) {
  return {drop_constraint(change.object.table, change.object.name)};
}

Statements render(const diff::Rename<model::Check>& change) { return rename_constraint(change.before, change.after); }

Statements render(const diff::Alter<model::Check>& change) {
  [[maybe_unused]] const auto& [before, after] = change;
  assert(before.not_valid && !after.not_valid);
  assert(before.expression == after.expression && before.no_inherit == after.no_inherit);
  return {validate_constraint(after.table, after.name)};
}

}  // namespace schemac::sql
