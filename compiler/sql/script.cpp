#include "sql/script.hpp"

#include <algorithm>

#include "sql/parse.hpp"
#include "sql/quote.hpp"
#include "sql/render.hpp"
#include "support/sha256.hpp"

namespace schemac::sql {
namespace {

std::vector<std::string> comments_of(const plan::Step& step) {
  std::vector<std::string> lines;
  if (!step.because.empty()) lines.push_back(step.because);
  for (const plan::Hazard& hazard : step.hazards)
    lines.push_back(std::string(plan::name_of(hazard.kind)) + (hazard.detail.empty() ? "" : ": " + hazard.detail));
  return lines;
}

/// What stands above a statement. A query with a line in it finds no place in a comment.
void take_words(const plan::Step& step, const diff::Difference* difference, Statement& statement) {
  statement.comments = comments_of(step);
  if (difference == nullptr) return;
  statement.check = row_check(step, *difference);
  if (statement.check && statement.check->query.find_first_of("\r\n") != std::string::npos) statement.check.reset();
}

bool writes_functions(const plan::Batch& batch) {
  return std::ranges::any_of(batch.steps, [](const plan::Step& step) {
    return std::holds_alternative<diff::Create<model::Function>>(step.change) ||
           std::holds_alternative<diff::Alter<model::Function>>(step.change);
  });
}

// A body may call what comes further down, itself included, and PostgreSQL would look for it at once. As pg_dump does.
// https://www.postgresql.org/docs/15/runtime-config-client.html#GUC-CHECK-FUNCTION-BODIES
Statement unchecked_bodies() { return {"SET LOCAL check_function_bodies = off", {}, {}}; }

// Whoever waits for a lock makes those wait who come after.
// https://www.postgresql.org/docs/15/runtime-config-client.html
Statement limited_waiting(const std::string& lock_timeout) {
  return {"SET LOCAL lock_timeout = " + literal(lock_timeout), {}, {}};
}

// What a statement means, as far as the parser knows; the two forms cannot be taken for each other.
std::string meaning(std::string_view statement) {
  if (auto tree = canonical_tree(statement)) return "tree " + std::move(*tree);
  return "tokens" + tokens_of(statement);
}

}  // namespace

namespace {

Script spelled(const plan::Plan& plan, const diff::Difference* difference) {
  Script script;
  for (const plan::Batch& batch : plan.batches) {
    ScriptBatch made{batch.transaction, {}};
    const bool unchecked = batch.transaction == plan::Transaction::one && writes_functions(batch);
    if (!batch.lock_timeout.empty()) made.statements.push_back(limited_waiting(batch.lock_timeout));
    if (unchecked) made.statements.push_back(unchecked_bodies());
    for (const plan::Step& step : batch.steps) {
      const std::size_t first = made.statements.size();
      for (std::string& text : statements(step)) made.statements.push_back({std::move(text), {}, {}});
      // A concurrent build begins by clearing its place.
      const bool clears = step.way == plan::Way::concurrently && made.statements.size() > first + 1;
      const std::size_t said = first + static_cast<std::size_t>(clears);
      if (said < made.statements.size()) take_words(step, difference, made.statements[said]);
    }
    const auto settings = static_cast<std::size_t>(!batch.lock_timeout.empty()) + static_cast<std::size_t>(unchecked);
    if (made.statements.size() > settings) script.batches.push_back(std::move(made));
  }
  return script;
}

}  // namespace

Script script(const plan::Plan& plan) { return spelled(plan, nullptr); }

Script script(const plan::Plan& plan, const diff::Difference& difference) { return spelled(plan, &difference); }

std::string checksum(const Script& script) {
  std::string all;
  for (const ScriptBatch& batch : script.batches) {
    all += batch.transaction == plan::Transaction::one ? "transaction\n" : "no transaction\n";
    if (batch.walk) all += "batch " + write_walk(*batch.walk) + "\n";
    // With its length, so that no text can look like two statements.
    for (const Statement& statement : batch.statements) {
      const std::string text = meaning(statement.text);
      all.append(std::to_string(text.size())).append(" ").append(text).append("\n");
    }
  }
  return sha256(all);
}

}  // namespace schemac::sql
