#include "cli/release_guards.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <set>

#include "cli/release_statements.hpp"
#include "sql/quote.hpp"

namespace schemac::cli {
namespace {

using emit::Guard;
using model::Kind;

const Guard* find(const std::vector<Guard>& guards, const Guard& wanted) {
  const auto found = std::find_if(guards.begin(), guards.end(), [&](const Guard& each) {
    return each.kind == wanted.kind && each.table == wanted.table && each.name == wanted.name &&
           (each.schema.empty() || each.schema == wanted.schema);
  });
  return found == guards.end() ? nullptr : &*found;
}

/// Whether the same is there under another name.
bool has_renamed(const std::vector<Guard>& guards, const Guard& wanted) {
  return std::any_of(guards.begin(), guards.end(), [&](const Guard& each) {
    return each.kind == wanted.kind && each.table == wanted.table && each.digest == wanted.digest;
  });
}

/// Of a manifest without guards: what its contract names; what these said, nobody knows.
std::vector<Guard> named_by_contract(const runtime::TableContract& table) {
  std::vector<Guard> guards;
  const auto kind_of = [](runtime::ConstraintKind kind) {
    switch (kind) {
      case runtime::ConstraintKind::primary_key:
        return Kind::primary_key;
      case runtime::ConstraintKind::unique:
        return Kind::unique;
      case runtime::ConstraintKind::unique_index:
        return Kind::index;
      case runtime::ConstraintKind::exclusion:
        return Kind::exclusion;
      case runtime::ConstraintKind::foreign_key:
        return Kind::foreign_key;
      case runtime::ConstraintKind::check:
        return Kind::check;
    }
    return Kind::check;
  };
  for (const runtime::ConstraintContract& each : table.constraints)
    guards.push_back({std::string(word_for(kind_of(each.kind))), std::string(table.schema), std::string(table.name),
                      std::string(each.name), ""});
  return guards;
}

/// What is told of one table.
struct Found {
  std::vector<std::string> names;  ///< `check constraint books_price`
  bool hides = false;              ///< Rows that it reads may be hidden.
  bool deletes = false;            ///< Rows that it deletes may be kept.
};

class TableCheck {
 public:
  TableCheck(const Manifest& release, const runtime::TableContract& table, const NewSchema& now,
             const std::vector<Guard>& declared)
      : now_(now), declared_(declared), table_{std::string(table.schema), std::string(table.name)} {
    keeps_guards_ = release.guards().has_value();
    before_ = keeps_guards_ ? *release.guards() : named_by_contract(table);
    unnamed_are_known_ = std::all_of(declared.begin(), declared.end(), [&](const Guard& each) {
      return each.kind != emit::kStatement || std::find(before_.begin(), before_.end(), each) != before_.end();
    });
  }

  Found look() {
    const model::Schema &schema = now_.schema, &headers = now_.declared.schema;
    look_at(schema.uniques, headers.uniques, [](const model::Unique& each) { return !each.partition_of; });
    look_at(schema.indexes, headers.indexes,
            [](const model::Index& each) { return each.unique && !each.partition_of; });
    look_at(schema.checks, headers.checks, [](const model::Check& each) { return !each.inherited; });
    look_at(schema.exclusions, headers.exclusions, [](const model::Exclusion&) { return true; });
    look_at(schema.foreign_keys, headers.foreign_keys, [](const model::ForeignKey& each) { return !each.inherited; });
    if (!keeps_guards_) return std::move(found_);
    look_at_row_security();
    look_at(schema.policies, headers.policies, [this](const model::Policy&) { return found_.hides = true; });
    look_at(schema.triggers, headers.triggers, [this](const model::Trigger& each) { return may_refuse(each); });
    return std::move(found_);
  }

