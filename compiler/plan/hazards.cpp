// Everything that is no column and no constraint.
#include "plan/hazards.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "diff/rename.hpp"

namespace schemac::plan {
namespace {

using diff::Alter;
using diff::Create;
using diff::Drop;
using diff::Rename;
using model::ObjectId;

/// What goes for good and is known outside by its name. One that only made way had that said where it goes.
void weigh_loss_of_name(const ObjectId& id, Scene& scene) {
  if (diff::has(scene.difference.after, id) || !diff::has(scene.difference.renamed, id)) return;
  scene.add(HazardKind::breaks_running_code, fmt::format("`{}` is gone", model::describe(id)));
}

void weigh_rename(const ObjectId& before, const ObjectId& after, Scene& scene) {
  if (!diff::has(scene.difference.after, after)) return;  // makes way within the plan
  scene.add(HazardKind::breaks_running_code,
            fmt::format("`{}` is called `{}` from now on", model::describe(before), after.name));
}

void weigh(const Create<model::CompositeType>&, Scene&) {}
void weigh(const Create<model::Domain>&, Scene&) {}
void weigh(const Create<model::Scripted>&, Scene&) {}

// What is created is in nobody's way, but for policies, constraints and indexes.
void weigh(const Create<model::Namespace>&, Scene&) {}
void weigh(const Create<model::Extension>&, Scene&) {}
void weigh(const Create<model::EnumType>&, Scene&) {}
void weigh(const Create<model::Sequence>&, Scene&) {}
void weigh(const Create<model::Function>&, Scene&) {}
/// What has the rows of no other partition is looked through for those of one that comes.
void weigh_rest(const model::QualifiedName& parent, const model::QualifiedName& partition, Scene& scene) {
  for (const auto& [id, table] : scene.difference.renamed.tables)
    if (table.partition_of == model::PartitionOf{parent, "DEFAULT"})
      scene.add(HazardKind::may_fail,
                fmt::format("{} may hold rows that belong in {}", quoted(table.name), quoted(partition)));
}
void weigh(const Create<model::Table>& change, Scene& scene) {
  if (change.object.partition_of) weigh_rest(change.object.partition_of->parent, change.object.name, scene);
}
void weigh(const Create<model::Trigger>&, Scene&) {}

void weigh(const Drop<model::CompositeType>& change, Scene& scene) { weigh_loss_of_name(change.object.id(), scene); }
void weigh(const Drop<model::Domain>& change, Scene& scene) { weigh_loss_of_name(change.object.id(), scene); }
void weigh(const Drop<model::Scripted>& change, Scene& scene) { weigh_loss_of_name(change.object.id(), scene); }
void weigh(const Drop<model::Namespace>& change, Scene& scene) {
  scene.add(HazardKind::may_fail, fmt::format("schema `{}` may hold what is not managed here", change.object.name));
}
void weigh(const Drop<model::Extension>& change, Scene& scene) { weigh_loss_of_name(change.object.id(), scene); }
void weigh(const Drop<model::EnumType>& change, Scene& scene) {
  if (scene.difference.before.enum_types.find(change.object.id()) != nullptr) {
    weigh_loss_of_name(change.object.id(), scene);
  }
}
void weigh(const Drop<model::Sequence>& change, Scene& scene) {
  scene.add(HazardKind::deletes_data, fmt::format("the position of sequence {} is lost", quoted(change.object.name)));
  weigh_loss_of_name(change.object.id(), scene);
}
void weigh(const Drop<model::Function>& change, Scene& scene) { weigh_loss_of_name(change.object.id(), scene); }
/// Whether the rows have gone over to the new form of the table, or to other partitions.
bool has_given_its_rows(const model::QualifiedName& table, const Scene& scene) {
  return std::ranges::any_of(scene.difference.changes, [&](const diff::Change& each) {
    const auto* move = std::get_if<diff::MoveRows>(&each);
    return move != nullptr && move->before.name == table;
  });
}
/// What a table that has made way for another was called; nothing of one that has its name still.
std::optional<std::string> name_before_making_way(const ObjectId& id, const Scene& scene) {
  for (const diff::Change& each : scene.difference.changes) {
    const auto* rename = std::get_if<Rename<model::Table>>(&each);
    if (rename != nullptr && rename->after == id) return rename->before.name;
  }
  return std::nullopt;
}
void weigh(const Drop<model::Table>& change, Scene& scene) {
  const bool has_made_way = scene.difference.before.tables.find(change.object.id()) == nullptr;
  const bool gave_rows = has_given_its_rows(change.object.name, scene);
  if (has_made_way && gave_rows) return;
  const std::optional<std::string> name = name_before_making_way(change.object.id(), scene);
  if (!gave_rows)
    scene.add(HazardKind::deletes_data, fmt::format("rows of {} are lost", quoted(change.object.name)) +
                                            (name ? fmt::format(", which was `{}` until now", *name) : ""));
  if (!name) weigh_loss_of_name(change.object.id(), scene);
}

// The guard of the rows goes; the rows and those who use them stay.
void weigh(const Drop<model::Check>&, Scene&) {}
void weigh(const Drop<model::Exclusion>&, Scene&) {}
void weigh(const Drop<model::ForeignKey>&, Scene&) {}
void weigh(const Drop<model::Trigger>&, Scene&) {}

void weigh(const Rename<model::Namespace>& change, Scene& scene) { weigh_rename(change.before, change.after, scene); }
void weigh(const Rename<model::EnumType>& change, Scene& scene) { weigh_rename(change.before, change.after, scene); }
void weigh(const Rename<model::Sequence>& change, Scene& scene) { weigh_rename(change.before, change.after, scene); }
void weigh(const Rename<model::Function>& change, Scene& scene) { weigh_rename(change.before, change.after, scene); }
void weigh(const Rename<model::Table>& change, Scene& scene) { weigh_rename(change.before, change.after, scene); }

void weigh(const Rename<model::CompositeType>& change, Scene& scene) {
  weigh_rename(change.before, change.after, scene);
}
void weigh(const Rename<model::Domain>& change, Scene& scene) { weigh_rename(change.before, change.after, scene); }
void weigh(const Rename<model::View>& change, Scene& scene) { weigh_rename(change.before, change.after, scene); }
void weigh(const Rename<model::MaterializedView>& change, Scene& scene) {
  weigh_rename(change.before, change.after, scene);
}
void weigh(const Rename<model::Scripted>& change, Scene& scene) { weigh_rename(change.before, change.after, scene); }

// Statements name no trigger, policy, constraint or index, but for ON CONFLICT ON CONSTRAINT.
void weigh(const Rename<model::PrimaryKey>&, Scene&) {}
void weigh(const Rename<model::Unique>&, Scene&) {}
void weigh(const Rename<model::Check>&, Scene&) {}
void weigh(const Rename<model::Exclusion>&, Scene&) {}
void weigh(const Rename<model::Index>&, Scene&) {}
void weigh(const Rename<model::ForeignKey>&, Scene&) {}
void weigh(const Rename<model::Trigger>&, Scene&) {}
void weigh(const Rename<model::Policy>&, Scene&) {}

void weigh(const Alter<model::Extension>& change, Scene& scene) {
  scene.add(HazardKind::may_fail,
            fmt::format("extension `{}` may not be able to move or to change version", change.after.name));
}
void weigh(const Alter<model::Sequence>& change, Scene& scene) {
  const auto& before = change.before.options;
  const auto& after = change.after.options;
  if (after.maximum < before.maximum || after.minimum > before.minimum) {
    scene.add(HazardKind::may_fail, fmt::format("sequence {} may be beyond its new bounds", quoted(change.after.name)));
  }
}
void weigh(const Alter<model::Function>&, Scene&) {}
void weigh(const Alter<model::Table>& change, Scene& scene) {
  const auto& [before, after] = change;
  if (before.unlogged != after.unlogged) {
    scene.add(HazardKind::rewrites_table, fmt::format("all rows of {} are written anew", quoted(after.name)));
  }
  if (before.row_security != after.row_security || before.force_row_security != after.force_row_security) {
    scene.add(HazardKind::changes_rights, fmt::format("who sees which rows of {} changes", quoted(after.name)));
  }
}
void weigh(const Alter<model::CompositeType>&, Scene&) {}
void weigh(const Alter<model::Domain>& change, Scene& scene) {
  const auto& [before, after] = change;
  if ((after.not_null && !before.not_null) || after.checks != before.checks) {
    scene.add(HazardKind::may_fail, fmt::format("values of domain {} may not satisfy it", quoted(after.name)));
  }
}
void weigh(const Alter<model::Scripted>&, Scene&) {}
void weigh(const Alter<model::Index>&, Scene&) {}
void weigh(const Alter<model::Trigger>&, Scene&) {}

void weigh_policy(const model::Policy& policy, Scene& scene) {
  const model::Policy* before = scene.difference.renamed.policies.find(policy.id());
  const model::Policy* after = scene.difference.after.policies.find(policy.id());
  const bool put_back = before != nullptr && after != nullptr && *before == *after;
  if (put_back || !scene.existed(policy.table)) return;
  scene.add(HazardKind::changes_rights, fmt::format("who sees which rows of {} changes", quoted(policy.table)));
}
void weigh(const Create<model::Policy>& change, Scene& scene) { weigh_policy(change.object, scene); }
void weigh(const Drop<model::Policy>& change, Scene& scene) { weigh_policy(change.object, scene); }
void weigh(const Alter<model::Policy>& change, Scene& scene) { weigh_policy(change.after, scene); }

void weigh(const diff::Attach& change, Scene& scene) {
  const diff::Tie& tie = change.tie;
  if (tie.kind != diff::Tie::Kind::partition) return;
  weigh_rest(tie.parent, tie.table, scene);
  if (!scene.existed(tie.table)) return;
  scene.add(HazardKind::may_fail,
            fmt::format("{} may hold rows that are not in its part of {}", quoted(tie.table), quoted(tie.parent)));
}
void weigh(const diff::Detach& change, Scene& scene) {
  const diff::Tie& tie = change.tie;
  const model::Table* after =
      scene.difference.after.tables.find({model::Kind::table, tie.table.schema, {}, tie.table.name});
  const bool comes_back = after != nullptr && after->partition_of && after->partition_of->parent == tie.parent;
  if (tie.kind == diff::Tie::Kind::type || comes_back || has_given_its_rows(tie.table, scene)) return;
  scene.add(HazardKind::breaks_running_code,
            fmt::format("{} no longer shows the rows of {}", quoted(tie.parent), quoted(tie.table)));
}
void weigh(const diff::AttachIndex&, Scene&) {}
void weigh(const diff::MoveRows& change, Scene& scene) {
  const std::string table = quoted(change.after.name);
  if (change.stays) {
    return scene.add(HazardKind::rewrites_table, fmt::format("rows of a partition of {} are written to others", table));
  }
  scene.add(HazardKind::rewrites_table, fmt::format("all rows of {} are written anew", table));
  scene.add(HazardKind::may_fail, fmt::format("rows of {} may have no place in its new form", table));
}
void weigh(const diff::AddEnumValue&, Scene&) {}
void weigh(const diff::RenameEnumValue& change, Scene& scene) {
  scene.add(HazardKind::breaks_running_code,
            fmt::format("label '{}' of {} is '{}' from now on", change.before, quoted(change.type), change.after));
}
void weigh(const diff::SetComment&, Scene&) {}

}  // namespace

bool Scene::existed(const model::QualifiedName& table) const {
  return difference.renamed.tables.find({model::Kind::table, table.schema, {}, table.name}) != nullptr;
}

std::string quoted(const model::QualifiedName& name) { return fmt::format("`{}.{}`", name.schema, name.name); }

std::vector<Hazard> hazards_of(const diff::Change& change, const diff::Difference& difference) {
  Scene scene{difference, {}};
  std::visit([&](const auto& alternative) { weigh(alternative, scene); }, change);
  return std::move(scene.found);
}

}  // namespace schemac::plan
