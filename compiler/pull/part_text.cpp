// What stands in `Table{…}`: the words of the table, constraints that no field says, indexes, policies. In an order of
// its own, kind by kind and then by name, so that the same table always gives the same text.
#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "frontend/names.hpp"
#include "pull/entity_scope.hpp"
#include "sql/quote.hpp"

namespace schemac::pull {
namespace {

void add(EntityScope& scope, std::string key, Call call) {
  scope.text.parts.push_back({std::move(key), std::move(call)});
}

void add_word(EntityScope& scope, std::string_view name, std::vector<std::string> arguments = {}) {
  add(scope, std::string(name), {word(scope, name), std::move(arguments), {}});
}

/// A storage parameter's value: a number as it is, anything else as a string.
std::string value_argument(const std::string& value) {
  long long number = 0;
  const auto read = std::from_chars(value.data(), value.data() + value.size(), number);
  const bool whole = read.ec == std::errc{} && read.ptr == value.data() + value.size();
  return whole && std::to_string(number) == value ? value : string_literal(value);
}

void describe_words(EntityScope& scope) {
  const model::Table& table = scope.table;
  const Forms& forms = scope.wording.forms;
  if (table.name.schema != forms.default_schema) add_word(scope, "in_schema", {string_literal(table.name.schema)});
  if (sql::shorten(frontend::plural(frontend::snake_case(scope.text.name.name))) != table.name.name)
    add_word(scope, "table_name", {string_literal(table.name.name)});
  if (table.unlogged) add_word(scope, "unlogged");
  for (const auto& [name, value] : table.storage_parameters)
    add(scope, "storage_parameter " + name,
        {word(scope, "storage_parameter"), {string_literal(name), value_argument(value)}, {}});
}

void describe_row_security(EntityScope& scope) {
  const model::Schema& schema = scope.wording.schema;
  bool has_policy = false;
  for_each_of(schema.policies, scope.table.name, [&](const model::Policy& policy) {
    has_policy = has_policy || can_say(policy, schema, scope.wording.forms);
  });
  if (!scope.table.row_security) return;
  if (scope.table.force_row_security) {
    add_word(scope, "force_row_security");
  } else if (!has_policy) {
    add_word(scope, "row_security");
  }
}

std::string include(const EntityScope& scope, const std::vector<std::string>& columns) {
  return fmt::format(".include({})", fmt::join(pointers(scope, columns), ", "));
}

void add_include(const EntityScope& scope, const std::vector<std::string>& columns, Call& call) {
  if (!columns.empty()) call.chain.push_back(include(scope, columns));
}

void add_text(std::string_view link, const std::optional<std::string>& text, Call& call) {
  if (text) call.chain.push_back(fmt::format(".{}({})", link, string_literal(*text)));
}

void describe_key(EntityScope& scope) {
  const model::PrimaryKey* const key = sayable_key(scope.wording.schema, scope.table.name, scope.wording.forms);
  if (key == nullptr || scope.said.contains(key->id())) return;
  Call call{word(scope, "primary_key"), pointers(scope, key->columns), {}};
  add_include(scope, key->include, call);
  add_name(scope, "pk", {}, key->name, call);
  add(scope, describe(key->id()), std::move(call));
}

void describe_unique(EntityScope& scope, const model::Unique& unique) {
  Call call{word(scope, "unique"), pointers(scope, unique.columns), {}};
  add_include(scope, unique.include, call);
  if (unique.nulls_not_distinct) call.chain.emplace_back(".nulls_not_distinct()");
  add_deferral(unique.deferral, call);
  add_name(scope, "uq", unique.columns, unique.name, call);
  add(scope, describe(unique.id()), std::move(call));
}

void describe_foreign_key(EntityScope& scope, const model::ForeignKey& key) {
  const bool own = key.references == scope.table.name;
  if (!own) scope.text.needs.insert(key.references);
  const CppName& target = scope.wording.names.entities.at(key.references);
  std::vector<std::string> referenced;
  for (const std::string& column : key.referenced_columns)
    referenced.push_back(fmt::format("&{}::{}", seen_from(scope.text.name.namespaces, target),
                                     scope.wording.names.fields.at(model::column_id(key.references, column))));
  Call call{word(scope, "foreign_key"), pointers(scope, key.columns), {}};
  call.chain.push_back(fmt::format(".references({})", fmt::join(referenced, ", ")));
  if (key.on_delete != model::ReferentialAction::no_action) {
    std::vector<std::string> arguments{action_word(scope, key.on_delete)};
    for (std::string& column : pointers(scope, key.on_delete_columns)) arguments.push_back(std::move(column));
    call.chain.push_back(fmt::format(".on_delete({})", fmt::join(arguments, ", ")));
  }
  if (key.on_update != model::ReferentialAction::no_action)
    call.chain.push_back(fmt::format(".on_update({})", action_word(scope, key.on_update)));
  if (key.match_full) call.chain.emplace_back(".match_full()");
  add_deferral(key.deferral, call);
  add_name(scope, "fk", key.columns, key.name, call);
  add(scope, describe(key.id()), std::move(call));
}

void describe_check(EntityScope& scope, const model::Check& check) {
  const std::string prefix = frontend::object_name("chk", scope.table.name.name, {}) + "_";
  Call call{word(scope, "check"), {string_literal(check.expression)}, {}};
  if (check.name.starts_with(prefix) && check.name.size() > prefix.size()) {
    call.arguments.insert(call.arguments.begin(), string_literal(check.name.substr(prefix.size())));
  } else {
    add_name(scope, "chk", {}, check.name, call);
  }
  add(scope, describe(check.id()), std::move(call));
}

std::string operator_class(const EntityScope& scope, const std::string& name) {
  const model::Extension* const trigrams =
      scope.wording.schema.extensions.find({model::Kind::extension, {}, {}, "pg_trgm"});
  if (trigrams == nullptr || trigrams->schema != scope.wording.forms.default_schema) return name;
  for (const std::string bare : {"gin_trgm_ops", "gist_trgm_ops"})
    if (name == sql::qualified({trigrams->schema, bare})) return bare;
  return name;
}

std::string key_text(const EntityScope& scope, const model::IndexKey& key) {
  const auto around = [&](std::string_view head, const std::string& inner, const std::string* more = nullptr) {
    Call call{word(scope, head), {inner}, {}};
    if (more != nullptr) call.arguments.push_back(string_literal(*more));
    return on_one_line(call);
  };
  std::string text =
      key.column.empty() ? around("expression", string_literal(key.expression)) : pointer(scope, key.column);
  if (key.collation) {
    const std::string collation = collation_argument(*key.collation);
    text = around("collate", text, &collation);
  }
  if (key.opclass) {
    const std::string name = operator_class(scope, *key.opclass);
    text = around("opclass", text, &name);
  }
  if (key.descending) text = around("desc", text);
  if (key.descending && !key.nulls_first) text = around("nulls_last", text);
  if (!key.descending && key.nulls_first) text = around("nulls_first", text);
  return text;
}

bool is_method_word(std::string_view method) {
  constexpr std::array kMethods = std::to_array<std::string_view>({"brin", "btree", "gin", "gist", "hash", "spgist"});
  return std::find(kMethods.begin(), kMethods.end(), method) != kMethods.end();
}

std::string name_of(const model::IndexKey& key) { return key.column.empty() ? "expr" : key.column; }

void describe_exclusion(EntityScope& scope, const model::Exclusion& exclusion) {
  if (!is_method_word(exclusion.method)) return;
  Call call{word(scope, "exclude"), {word(scope, exclusion.method)}, {}};
  std::vector<std::string> names;
  for (const model::Exclusion::Element& element : exclusion.elements) {
    call.arguments.push_back(
        on_one_line({word(scope, "with"), {key_text(scope, element.key), string_literal(element.op)}, {}}));
    names.push_back(name_of(element.key));
  }
  add_text("where", exclusion.predicate, call);
  add_include(scope, exclusion.include, call);
  add_deferral(exclusion.deferral, call);
  add_name(scope, "excl", names, exclusion.name, call);
  add(scope, describe(exclusion.id()), std::move(call));
}

void describe_index(EntityScope& scope, const model::Index& index) {
  Call call{word(scope, index.unique ? "unique_index" : "index"), {}, {}};
  std::vector<std::string> names;
  for (const model::IndexKey& key : index.keys) {
    call.arguments.push_back(key_text(scope, key));
    names.push_back(name_of(key));
  }
  if (index.method != "btree") {
    const std::string method = is_method_word(index.method) ? word(scope, index.method) : string_literal(index.method);
    call.chain.push_back(fmt::format(".using_method({})", method));
  }
  add_text("where", index.predicate, call);
  add_include(scope, index.include, call);
  if (index.nulls_not_distinct) call.chain.emplace_back(".nulls_not_distinct()");
  for (const auto& [name, value] : index.storage_parameters)
    call.chain.push_back(fmt::format(".with({}, {})", string_literal(name), value_argument(value)));
  add_name(scope, index.unique ? "uq" : "idx", names, index.name, call);
  add(scope, describe(index.id()), std::move(call));
}

std::string_view command_word(model::Policy::Command command) {
  switch (command) {
    case model::Policy::Command::all:
      return {};
    case model::Policy::Command::select:
      return "select";
    case model::Policy::Command::insert:
      return "insert";
    case model::Policy::Command::update:
      return "update";
    case model::Policy::Command::delete_:
      return "delete_";
  }
  return {};
}

void describe_policy(EntityScope& scope, const model::Policy& policy) {
  Call call{word(scope, "policy"), {string_literal(policy.name)}, {}};
  if (const std::string_view command = command_word(policy.command); !command.empty())
    call.chain.push_back(fmt::format(".for_({})", word(scope, command)));
  std::vector<std::string> roles;
  for (const std::string& role : policy.roles) roles.push_back(string_literal(role));
  if (!roles.empty()) call.chain.push_back(fmt::format(".to({})", fmt::join(roles, ", ")));
  add_text("using_", policy.using_expression, call);
  add_text("with_check", policy.with_check, call);
  if (!policy.permissive) call.chain.emplace_back(".restrictive()");
  add(scope, describe(policy.id()), std::move(call));
}

}  // namespace

void describe_parts(EntityScope& scope) {
  const model::Schema& schema = scope.wording.schema;
  const Forms& forms = scope.wording.forms;
  const auto unsaid = [&](const auto& objects, auto&& describe_object, auto&& sayable) {
    for_each_of(objects, scope.table.name, [&](const auto& object) {
      if (!scope.said.contains(object.id()) && sayable(object)) describe_object(scope, object);
    });
  };
  const auto by_forms = [&](const auto& object) { return can_say(object, forms); };
  const auto by_schema = [&](const auto& object) { return can_say(object, schema, forms); };
  describe_words(scope);
  describe_key(scope);
  unsaid(schema.uniques, describe_unique, by_forms);
  unsaid(schema.foreign_keys, describe_foreign_key, by_schema);
  unsaid(schema.checks, describe_check, by_forms);
  unsaid(schema.exclusions, describe_exclusion, by_forms);
  unsaid(schema.indexes, describe_index, by_forms);
  describe_row_security(scope);
  unsaid(schema.policies, describe_policy, by_schema);
}

}  // namespace schemac::pull
