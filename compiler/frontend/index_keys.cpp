#include "frontend/index_keys.hpp"

#include "frontend/column_values.hpp"
#include "frontend/constraint_words.hpp"
#include "frontend/expressions.hpp"
#include "frontend/extensions.hpp"
#include "frontend/words.hpp"
#include "sql/quote.hpp"

namespace schemac::frontend {
namespace {

/// The operator classes of pg_trgm are in the extension's schema; all others are said as they are.
std::string operator_class(Draft& draft, const Text& text) {
  if (text.value == "gin_trgm_ops" || text.value == "gist_trgm_ops")
    return sql::qualified({need_extension(draft, "pg_trgm", text.place), text.value});
  return text.value;
}

/// One word around a key: `nulls_last(desc(&A::b))` has two.
void apply(Draft& draft, const Word& term, model::IndexKey& key) {
  if (term.name == "desc") {
    key.descending = true;
    key.nulls_first = true;
  }
  if (term.name == "nulls_first") key.nulls_first = true;
  if (term.name == "nulls_last") key.nulls_first = false;
  if (term.name == "opclass") key.opclass = operator_class(draft, *argument<Text>(term, 1));
  if (term.name == "collate") key.collation = collation_of(*argument<Text>(term, 1));
}

}  // namespace

std::optional<model::IndexKey> read_key(Draft& draft, TableDraft& table, const Argument& argument,
                                        std::vector<std::string>& columns) {
  if (const Member* const member = std::get_if<Member>(&argument.value)) {
    const ColumnDraft* const column = find_column(draft, table, *member, argument.place);
    if (column == nullptr) return std::nullopt;
    model::IndexKey key;
    key.column = column->column.name;
    columns.push_back(key.column);
    return key;
  }
  const Word* const word = std::get_if<Word>(&argument.value);
  if (word == nullptr) return std::nullopt;
  if (word->name == "expression") {
    const Text& text = *frontend::argument<Text>(*word, 0);
    const std::optional<std::vector<std::string>> named = check_expression_over(draft, table, text);
    if (!named) return std::nullopt;
    columns.insert(columns.end(), named->begin(), named->end());
    model::IndexKey key;
    key.expression = text.value;
    return key;
  }
  std::optional<model::IndexKey> key = read_key(draft, table, word->arguments.front(), columns);
  if (key) apply(draft, *word, *key);
  return key;
}

std::string name_of_key(const model::IndexKey& key) { return key.column.empty() ? "expr" : key.column; }

std::string method_of(const Argument& argument) {
  if (const Text* const text = std::get_if<Text>(&argument.value)) return text->value;
  const Word* const word = std::get_if<Word>(&argument.value);
  return word == nullptr ? std::string{"btree"} : word->name;
}

}  // namespace schemac::frontend
