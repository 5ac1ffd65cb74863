#include "emit/guards.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "sql/inspect.hpp"
#include "sql/parse.hpp"
#include "sql/render.hpp"
#include "support/sha256.hpp"

namespace schemac::emit {
namespace {

using model::Kind;

/// It tells texts apart and protects nothing.
std::string digest_of(const std::string& text) { return sha256(text).substr(0, 16); }

bool guards_rows(Kind kind) {
  constexpr std::array kKinds = {Kind::unique,      Kind::check,  Kind::exclusion, Kind::index,
                                 Kind::foreign_key, Kind::policy, Kind::trigger};
  return std::find(kKinds.begin(), kKinds.end(), kind) != kKinds.end();
}

class Collector {
 public:
  explicit Collector(const model::Declared& declared) : declared_(declared) {
    for (const model::Entity& entity : declared.entities) tables_.insert(entity.table);
  }

  std::vector<Guard> collect() {
    const model::Schema& schema = declared_.schema;
    add_all(schema.uniques);
    add_all(schema.checks);
    add_all(schema.exclusions);
    for (const auto& [id, index] : schema.indexes)
      if (index.unique) add(index);
    add_all(schema.foreign_keys);
    add_all(schema.policies);
    add_all(schema.triggers);
    for (const auto& [id, table] : schema.tables)
      if (table.row_security && tables_.contains(table.name))
        found_.push_back({kRowSecurity, table.name.schema, table.name.name, "", forced(table)});
    for (const model::SqlStatement& statement : declared_.statements) add(statement);
    std::sort(found_.begin(), found_.end());
    found_.erase(std::unique(found_.begin(), found_.end()), found_.end());
    return std::move(found_);
  }

 private:
  static std::string forced(const model::Table& table) { return table.force_row_security ? "forced" : "enabled"; }

  template <class Objects>
  void add_all(const Objects& objects) {
    for (const auto& [id, object] : objects) add(object);
  }

  template <class K>
  void add(K object) {
    if (!tables_.contains(object.table)) return;
    std::string name = std::exchange(object.name, "x");
    object.comment.reset();
    std::string text;
    for (const std::string& statement : sql::render(diff::Create<K>{object})) text += statement + ";";
    found_.push_back({std::string(model::word_for(K::kKind)), object.table.schema, object.table.name, std::move(name),
                      digest_of(text)});
  }

  /// Whether a name without a schema may be that of an entity's table.
  [[nodiscard]] bool is_known(const model::ObjectId& id) const {
    return std::any_of(tables_.begin(), tables_.end(), [&](const model::QualifiedName& table) {
      return table.name == id.table && (id.schema.empty() || table.schema == id.schema);
    });
  }

  void add(const model::SqlStatement& statement) {
    const std::string tokens = sql::tokens_of(statement.text);
    bool named = false;
    for (const sql::DeclaredName& name : sql::declared_names(statement.text)) {
      if (!guards_rows(name.id.kind) || !is_known(name.id)) continue;
      named = true;
      found_.push_back(
          {std::string(model::word_for(name.id.kind)), name.id.schema, name.id.table, name.id.name, digest_of(tokens)});
    }
    if (!named && may_guard(tokens)) found_.push_back({kStatement, "", "", "", digest_of(tokens)});
  }

  /// By its first words, `ALTER TABLE`, `CREATE UNIQUE INDEX` and `DO`: a token a line.
  static bool may_guard(const std::string& tokens) {
    std::string begin = tokens.substr(0, 24);
    std::transform(begin.begin(), begin.end(), begin.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return begin.starts_with("\nalter\ntable\n") || begin.starts_with("\ncreate\nunique\n") ||
           begin.starts_with("\ndo\n");
  }

  const model::Declared& declared_;
  std::set<model::QualifiedName> tables_;
  std::vector<Guard> found_;
};

}  // namespace

std::vector<Guard> guards(const model::Declared& declared) { return Collector(declared).collect(); }

}  // namespace schemac::emit
