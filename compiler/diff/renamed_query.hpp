// The query of a view once a column has another name: what PostgreSQL prints then. A view keeps the names of its own
// columns when those that it reads are renamed, so that `SELECT t.a` becomes `SELECT t.b AS a`. Not a parser: it reads
// what PostgreSQL's printer writes (src/backend/utils/adt/ruleutils.c), token by token.
#pragma once

#include <cstddef>
#include <string>

#include "model/renames.hpp"

namespace schemac::diff {

/// `query`, which reads the column, once `column` is renamed. Where its tokens do not tell what is printed then, the
/// text is made one that PostgreSQL never prints, so that the view is defined anew rather than taken for another.
[[nodiscard]] std::string renamed_query(const std::string& query, const model::Rename& column);

/// `query` once its result number `place`, from 0, is called `name`. A query whose tokens do not tell is as it was.
[[nodiscard]] std::string renamed_result(const std::string& query, std::size_t place, const std::string& name);

/// A statement of a rule called `before` once it is called `after`: CREATE RULE, which has the name third, or (`last`)
/// ALTER TABLE … RULE, which ends with it.
[[nodiscard]] std::string with_name(const std::string& statement, const std::string& before, const std::string& after,
                                    bool last);

}  // namespace schemac::diff
