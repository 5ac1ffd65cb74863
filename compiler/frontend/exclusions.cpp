// Exclusion constraints. https://www.postgresql.org/docs/15/ddl-constraints.html#DDL-CONSTRAINTS-EXCLUSION
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "frontend/constraint_words.hpp"
#include "frontend/expressions.hpp"
#include "frontend/extensions.hpp"
#include "frontend/index_keys.hpp"
#include "frontend/passes.hpp"
#include "frontend/words.hpp"

namespace schemac::frontend {
namespace {

/// GiST itself knows shapes, ranges, networks and text search; the comparison of plain scalars comes with btree_gist.
/// https://www.postgresql.org/docs/15/btree-gist.html
bool needs_btree_gist(const ColumnDraft& column) {
  using model::TypeWord;
  constexpr std::array kOfExtension{TypeWord::boolean,    TypeWord::smallint,  TypeWord::integer,
                                    TypeWord::bigint,     TypeWord::real,      TypeWord::double_precision,
                                    TypeWord::numeric,    TypeWord::money,     TypeWord::text,
                                    TypeWord::varchar,    TypeWord::char_,     TypeWord::bytea,
                                    TypeWord::uuid,       TypeWord::date,      TypeWord::time,
                                    TypeWord::timetz,     TypeWord::timestamp, TypeWord::timestamptz,
                                    TypeWord::interval,   TypeWord::macaddr,   TypeWord::macaddr8,
                                    TypeWord::bit,        TypeWord::varbit,    TypeWord::oid,
                                    TypeWord::enumeration};
  return !column.field.type.array &&
         std::find(kOfExtension.begin(), kOfExtension.end(), column.field.type.word) != kOfExtension.end();
}

bool is_comparison(const std::string& op) {
  constexpr std::array kComparisons{"=", "<>", "<", "<=", ">", ">="};
  return std::find(kComparisons.begin(), kComparisons.end(), op) != kComparisons.end();
}

bool read_elements(Draft& draft, TableDraft& table, const Word& word, model::Exclusion& exclusion,
                   std::vector<std::string>& columns) {
  for (std::size_t i = 1; i < word.arguments.size(); ++i) {
    const Word* const with = argument<Word>(word, i);
    if (with == nullptr) return false;
    std::optional<model::IndexKey> key = read_key(draft, table, with->arguments.front(), columns);
    if (!key) return false;
    std::string op = argument<Text>(*with, 1)->value;
    for (const ColumnDraft& column : table.columns)
      if (column.column.name == key->column && exclusion.method == "gist" && is_comparison(op) &&
          needs_btree_gist(column))
        need_extension(draft, "btree_gist", with->place);
    exclusion.elements.push_back({std::move(*key), std::move(op)});
  }
  return true;
}

void declare(Draft& draft, TableDraft& table, const Word& word) {
  model::Exclusion exclusion;
  exclusion.table = table.name();
  exclusion.method = method_of(word.arguments.front());
  std::vector<std::string> columns;
  if (!read_elements(draft, table, word, exclusion, columns)) return;
  if (const Text* const where = text_of(word.chain, "where"); where != nullptr) {
    const std::optional<std::vector<std::string>> named = check_expression_over(draft, table, *where);
    if (!named) return;
    columns.insert(columns.end(), named->begin(), named->end());
    exclusion.predicate = where->value;
  }
  exclusion.include = included_columns(draft, table, word);
  exclusion.deferral = deferral_of(word.chain);
  std::vector<std::string> rest;
  for (const model::Exclusion::Element& element : exclusion.elements) rest.push_back(name_of_key(element.key));
  const Name name = choose_name(draft, text_of(word.chain, "named"), "excl", table, rest);
  exclusion.name = name.kept;
  depend_on_columns(draft, exclusion.id(), table, columns);
  put(draft, draft.declared.schema.exclusions, std::move(exclusion), word.place, name.full);
}

}  // namespace

void declare_exclusions(Draft& draft) {
  for (TableDraft& table : draft.tables)
    for (const Word* const part : table.parts)
      if (part->name == "exclude") declare(draft, table, *part);
}

}  // namespace schemac::frontend
