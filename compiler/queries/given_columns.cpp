#include "queries/given_columns.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "queries/array_elements.hpp"
#include "queries/expressions.hpp"
#include "queries/scope.hpp"
#include "queries/tree.hpp"
#include "sql/parse_tree.hpp"

namespace schemac::queries {
namespace {

using Columns = std::optional<GivenColumns>;
/// The queries of WITH that can be named here; nothing: nobody can tell their columns.
using Named = std::map<std::string, Columns>;

/// The first names are replaced by those of an alias: `AS a(x, y)`.
void rename(Columns& columns, const std::vector<std::string>& names) {
  if (!columns) return;
  if (names.size() > columns->size()) return columns.reset();
  for (std::size_t i = 0; i < names.size(); ++i) (*columns)[i].name = names[i];
}

void make_nullable(Columns& columns) {
  if (columns)
    for (GivenColumn& column : *columns) column.not_null = false;
}

class Reader {
 public:
  Reader(const std::set<std::size_t>& nullable_parameters, Relations& relations)
      : nullable_parameters_(nullable_parameters), relations_(relations) {}

  /// @param outer the level around it; null: none
  Columns statement(const Json& node, Named named, const Scope* outer) {
    const std::string kind = kind_of(node);
    if (kind == "SelectStmt") return select(node.at(kind), std::move(named), outer);
    if (kind == "InsertStmt" || kind == "UpdateStmt" || kind == "DeleteStmt")
      return returning(node.at(kind), kind == "DeleteStmt" ? "usingClause" : "fromClause", std::move(named), outer);
    return std::nullopt;
  }

 private:
  Columns select(const Json& node, Named named, const Scope* outer) {
    add_with(node, named, outer);
    if (node.contains("larg")) return set_operation(node, named, outer);
    if (node.contains("valuesLists")) return values(node.at("valuesLists"), named, outer);
    const Scope scope = from(list_of(node, "fromClause"), named, outer);
    Columns columns = targets(list_of(node, "targetList"), list_of(node, "whereClause"), named, scope);
    // Beside its own columns, a set of ROLLUP and the like gives NULL.
    for (const Json& key : list_of(node, "groupClause"))
      if (kind_of(key) == "GroupingSet") make_nullable(columns);
    return columns;
  }

  Columns set_operation(const Json& node, const Named& named, const Scope* outer) {
    Columns left = select(node.at("larg"), named, outer);
    const Columns right = select(node.at("rarg"), named, outer);
    if (!left || !right || left->size() != right->size()) return std::nullopt;
    const std::string operation = node.value("op", "");
    for (std::size_t i = 0; i < left->size(); ++i) {
      bool& not_null = (*left)[i].not_null;
      const bool of_right = (*right)[i].not_null;
      if (operation == "SETOP_UNION") not_null = not_null && of_right;
      if (operation == "SETOP_INTERSECT") not_null = not_null || of_right;
    }
    return left;
  }

  Columns values(const Json& lists, const Named& named, const Scope* outer) {
    Scope nothing;
    nothing.outer = outer;
    const Surroundings around = surroundings(named, nothing);
    GivenColumns columns;
    for (const Json& list : lists) {
      const Json& items = list_of(list.at("List"), "items");
      for (std::size_t i = columns.size(); i < items.size(); ++i)
        columns.push_back({"column" + std::to_string(i + 1), true});
      for (std::size_t i = 0; i < items.size(); ++i)
        columns[i].not_null = columns[i].not_null && is_not_null(items[i], around);
    }
    return columns;
  }

  /// A view is written by its INSTEAD OF triggers, which may return anything.
  Columns returning(const Json& node, const char* more, Named named, const Scope* outer) {
    add_with(node, named, outer);
    const Json& relation = node.at("relation");
    const Relation* const found = relations_.find({relation.value("schemaname", ""), relation.value("relname", "")});
    Source target{name_of(relation), std::nullopt};
    if (found != nullptr) target.columns = found->columns;
    if (found == nullptr || !found->is_table) make_nullable(target.columns);
    Scope scope = scope_of(std::move(target));
    add(scope, from(list_of(node, more), named, outer));
    scope.outer = outer;
    return targets(list_of(node, "returningList"), nullptr, named, scope);
  }

