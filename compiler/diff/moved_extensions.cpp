#include "diff/moved_extensions.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "diff/in_place.hpp"
#include "diff/tokens.hpp"

namespace schemac::diff {
namespace {

using Texts = std::vector<std::string_view>;

/// The schemas of an extension, as they are spelled.
struct Move {
  std::string before;
  std::string after;
};

std::vector<Move> moves(const model::Schema& before, const model::Schema& after) {
  std::vector<Move> moves;
  for (const auto& [id, extension] : before.extensions) {
    const model::Extension* now = after.extensions.find(id);
    if (now == nullptr || now->schema == extension.schema || !can_alter(extension, *now)) continue;
    moves.push_back({spelled(extension.schema), spelled(now->schema)});
  }
  return moves;
}

Texts texts_of(std::string_view text) {
  Texts texts;
  for (const Token& token : tokenize(text))
    if (token.kind != Token::Kind::space) texts.push_back(token.text);
  return texts;
}

/// The names that a schema has of its own, as they are spelled, those of routines and operators without arguments.
std::vector<std::pair<std::string, std::string>> own_names(const model::Schema& schema) {
  std::vector<std::pair<std::string, std::string>> names;
  model::for_each_kind(schema, [&](const auto& objects) {
    for (const auto& [id, object] : objects) {
      if (!id.table.empty()) continue;
      const std::string name = id.name.substr(0, std::min(id.name.find('('), id.name.find(" USING ")));
      names.emplace_back(spelled(id.schema), name);
      names.emplace_back(spelled(id.schema), spelled(name));
    }
  });
  std::ranges::sort(names);
  return names;
}

class Follower {
 public:
  Follower(std::vector<Move> moves, const model::Schema& before) : moves_(std::move(moves)), own_(own_names(before)) {}

  void in(std::string& former, const std::string& now) const {
    if (former != now && moves_by_itself(texts_of(former), texts_of(now))) former = now;
  }
  void in(std::optional<std::string>& former, const std::optional<std::string>& now) const {
    if (former && now) in(*former, *now);
  }
  void in(model::QualifiedName& former, const model::QualifiedName& now) const {
    const auto text = [](const model::QualifiedName& name) { return spelled(name.schema) + "." + spelled(name.name); };
    std::string followed = text(former);
    in(followed, text(now));
    if (followed == text(now)) former = now;
  }

 private:
  [[nodiscard]] bool moves_by_itself(const Texts& former, const Texts& now) const {
    if (former.size() != now.size()) return false;
    for (std::size_t i = 0; i < former.size(); ++i)
      if (former[i] != now[i] && !is_moved(former, now, i)) return false;
    return true;
  }

  /// Whether what stands at `i` is the schema before a name that an extension has taken along.
  [[nodiscard]] bool is_moved(const Texts& former, const Texts& now, std::size_t i) const {
    if (i + 2 >= former.size() || former[i + 1] != "." || now[i + 1] != ".") return false;
    const bool known =
        std::ranges::any_of(moves_, [&](const Move& move) { return move.before == former[i] && move.after == now[i]; });
    if (!known) return false;
    std::string name(former[i + 2]);
    for (std::size_t next = i + 3; next < former.size() && former[next] != ")"; ++next) name += former[next];
    return !is_own(std::string(former[i]), std::string(former[i + 2])) && !is_own(std::string(former[i]), name);
  }

  [[nodiscard]] bool is_own(const std::string& schema, const std::string& name) const {
    return std::ranges::binary_search(own_, std::pair(schema, name));
  }

