// How the value of a row in a column of one type becomes a value of another: the expression behind USING, where
// assignment alone does not do. https://www.postgresql.org/docs/15/sql-altertable.html (SET DATA TYPE)
#pragma once

#include <optional>
#include <string>

#include "model/schema.hpp"
#include "plan/plan.hpp"

namespace schemac::plan {

/// The schema and name of a type, or of the elements of an array; nothing for types that need no schema.
[[nodiscard]] std::optional<model::QualifiedName> named_type(const std::string& type);

/// No cast leads from the one type to the other, and nobody has said how else.
class NoCast : public CannotPlan {
 public:
  NoCast(model::ObjectId column, const std::string& before, const std::string& after);
};

/// The expression that makes a value of `after.type` of the column `before`, as SQL: nothing where assigning the column
/// does it. A value is never lost to a conversion without a word: what the new type cannot take makes the statement
/// fail. A scalar becomes an array of one element, a composite value goes attribute by attribute, and domains are taken
/// for what they are domains over.
/// `types_before` and `types_after` have the composite types and domains that the columns are made of.
/// `home` is the table of the column. Throws NoCast.
[[nodiscard]] std::optional<std::string> conversion(const model::QualifiedName& home, const model::Column& before,
                                                    const model::Column& after, const model::Schema& types_before,
                                                    const model::Schema& types_after);

/// Whether values of the one type come out of conversion() with less than they had: assignment refuses a string that is
/// too long for an attribute or an element, and the cast that reaches into them cuts it.
/// https://www.postgresql.org/docs/15/datatype-character.html
[[nodiscard]] bool cuts_values(const std::string& before, const std::string& after, const model::Schema& types_before,
                               const model::Schema& types_after);

}  // namespace schemac::plan
