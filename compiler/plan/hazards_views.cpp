// Views hold no rows; materialized ones hold rows that can be computed again, which takes reading all that they read.
#include <fmt/format.h>

#include "diff/rename.hpp"
#include "plan/hazards.hpp"

namespace schemac::plan {
namespace {

using diff::Alter;
using diff::Create;
using diff::Drop;

std::string quoted_column(const model::QualifiedName& view, const std::string& column) {
  return fmt::format("`{}.{}.{}`", view.schema, view.name, column);
}

/// What the view no longer shows, be it that it goes or that another one takes its place.
template <class V>
void weigh_loss(const V& before, const V* after, Scene& scene) {
  if (after == nullptr) {
    scene.add(HazardKind::breaks_running_code, fmt::format("`{}` is gone", model::describe(before.id())));
    return;
  }
  for (const model::ViewColumn& column : before.columns) {
    const model::ViewColumn* now = model::find_column(after->columns, column.name);
    if (now == nullptr) {
      scene.add(HazardKind::breaks_running_code, fmt::format("{} is gone", quoted_column(before.name, column.name)));
    } else if (now->type != column.type) {
      scene.add(HazardKind::breaks_running_code,
                fmt::format("{} is a `{}` from now on", quoted_column(before.name, column.name), now->type));
    }
  }
}

std::string option(const model::View& view, const std::string& name) {
  const auto found = view.options.find(name);
  return found == view.options.end() ? "" : found->second;
}

void weigh_options(const model::View& before, const model::View& after, Scene& scene) {
  if (option(before, "security_invoker") != option(after, "security_invoker") ||
      option(before, "security_barrier") != option(after, "security_barrier")) {
    scene.add(HazardKind::changes_rights, fmt::format("who sees which rows through {} changes", quoted(after.name)));
  }
  const std::string check = option(after, "check_option");
  if (!check.empty() && check != option(before, "check_option")) {
    scene.add(HazardKind::breaks_running_code,
              fmt::format("rows that {} would not show are no longer written through it", quoted(after.name)));
  }
}

}  // namespace

void weigh(const Create<model::View>& change, Scene& scene) {
  const auto* before = scene.difference.renamed.views.find(change.object.id());
  if (before != nullptr) weigh_options(*before, change.object, scene);
}

void weigh(const Drop<model::View>& change, Scene& scene) {
  weigh_loss(change.object, scene.difference.after.views.find(change.object.id()), scene);
}

void weigh(const Alter<model::View>& change, Scene& scene) { weigh_options(change.before, change.after, scene); }

void weigh(const Create<model::MaterializedView>& change, Scene& scene) {
  const auto* before = scene.difference.renamed.materialized_views.find(change.object.id());
  if (before == nullptr || !change.object.populated) return;
  scene.add(HazardKind::rewrites_table,
            fmt::format("all rows of {} are computed anew, while nobody reads them", quoted(change.object.name)));
}

void weigh(const Drop<model::MaterializedView>& change, Scene& scene) {
  weigh_loss(change.object, scene.difference.after.materialized_views.find(change.object.id()), scene);
}

void weigh(const Alter<model::MaterializedView>& change, Scene& scene) {
  const auto& [before, after] = change;
  if (before.populated && !after.populated) {
    scene.add(HazardKind::breaks_running_code,
              fmt::format("{} cannot be read until it is refreshed", quoted(after.name)));
  }
  if (after.populated && !before.populated) {
    scene.add(HazardKind::rewrites_table, fmt::format("all rows of {} are computed", quoted(after.name)));
  }
  if (before.tablespace != after.tablespace) {
    scene.add(HazardKind::rewrites_table,
              fmt::format("all rows of {} are copied, while nobody reads them", quoted(after.name)));
  }
}

}  // namespace schemac::plan
