#include "pull/entity_text.hpp"

#include "frontend/names.hpp"
#include "pull/entity_scope.hpp"
#include "sql/quote.hpp"

namespace schemac::pull {

std::string word(const EntityScope& scope, std::string_view name) {
  return scope.members.contains(std::string(name)) ? "schemac::" + std::string(name) : std::string(name);
}

std::string pointer(const EntityScope& scope, const std::string& column) {
  return "&" + scope.text.name.name + "::" + scope.wording.names.fields.at(model::column_id(scope.table.name, column));
}

std::vector<std::string> pointers(const EntityScope& scope, const std::vector<std::string>& columns) {
  std::vector<std::string> made;
  for (const std::string& column : columns) made.push_back(pointer(scope, column));
  return made;
}

void add_name(const EntityScope& scope, std::string_view prefix, const std::vector<std::string>& rest,
              const std::string& name, Call& call) {
  if (sql::shorten(frontend::object_name(prefix, scope.table.name.name, rest)) != name)
    call.chain.push_back(".named(" + string_literal(name) + ")");
}

std::string collation_argument(const std::string& collation) {
  // `pg_catalog."C"`, `public.mine`: what is behind the dot that stands outside of quotes is the name.
  bool quoted = false;
  std::size_t dot = std::string::npos;
  for (std::size_t i = 0; i < collation.size(); ++i) {
    if (collation[i] == '"') quoted = !quoted;
    if (collation[i] == '.' && !quoted) dot = i;
  }
  if (dot == std::string::npos) return collation;
  std::string name = collation.substr(dot + 1);
  const bool in_quotes = name.starts_with('"');
  if (collation.substr(0, dot) == "pg_catalog") {
    const std::string bare = in_quotes ? name.substr(1, name.size() - 2) : name;
    if (bare.find('"') == std::string::npos) return bare;
  }
  return in_quotes ? collation : collation.substr(0, dot + 1) + '"' + name + '"';
}

void add_deferral(model::Deferral deferral, Call& call) {
  if (deferral == model::Deferral::initially_immediate) call.chain.emplace_back(".deferrable()");
  if (deferral == model::Deferral::initially_deferred) call.chain.emplace_back(".initially_deferred()");
}

std::string action_word(const EntityScope& scope, model::ReferentialAction action) {
  switch (action) {
    case model::ReferentialAction::no_action:
      return word(scope, "no_action");
    case model::ReferentialAction::restrict:
      return word(scope, "restrict");
    case model::ReferentialAction::cascade:
      return word(scope, "cascade");
    case model::ReferentialAction::set_null:
      return word(scope, "set_null");
    case model::ReferentialAction::set_default:
      return word(scope, "set_default");
  }
  return {};
}

EntityText describe_entity(const model::Table& table, const Wording& wording) {
  EntityText text;
  text.table = table.name;
  text.name = wording.names.entities.at(table.name);
  if (table.comment && can_be_comment(*table.comment)) text.comment = *table.comment;
  EntityScope scope{wording, table, text, {}, {}};
  for (const model::Column& column : table.columns)
    scope.members.insert(wording.names.fields.at(model::column_id(table.name, column.name)));
  describe_fields(scope);
  describe_parts(scope);
  return text;
}

}  // namespace schemac::pull
