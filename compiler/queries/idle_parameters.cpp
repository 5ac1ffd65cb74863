#include "queries/idle_parameters.hpp"

#include <algorithm>
#include <cstddef>
#include <map>

#include <fmt/format.h>

#include "queries/query_place.hpp"

namespace schemac::queries {
namespace {

using namespace nlohmann::literals;

/// The parameter that an expression is, cast or not; else null.
const Json* parameter_in(const Json* expression) {
  while (kind_of(*expression) == "TypeCast" || kind_of(*expression) == "CollateClause") {
    const auto inner = expression->begin()->find("arg");
    if (inner == expression->begin()->end()) return nullptr;
    expression = &*inner;
  }
  return kind_of(*expression) == "ParamRef" ? &expression->begin().value() : nullptr;
}

struct Found {
  const model::QueryPlaceholder* placeholder = nullptr;
  bool sorts = false;
  bool is_null = false;  ///< Of a test: IS NULL, not IS NOT NULL.
};

class Search {
 public:
  explicit Search(const model::Query& query) : query_(query) {}

  /// By where they stand. With a stack of its own: a long chain of operators is a deep tree.
  std::map<std::size_t, Found> run(const Json& statement) {
    std::vector<const Json*> pending{&statement};
    while (!pending.empty()) {
      const Json& node = *pending.back();
      pending.pop_back();
      look_at(node);
      if (node.is_structured())
        for (const Json& inner : node) pending.push_back(&inner);
    }
    return std::move(found_);
  }

 private:
  void look_at(const Json& node) {
    const std::string kind = kind_of(node);
    if (kind != "SortBy" && kind != "NullTest") return;
    const Json& inner = node.begin().value();
    const bool sorts = kind == "SortBy";
    const auto expression = inner.find(sorts ? "node" : "arg");
    const Json* const parameter = expression == inner.end() ? nullptr : parameter_in(&*expression);
    if (parameter == nullptr) return;
    const auto at = parameter->value("location", std::size_t{0});
    const auto placeholder = std::find_if(query_.placeholders.begin(), query_.placeholders.end(),
                                          [&](const model::QueryPlaceholder& each) { return each.offset == at; });
    if (placeholder == query_.placeholders.end()) return;
    if (sorts || !query_.parameters[placeholder->parameter].nullable)
      found_[at] = {&*placeholder, sorts, inner.value("nulltesttype", "") == "IS_NULL"};
  }

  const model::Query& query_;
  std::map<std::size_t, Found> found_;
};

}  // namespace

void report_idle_parameters(const model::Query& query, const Json& statement, Diagnostics& diagnostics) {
  for (const auto& [offset, found] : Search(query).run(statement)) {
    const std::string name = spelled(query, *found.placeholder);
    const Place place = place_in(query, offset);
    if (found.sorts) {
      diagnostics.warning(Code::bad_query, place, fmt::format("`ORDER BY {}` does not sort: it is one value", name))
          .hint = "a parameter is never the name of a column: write a query for each order, or a CASE over columns";
    } else {
      diagnostics
          .warning(Code::bad_query, place,
                   fmt::format("`{}` is never NULL, so this is always {}", name, found.is_null ? "false" : "true"))
          .hint = fmt::format("say below the name that it may be: `-- nullable: {}`", name);
    }
  }
}

}  // namespace schemac::queries