  std::vector<Move> moves_;
  std::vector<std::pair<std::string, std::string>> own_;
};

// One overload a kind that says such names.

template <class C>
void follow_column(C& column, const C& now, const Follower& follower) {
  follower.in(column.type, now.type);
  follower.in(column.default_expression, now.default_expression);
  if constexpr (requires { column.generated_expression; })
    follower.in(column.generated_expression, now.generated_expression);
}

template <class C>
void follow_columns(std::vector<C>& columns, const std::vector<C>& wanted, const Follower& follower) {
  for (C& column : columns) {
    const auto now = std::ranges::find(wanted, column.name, &C::name);
    if (now != wanted.end()) follow_column(column, *now, follower);
  }
}

void follow_key(model::IndexKey& key, const model::IndexKey& now, const Follower& follower) {
  follower.in(key.expression, now.expression);
  follower.in(key.opclass, now.opclass);
}

template <class K>
void follow_in(K&, const K&, const Follower&) {}

void follow_in(model::Table& table, const model::Table& now, const Follower& follower) {
  follow_columns(table.columns, now.columns, follower);
}
template <class V>
void follow_in_view(V& view, const V& now, const Follower& follower) {
  follow_columns(view.columns, now.columns, follower);
  follower.in(view.definition, now.definition);
}
void follow_in(model::View& view, const model::View& now, const Follower& follower) {
  follow_in_view(view, now, follower);
}
void follow_in(model::MaterializedView& view, const model::MaterializedView& now, const Follower& follower) {
  follow_in_view(view, now, follower);
}
void follow_in(model::Index& index, const model::Index& now, const Follower& follower) {
  for (std::size_t i = 0; i < index.keys.size() && i < now.keys.size(); ++i)
    follow_key(index.keys[i], now.keys[i], follower);
  follower.in(index.predicate, now.predicate);
}
void follow_in(model::Exclusion& exclusion, const model::Exclusion& now, const Follower& follower) {
  for (std::size_t i = 0; i < exclusion.elements.size() && i < now.elements.size(); ++i) {
    follow_key(exclusion.elements[i].key, now.elements[i].key, follower);
    follower.in(exclusion.elements[i].op, now.elements[i].op);
  }
  follower.in(exclusion.predicate, now.predicate);
}
void follow_in(model::Check& check, const model::Check& now, const Follower& follower) {
  follower.in(check.expression, now.expression);
}
void follow_in(model::Policy& policy, const model::Policy& now, const Follower& follower) {
  follower.in(policy.using_expression, now.using_expression);
  follower.in(policy.with_check, now.with_check);
}
void follow_in(model::Trigger& trigger, const model::Trigger& now, const Follower& follower) {
  follower.in(trigger.when, now.when);
  follower.in(trigger.function, now.function);
}
void follow_in(model::Function& function, const model::Function& now, const Follower& follower) {
  follower.in(function.definition, now.definition);
}
void follow_in(model::CompositeType& type, const model::CompositeType& now, const Follower& follower) {
  for (model::Attribute& attribute : type.attributes) {
    const auto same = std::ranges::find(now.attributes, attribute.name, &model::Attribute::name);
    if (same != now.attributes.end()) follower.in(attribute.type, same->type);
  }
}
void follow_in(model::Domain& domain, const model::Domain& now, const Follower& follower) {
  follower.in(domain.type, now.type);
  follower.in(domain.default_expression, now.default_expression);
  for (model::DomainCheck& check : domain.checks) {
    const auto same = std::ranges::find(now.checks, check.name, &model::DomainCheck::name);
    if (same != now.checks.end()) follower.in(check.expression, same->expression);
  }
}

template <class K>
void follow_in_all(model::Objects<K>& objects, const model::Objects<K>& wanted, const Follower& follower) {
  std::vector<K> followed;
  for (const auto& [id, object] : objects) {
    const K* now = wanted.find(id);
    if (now == nullptr || *now == object) continue;
    K copy = object;
    follow_in(copy, *now, follower);
    if (copy != object) followed.push_back(std::move(copy));
  }
  for (K& object : followed) objects.put(std::move(object));
}

}  // namespace

void follow_moved_extensions(const model::Schema& after, model::Schema& before) {
  std::vector<Move> found = moves(before, after);
  if (found.empty()) return;
  const Follower follower(std::move(found), before);
  model::Schema wanted = after;  // the two of one constness that for_each_kind takes
  model::for_each_kind(before, wanted, [&](auto& objects, const auto& now) { follow_in_all(objects, now, follower); });
}

}  // namespace schemac::diff
