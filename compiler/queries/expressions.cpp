#include "queries/expressions.hpp"

#include <algorithm>
#include <string>

namespace schemac::queries {
namespace {

/// https://www.postgresql.org/docs/15/functions-aggregate.html: all but count are NULL of no rows.
const std::set<std::string> kAggregates = {"count",    "sum",     "avg",   "min",      "max",       "array_agg",
                                           "bool_and", "bool_or", "every", "json_agg", "jsonb_agg", "string_agg"};

/// Of PostgreSQL's own functions those that never give NULL.
const std::set<std::string> kNeverNull = {"count",
                                          "row_number",
                                          "rank",
                                          "dense_rank",
                                          "percent_rank",
                                          "cume_dist",
                                          "now",
                                          "clock_timestamp",
                                          "statement_timestamp",
                                          "transaction_timestamp",
                                          "gen_random_uuid",
                                          "random",
                                          "concat",
                                          "num_nulls",
                                          "num_nonnulls",
                                          "json_build_object",
                                          "jsonb_build_object",
                                          "json_build_array",
                                          "jsonb_build_array"};

/// The name of a function that is PostgreSQL's own; empty: it is not, or may be another.
std::string built_in(const Json& expression, const Surroundings& around) {
  if (kind_of(expression) != "FuncCall") return {};
  const auto names = strings_of(list_of(expression.at("FuncCall"), "funcname"));
  if (names.size() == 2 && names[0] == "pg_catalog") return names[1];
  return names.size() == 1 && around.relations.is_built_in(names[0]) ? names[0] : std::string();
}

bool all(const Json& expressions, const Surroundings& around) {
  return std::all_of(expressions.begin(), expressions.end(),
                     [&](const Json& each) { return is_not_null(each, around); });
}

bool any(const Json& expressions, const Surroundings& around) {
  return std::any_of(expressions.begin(), expressions.end(),
                     [&](const Json& each) { return is_not_null(each, around); });
}

bool is_not_null_column(const Json& reference, const Surroundings& around) {
  const Json& fields = list_of(reference, "fields");
  const auto names = strings_of(fields);
  if (names.size() != fields.size()) return false;
  if (names.size() == 1) return is_not_null(around.scope, names[0]);
  return names.size() == 2 && is_not_null(around.scope, names[0], names[1]);
}

/// A conversion can give NULL of something else (jsonb's null to a number, since PostgreSQL 18): of literals,
/// parameters and the functions that are known here none of PostgreSQL's own does. The text of a literal is read by the
/// type itself, which gives no NULL of it. https://www.postgresql.org/docs/15/sql-createcast.html
bool is_not_null_cast(const Json& cast, const Surroundings& around) {
  const Json& argument = cast.at("arg");
  const std::string kind = kind_of(argument);
  if (kind != "A_Const" && kind != "ParamRef" && kind != "FuncCall") return false;
  const bool is_text = kind == "A_Const" && argument.at(kind).contains("sval");
  return is_not_null(argument, around) &&
         (is_text || around.relations.is_built_in_cast(strings_of(list_of(cast.at("typeName"), "names"))));
}

/// Of an array that is NULL, a call with VARIADIC is NULL whatever the function.
bool is_not_null_call(const Json& expression, const Surroundings& around) {
  return kNeverNull.contains(built_in(expression, around)) && !expression.at("FuncCall").value("func_variadic", false);
}

bool is_not_null_case(const Json& node, const Surroundings& around) {
  if (!node.contains("defresult") || !is_not_null(node.at("defresult"), around)) return false;
  const Json& whens = list_of(node, "args");
  return std::all_of(whens.begin(), whens.end(), [&](const Json& when) {
    return kind_of(when) == "CaseWhen" && is_not_null(when.at("CaseWhen").at("result"), around);
  });
}

/// Whether it makes its own query one of a single row: an aggregate over columns of an outer query belongs to that one.
/// https://www.postgresql.org/docs/15/sql-expressions.html#SYNTAX-AGGREGATES
bool aggregates(const Json& expression, const Scope& inner, const Surroundings& around) {
  const std::string kind = kind_of(expression);
  if (kind == "TypeCast") return aggregates(expression.at(kind).at("arg"), inner, around);
  if (kind == "CoalesceExpr") return aggregates(expression.at(kind).at("args").front(), inner, around);
  if (!kAggregates.contains(built_in(expression, around)) || expression.at("FuncCall").contains("over")) return false;
  if (expression.at("FuncCall").contains("agg_star")) return true;
  const Json& arguments = list_of(expression.at("FuncCall"), "args");
  return std::any_of(arguments.begin(), arguments.end(), [&](const Json& each) {
    return kind_of(each) == "ColumnRef" && has(inner, strings_of(list_of(each.at("ColumnRef"), "fields")));
  });
}

/// A subquery in the place of a value is NULL where it has no row.
bool is_not_null_value(const Json& subquery, const Surroundings& around) {
  if (kind_of(subquery) != "SelectStmt") return false;
  const Json& select = subquery.at("SelectStmt");
  for (const char* const clause :
       {"groupClause", "havingClause", "limitCount", "limitOffset", "valuesLists", "withClause", "larg"})
    if (select.contains(clause)) return false;
  const Json& targets = list_of(select, "targetList");
  if (targets.size() != 1 || kind_of(targets.front()) != "ResTarget") return false;
  const Scope inner = around.open(select);
  const Json& value = targets.front().at("ResTarget").at("val");
  const Surroundings within{inner, around.nullable_parameters, around.relations, around.open};
  return aggregates(value, inner, around) && is_not_null(value, within);
}

bool is_not_null_sublink(const Json& link, const Surroundings& around) {
  const std::string type = link.value("subLinkType", "");
  if (type == "EXISTS_SUBLINK" || type == "ARRAY_SUBLINK") return true;
  return type == "EXPR_SUBLINK" && is_not_null_value(link.at("subselect"), around);
}

}  // namespace

bool is_not_null(const Json& expression, const Surroundings& around) {
  const std::string kind = kind_of(expression);
  if (kind.empty()) return false;
  const Json& node = expression.at(kind);
  if (kind == "ColumnRef") return is_not_null_column(node, around);
  if (kind == "A_Const") return !node.value("isnull", false);
  if (kind == "ParamRef") return !around.nullable_parameters.contains(node.value("number", std::size_t{0}));
  if (kind == "TypeCast") return is_not_null_cast(node, around);
  if (kind == "FuncCall") return is_not_null_call(expression, around);
  if (kind == "CoalesceExpr" || kind == "MinMaxExpr") return any(list_of(node, "args"), around);
  if (kind == "BoolExpr") return all(list_of(node, "args"), around);
  if (kind == "CaseExpr") return is_not_null_case(node, around);
  if (kind == "SubLink") return is_not_null_sublink(node, around);
  if (kind == "SQLValueFunction") return node.value("op", "") != "SVFOP_CURRENT_SCHEMA";
  if (kind == "A_Expr") {
    const std::string operation = node.value("kind", "");
    return operation == "AEXPR_DISTINCT" || operation == "AEXPR_NOT_DISTINCT";
  }
  return kind == "NullTest" || kind == "BooleanTest" || kind == "A_ArrayExpr" || kind == "GroupingFunc";
}

}  // namespace schemac::queries
