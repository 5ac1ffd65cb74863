// One line a change, as messages and `diff --format tree` show it.
#include <fmt/format.h>

#include <vector>

#include "diff/compare.hpp"

namespace schemac::diff {
namespace {

using model::describe;

std::string type_of(const model::QualifiedName& type) { return fmt::format("{}.{}", type.schema, type.name); }

/// What differs between two states of a column, each in a few words.
class Differences {
 public:
  void add(std::string_view what, const std::string& before, const std::string& after) {
    if (before != after) found_.push_back(fmt::format("{} {} -> {}", what, before, after));
  }
  template <class T>
  void add(std::string_view what, const std::optional<T>& before, const std::optional<T>& after) {
    const auto text = [](const std::optional<T>& value) { return value ? fmt::format("{}", *value) : "none"; };
    add(what, text(before), text(after));
  }
  [[nodiscard]] std::string text() const { return fmt::format("{}", fmt::join(found_, ", ")); }

 private:
  std::vector<std::string> found_;
};

std::string identity_word(const std::optional<model::Identity>& identity) {
  if (!identity) return "none";
  return identity->always ? "always" : "by default";
}

std::string differences(const model::Column& before, const model::Column& after) {
  Differences found;
  found.add("type", before.type, after.type);
  found.add("collation", before.collation, after.collation);
  found.add("null", before.not_null ? "no" : "yes", after.not_null ? "no" : "yes");
  found.add("default", before.default_expression, after.default_expression);
  found.add("generated", before.generated_expression, after.generated_expression);
  found.add("identity", identity_word(before.identity), identity_word(after.identity));
  if (before.identity && after.identity && before.identity->sequence != after.identity->sequence) {
    found.add("identity's sequence", "before", "after");
  }
  found.add("storage", before.storage, after.storage);
  found.add("compression", before.compression, after.compression);
  found.add("statistics", before.statistics, after.statistics);
  if (before.options != after.options) found.add("options", "before", "after");
  return found.text();
}

template <class K>
std::string line(const Create<K>& change) {
  return "create " + describe(change.object.id());
}
template <class K>
std::string line(const Drop<K>& change) {
  return "drop " + describe(change.object.id());
}
template <class K>
std::string line(const Rename<K>& change) {
  const bool moves = change.before.schema != change.after.schema;
  return fmt::format("rename {} -> {}", describe(change.before),
                     moves ? change.after.schema + "." + change.after.name : change.after.name);
}
template <class K>
std::string line(const Alter<K>& change) {
  return "alter " + describe(change.after.id());
}
std::string line(const AddColumn& change) {
  return fmt::format("add {}: {}", describe(model::column_id(change.table, change.column.name)), change.column.type);
}
std::string line(const DropColumn& change) {
  return "drop " + describe(model::column_id(change.table, change.column.name));
}
std::string line(const RenameColumn& change) {
  return fmt::format("rename {} -> {}", describe(model::column_id(change.table, change.before)), change.after);
}
std::string line(const AlterColumn& change) {
  return fmt::format("alter {}: {}", describe(model::column_id(change.table, change.after.name)),
                     differences(change.before, change.after));
}
std::string line_of(std::string_view verb, std::string_view preposition, const Tie& tie) {
  const std::string other = tie.kind == Tie::Kind::type ? "type " + tie.words : type_of(tie.parent);
  return fmt::format("{} {} {} {}", verb, describe({model::Kind::table, tie.table.schema, {}, tie.table.name}),
                     preposition, other);
}
std::string line(const Attach& change) { return line_of("attach", "to", change.tie); }
std::string line(const Detach& change) { return line_of("detach", "from", change.tie); }
std::string line(const AttachIndex& change) {
  return fmt::format("attach {} to {}", describe(change.index), type_of(change.parent));
}
std::string line(const MoveRows& change) {
  return fmt::format("move rows of {} -> {}", describe(change.before.id()), type_of(change.after.name));
}
std::string line(const AddEnumValue& change) {
  std::string place = "at the end";
  if (!change.before.empty()) place = fmt::format("before '{}'", change.before);
  if (!change.after.empty()) place = fmt::format("after '{}'", change.after);
  return fmt::format("alter enum {}: add '{}' {}", type_of(change.type), change.label, place);
}
std::string line(const RenameEnumValue& change) {
  return fmt::format("alter enum {}: rename '{}' -> '{}'", type_of(change.type), change.before, change.after);
}
std::string line(const SetComment& change) {
  return fmt::format("{} on {}", change.after ? "comment" : "remove comment", describe(change.object));
}
std::string line(const SetOwner& change) {
  return fmt::format("owner of {} -> {}", describe(change.object), change.after);
}
std::string line(const SetGrants& change) { return "privileges on " + describe(change.object); }

}  // namespace

std::string describe(const Change& change) {
  return std::visit([](const auto& alternative) { return line(alternative); }, change);
}

}  // namespace schemac::diff
