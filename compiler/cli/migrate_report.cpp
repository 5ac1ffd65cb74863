#include "cli/migrate_report.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "elaborate/run.hpp"

namespace schemac::cli {
namespace {

std::string progress_of(const history::Applied& applied) {
  if (applied.complete()) return fmt::format("{} UTC", applied.applied_at);
  return fmt::format("{} {} of {} batches", applied.direction == history::Direction::up ? "up" : "down",
                     applied.batches_done, applied.batches_total);
}

}  // namespace

std::string status_text(const std::vector<history::StatusLine>& lines) {
  if (lines.empty()) return "no migrations\n";
  std::size_t width = 0;
  for (const history::StatusLine& line : lines) width = std::max(width, line.folder().size());
  std::string text;
  for (const history::StatusLine& line : lines) {
    text += fmt::format("{:<10}  {:<{}}", name_of(line.state), line.folder(), line.applied == nullptr ? 0 : width);
    if (line.applied != nullptr) text += fmt::format("  {}", progress_of(*line.applied));
    text += '\n';
  }
  return text;
}

std::string status_json(const std::vector<history::StatusLine>& lines) {
  nlohmann::ordered_json array = nlohmann::ordered_json::array();
  for (const history::StatusLine& line : lines) {
    nlohmann::ordered_json entry{{"migration", line.folder()}, {"state", name_of(line.state)}};
    if (line.applied != nullptr) entry["applied_at"] = line.applied->applied_at;
    array.push_back(std::move(entry));
  }
  return array.dump(2) + "\n";
}

void report_failure(const history::MigrationFailed& failed, const std::string& folder, const std::string& again,
                    Diagnostics& diagnostics) {
  const runtime::Error& error = failed.error();
  const Place place = elaborate::place_of(failed.statement(), error.position());
  Diagnostic& diagnostic = diagnostics.error(Code::migration_failed, place,
                                             fmt::format("{} (SQLSTATE {})", error.message(), error.sqlstate()));
  if (!error.detail().empty()) diagnostic.notes.push_back({place, error.detail()});
  if (!error.hint().empty()) diagnostic.notes.push_back({place, error.hint()});
  diagnostic.notes.push_back({{},
                              failed.batches_done() == 0
                                  ? fmt::format("nothing of `{}` was applied: its transaction was rolled back", folder)
                                  : fmt::format("{} of {} transactions of `{}` are done and stand",
                                                failed.batches_done(), failed.batches_total(), folder)});
  diagnostic.hint = fmt::format("mend what stands in the way, then `{}` goes on from here", again);
}

bool scripts_allowed(const sql::Script& script, const std::string& folder, const Environment& environment,
                     const Hazards& allowed, Diagnostics& diagnostics) {
  if (!environment.is_protected || allowed.contains(plan::HazardKind::deletes_data)) return true;
  const std::string hazard(plan::name_of(plan::HazardKind::deletes_data));
  bool deletes_nothing = true;
  for (const sql::ScriptBatch& batch : script.batches) {
    for (const sql::Statement& statement : batch.statements) {
      const bool deletes =
          std::any_of(statement.comments.begin(), statement.comments.end(),
                      [&](const std::string& comment) { return comment.find(hazard) != std::string::npos; });
      if (!deletes) continue;
      diagnostics
          .error(Code::protected_environment, statement.place,
                 fmt::format("`{}` deletes data, and environment `{}` is protected", folder, environment.name))
          .hint = fmt::format("`--allow={}` goes on", hazard);
      deletes_nothing = false;
    }
  }
  return deletes_nothing;
}

}  // namespace schemac::cli
