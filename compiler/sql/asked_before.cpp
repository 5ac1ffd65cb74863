#include "sql/asked_before.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <vector>

#include "diff/descent.hpp"
#include "diff/tokens.hpp"
#include "plan/conversion.hpp"
#include "sql/clauses.hpp"
#include "sql/quote.hpp"

namespace schemac::sql {
namespace {

/// The column as it is read; with its new type where the plan gives it one.
std::string value_of(const model::QualifiedName& table, const model::Column& before, const model::Column& after,
                     const diff::Difference& difference) {
  const std::string name = identifier(before.name);
  if (before.type == after.type) return name;
  const auto said = difference.conversions.find(model::column_id(table, after.name));
  const std::optional<std::string> value =
      said != difference.conversions.end()
          ? said->second
          : plan::conversion(table, before, after, difference.renamed, difference.after);
  return "CAST(" + value.value_or(name) + " AS " + after.type + ") AS " + name;
}

using Names = std::set<std::string>;

/// The names that one thing has before the plan and another after its renames.
struct TakenOver {
  const std::vector<diff::Change>& changes;
  Names names = {};

  template <class Is>
  void add_if_another_had_it(const std::string& name, Is is_former_name_of) {
    if (std::any_of(changes.begin(), changes.end(), is_former_name_of)) names.insert(name);
  }
  void operator()(const diff::RenameColumn& rename) {
    add_if_another_had_it(rename.after, [&](const diff::Change& each) {
      const auto* other = std::get_if<diff::RenameColumn>(&each);
      return other != nullptr && other->table == rename.table && other->before == rename.after;
    });
  }
  void operator()(const diff::Rename<model::Table>& rename) {
    add_if_another_had_it(rename.after.name, [&](const diff::Change& each) {
      const auto* other = std::get_if<diff::Rename<model::Table>>(&each);
      return other != nullptr && other->before == rename.after;
    });
  }
  template <class Other>
  void operator()(const Other&) {}
};

Names taken_over(const diff::Difference& difference) {
  TakenOver visitor{difference.changes};
  for (const diff::Change& change : difference.changes) std::visit(visitor, change);
  return visitor.names;
}

Names labels_of(const model::Schema& schema) {
  Names labels;
  for (const auto& [id, type] : schema.enum_types) labels.insert(type.labels.begin(), type.labels.end());
  return labels;
}

/// Labels that no value has before the plan.
Names new_labels(const diff::Difference& difference) {
  Names labels;
  const Names former = labels_of(difference.before);
  for (const std::string& label : labels_of(difference.after))
    if (!former.contains(label)) labels.insert(label);
  for (const diff::Change& change : difference.changes)
    if (const auto* rename = std::get_if<diff::RenameEnumValue>(&change)) labels.insert(rename->after);
  return labels;
}

}  // namespace

std::string rows_of(const model::QualifiedName& table, const diff::Difference& difference, const std::string& alias) {
  const model::Table* before = diff::find_table(difference.renamed, table);
  const model::Table* after = diff::find_table(difference.after, table);
  const std::string name = identifier(alias.empty() ? table.name : alias);
  const std::string plain = qualified(table) + (alias.empty() ? "" : " AS " + name);
  if (before == nullptr || after == nullptr) return plain;
  std::vector<std::string> values{"tableoid", "ctid"};
  bool converts = false;
  for (const model::Column& column : before->columns) {
    const model::Column* now = after->find_column(column.name);
    values.push_back(value_of(table, column, now == nullptr ? column : *now, difference));
    converts = converts || (now != nullptr && now->type != column.type);
  }
  return converts ? "(SELECT " + joined(values, ", ") + " FROM " + qualified(table) + ") AS " + name : plain;
}

std::string former_label(const model::EnumType& type, std::string label, const diff::Difference& difference) {
  for (auto change = difference.changes.rbegin(); change != difference.changes.rend(); ++change) {
    const auto* rename = std::get_if<diff::RenameEnumValue>(&*change);
    if (rename != nullptr && rename->type == type.name && rename->after == label) label = rename->before;
  }
  return label;
}

bool can_be_asked_before(const std::string& question, const diff::Difference& difference) {
  const Names taken = taken_over(difference);
  const auto tokens = taken.empty() ? std::vector<diff::Token>() : diff::tokenize(question);
  const bool names_another = std::any_of(tokens.begin(), tokens.end(), [&](const diff::Token& token) {
    const auto name = diff::name_in(token);
    return name && taken.contains(*name);
  });
  const Names labels = new_labels(difference);
  return !names_another && std::none_of(labels.begin(), labels.end(), [&](const std::string& label) {
    return question.find(literal(label)) != std::string::npos;
  });
}

}  // namespace schemac::sql
