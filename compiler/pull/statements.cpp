#include "pull/statements.hpp"

#include <algorithm>
#include <type_traits>

#include "diff/compare.hpp"
#include "diff/subject.hpp"
#include "plan/plan.hpp"
#include "sql/parse.hpp"
#include "sql/render.hpp"

namespace schemac::pull {
namespace {

using model::ObjectId;

model::Schema without(const model::Schema& schema, const std::set<ObjectId>& objects) {
  model::Schema rest = schema;
  model::for_each_kind(rest, [&](auto& collection) {
    for (const ObjectId& id : objects) collection.erase(id);
  });
  return rest;
}

/// The changes that make the objects, as they must run; where no order is found, as they come.
std::vector<diff::Change> ordered(const diff::Difference& difference) {
  std::vector<diff::Change> changes;
  try {
    for (const plan::Batch& batch : plan::make(difference).batches)
      for (const plan::Step& step : batch.steps) changes.push_back(step.change);
  } catch (const plan::CannotPlan&) {
    changes = difference.changes;  // the private server finds an order by trying
  }
  return changes;
}

}  // namespace

std::vector<std::string> statements_of(const diff::Change& change) {
  const auto* const create = std::get_if<diff::Create<model::Sequence>>(&change);
  if (create == nullptr || !create->object.owned_by) return sql::statements(change);
  model::Sequence free = create->object;
  free.owned_by.reset();
  std::vector<std::string> statements = sql::statements(diff::Create<model::Sequence>{free});
  for (std::string& handed : sql::statements(diff::Alter<model::Sequence>{free, create->object}))
    statements.push_back(std::move(handed));
  return statements;
}

std::vector<Said> creation_of(const model::Schema& schema, const std::set<ObjectId>& objects) {
  if (objects.empty()) return {};
  std::vector<Said> said;
  for (const diff::Change& change : ordered(diff::compare(without(schema, objects), schema))) {
    const ObjectId id = whole_of(diff::subject(change));
    if (!objects.contains(id)) continue;
    const auto known = std::find_if(said.begin(), said.end(), [&](const Said& one) { return one.object == id; });
    Said& entry = known == said.end() ? said.emplace_back(Said{id, {}}) : *known;
    for (std::string& statement : statements_of(change)) entry.statements.push_back(std::move(statement));
  }
  return said;
}

std::set<ObjectId> ids_of(const model::Schema& schema) {
  std::set<ObjectId> ids;
  model::for_each_kind(schema, [&](const auto& collection) {
    for (const auto& [id, object] : collection) ids.insert(id);
  });
  return ids;
}

std::set<ObjectId> differing(const model::Schema& a, const model::Schema& b) {
  std::set<ObjectId> equal;
  model::for_each_kind(a, b, [&](const auto& left, const auto& right) {
    for (const auto& [id, object] : left)
      if (const auto* const other = right.find(id); other != nullptr && *other == object) equal.insert(id);
  });
  std::set<ObjectId> ids;
  for (const diff::Change& change : diff::compare(a, b).changes) {
    const ObjectId id = whole_of(diff::subject(change));
    if (!equal.contains(id)) ids.insert(id);  // what only makes way for something else does not differ
  }
  return ids;
}

ObjectId whole_of(const ObjectId& id) {
  if (id.kind != model::Kind::column) return id;
  return {model::Kind::table, id.schema, {}, id.table};
}

std::string stem_of(const std::string& statement) {
  std::string stem;
  for (const sql::Token& token : sql::scan(statement).tokens) {
    if (token.comment) continue;
    std::string text = statement.substr(token.begin, token.end - token.begin);
    const char first = text.front();
    const bool value = first == '\'' || first == '$' || (first >= '0' && first <= '9') || text.starts_with("E'");
    if (value || text == "NULL" || text == "null") continue;
    if (first != '"')
      std::transform(text.begin(), text.end(), text.begin(),
                     [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    stem += text + " ";
  }
  return stem;
}

}  // namespace schemac::pull
