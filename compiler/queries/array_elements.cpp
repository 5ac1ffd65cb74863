#include "queries/array_elements.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

namespace schemac::queries {
namespace {

using Names = std::vector<std::string>;

Names names_of(const Json& expression) {
  return kind_of(expression) == "ColumnRef" ? strings_of(list_of(expression.at("ColumnRef"), "fields")) : Names();
}

/// The operands of every IS NOT NULL. With a stack of its own: a long chain of operators is a deep tree.
std::vector<const Json*> kept_from_null(const Json& condition) {
  std::vector<const Json*> found, pending{&condition};
  while (!pending.empty()) {
    const Json& node = *pending.back();
    pending.pop_back();
    if (kind_of(node) == "NullTest" && node.at("NullTest").value("nulltesttype", "") == "IS_NOT_NULL")
      found.push_back(&node.at("NullTest").at("arg"));
    if (node.is_structured())
      for (const Json& inner : node) pending.push_back(&inner);
  }
  return found;
}

bool is_array_agg(const Json& call, const Surroundings& around) {
  const Names function = strings_of(list_of(call, "funcname"));
  const bool is_own = function.size() == 2 ? function[0] == "pg_catalog" : around.relations.is_built_in("array_agg");
  return is_own && !function.empty() && function.size() <= 2 && function.back() == "array_agg";
}

}  // namespace

std::string gathered_nulls(const Json& expression, const Json& condition, const Surroundings& around) {
  const std::string kind = kind_of(expression);
  if (kind == "TypeCast") return gathered_nulls(expression.at(kind).at("arg"), condition, around);
  if (kind == "CoalesceExpr") return gathered_nulls(expression.at(kind).at("args").front(), condition, around);
  if (kind != "FuncCall" || !is_array_agg(expression.at(kind), around)) return {};
  const Json& call = expression.at(kind);
  const Json& arguments = list_of(call, "args");
  const Names names = arguments.size() == 1 ? names_of(arguments.front()) : Names();
  if (names.empty() || !has(around.scope, names) || is_not_null(arguments.front(), around)) return {};
  const auto tests = kept_from_null(condition);
  if (std::any_of(tests.begin(), tests.end(), [&](const Json* test) { return names_of(*test) == names; })) return {};
  // Whatever a filter tests: the side of a join that is there has its column, too.
  if (call.contains("agg_filter") && !kept_from_null(call.at("agg_filter")).empty()) return {};
  return fmt::format("{}", fmt::join(names, "."));
}

}  // namespace schemac::queries
