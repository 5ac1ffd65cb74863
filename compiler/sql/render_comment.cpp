// COMMENT ON, for objects of every kind. https://www.postgresql.org/docs/15/sql-comment.html
#include "sql/clauses.hpp"
#include "sql/object_words.hpp"
#include "sql/quote.hpp"
#include "sql/render.hpp"

namespace schemac::sql {

std::string comment_on(const model::ObjectId& object, const std::optional<std::string>& comment) {
  return "COMMENT ON " + object_clause(object) + " IS " + (comment ? literal(*comment) : "NULL");
}

Statements render(const diff::SetComment& change) { return {comment_on(change.object, change.after)}; }

}  // namespace schemac::sql
