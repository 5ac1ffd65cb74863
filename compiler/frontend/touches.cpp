// `touch_on_update`: a trigger a column, and one function a PostgreSQL schema that takes the column as its argument, so
// that every writer obeys. Ordinary objects of the catalog; rows are not compared: an update is an update.
#include <fmt/format.h>

#include "frontend/naming.hpp"
#include "frontend/passes.hpp"
#include "frontend/vocabulary.hpp"
#include "frontend/words.hpp"
#include "sql/quote.hpp"

namespace schemac::frontend {
namespace {

/// The column is known by name alone, so it is set by way of jsonb: only what stands in the object changes, and the
/// value is read by the column's own type. https://www.postgresql.org/docs/15/functions-json.html
std::string definition(const model::QualifiedName& name) {
  return fmt::format(R"(CREATE OR REPLACE FUNCTION {}()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  -- made by schemac for touch_on_update; the argument of the trigger is the column
  return jsonb_populate_record(new, jsonb_build_object(tg_argv[0], now()));
end
$function$)",
                     sql::qualified(name));
}

model::ObjectId function_for(Draft& draft, const std::string& schema, const Place& place) {
  model::Function function;
  function.name = {schema, std::string(kTouchFunction)};
  function.definition = definition(function.name);
  model::ObjectId id = function.id();
  if (draft.declared.schema.functions.find(id) == nullptr)
    put(draft, draft.declared.schema.functions, std::move(function), place, std::string(kTouchFunction));
  return id;
}

void declare_touch(Draft& draft, const TableDraft& table, const ColumnDraft& column, const Word& word) {
  if (column.column.generated_expression) {
    draft.diagnostics.error(Code::bad_option, word.place, "a generated column cannot be touched");
    return;
  }
  model::Trigger trigger;
  trigger.table = table.name();
  const std::string full = "touch_" + column.column.name;
  trigger.name = sql::shorten(full);
  trigger.timing = model::Trigger::Timing::before;
  trigger.on_update = true;
  trigger.function = {table.name().schema, std::string(kTouchFunction)};
  trigger.arguments = {column.column.name};
  depend(draft, trigger.id(), function_for(draft, table.name().schema, word.place));
  put(draft, draft.declared.schema.triggers, std::move(trigger), word.place, full);
}

}  // namespace

void declare_touches(Draft& draft) {
  for (const TableDraft& table : draft.tables)
    for (const ColumnDraft& column : table.columns)
      if (const Word* const word = find_word(column.source->options, "touch_on_update"))
        declare_touch(draft, table, column, *word);
}

}  // namespace schemac::frontend
