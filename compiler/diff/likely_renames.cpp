// Guesses at renames, for a question to the user; nothing is ever renamed because of them. Only of what holds something
// that a drop would lose: rows, a column's values, a sequence's count, the values of an enum, a namespace's contents.
#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <utility>
#include <vector>

#include "diff/compare.hpp"
#include "diff/compare_kinds.hpp"
#include "diff/descent.hpp"

namespace schemac::diff {
namespace {

using model::ObjectId;
using model::Rename;

template <class C>
std::vector<const C*> all_of(const Difference& difference) {
  std::vector<const C*> found;
  for (const Change& change : difference.changes) {
    if (const C* wanted = std::get_if<C>(&change)) found.push_back(wanted);
  }
  return found;
}

bool contains(const model::Renames& renames, const Rename& rename) {
  return std::find(renames.begin(), renames.end(), rename) != renames.end();
}

/// Two things that may be one: the higher, the likelier; 0 is no.
struct Pair {
  Rename rename;
  double likeness = 0;
};

/// The likeliest pairs first, each thing once.
void take_best(std::vector<Pair> pairs, const model::Renames& rejected, model::Renames& likely) {
  std::stable_sort(pairs.begin(), pairs.end(),
                   [](const Pair& left, const Pair& right) { return left.likeness > right.likeness; });
  std::set<std::pair<ObjectId, std::string>> taken;
  for (const Pair& pair : pairs) {
    const auto before = std::pair(pair.rename.before, pair.rename.label_before);
    const auto after = std::pair(pair.rename.after, pair.rename.label_after);
    if (pair.likeness <= 0 || contains(rejected, pair.rename)) continue;
    if (taken.contains(before) || taken.contains(after)) continue;
    taken.insert({before, after});
    likely.push_back(pair.rename);
  }
}

/// Of two sets: what is in both, against what is in either.
double overlap(double same, std::size_t before, std::size_t after) {
  const double all = static_cast<double>(before + after) - same;
  return all <= 0 ? 0 : same / all;
}

std::size_t distance(const std::string& a, const std::string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t above = row[j + 1];
      row[j + 1] = std::min({above + 1, row[j] + 1, diagonal + (a[i] == b[j] ? 0U : 1U)});
      diagonal = above;
    }
  }
  return row.back();
}

/// How alike two names are, from 0 to 1; one that is part of the other (`name`, `full_name`) is half the same.
double names_alike(const std::string& a, const std::string& b) {
  const std::size_t longer = std::max(a.size(), b.size());
  if (longer == 0) return 0;
  const double letters = 1.0 - static_cast<double>(distance(a, b)) / static_cast<double>(longer);
  const bool part = a.find(b) != std::string::npos || b.find(a) != std::string::npos;
  return part ? std::max(letters, 0.5) : letters;
}

/// Of two tables: how many of the columns of both have the same name and type; one that has the type and the place but
/// another name counts half.
double likeness(const model::Table& before, const model::Table& after) {
  double same = 0;
  for (std::size_t i = 0; i < before.columns.size(); ++i) {
    const model::Column& column = before.columns[i];
    const model::Column* const other = after.find_column(column.name);
    if (other != nullptr && other->type == column.type) {
      same += 1;
    } else if (other == nullptr && i < after.columns.size() && after.columns[i].type == column.type &&
               before.find_column(after.columns[i].name) == nullptr) {
      same += 0.5;
    }
  }
  return overlap(same, before.columns.size(), after.columns.size());
}

template <class K, class Likeness>
void add_objects(const Difference& difference, const model::Renames& rejected, Likeness alike, model::Renames& likely) {
  std::vector<Pair> pairs;
  for (const auto* drop : all_of<Drop<K>>(difference)) {
    const ObjectId id = drop->object.id();
    for (const auto* create : all_of<Create<K>>(difference))
      if (id != create->object.id())
        pairs.push_back({{id, create->object.id(), {}, {}}, alike(drop->object, create->object)});
  }
  take_best(std::move(pairs), rejected, likely);
}

/// A partition of other rows is another table, however alike their columns are; a table whose rows go over to its new
/// form is that one; and who gives its rows to others is none but a partition of the same rows.
void add_tables(const Difference& difference, const model::Renames& rejected, model::Renames& likely) {
  constexpr double kMostly = 0.6;
  std::map<model::QualifiedName, const MoveRows*> givers;
  for (const MoveRows* move : all_of<MoveRows>(difference)) givers.emplace(move->before.name, move);
  const auto alike = [&](const model::Table& before, const model::Table& after) -> double {
    const auto giver = givers.find(before.name);
    if (giver != givers.end() && !giver->second->stays) return 0;
    const model::Table* now = find_table(difference.after, after.name);  // what is created may become a partition later
    const bool is_part = before.partition_of && now != nullptr && now->partition_of;
    if (is_part ? before.partition_of != now->partition_of : giver != givers.end()) return 0;
    const double like = likeness(before, after);
    return like > kMostly ? like : 0;
  };
  add_objects<model::Table>(difference, rejected, alike, likely);
}

template <class K>
double equal_but_for_name(K before, const K& after) {
  before.name = after.name;
  before.comment = after.comment;
  return before == after ? 1 : 0;
}

