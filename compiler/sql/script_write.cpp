// Scripts as text, for people first: comments above, a blank line between statements.
#include "sql/script.hpp"
#include "sql/script_marker.hpp"

namespace schemac::sql {
namespace {

// Whatever names stand in it, a comment stays one line and is never taken for a marker.
std::string comment_line(std::string_view comment) {
  std::string line = comment.starts_with(kMarker) ? "-- . " : comment.empty() ? "--" : "-- ";
  for (const char c : comment) line += c == '\n' || c == '\r' ? ' ' : c;
  line.erase(line.find_last_not_of(" \t") + 1);
  return line += '\n';
}

void write_statement(const Statement& statement, std::string& text) {
  for (const std::string& comment : statement.comments) text += comment_line(comment);
  for (const std::string& hazard : statement.allows)
    text += "-- " + std::string(kMarker) + " " + std::string(kAllow) + hazard + "\n";
  for (const std::string& hazard : statement.generated_with)
    text += "-- " + std::string(kMarker) + " " + std::string(kGeneratedWith) + hazard + "\n";
  if (statement.check)
    text += "-- " + std::string(kMarker) + " " + std::string(statement.check->evaluates ? kCheckValues : kCheckRows) +
            statement.check->query + "\n";
  text += statement.text;
  const auto last_line = statement.text.rfind('\n') + 1;                        // npos + 1 is the beginning.
  if (statement.text.find("--", last_line) != std::string::npos) text += '\n';  // A comment ends where the line does.
  text += ";\n";
}

std::string marker(const ScriptBatch& batch) {
  const std::string start = "-- " + std::string(kMarker) + " ";
  if (batch.walk) return start + std::string(kBatch) + write_walk(*batch.walk) + "\n";
  return start + std::string(batch.transaction == plan::Transaction::one ? kTransaction : kNoTransaction) + "\n";
}

bool goes_on_after_errors(const Script& script) {
  return script.batches.size() > 1 ||
         (script.batches.size() == 1 && script.batches.front().transaction == plan::Transaction::none &&
          script.batches.front().statements.size() > 1);
}

}  // namespace

std::string write_migration(const Script& script, std::string_view title) {
  std::string text = title.empty() ? "" : comment_line(title);
  for (const ScriptBatch& batch : script.batches) {
    if (!text.empty()) text += '\n';
    text += marker(batch);
    for (const Statement& statement : batch.statements) {
      text += '\n';
      write_statement(statement, text);
    }
  }
  return text;
}

std::string write_psql(const Script& script) {
  std::string text = goes_on_after_errors(script) ? "\\set ON_ERROR_STOP on\n" : "";
  for (const ScriptBatch& batch : script.batches) {
    const bool transaction = batch.transaction == plan::Transaction::one;
    if (transaction) text += text.empty() ? "BEGIN;\n" : "\nBEGIN;\n";
    for (const Statement& statement : batch.statements) {
      if (!text.empty()) text += '\n';
      write_statement(statement, text);
    }
    if (transaction) text += "\nCOMMIT;\n";
  }
  return text;
}

}  // namespace schemac::sql
