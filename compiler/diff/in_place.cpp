#include "diff/in_place.hpp"

#include <string>

#include "diff/tokens.hpp"

namespace schemac::diff {
namespace {

/// The part of a definition that CREATE OR REPLACE must find unchanged: names, modes and types of the arguments, and
/// what is returned. It ends where LANGUAGE begins, outside of parentheses.
std::string signature(const std::string& definition) {
  std::string text;
  int depth = 0;
  for (const Token& token : tokenize(definition)) {
    if (token.text == "(") ++depth;
    if (token.text == ")") --depth;
    if (depth == 0 && token.kind == Token::Kind::word && name_in(token) == "language") break;
    if (token.kind != Token::Kind::space) text.append(token.text).append(" ");
  }
  return text;
}

}  // namespace

bool can_alter(const model::Extension&, const model::Extension&) { return true; }

bool can_alter(const model::Sequence&, const model::Sequence&) { return true; }

bool can_alter(const model::Function& before, const model::Function& after) {
  return before.procedure == after.procedure && signature(before.definition) == signature(after.definition);
}

bool can_alter(const model::Check& before, const model::Check& after) {
  model::Check validated = before;
  validated.not_valid = false;
  return validated == after;
}

bool can_alter(const model::Index& before, const model::Index& after) {
  model::Index altered = before;
  altered.storage_parameters = after.storage_parameters;
  return altered == after;
}

bool can_alter(const model::ForeignKey& before, const model::ForeignKey& after) {
  model::ForeignKey altered = before;
  altered.deferral = after.deferral;
  if (!after.not_valid) altered.not_valid = false;
  return altered == after;
}

bool can_alter(const model::Trigger& before, const model::Trigger& after) {
  model::Trigger altered = before;
  altered.enabled = after.enabled;
  return altered == after;
}

bool can_alter(const model::Policy& before, const model::Policy& after) {
  // ALTER POLICY can put an expression in another's place, but not take one away.
  const bool loses_one =
      (before.using_expression && !after.using_expression) || (before.with_check && !after.with_check);
  return before.permissive == after.permissive && before.command == after.command && !loses_one;
}

bool can_alter(const model::CompositeType& before, const model::CompositeType& after) {
  return before.attributes == after.attributes;
}

bool can_alter(const model::Domain& before, const model::Domain& after) {
  return before.type == after.type && before.collation == after.collation;
}

bool can_alter(const model::View& before, const model::View& after) { return before.columns == after.columns; }

bool can_alter(const model::MaterializedView& before, const model::MaterializedView& after) {
  return before.definition == after.definition && before.columns == after.columns &&
         before.access_method == after.access_method;
}

bool can_alter(const model::Column& before, const model::Column& after) {
  if (!after.generated_expression) return true;
  return before.generated_expression == after.generated_expression && before.type == after.type &&
         before.collation == after.collation;
}

}  // namespace schemac::diff
