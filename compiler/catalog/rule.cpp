// Rules on tables and views, kept as the statements that make them. Whether one fires is set beside it.
// https://www.postgresql.org/docs/15/catalog-pg-rewrite.html
#include "catalog/queries.hpp"
#include "catalog/readers.hpp"
#include "sql/quote.hpp"

namespace schemac::catalog {
namespace {

constexpr const char* kFiring = "firing";

/// pg_rewrite.ev_enabled; in its usual state nothing is said.
std::string_view firing_words(char letter) {
  switch (letter) {
    case 'D':
      return "DISABLE RULE ";
    case 'R':
      return "ENABLE REPLICA RULE ";
    case 'A':
      return "ENABLE ALWAYS RULE ";
    default:
      return {};
  }
}

void set_firing(char letter, model::Scripted& rule) {
  const std::string_view words = firing_words(letter);
  if (words.empty()) return;
  const std::string alter = "ALTER TABLE " + sql::qualified({rule.object.schema, rule.object.table}) + " ";
  const std::string name = sql::identifier(rule.object.name);
  rule.settings.emplace(kFiring, alter + std::string(words) + name);
  rule.defaults.emplace(kFiring, alter + "ENABLE RULE " + name);
}

}  // namespace

void read_rules(Source& source, Draft& draft) {
  const auto rows = source.rows(queries::kRules, {draft.relations.text()});
  for (Fields fields : rows) {
    const Oid oid = fields.oid();
    const model::QualifiedName& relation = draft.relation_names.at(fields.oid());
    model::Scripted rule;
    rule.object = {model::Kind::rule, relation.schema, relation.name, fields.text()};
    std::string definition = fields.printed();
    if (definition.ends_with(';')) definition.pop_back();
    rule.definition = {std::move(definition)};
    set_firing(fields.letter(), rule);
    rule.comment = fields.text_or_null();
    draft.put(kPgRewrite, oid, std::move(rule));
  }
}

}  // namespace schemac::catalog