double sequences_alike(const model::Sequence& before, const model::Sequence& after) {
  return before.owned_by || after.owned_by ? 0 : equal_but_for_name(before, after);
}

/// The names of what is in a namespace.
std::set<std::pair<model::Kind, std::string>> contents(const model::Schema& schema, const std::string& name) {
  std::set<std::pair<model::Kind, std::string>> found;
  model::for_each_kind(schema, [&](const auto& objects) {
    for (const auto& [id, object] : objects)
      if (id.schema == name && id.table.empty()) found.insert({id.kind, id.name});
  });
  return found;
}

void add_namespaces(const Difference& difference, const model::Renames& rejected, model::Renames& likely) {
  constexpr double kMostly = 0.5;
  const auto alike = [&](const model::Namespace& before, const model::Namespace& after) {
    const auto former = contents(difference.renamed, before.name);
    const auto now = contents(difference.after, after.name);
    const auto same = std::count_if(former.begin(), former.end(), [&](const auto& name) { return now.contains(name); });
    const double like = overlap(static_cast<double>(same), former.size(), now.size());
    return like > kMostly ? like : 0;
  };
  add_objects<model::Namespace>(difference, rejected, alike, likely);
}

/// Of the same type any name will do; with another type the names must be alike.
double columns_alike(const model::Column& before, const model::Column& after) {
  constexpr double kAlike = 0.5;
  const double names = names_alike(before.name, after.name);
  if (before.type == after.type) return 1 + names;
  return names >= kAlike ? names : 0;
}

/// Columns that one of the two forms of a table alone has, which is made anew under its name.
void add_moved_columns(const MoveRows& move, std::vector<Pair>& pairs) {
  for (const model::Column& gone : move.before.columns) {
    if (move.after.find_column(gone.name) != nullptr) continue;
    for (const model::Column& come : move.after.columns)
      if (move.before.find_column(come.name) == nullptr)
        pairs.push_back(
            {{model::column_id(move.after.name, gone.name), model::column_id(move.after.name, come.name), {}, {}},
             columns_alike(gone, come)});
  }
}

/// Dropped and added columns of a table that stays, or is made anew.
void add_columns(const Difference& difference, const model::Renames& rejected, model::Renames& likely) {
  std::vector<Pair> pairs;
  for (const auto* add : all_of<AddColumn>(difference)) {
    const model::Table* former =
        difference.renamed.tables.find({model::Kind::table, add->table.schema, {}, add->table.name});
    if (former != nullptr && former->find_column(add->column.name) != nullptr) continue;  // made anew
    for (const auto* drop : all_of<DropColumn>(difference))
      if (drop->table == add->table)
        pairs.push_back(
            {{model::column_id(drop->table, drop->column.name), model::column_id(add->table, add->column.name), {}, {}},
             columns_alike(drop->column, add->column)});
  }
  for (const auto* move : all_of<MoveRows>(difference)) add_moved_columns(*move, pairs);
  take_best(std::move(pairs), rejected, likely);
}

bool has_label(const model::EnumType& type, const std::string& label) {
  return std::find(type.labels.begin(), type.labels.end(), label) != type.labels.end();
}

/// What an enum was called before, and its labels under the names that are decided.
std::optional<model::EnumType> former_enum(const Difference& difference, const ObjectId& id) {
  ObjectId former = id;
  for (const Rename& rename : difference.renames)
    if (rename.after == id && rename.label_before.empty()) former = rename.before;
  const model::EnumType* const found = difference.before.enum_types.find(former);
  if (found == nullptr) return std::nullopt;
  model::EnumType type = *found;
  for (const Rename& rename : difference.renames)
    if (rename.after == id && !rename.label_before.empty())
      std::replace(type.labels.begin(), type.labels.end(), rename.label_before, rename.label_after);
  return type;
}

/// A label that vanished where another one appeared at its place.
void add_labels(const Difference& difference, const model::Renames& rejected, model::Renames& likely) {
  for (const auto& [id, after] : difference.after.enum_types) {
    const std::optional<model::EnumType> before = former_enum(difference, id);
    if (!before) continue;
    for (std::size_t i = 0; i < std::min(before->labels.size(), after.labels.size()); ++i) {
      const Rename rename{id, id, before->labels[i], after.labels[i]};
      const bool vanished = !has_label(after, rename.label_before);
      const bool appeared = !has_label(*before, rename.label_after);
      if (vanished && appeared && !contains(rejected, rename)) likely.push_back(rename);
    }
  }
}

}  // namespace

model::Renames likely_renames(const Difference& difference, const model::Renames& rejected) {
  model::Renames likely;
  add_namespaces(difference, rejected, likely);
  add_objects<model::EnumType>(difference, rejected, equal_but_for_name<model::EnumType>, likely);
  add_objects<model::CompositeType>(difference, rejected, equal_but_for_name<model::CompositeType>, likely);
  add_objects<model::Domain>(difference, rejected, equal_but_for_name<model::Domain>, likely);
  add_objects<model::Sequence>(difference, rejected, sequences_alike, likely);
  add_tables(difference, rejected, likely);
  add_columns(difference, rejected, likely);
  add_labels(difference, rejected, likely);
  return likely;
}

}  // namespace schemac::diff
