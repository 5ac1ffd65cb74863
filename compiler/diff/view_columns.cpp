#include "diff/view_columns.hpp"

#include "diff/renamed_query.hpp"

namespace schemac::diff {
namespace {

template <class V>
model::Renames renames_between(const V& before, const V& after) {
  if (before.columns.size() != after.columns.size()) return {};
  model::Renames renames;
  std::string definition = before.definition;
  for (std::size_t i = 0; i < after.columns.size(); ++i) {
    const model::ViewColumn& former = before.columns[i];
    const model::ViewColumn& now = after.columns[i];
    if (former.name == now.name) continue;
    const bool known = model::find_column(after.columns, former.name) != nullptr ||
                       model::find_column(before.columns, now.name) != nullptr;
    if (known || former.type != now.type || former.collation != now.collation) return {};
    definition = renamed_result(definition, i, now.name);
    renames.push_back({model::column_id(after.name, former.name), model::column_id(after.name, now.name), {}, {}});
  }
  return definition == after.definition ? renames : model::Renames{};
}

template <class V>
model::Renames first_renamed(const model::Objects<V>& before, const model::Objects<V>& after) {
  for (const auto& [id, view] : after) {
    const V* former = before.find(id);
    if (former == nullptr) continue;
    model::Renames renames = renames_between(*former, view);
    if (!renames.empty()) return renames;
  }
  return {};
}

}  // namespace

model::Renames renamed_results(const model::Schema& before, const model::Schema& after) {
  model::Renames renames = first_renamed(before.views, after.views);
  return renames.empty() ? first_renamed(before.materialized_views, after.materialized_views) : renames;
}

}  // namespace schemac::diff
