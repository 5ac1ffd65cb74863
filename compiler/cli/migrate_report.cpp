#include "cli/migrate_report.hpp"

#include <algorithm>
#include <functional>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "elaborate/run.hpp"
#include "history/runnable.hpp"

namespace schemac::cli {

namespace migration = runtime::migration;

namespace {

std::string progress_of(const migration::Applied& applied) {
  if (applied.complete()) return fmt::format("{} UTC", applied.applied_at);
  std::string text = fmt::format("{} {} of {} batches", applied.direction == migration::Direction::up ? "up" : "down",
                                 applied.batches_done, applied.batches_total);
  if (applied.statements_done > 0) text += fmt::format(" and {} statements", applied.statements_done);
  if (applied.walk_rows > 0) text += fmt::format(" and {} rows", applied.walk_rows);
  return text;
}

/// What of a migration stands after a failure.
std::string what_stands(const migration::Applied& line, const std::string& folder) {
  if (line.batches_done == 0 && line.statements_done == 0 && line.walk_rows == 0)
    return fmt::format("nothing of `{}` was applied: its transaction was rolled back", folder);
  std::string text = fmt::format("{} of {} batches of `{}`", line.batches_done, line.batches_total, folder);
  if (line.statements_done > 0) text += fmt::format(" and {} statements of the next", line.statements_done);
  if (line.walk_rows > 0) text += fmt::format(" and {} rows of the next", line.walk_rows);
  return text + " are done and stand";
}

/// Whether a statement made what is there, or dropped what is gone: duplicate_column and its like.
/// https://www.postgresql.org/docs/15/errcodes-appendix.html
bool is_done_already(const migration::MigrationFailed& failed) {
  static const std::set<std::string, std::less<>> kThere{"42701", "42P07", "42710", "42P06", "42723"};
  static const std::set<std::string, std::less<>> kGone{"42703", "42P01", "42704", "42883", "3F000"};
  const std::string& text = failed.statement().text;
  const bool drops = text.starts_with("DROP ") || text.find(" DROP ") != std::string::npos;
  return kThere.contains(failed.sqlstate()) || (drops && kGone.contains(failed.sqlstate()));
}

/// What to do where files are gone; they may have become part of another migration.
std::string hint_for_missing(const migration::StatusLine& missing, const std::vector<migration::StatusLine>& lines) {
  for (const migration::StatusLine& line : lines) {
    if (line.migration == nullptr) continue;
    for (const migration::Replaced& each : line.migration->replaces)
      if (each.number == missing.applied->number && each.name == missing.applied->name)
        return fmt::format(
            "`{}` stands for it and for others that this database lacks: apply those with the files as "
            "they were before they became one",
            line.folder());
  }
  return "restore them from version control, or switch to the branch that has them";
}

}  // namespace

std::string status_text(const std::vector<migration::StatusLine>& lines) {
  if (lines.empty()) return "no migrations\n";
  std::size_t width = 0;
  std::size_t state_width = 10;
  for (const migration::StatusLine& line : lines) {
    width = std::max(width, line.folder().size());
    state_width = std::max(state_width, name_of(line.state).size());
  }
  std::string text;
  for (const migration::StatusLine& line : lines) {
    text += fmt::format("{:<{}}  {:<{}}", name_of(line.state), state_width, line.folder(),
                        line.applied == nullptr ? 0 : width);
    if (line.applied != nullptr) text += fmt::format("  {}", progress_of(*line.applied));
    text += '\n';
  }
  return text;
}

std::string status_json(const std::vector<migration::StatusLine>& lines) {
  nlohmann::ordered_json array = nlohmann::ordered_json::array();
  for (const migration::StatusLine& line : lines) {
    nlohmann::ordered_json entry{{"migration", line.folder()}, {"state", name_of(line.state)}};
    if (line.applied != nullptr) {
      entry["applied_at"] = line.applied->applied_at;
      if (!line.applied->complete()) entry["progress"] = progress_of(*line.applied);
    }
    array.push_back(std::move(entry));
  }
  return array.dump(2) + "\n";
}

void report_failure(const migration::MigrationFailed& failed, const std::string& folder, const std::string& again,
                    Diagnostics& diagnostics) {
  const sql::Statement statement{failed.statement().text, {}, history::place_of(failed.statement())};
  const Place place = elaborate::place_of(statement, failed.position());
  Diagnostic& diagnostic = diagnostics.error(
      Code::migration_failed, place,
      failed.sqlstate().empty() ? failed.message()
                                : fmt::format("{} (SQLSTATE {})", failed.message(), failed.sqlstate()));
  if (!failed.detail().empty()) diagnostic.notes.push_back({place, failed.detail()});
  if (!failed.hint().empty()) diagnostic.notes.push_back({place, failed.hint()});
  if (failed.attempts() > 1) diagnostic.notes.push_back({{}, fmt::format("it was tried {} times", failed.attempts())});
  diagnostic.notes.push_back({{}, what_stands(failed.line(), folder)});
  diagnostic.hint = fmt::format("mend what stands in the way, then `{}` goes on from here", again);
  diagnostic.hint += "; what has not run yet may be edited, which `schemac migrate repair` takes over";
  if (is_done_already(failed) && failed.line().direction == migration::Direction::up)
    diagnostic.hint += fmt::format(
        "; if the database has all of it already, by `db push` or by hand, `migrate repair --done {}` says so", folder);
}

void report_cut(const runtime::ConnectionFailure& failure, const std::string& folder, const std::string& again,
                Diagnostics& diagnostics) {
  Diagnostic& diagnostic = diagnostics.error(Code::connection_failed, {},
                                             fmt::format("while `{}` was under way: {}", folder, failure.what()));
  diagnostic.notes.push_back(
      {{}, "the database knows how far it came: nothing is lost, and nothing will be done twice"});
  diagnostic.hint = fmt::format("`{}` goes on from there", again);
}

void demand_consistent(const std::vector<migration::StatusLine>& lines, const std::filesystem::path& folder,
                       Diagnostics& diagnostics) {
  for (const migration::StatusLine& line : lines) {
    const Place place{(folder / line.folder()).string(), 0, 0};
    switch (line.state) {
      case migration::State::applied:
      case migration::State::pending:
      case migration::State::unfinished:
        break;
      case migration::State::edited:
        if (!line.applied->complete()) {
          diagnostics
              .error(Code::migration_edited, place,
                     fmt::format("migration `{}` is unfinished ({}) and has been edited since", line.folder(),
                                 progress_of(*line.applied)))
              .hint = "undo the edit of what is done; of what is not, `schemac migrate repair` takes it over";
          break;
        }
        diagnostics
            .error(Code::migration_edited, place,
                   fmt::format("migration `{}` was applied on {} UTC and has been edited since", line.folder(),
                               line.applied->applied_at))
            .hint = "undo the edit and put the change into a new migration";
        break;
      case migration::State::missing:
        diagnostics
            .error(Code::migration_missing, place,
                   fmt::format("migration `{}` was applied on {} UTC and its files are missing", line.folder(),
                               line.applied->applied_at))
            .hint = hint_for_missing(line, lines);
        break;
      case migration::State::out_of_order:
        diagnostics
            .error(Code::migration_unordered, place,
                   fmt::format("migration `{}` is not applied, though a later one is", line.folder()))
            .hint =
            "take back what is behind it (`schemac migrate to NUMBER`), or put it behind them with `schemac migrate "
            "rebase`";
        break;
    }
  }
}

}  // namespace schemac::cli
