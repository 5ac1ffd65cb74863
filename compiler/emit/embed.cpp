#include "emit/embed.hpp"

#include <utility>

#include "emit/names.hpp"
#include "emit/templates.hpp"

namespace schemac::emit {
namespace {

namespace migration = runtime::migration;

constexpr const char* kHeaderTemplate = "migrations.hpp";
constexpr const char* kSourceTemplate = "migrations.cpp";

std::string enumerator(migration::Manner manner) {
  switch (manner) {
    case migration::Manner::plain:
      return "plain";
    case migration::Manner::session:
      return "session";
    case migration::Manner::builds_index:
      return "builds_index";
    case migration::Manner::drops_index:
      return "drops_index";
    case migration::Manner::reindexes:
      return "reindexes";
    case migration::Manner::detaches:
      return "detaches";
    case migration::Manner::alone:
      return "alone";
  }
  return "alone";
}

View statement_view(const migration::Statement& statement) {
  View view;
  view.text("text", string_literal(statement.text))
      .text("file", string_literal(statement.file))
      .text("line", std::to_string(statement.line))
      .text("column", std::to_string(statement.column))
      .text("manner", enumerator(statement.manner))
      .text("object", string_literal(statement.object))
      .text("relation", string_literal(statement.relation));
  return view;
}

std::string list_of(const std::vector<std::string>& texts) {
  std::string list;
  for (const std::string& text : texts) list += (list.empty() ? "" : ", ") + string_literal(text);
  return list;
}

View batch_view(const migration::Batch& batch) {
  View view;
  view.text("transaction", batch.transaction ? "true" : "false").flag("walks", batch.walk.has_value());
  const migration::Walk walk = batch.walk.value_or(migration::Walk{});
  view.text("relation", string_literal(walk.relation))
      .text("key", list_of(walk.key))
      .text("rows", std::to_string(walk.rows));
  std::vector<View> statements;
  for (const migration::Statement& each : batch.statements) statements.push_back(statement_view(each));
  view.list("statements", std::move(statements));
  return view;
}

View migration_view(const migration::Migration& each) {
  View view;
  view.text("number", std::to_string(each.number))
      .text("name", string_literal(each.name))
      .text("checksum", string_literal(each.checksum))
      .text("up_text", string_literal(each.up_text))
      .text("down_text", string_literal(each.down_text));
  std::vector<View> batches, replaced;
  for (const migration::Batch& batch : each.up.batches) batches.push_back(batch_view(batch));
  for (const migration::Replaced& other : each.replaces) {
    View entry;
    entry.text("number", std::to_string(other.number))
        .text("name", string_literal(other.name))
        .text("checksum", string_literal(other.checksum));
    replaced.push_back(std::move(entry));
  }
  view.list("batches", std::move(batches)).list("replaced", std::move(replaced));
  return view;
}

}  // namespace

std::optional<StagedFiles> embed(const std::vector<migration::Migration>& migrations, const std::string& cpp_namespace,
                                 const Options& options, Diagnostics& diagnostics) {
  std::vector<View> views;
  for (const migration::Migration& each : migrations) views.push_back(migration_view(each));
  View view;
  view.flag("named", !cpp_namespace.empty()).text("namespace", cpp_namespace).list("migrations", std::move(views));
  Templates templates({options.user_templates, options.templates});
  auto texts = templates.render({kHeaderTemplate, kSourceTemplate}, std::move(view), diagnostics);
  if (!texts) return std::nullopt;
  StagedFiles staged;
  staged.write(options.output / kMigrationsHeader, std::move(texts->at(0)));
  staged.write(options.output / kMigrationsSource, std::move(texts->at(1)));
  return staged;
}

}  // namespace schemac::emit
