// Tables and enumerations; one column against another is in contract_columns.cpp. Why a difference breaks statements,
// or does not: docs/decisions/0023-a-contract-says-what-breaks.md.
#include "contract_compare.hpp"

#include <algorithm>
#include <set>

#include "contract_columns.hpp"
#include "contract_names.hpp"

namespace schemac::runtime::detail {
namespace {

using Differences = std::vector<ContractDifference>;

std::string_view kind_name(char kind) {
  switch (kind) {
    case 'v':
      return "a view";
    case 'm':
      return "a materialized view";
    case 'f':
      return "a foreign table";
    case 'S':
      return "a sequence";
    case 'i':
    case 'I':
      return "an index";
    default:
      return "something else";
  }
}

std::string_view kind_name(ConstraintKind kind) {
  switch (kind) {
    case ConstraintKind::primary_key:
      return "primary key";
    case ConstraintKind::unique:
      return "unique constraint";
    case ConstraintKind::unique_index:
      return "unique index";
    case ConstraintKind::exclusion:
      return "exclusion constraint";
    case ConstraintKind::foreign_key:
      return "foreign key";
    case ConstraintKind::check:
      return "check constraint";
  }
  return "constraint";
}

/// Columns in any order, since ON CONFLICT minds none.
std::set<std::string_view> sorted(const KeyContract& key) { return {key.columns.begin(), key.columns.end()}; }
std::set<std::string_view> sorted(const FoundKey& key) { return {key.columns.begin(), key.columns.end()}; }

/// A partial index serves a key that holds for some rows alone, and only such a one. Whether for the same rows,
/// PostgreSQL would have to prove.
bool found(const KeyContract& key, const FoundTable& table) {
  return std::any_of(table.keys.begin(), table.keys.end(), [&](const FoundKey& each) {
    return (!each.partial || key.partial) && sorted(each) == sorted(key);
  });
}

void compare_keys(const TableContract& contract, const FoundTable& table, Differences& differences) {
  for (const KeyContract& key : contract.keys) {
    if (found(key, table)) continue;
    std::string columns;
    for (const std::string_view column : key.columns) columns += (columns.empty() ? "" : ", ") + quoted_name(column);
    differences.push_back({"table " + qualified_name(contract.schema, contract.name),
                           "has no unique index over (" + columns + ") that an upsert can go by",
                           ContractEffect::upsert, &contract});
  }
}

void compare_constraints(const TableContract& contract, const FoundTable& table, Differences& differences) {
  const auto object = [&](ConstraintKind kind, std::string_view name) {
    return std::string(kind_name(kind)) + ' ' + qualified_name(contract.schema, contract.name) + '.' +
           quoted_name(name);
  };
  for (const ConstraintContract& wanted : contract.constraints) {
    const auto named = std::find_if(table.constraints.begin(), table.constraints.end(),
                                    [&](const FoundConstraint& each) { return each.name == wanted.name; });
    if (named == table.constraints.end())
      differences.push_back({object(wanted.kind, wanted.name), "is missing", ContractEffect::none, &contract});
    else if (named->kind != wanted.kind)
      differences.push_back({object(wanted.kind, wanted.name), "is a " + std::string(kind_name(named->kind)) + " there",
                             ContractEffect::none, &contract});
  }
  for (const FoundConstraint& each : table.constraints) {
    const bool known = std::any_of(contract.constraints.begin(), contract.constraints.end(),
                                   [&](const ConstraintContract& wanted) { return wanted.name == each.name; });
    if (!known)
      differences.push_back(
          {object(each.kind, each.name), "is unknown to the program", ContractEffect::none, &contract});
  }
}

void compare_table(const TableContract& contract, const FoundTable& table, const Facts& facts,
                   Differences& differences) {
  const std::string object = "table " + qualified_name(contract.schema, contract.name);
  if (table.kind == '\0') return differences.push_back({object, "is missing", ContractEffect::statement, &contract});
  if (table.kind != 'r' && table.kind != 'p')
    return differences.push_back(
        {object, "is " + std::string(kind_name(table.kind)) + " there", ContractEffect::statement, &contract});
  compare_columns(contract, table, facts, differences);
  compare_keys(contract, table, differences);
  compare_constraints(contract, table, differences);
}

bool has(const FoundEnum& found, std::string_view label) {
  return std::find(found.labels.begin(), found.labels.end(), label) != found.labels.end();
}

void compare_enum(const EnumContract& contract, const FoundEnum& found, Differences& differences) {
  const auto say = [&](ContractEffect effect, std::string problem) {
    differences.push_back(
        {"enum " + qualified_name(contract.schema, contract.name), std::move(problem), effect, nullptr, &contract});
  };
  if (!found.exists) return say(ContractEffect::statement, "is missing");
  const std::size_t before = differences.size();
  for (const std::string_view label : contract.labels)
    if (!has(found, label)) say(ContractEffect::write, "has no label `" + std::string(label) + "`");
  for (const std::string& label : found.labels)
    if (std::find(contract.labels.begin(), contract.labels.end(), label) == contract.labels.end())
      say(ContractEffect::none, "has a label `" + label + "`, and rows with it cannot be read by the program");
  if (differences.size() == before && !std::equal(contract.labels.begin(), contract.labels.end(), found.labels.begin()))
    say(ContractEffect::none, "has its labels in another order");
}

}  // namespace

std::vector<ContractDifference> compare(const Contract& contract, const Facts& facts) {
  Differences differences;
  for (std::size_t place = 0; place < contract.tables.size(); ++place)
    compare_table(contract.tables[place], facts.tables[place], facts, differences);
  for (std::size_t place = 0; place < contract.enums.size(); ++place)
    compare_enum(contract.enums[place], facts.enums[place], differences);
  return differences;
}

}  // namespace schemac::runtime::detail
