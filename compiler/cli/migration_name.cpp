// A migration's name from what it does: the most telling change gives the verb and the object.
#include <algorithm>
#include <set>
#include <string_view>

#include "cli/evolve.hpp"
#include "diff/subject.hpp"
#include "history/migration.hpp"

namespace schemac::cli {
namespace {

using model::Kind;

constexpr std::size_t kLongest = 60;  // of a folder's name; what is longer helps nobody

/// What a change does, in the words of a folder's name; `weight` says which of several speaks for all.
struct Phrase {
  std::string_view verb;
  int weight = 0;
};

struct PhraseOf {
  template <class K>
  Phrase operator()(const diff::Create<K>&) const {
    return {"add", 2};
  }
  template <class K>
  Phrase operator()(const diff::Drop<K>&) const {
    return {"drop", 2};
  }
  template <class K>
  Phrase operator()(const diff::Rename<K>&) const {
    return {"rename", 4};
  }
  template <class K>
  Phrase operator()(const diff::Alter<K>&) const {
    return {"alter", 1};
  }
  Phrase operator()(const diff::AddColumn&) const { return {"add", 3}; }
  Phrase operator()(const diff::DropColumn&) const { return {"drop", 3}; }
  Phrase operator()(const diff::RenameColumn&) const { return {"rename", 4}; }
  Phrase operator()(const diff::AlterColumn&) const { return {"alter", 3}; }
  Phrase operator()(const diff::Attach&) const { return {"attach", 3}; }
  Phrase operator()(const diff::Detach&) const { return {"detach", 3}; }
  Phrase operator()(const diff::AttachIndex&) const { return {"attach", 1}; }
  Phrase operator()(const diff::MoveRows&) const { return {"rebuild", 4}; }
  Phrase operator()(const diff::AddEnumValue&) const { return {"extend", 3}; }
  Phrase operator()(const diff::RenameEnumValue&) const { return {"rename_value_of", 4}; }
  Phrase operator()(const diff::SetComment&) const { return {"comment_on", 0}; }
  Phrase operator()(const diff::SetOwner&) const { return {"hand_over", 0}; }
  Phrase operator()(const diff::SetGrants&) const { return {"grant_on", 0}; }
};

std::string object_name(const model::ObjectId& id) {
  const bool own_name_tells = id.kind == Kind::index || id.kind == Kind::foreign_key || id.kind == Kind::unique ||
                              id.kind == Kind::check || id.kind == Kind::exclusion || id.kind == Kind::primary_key;
  return id.table.empty() || own_name_tells ? id.name : id.table + "_" + id.name;
}

/// A table that is added weighs more than the constraints that come with it.
int weight_of(const diff::Change& change) {
  const int weight = std::visit(PhraseOf{}, change).weight * 2;
  const Kind kind = diff::subject(change).kind;
  return weight + (kind == Kind::table ? 5 : kind == Kind::enum_type ? 1 : 0);
}

}  // namespace

std::string migration_name(const diff::Difference& difference, bool first) {
  if (first) return "initial";
  const auto heaviest =
      std::max_element(difference.changes.begin(), difference.changes.end(),
                       [](const diff::Change& a, const diff::Change& b) { return weight_of(a) < weight_of(b); });
  if (heaviest == difference.changes.end()) return "empty";
  const auto as_heavy =
      std::count_if(difference.changes.begin(), difference.changes.end(),
                    [&](const diff::Change& change) { return weight_of(change) == weight_of(*heaviest); });
  std::string name =
      history::slug(std::string(std::visit(PhraseOf{}, *heaviest).verb) + "_" + object_name(diff::subject(*heaviest)));
  if (as_heavy > 1) name += "_and_more";
  return history::slug(name.substr(0, kLongest));
}

}  // namespace schemac::cli
