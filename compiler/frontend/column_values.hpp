// What fills a column in when nobody says: defaults, identities, generated expressions; and what it is sorted by.
#pragma once

#include "frontend/draft.hpp"

namespace schemac::frontend {

/// Reads the options that say the value of a column. At most one may: the others are reported.
void declare_value(Draft& draft, ColumnDraft& column);

/// The identity of an integer column, with the sequence as PostgreSQL makes it.
[[nodiscard]] model::Identity identity_of(model::TypeWord word, bool always);

/// `collate("C")` as SQL: a bare name is one of PostgreSQL's own; with a quote in it, it is SQL already.
[[nodiscard]] std::string collation_of(const Text& collation);

}  // namespace schemac::frontend
