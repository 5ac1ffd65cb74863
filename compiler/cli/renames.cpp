#include "cli/renames.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "diff/descent.hpp"
#include "model/relations.hpp"

namespace schemac::cli {
namespace {

using model::ObjectId;
using model::Rename;

/// `public.users.last_name`: everything that is known of where it is. The column of an expression of several dots is
/// not split again: names are matched whole.
std::string path_of(const ObjectId& id, const std::string& label) {
  std::string path = id.schema;
  for (const std::string* part : {&id.table, &id.name, &label})
    if (!part->empty()) path += (path.empty() ? "" : ".") + *part;
  return path;
}

/// `users.last_name` names `public.users.last_name` as well.
bool names(const std::string& given, const ObjectId& id, const std::string& label) {
  const std::string path = path_of(id, label);
  return given == path || (path.size() > given.size() && path.ends_with("." + given));
}

/// What the object was called before its table, or its type, got the name that `renames` gives it.
ObjectId former_id(ObjectId id, const model::Renames& renames) {
  for (const Rename& each : renames) {
    if (!each.label_before.empty()) continue;
    const bool of_it = !id.table.empty() && each.after.schema == id.schema && each.after.name == id.table;
    if (of_it && model::is_relation(each.after.kind)) {
      id.schema = each.before.schema;
      id.table = each.before.name;
    }
    if (each.after == id) id = each.before;
  }
  return id;
}

/// `renames` are those that are said already.
bool matches(const std::string& given, const Rename& rename, const model::Renames& renames) {
  const std::size_t equals = given.find('=');
  if (equals == std::string::npos) return false;
  const std::string before = given.substr(0, equals), after = given.substr(equals + 1);
  const bool is_before = names(before, rename.before, rename.label_before) ||
                         names(before, former_id(rename.before, renames), rename.label_before);
  return is_before && names(after, rename.after, rename.label_after);
}

std::string_view word(const Rename& rename) {
  return rename.label_before.empty() ? model::word_for(rename.before.kind) : std::string_view("enum value");
}

/// What vanished and what appeared, of everything that can be renamed.
struct Movements {
  std::vector<ObjectId> vanished, appeared;

