#include "plan/positions.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "diff/subject.hpp"
#include "diff/tokens.hpp"
#include "model/routine_name.hpp"
#include "plan/texts.hpp"

namespace schemac::plan {
namespace {

using diff::Token;
using model::Kind;
using model::ObjectId;
using Names = std::vector<std::string>;

/// The tables whose columns will not stand in the order of the desired state.
std::set<ObjectId> reordered(const diff::Difference& difference, const std::vector<Step>& steps) {
  std::map<ObjectId, Names> added;
  for (const Step& step : steps) {
    const auto* add = std::get_if<diff::AddColumn>(&step.change);
    if (add != nullptr) added[{Kind::table, add->table.schema, {}, add->table.name}].push_back(add->column.name);
  }
  std::set<ObjectId> found;
  for (const auto& [id, table] : difference.after.tables) {
    const model::Table* former = difference.renamed.tables.find(id);
    if (former == nullptr) continue;
    const Names& last = added[id];
    const auto is_added = [&](const std::string& name) {
      return std::find(last.begin(), last.end(), name) != last.end();
    };
    Names wanted;
    for (const model::Column& column : table.columns) wanted.push_back(column.name);
    Names reached;
    for (const model::Column& column : former->columns)
      if (table.find_column(column.name) != nullptr && !is_added(column.name)) reached.push_back(column.name);
    for (const model::Column& column : table.columns)  // that come from above
      if (former->find_column(column.name) == nullptr && !is_added(column.name)) reached.push_back(column.name);
    reached.insert(reached.end(), last.begin(), last.end());
    if (reached != wanted) found.insert(id);
  }
  return found;
}

/// A text in tokens, without the space between them.
class Words {
 public:
  explicit Words(const std::string& text) {
    for (const Token& token : diff::tokenize(text))
      if (token.kind != Token::Kind::space) tokens_.push_back(token);
  }

  /// Whether `name`, called with arguments if it is a function, has an alias that goes on with names for its columns.
  [[nodiscard]] bool gives_names_to_columns_of(const std::string& name, bool function) const {
    for (std::size_t at = 0; at < tokens_.size(); ++at) {
      if (diff::name_in(tokens_[at]) != name) continue;
      std::size_t next = at + 1;
      if (function && !is(next, "(")) continue;
      if (function) next = behind_parentheses(next);
      if (says(next, "with") && says(next + 1, "ordinality")) next += 2;
      if (is(next, ")") || (function && is(next, ","))) next = behind_rows_from(next);
      if (says(next, "as")) ++next;
      if (is_alias(next) && is(next + 1, "(")) return true;
    }
    return false;
  }

 private:
  [[nodiscard]] bool is(std::size_t at, std::string_view text) const {
    return at < tokens_.size() && tokens_[at].text == text;
  }
  [[nodiscard]] bool says(std::size_t at, std::string_view word) const {
    return at < tokens_.size() && tokens_[at].kind == Token::Kind::word && diff::name_in(tokens_[at]) == word;
  }
  [[nodiscard]] bool is_alias(std::size_t at) const {
    if (at >= tokens_.size() || says(at, "set")) return false;  // UPDATE … SET (a, b) = …
    const auto name = diff::name_in(tokens_[at]);
    return name && diff::spelled(*name) == tokens_[at].text;
  }
  [[nodiscard]] std::size_t behind_parentheses(std::size_t at) const {
    int depth = 0;
    for (; at < tokens_.size(); ++at) {
      if (is(at, "(")) ++depth;
      if (is(at, ")") && --depth == 0) return at + 1;
    }
    return at;
  }
  /// `ROWS FROM(f(…), g(…)) x(…)`: from within the parentheses to what stands behind them.
  [[nodiscard]] std::size_t behind_rows_from(std::size_t at) const {
    int depth = 0;
    for (; at < tokens_.size(); ++at) {
      if (is(at, "(")) ++depth;
      if (is(at, ")") && depth-- == 0) return at + 1;
    }
    return at;
  }

  std::vector<Token> tokens_;
};

/// Those whose rows are rows of the table, itself among them; by the table.
std::map<ObjectId, std::vector<ObjectId>> with_rows_of(const std::set<ObjectId>& tables,
                                                       const model::Dependencies& needs) {
  std::map<ObjectId, std::vector<ObjectId>> found;
  for (const ObjectId& table : tables) found[table].push_back(table);
  for (const auto& [id, needed] : needs) {
    if (id.kind != Kind::function) continue;
    for (const ObjectId& need : needed)
      if (tables.contains(need)) found[need].push_back(id);
  }
  return found;
}

}  // namespace

void refuse_other_positions(const diff::Difference& difference, const model::Dependencies& needs_after,
                            const std::vector<Step>& steps) {
  const auto sources = with_rows_of(reordered(difference, steps), needs_after);
  if (sources.empty()) return;
  for (const Step& step : steps) {
    for (const std::string& text : texts_of(step.change)) {
      const Words words(text);
      for (const auto& [table, named] : sources) {
        for (const ObjectId& id : named) {
          const bool function = id.kind == Kind::function;
          if (!words.gives_names_to_columns_of(model::without_arguments(id.name), function)) continue;
          throw CannotPlan(diff::subject(step.change),
                           fmt::format("it calls the columns of {} by their places, and {} has them in another order "
                                       "than the desired state: new columns go behind those that are there",
                                       model::describe(id), model::describe(table)));
        }
      }
    }
  }
}

}  // namespace schemac::plan
