#include "pull/sayable.hpp"

#include <algorithm>

#include "frontend/vocabulary.hpp"
#include "pull/types.hpp"
#include "sql/parse.hpp"
#include "sql/quote.hpp"

namespace schemac::pull {
namespace {

using model::Deferral;

bool is_free(const model::ObjectId& id, const Forms& forms) {
  if (forms.in_sql.contains(id)) return false;
  return id.table.empty() || !forms.in_sql.contains({model::Kind::table, id.schema, {}, id.table});
}

bool parses(const std::optional<std::string>& expression) { return !expression || !sql::check_expression(*expression); }

bool parse(const std::vector<model::IndexKey>& keys) {
  return std::all_of(keys.begin(), keys.end(), [](const model::IndexKey& key) {
    return key.expression.empty() || !sql::check_expression(key.expression);
  });
}

bool permutes(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::is_permutation(a.begin(), a.end(), b.begin(), b.end());
}

bool sets_null_where_it_cannot(const model::ForeignKey& key, const model::Table& table) {
  if (key.on_delete != model::ReferentialAction::set_null) return false;
  const auto& columns = key.on_delete_columns.empty() ? key.columns : key.on_delete_columns;
  return std::any_of(columns.begin(), columns.end(), [&](const std::string& name) {
    const model::Column* const column = table.find_column(name);
    return column != nullptr && column->not_null;
  });
}

}  // namespace

bool can_say(const model::Table& table, const Forms& forms) {
  return is_free(table.id(), forms) && !table.partition_by && !table.partition_of && table.inherits.empty() &&
         !table.of_type && !table.access_method;
}

bool can_say(const model::PrimaryKey& key, const Forms& forms) {
  return is_free(key.id(), forms) && key.deferral == Deferral::not_deferrable && key.storage_parameters.empty();
}

bool can_say(const model::Unique& unique, const Forms& forms) {
  return is_free(unique.id(), forms) && unique.storage_parameters.empty();
}

bool can_say(const model::Check& check, const Forms& forms) {
  return is_free(check.id(), forms) && !check.no_inherit && !check.not_valid && !check.inherited &&
         parses(check.expression);
}

bool can_say(const model::Exclusion& exclusion, const Forms& forms) {
  return is_free(exclusion.id(), forms) && exclusion.storage_parameters.empty() && parses(exclusion.predicate) &&
         std::all_of(exclusion.elements.begin(), exclusion.elements.end(),
                     [](const auto& element) { return parse({element.key}); });
}

bool can_say(const model::Index& index, const Forms& forms) {
  return is_free(index.id(), forms) && !index.invalid && !index.tablespace && !index.partition_of &&
         index.statistics.empty() && parses(index.predicate) && parse(index.keys);
}

bool can_say(const model::ForeignKey& key, const model::Schema& schema, const Forms& forms) {
  if (!is_free(key.id(), forms) || key.not_valid) return false;
  const model::Table* const table = sayable_table(schema, key.table, forms);
  return table != nullptr && sayable_table(schema, key.references, forms) != nullptr &&
         !sets_null_where_it_cannot(key, *table) &&
         identify_a_row(schema, key.references, key.referenced_columns, forms);
}

bool can_say(const model::Policy& policy, const model::Schema& schema, const Forms& forms) {
  const model::Table* const table = sayable_table(schema, policy.table, forms);
  if (table == nullptr || !table->row_security || !is_free(policy.id(), forms)) return false;
  return (policy.using_expression || policy.with_check) && parses(policy.using_expression) &&
         parses(policy.with_check) &&
         std::find(policy.roles.begin(), policy.roles.end(), "public") == policy.roles.end();
}

const model::Column* touched_column(const model::Trigger& trigger, const model::Schema& schema, const Forms& forms) {
  const model::Table* const table = sayable_table(schema, trigger.table, forms);
  if (table == nullptr || trigger.arguments.size() != 1 || !is_free(trigger.id(), forms)) return nullptr;
  const model::Column* const column = table->find_column(trigger.arguments.front());
  if (column == nullptr || column->generated_expression || !takes_touch(column->type)) return nullptr;
  model::Trigger made;
  made.table = trigger.table;
  made.name = sql::shorten("touch_" + column->name);
  made.on_update = true;
  made.function = {trigger.table.schema, std::string(frontend::kTouchFunction)};
  made.arguments = {column->name};
  made.comment = trigger.comment;
  return made == trigger ? column : nullptr;
}

const model::Table* sayable_table(const model::Schema& schema, const model::QualifiedName& name, const Forms& forms) {
  const model::Table* const table = schema.tables.find({model::Kind::table, name.schema, {}, name.name});
  return table != nullptr && can_say(*table, forms) ? table : nullptr;
}

const model::PrimaryKey* sayable_key(const model::Schema& schema, const model::QualifiedName& table,
                                     const Forms& forms) {
  const model::PrimaryKey* found = nullptr;
  for_each_of(schema.primary_keys, table, [&](const model::PrimaryKey& key) {
    if (can_say(key, forms)) found = &key;
  });
  return found;
}

std::vector<std::vector<std::string>> keys_of_rows(const model::Schema& schema, const model::QualifiedName& table,
                                                   const Forms& forms) {
  std::vector<std::vector<std::string>> keys;
  if (const model::PrimaryKey* const key = sayable_key(schema, table, forms)) keys.push_back(key->columns);
  for_each_of(schema.uniques, table, [&](const model::Unique& unique) {
    if (can_say(unique, forms) && unique.deferral == Deferral::not_deferrable) keys.push_back(unique.columns);
  });
  for_each_of(schema.indexes, table, [&](const model::Index& index) {
    const bool has_expression = std::any_of(index.keys.begin(), index.keys.end(),
                                            [](const model::IndexKey& key) { return key.column.empty(); });
    if (!index.unique || index.predicate || has_expression || index.method != "btree" || !can_say(index, forms)) return;
    std::vector<std::string>& columns = keys.emplace_back();
    for (const model::IndexKey& key : index.keys) columns.push_back(key.column);
  });
  return keys;
}

bool identify_a_row(const model::Schema& schema, const model::QualifiedName& table,
                    const std::vector<std::string>& columns, const Forms& forms) {
  const auto keys = keys_of_rows(schema, table, forms);
  return std::any_of(keys.begin(), keys.end(), [&](const auto& key) { return permutes(key, columns); });
}

}  // namespace schemac::pull