  template <class K>
  void operator()(const diff::Create<K>& change) {
    appeared.push_back(change.object.id());
  }
  template <class K>
  void operator()(const diff::Drop<K>& change) {
    vanished.push_back(change.object.id());
  }
  void operator()(const diff::AddColumn& change) {
    appeared.push_back(model::column_id(change.table, change.column.name));
  }
  void operator()(const diff::DropColumn& change) {
    vanished.push_back(model::column_id(change.table, change.column.name));
  }
  template <class Other>
  void operator()(const Other&) {}  // moves nothing
};

bool has_label(const model::EnumType& type, const std::string& label) {
  return std::find(type.labels.begin(), type.labels.end(), label) != type.labels.end();
}

void add_labels(const model::EnumType& before, const model::EnumType& after, model::Renames& renames) {
  for (const std::string& vanished : before.labels)
    for (const std::string& appeared : after.labels)
      if (!has_label(after, vanished) && !has_label(before, appeared))
        renames.push_back({after.id(), after.id(), vanished, appeared});
}

/// Labels are compared with those that an enum had, whatever it is called and wherever it made way.
const model::EnumType* former_enum(const diff::Difference& difference, const ObjectId& id) {
  for (const Rename& rename : difference.renames)
    if (rename.after == id && rename.label_before.empty()) return difference.before.enum_types.find(rename.before);
  return difference.before.enum_types.find(id);
}

/// Every rename that is possible between what vanished and what appeared: what --rename chooses from.
model::Renames possible_renames(const diff::Difference& difference) {
  Movements movements;
  for (const diff::Change& change : difference.changes) std::visit(movements, change);
  model::Renames renames;
  for (const ObjectId& before : movements.vanished)
    for (const ObjectId& after : movements.appeared)
      if (before.kind == after.kind && before.table == after.table) renames.push_back({before, after, {}, {}});
  for (const auto& [id, after] : difference.after.enum_types)
    if (const model::EnumType* const former = former_enum(difference, id)) add_labels(*former, after, renames);
  return renames;
}

/// The same from columns that something else is called by now: the new one of that name is another.
model::Renames renames_of_reused_names(const diff::Difference& difference) {
  model::Renames renames;
  for (const diff::Change& change : difference.changes) {
    const auto* add = std::get_if<diff::AddColumn>(&change);
    const model::Table* former = add == nullptr ? nullptr : diff::find_table(difference.renamed, add->table);
    if (former == nullptr) continue;
    for (const model::Column& column : former->columns)
      renames.push_back(
          {model::column_id(add->table, column.name), model::column_id(add->table, add->column.name), {}, {}});
  }
  return renames;
}

std::string question_for(const Rename& rename) {
  return fmt::format("was {} `{}` renamed to `{}`?", word(rename), path_of(rename.before, rename.label_before),
                     path_of(rename.after, rename.label_after));
}

void report_undecided(const Rename& rename, Diagnostics& diagnostics) {
  diagnostics
      .error(Code::rename_undecided, {},
             fmt::format("{} `{}` vanished and `{}` appeared", word(rename),
                         path_of(rename.before, rename.label_before), path_of(rename.after, rename.label_after)))
      .hint = fmt::format("`--rename {}` if it was renamed, `--no-renames` if its data is to go", spell(rename));
}

/// An error for each question that is open; true when there is none. What is in a renamed table can only be asked as if
/// the table's rename were decided.
bool demand_decided(const diff::Difference& difference, model::Renames renames, Diagnostics& diagnostics) {
  model::Renames likely = diff::likely_renames(difference);
  const bool decided = likely.empty();
  // One that is likely still though it is said holds for nothing, and would be likely for ever.
  while (!likely.empty() && std::ranges::find(renames, likely.front()) == renames.end()) {
    report_undecided(likely.front(), diagnostics);
    renames.push_back(likely.front());
    likely = diff::likely_renames(diff::compare(difference.before, difference.after, renames));
  }
  return decided;
}

/// Adds what --rename says, one after the other: a column of a renamed table is found under the table's new name.
bool add_given(const model::Schema& before, const model::Schema& after, const std::vector<std::string>& given_renames,
               model::Renames& renames, Diagnostics& diagnostics) {
  bool all_found = true;
  for (const std::string& given : given_renames) {
    const diff::Difference difference = diff::compare(before, after, renames);
    model::Renames possible = possible_renames(difference);
    for (Rename& rename : renames_of_reused_names(difference)) possible.push_back(std::move(rename));
    const auto found = std::find_if(possible.begin(), possible.end(),
                                    [&](const Rename& rename) { return matches(given, rename, renames); });
    if (found != possible.end()) {
      renames.push_back(*found);
      continue;
    }
    diagnostics.error(Code::bad_usage, {}, fmt::format("`--rename {}` fits nothing that vanished and appeared", given))
        .hint = "write it as `--rename users.last_name=family_name`: the former name, `=`, the new one";
    all_found = false;
  }
  return all_found;
}

}  // namespace

std::string spell(const Rename& rename) {
  return fmt::format("{}={}", path_of(rename.before, rename.label_before),
                     rename.label_after.empty() ? rename.after.name : rename.label_after);
}

std::optional<RenameDecision> decide_renames(const model::Schema& before, const model::Schema& after,
                                             const model::Renames& declared, const RenameOptions& options,
                                             const Globals& globals, Diagnostics& diagnostics) {
  model::Renames renames = declared;
  if (!add_given(before, after, options.renames, renames, diagnostics)) return std::nullopt;
  RenameDecision decision{diff::compare(before, after, renames), {}};
  if (options.none) return decision;
  if (!globals.yes && !can_ask()) {
    if (!demand_decided(decision.difference, renames, diagnostics)) return std::nullopt;
    return decision;
  }
  model::Renames rejected;
  // One at a time: the answer for a table decides what is asked of its columns.
  for (model::Renames likely; !(likely = diff::likely_renames(decision.difference, rejected)).empty();) {
    const Rename& rename = likely.front();
    const std::optional<bool> answer = ask(globals, question_for(rename));
    if (!answer) {
      report_undecided(rename, diagnostics);
      return std::nullopt;
    }
    if (!*answer) {
      rejected.push_back(rename);
      continue;
    }
    renames.push_back(rename);
    decision.answered.push_back(rename);
    decision.difference = diff::compare(before, after, renames);
  }
  return decision;
}

ExitStatus status_of_undecided(const Diagnostics& diagnostics) {
  const Code code = diagnostics.list().back().code;
  if (code == Code::rename_undecided) return kDecisionNeeded;
  return code == Code::bad_usage ? kBadCall : kFailed;
}

}  // namespace schemac::cli