  void add_with(const Json& node, Named& named, const Scope* outer) {
    const auto with = node.find("withClause");
    if (with == node.end()) return;
    const bool recursive = with->value("recursive", false);
    // Any of them can then be named by any other: not by what the name means outside.
    for (const Json& each : list_of(*with, "ctes"))
      if (recursive) named[each.at("CommonTableExpr").value("ctename", "")] = std::nullopt;
    for (const Json& each : list_of(*with, "ctes")) {
      const Json& query = each.at("CommonTableExpr");
      const std::string name = query.value("ctename", "");
      const std::vector<std::string> names = strings_of(list_of(query, "aliascolnames"));
      if (recursive) named[name] = first_columns(query.at("ctequery"), names, named, outer);
      Columns columns = statement(query.at("ctequery"), named, outer);
      if (query.contains("search_clause") || query.contains("cycle_clause")) columns.reset();
      rename(columns, names);
      named[name] = std::move(columns);
    }
  }

  /// What a recursive query is to itself: the columns of its first part, any of which may be NULL.
  Columns first_columns(const Json& query, const std::vector<std::string>& names, const Named& named,
                        const Scope* outer) {
    if (kind_of(query) != "SelectStmt" || !query.at("SelectStmt").contains("larg")) return std::nullopt;
    Columns columns = select(query.at("SelectStmt").at("larg"), named, outer);
    rename(columns, names);
    make_nullable(columns);
    return columns;
  }

  Scope from(const Json& items, const Named& named, const Scope* outer) {
    Scope scope;
    for (const Json& item : items) add(scope, from_item(item, named, outer));
    scope.outer = outer;
    return scope;
  }

  Scope from_item(const Json& item, const Named& named, const Scope* outer) {
    const std::string kind = kind_of(item);
    if (kind == "RangeVar") return scope_of(relation(item.at(kind), named));
    if (kind == "RangeTableSample") return from_item(item.at(kind).at("relation"), named, outer);
    if (kind == "JoinExpr") return joined(item.at(kind), named, outer);
    if (kind != "RangeSubselect") return scope_of({kind.empty() ? kind : alias_of(item.at(kind)), std::nullopt});
    const Json& node = item.at(kind);
    // What a LATERAL one names beside it is looked for nowhere: not in the level around, which has other things of
    // that name.
    Columns columns = statement(node.at("subquery"), named, node.value("lateral", false) ? nullptr : outer);
    rename(columns, strings_of(list_of(node.value("alias", Json::object()), "colnames")));
    return scope_of({alias_of(node), std::move(columns)});
  }

  Scope joined(const Json& node, const Named& named, const Scope* outer) {
    static const std::map<std::string, JoinKind> kKinds = {
        {"JOIN_LEFT", JoinKind::left}, {"JOIN_RIGHT", JoinKind::right}, {"JOIN_FULL", JoinKind::full}};
    Scope left = from_item(node.at("larg"), named, outer);
    Scope right = from_item(node.at("rarg"), named, outer);
    const auto kind = kKinds.find(node.value("jointype", ""));
    const bool natural = node.value("isNatural", false);
    // Which names both have is not known where one of them is not.
    if (natural && !(left.is_known && right.is_known)) left.is_known = false;
    const std::vector<std::string> shared =
        natural ? shared_names(left, right) : strings_of(list_of(node, "usingClause"));
    join(left, std::move(right), kind == kKinds.end() ? JoinKind::inner : kind->second, shared);
    if (node.contains("join_using_alias")) left.is_named = false;
    const std::string alias = alias_of(node);
    if (alias.empty()) return left;
    Columns columns = left.is_known ? Columns(left.all) : std::nullopt;
    rename(columns, strings_of(list_of(node.at("alias"), "colnames")));
    return scope_of({alias, std::move(columns)});
  }

