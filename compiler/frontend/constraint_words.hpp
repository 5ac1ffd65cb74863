// What the words of constraints and indexes have in common: columns by pointer to member, names, deferral.
#pragma once

#include "frontend/draft.hpp"
#include "frontend/naming.hpp"
#include "model/primary_key.hpp"

namespace schemac::frontend {

/// The column that a pointer to member names. Reports one that is not of this table, and is null then.
[[nodiscard]] ColumnDraft* find_column(Draft& draft, TableDraft& table, const Member& member, const Place& place);
/// The column that argument `index` of a word names.
[[nodiscard]] ColumnDraft* find_column(Draft& draft, TableDraft& table, const Word& word, std::size_t index);
/// The SQL names of the columns that all arguments of a word name, from `first` on.
[[nodiscard]] std::vector<std::string> columns_of(Draft& draft, TableDraft& table, const Word& word,
                                                  std::size_t first = 0);
/// The columns of `.include(…)`.
[[nodiscard]] std::vector<std::string> included_columns(Draft& draft, TableDraft& table, const Word& word);
/// `.deferrable()`, `.initially_deferred()`.
[[nodiscard]] model::Deferral deferral_of(const std::vector<Word>& words);

}  // namespace schemac::frontend
