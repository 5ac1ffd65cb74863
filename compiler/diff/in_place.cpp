#include "diff/in_place.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "diff/routine_head.hpp"

namespace schemac::diff {
namespace {

bool contains(const std::vector<model::Attribute>& attributes, const std::string& name) {
  return std::ranges::any_of(attributes, [&](const model::Attribute& attribute) { return attribute.name == name; });
}

bool has_same_values(const model::ViewColumn& before, const model::ViewColumn& after) {
  return before.name == after.name && before.type == after.type && before.collation == after.collation;
}

/// `1.9` is older than `1.10`. Extensions bring scripts that lead to later versions, not back.
/// https://www.postgresql.org/docs/15/extend-extensions.html#EXTEND-EXTENSIONS-UPDATES
bool is_older(std::string_view version, std::string_view than) {
  const auto digits = [](std::string_view text) { return std::min(text.find_first_not_of("0123456789"), text.size()); };
  while (!version.empty() && !than.empty()) {
    const std::size_t here = digits(version);
    const std::size_t there = digits(than);
    if (here != there) return here < there;
    const std::size_t length = std::max<std::size_t>(here, 1);
    if (version.substr(0, length) != than.substr(0, length)) return version.substr(0, length) < than.substr(0, length);
    version.remove_prefix(length);
    than.remove_prefix(length);
  }
  return version.size() < than.size();
}

}  // namespace

bool can_alter(const model::Extension& before, const model::Extension& after) {
  if (before.schema != after.schema && !before.relocatable) return false;
  return before.version.empty() || after.version.empty() || !is_older(after.version, before.version);
}

bool can_alter(const model::Sequence&, const model::Sequence&) { return true; }

bool can_alter(const model::Function& before, const model::Function& after) { return can_replace(before, after); }

bool can_alter(const model::Check& before, const model::Check& after) {
  model::Check validated = before;
  validated.not_valid = false;
  return validated == after;
}

bool can_alter(const model::Index& before, const model::Index& after) {
  model::Index altered = before;
  altered.storage_parameters = after.storage_parameters;
  altered.tablespace = after.tablespace;
  altered.statistics = after.statistics;
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
  // Attributes go from anywhere and come at the end; those that stay keep their order.
  std::vector<std::string> reached;
  for (const model::Attribute& attribute : before.attributes) {
    if (contains(after.attributes, attribute.name)) reached.push_back(attribute.name);
  }
  for (const model::Attribute& attribute : after.attributes) {
    if (!contains(before.attributes, attribute.name)) reached.push_back(attribute.name);
  }
  return std::ranges::equal(reached, after.attributes, {}, {}, &model::Attribute::name);
}

bool can_alter(const model::Domain& before, const model::Domain& after) {
  return before.type == after.type && before.collation == after.collation;
}

// CREATE OR REPLACE VIEW takes a query that gives the same columns and, if any, more behind them.
// https://www.postgresql.org/docs/15/sql-createview.html
bool can_alter(const model::View& before, const model::View& after) {
  return before.columns.size() <= after.columns.size() &&
         std::equal(before.columns.begin(), before.columns.end(), after.columns.begin(), has_same_values);
}

// ALTER MATERIALIZED VIEW has no word for the query. https://www.postgresql.org/docs/15/sql-altermaterializedview.html
bool can_alter(const model::MaterializedView& before, const model::MaterializedView& after) {
  return before.definition == after.definition && before.access_method == after.access_method &&
         std::ranges::equal(before.columns, after.columns, has_same_values);
}

bool can_alter(const model::Scripted& before, const model::Scripted& after) {
  if (before.definition == after.definition) return true;  // then only settings and comment may differ
  if (!before.frame || before.frame != after.frame) return false;
  const bool comes = std::ranges::all_of(after.parts, [&](const model::ScriptedPart& part) {
    const model::ScriptedPart* former = before.find_part(part.aspect);
    return former == nullptr ? !part.add.empty() : *former == part || !part.change.empty();
  });
  return comes && std::ranges::all_of(before.parts, [&](const model::ScriptedPart& part) {
           return after.find_part(part.aspect) != nullptr || !part.remove.empty();
         });
}

bool can_alter(const model::Column& before, const model::Column& after) {
  if (!after.generated_expression) return true;
  return before.generated_expression == after.generated_expression && before.type == after.type &&
         before.collation == after.collation;
}

}  // namespace schemac::diff
