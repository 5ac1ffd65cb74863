#include "catalog/array_coercion.hpp"
#include "catalog/deferral.hpp"
#include "catalog/definition.hpp"
#include "catalog/queries.hpp"
#include "catalog/readers.hpp"

namespace schemac::catalog {
namespace {

// pg_trigger.tgtype: src/include/catalog/pg_trigger.h has the bits, the documentation does not.
constexpr int kForEachRow = 1 << 0;
constexpr int kBefore = 1 << 1;
constexpr int kInsert = 1 << 2;
constexpr int kDelete = 1 << 3;
constexpr int kUpdate = 1 << 4;
constexpr int kTruncate = 1 << 5;
constexpr int kInsteadOf = 1 << 6;

void apply_type(int type, model::Trigger& trigger) {
  trigger.for_each_row = (type & kForEachRow) != 0;
  trigger.timing = (type & kBefore) != 0      ? model::Trigger::Timing::before
                   : (type & kInsteadOf) != 0 ? model::Trigger::Timing::instead_of
                                              : model::Trigger::Timing::after;
  trigger.on_insert = (type & kInsert) != 0;
  trigger.on_update = (type & kUpdate) != 0;
  trigger.on_delete = (type & kDelete) != 0;
  trigger.on_truncate = (type & kTruncate) != 0;
}

/// pg_trigger.tgenabled. https://www.postgresql.org/docs/15/catalog-pg-trigger.html
model::Trigger::Enabled enabled_of(char letter) {
  switch (letter) {
    case 'D':
      return model::Trigger::Enabled::disabled;
    case 'R':
      return model::Trigger::Enabled::replica;
    case 'A':
      return model::Trigger::Enabled::always;
    default:
      return model::Trigger::Enabled::origin;
  }
}

int hex_digit(char c) { return c <= '9' ? c - '0' : c - 'a' + 10; }

/// pg_trigger.tgargs: a bytea in which a zero byte ends each argument; in its text form, `\x` and hexadecimal digits.
std::vector<std::string> arguments_of(std::string_view bytes) {
  std::vector<std::string> arguments;
  std::string argument;
  for (std::size_t i = 2; i + 1 < bytes.size(); i += 2) {
    const int byte = hex_digit(bytes[i]) * 16 + hex_digit(bytes[i + 1]);
    if (byte == 0) {
      arguments.push_back(std::move(argument));
      argument.clear();
    } else {
      argument += static_cast<char>(byte);
    }
  }
  return arguments;
}

}  // namespace

void read_triggers(Source& source, Draft& draft) {
  const auto rows = source.rows(queries::kTriggers, {draft.relations.text()});
  for (Fields fields : rows) {
    const Oid oid = fields.oid();
    model::Trigger trigger;
    trigger.table = draft.relation_names.at(fields.oid());
    trigger.name = fields.text();
    apply_type(static_cast<int>(fields.integer()), trigger);
    trigger.enabled = enabled_of(fields.letter());
    trigger.update_of = fields.list();
    trigger.old_table = fields.text_or_null();
    trigger.new_table = fields.text_or_null();
    if (const auto definition = fields.text_or_null())
      trigger.when = with_array_coercions(trigger_condition(*definition));
    trigger.function = fields.qualified_name();
    trigger.arguments = arguments_of(fields.text());
    trigger.constraint = fields.flag();
    trigger.deferral = read_deferral(fields);
    const auto from_namespace = fields.text_or_null();
    const auto from_table = fields.text_or_null();
    if (from_table) trigger.from = model::QualifiedName{*from_namespace, *from_table};
    trigger.comment = fields.text_or_null();
    draft.put(kPgTrigger, oid, std::move(trigger));
  }
}

}  // namespace schemac::catalog