 private:
  /// Nothing: as it was. Else what became of it.
  std::optional<std::string_view> change_of(const Guard& guard) const {
    const Guard* const now = find(declared_, guard);
    if (now == nullptr) return !keeps_guards_ || unnamed_are_known_ ? std::nullopt : std::optional("new");
    const Guard* const before = find(before_, guard);
    if (before == nullptr) return has_renamed(before_, *now) ? std::nullopt : std::optional("new");
    if (before->digest == now->digest || before->digest.empty()) return std::nullopt;
    return "changed";
  }

  /// @param headers those of headers, which are all that a manifest without guards names
  /// @param matters is asked of what is new or changed alone
  template <class Objects, class Matters>
  void look_at(const Objects& objects, const Objects& headers, const Matters& matters) {
    for (const auto& [id, object] : objects) {
      if (object.table != table_ || (!keeps_guards_ && headers.find(id) == nullptr)) continue;
      const auto change = change_of({std::string(word_for(id.kind)), table_.schema, table_.name, id.name, ""});
      if (!change || !matters(object)) continue;
      found_.names.push_back(fmt::format("{} {} {}", *change, word_for(id.kind), sql::identifier(id.name)));
    }
  }

  void look_at_row_security() {
    const model::Table* const table = now_.schema.tables.find({Kind::table, table_.schema, {}, table_.name});
    if (table == nullptr || !table->row_security) return;
    const auto change = change_of({emit::kRowSecurity, table_.schema, table_.name, "", ""});
    if (!change) return;
    found_.hides = true;
    found_.names.push_back(fmt::format("{} {}", *change, emit::kRowSecurity));
  }

  /// Whether the trigger may raise, or leave a row out: what its function says where it is PL/pgSQL, which has words
  /// for both. Of other languages nobody knows.
  bool may_refuse(const model::Trigger& trigger) {
    if (trigger.enabled == model::Trigger::Enabled::disabled) return false;
    const model::ObjectId id{Kind::function, trigger.function.schema, {}, trigger.function.name + "()"};
    const model::Function* const function = now_.schema.functions.find(id);
    std::string text = function == nullptr ? std::string() : function->definition;
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
    const bool leaves_out = trigger.timing == model::Trigger::Timing::before && text.find("null") != std::string::npos;
    const bool refuses =
        text.find("language plpgsql") == std::string::npos || text.find("raise") != std::string::npos || leaves_out;
    found_.deletes = found_.deletes || (refuses && trigger.on_delete);
    return refuses;
  }

  const NewSchema& now_;
  const std::vector<Guard>& declared_;
  model::QualifiedName table_;
  bool keeps_guards_ = false;
  bool unnamed_are_known_ = true;
  std::vector<Guard> before_;
  Found found_;
};

std::vector<const ManifestStatement*> touched(const std::vector<ManifestStatement>& statements, const Found& found) {
  std::vector<const ManifestStatement*> touched;
  for (const ManifestStatement& each : statements)
    if (found.hides || writes(each.sql) || (found.deletes && each.sql.starts_with("DELETE "))) touched.push_back(&each);
  return touched;
}

}  // namespace

void tell_new_guards(const Manifest& release, const NewSchema& now, Diagnostics& diagnostics) {
  const std::vector<Guard> declared = emit::guards(now.declared);
  for (std::size_t place = 0; place < release.contract().tables.size(); ++place) {
    const runtime::TableContract& table = release.contract().tables[place];
    const Found found = TableCheck(release, table, now, declared).look();
    if (found.names.empty()) continue;
    const std::string name = sql::qualified({std::string(table.schema), std::string(table.name)});
    Diagnostic& warning = diagnostics.warning(
        Code::may_refuse_rows, {release.file().string(), 0, 0},
        fmt::format("table {} has {}: rows that the release writes may be refused{}", name,
                    fmt::join(found.names, ", "), found.hides ? ", and others hidden from it" : ""));
    warning.hint = "be sure that its rows pass, or let it come when no program of that release runs";
    const std::vector<const ManifestStatement*> statements = touched(release.statements(place), found);
    if (!statements.empty()) warning.notes.push_back({{}, names_of("touches", statements)});
  }
}

}  // namespace schemac::cli
