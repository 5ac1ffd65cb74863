#include "frontend/constraint_words.hpp"

#include <fmt/format.h>

#include "frontend/words.hpp"

namespace schemac::frontend {

ColumnDraft* find_column(Draft& draft, TableDraft& table, const Member& member, const Place& place) {
  // `&Booking::created_at` in User is a mistake, although User has the same mixin.
  if (member.through == table.record_id || member.through == member.owner)
    for (ColumnDraft& column : table.columns)
      if (column.owner == member.owner && column.source->name == member.field && !column.lookup) return &column;
  draft.diagnostics.error(Code::unknown_column, place,
                          fmt::format("`&{}::{}` is no column of `{}`", draft.source.records[member.through].name,
                                      member.field, table.entity.name));
  return nullptr;
}

ColumnDraft* find_column(Draft& draft, TableDraft& table, const Word& word, std::size_t index) {
  const Member* const member = argument<Member>(word, index);
  return member == nullptr ? nullptr : find_column(draft, table, *member, word.arguments[index].place);
}

std::vector<std::string> columns_of(Draft& draft, TableDraft& table, const Word& word, std::size_t first) {
  std::vector<std::string> names;
  for (std::size_t i = first; i < word.arguments.size(); ++i) {
    const ColumnDraft* const column = find_column(draft, table, word, i);
    if (column == nullptr) continue;
    for (const std::string& name : names)
      if (name == column->column.name)
        draft.diagnostics.error(Code::bad_option, word.arguments[i].place,
                                fmt::format("`{}` is named twice", column->source->name));
    names.push_back(column->column.name);
  }
  return names;
}

std::vector<std::string> included_columns(Draft& draft, TableDraft& table, const Word& word) {
  std::vector<std::string> names;
  for (const Word& link : word.chain) {
    if (link.name != "include") continue;
    std::vector<std::string> more = columns_of(draft, table, link);
    std::move(more.begin(), more.end(), std::back_inserter(names));
  }
  return names;
}

model::Deferral deferral_of(const std::vector<Word>& words) {
  if (find_word(words, "initially_deferred") != nullptr) return model::Deferral::initially_deferred;
  if (find_word(words, "deferrable") != nullptr) return model::Deferral::initially_immediate;
  return model::Deferral::not_deferrable;
}

}  // namespace schemac::frontend