  Source relation(const Json& node, const Named& named) {
    const model::QualifiedName name{node.value("schemaname", ""), node.value("relname", "")};
    const auto with = name.schema.empty() ? named.find(name.name) : named.end();
    Source source{name_of(node), with != named.end() ? with->second : columns_of(name)};
    rename(source.columns, strings_of(list_of(node.value("alias", Json::object()), "colnames")));
    return source;
  }

  /// Of a view those of its query, which the server spells; it is looked into once.
  Columns columns_of(const model::QualifiedName& name) {
    Relation* const found = relations_.find(name);
    if (found == nullptr) return std::nullopt;
    const std::string definition = std::exchange(found->definition, {});
    if (definition.empty()) return found->columns;
    const Columns given = given_columns(definition, {}, relations_);
    const bool fits = given && given->size() == found->columns.size();
    for (std::size_t i = 0; fits && i < found->columns.size(); ++i) found->columns[i].not_null = (*given)[i].not_null;
    return found->columns;
  }

  Columns targets(const Json& list, const Json& condition, const Named& named, const Scope& scope) {
    const Surroundings around = surroundings(named, scope);
    GivenColumns columns;
    for (const Json& each : list) {
      if (kind_of(each) != "ResTarget" || !each.at("ResTarget").contains("val")) return std::nullopt;
      const Json& target = each.at("ResTarget");
      const Json& value = target.at("val");
      if (is_star(value)) {
        const Columns all = star(value, scope);
        if (!all) return std::nullopt;
        columns.insert(columns.end(), all->begin(), all->end());
      } else {
        const std::string name = target.value("name", "");
        columns.push_back({name.empty() ? name_of_expression(value) : name, is_not_null(value, around),
                           gathered_nulls(value, condition, around)});
      }
    }
    return columns;
  }

  /// `*`, `a.*` and `(f()).*`.
  static bool is_star(const Json& value) {
    const std::string kind = kind_of(value);
    const Json& parts = kind == "ColumnRef"       ? list_of(value.at(kind), "fields")
                        : kind == "A_Indirection" ? list_of(value.at(kind), "indirection")
                                                  : Json::array();
    return !parts.empty() && kind_of(parts.back()) == "A_Star";
  }

  static Columns star(const Json& value, const Scope& scope) {
    if (kind_of(value) != "ColumnRef") return std::nullopt;
    const Json& fields = list_of(value.at("ColumnRef"), "fields");
    if (fields.size() == 1) return scope.is_known ? Columns(scope.all) : std::nullopt;
    const std::vector<std::string> names = strings_of(fields);
    const auto source = std::find_if(scope.sources.begin(), scope.sources.end(), [&](const Source& each) {
      return names.size() == 1 && each.name == names.front();
    });
    return source == scope.sources.end() ? std::nullopt : source->columns;
  }

  Surroundings surroundings(const Named& named, const Scope& scope) {
    return {scope, nullable_parameters_, relations_, [this, &named, &scope](const Json& subquery) {
              return from(list_of(subquery, "fromClause"), named, &scope);
            }};
  }

  static std::string alias_of(const Json& node) {
    const auto alias = node.find("alias");
    return alias == node.end() ? std::string() : alias->value("aliasname", "");
  }

  static std::string name_of(const Json& relation) {
    const std::string alias = alias_of(relation);
    return alias.empty() ? relation.value("relname", "") : alias;
  }

  const std::set<std::size_t>& nullable_parameters_;
  Relations& relations_;
};

}  // namespace

std::optional<GivenColumns> given_columns(std::string_view sql, const std::set<std::size_t>& nullable_parameters,
                                          Relations& relations) {
  const std::optional<Json> tree = sql::parse_tree(sql);
  if (!tree || tree->size() != 1) return std::nullopt;
  try {
    return Reader(nullable_parameters, relations).statement(tree->front().at("stmt"), {}, nullptr);
  } catch (const Json::exception&) {
    return std::nullopt;  // A statement of another form than is known here: nothing of it is sure.
  }
}

}  // namespace schemac::queries
