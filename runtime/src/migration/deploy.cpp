#include "schemac/runtime/migration/deploy.hpp"

#include "run.hpp"

namespace schemac::runtime::migration {

MigrationFailed::MigrationFailed(Statement statement, const Error& error, const Applied& line)
    : Error(error.fields()), statement_(std::move(statement)), line_(line) {}

void apply_up(const Site& site, const Migration& migration, const Applied* before) {
  Applied line = before == nullptr ? Applied{} : *before;
  line.number = migration.number;
  line.name = migration.name;
  line.checksum = migration.checksum;
  line.up_text = migration.up_text;
  line.down_text = migration.down_text;
  line.batches_total = static_cast<int>(migration.up.batches.size());
  Run(site, std::move(line), Record::progress).carry_out(migration.up);
}

void apply_down(const Site& site, const Applied& applied, const Script& script) {
  Applied line = applied;
  if (applied.direction == Direction::up) {
    line.direction = Direction::down;
    line.batches_done = 0;
    line.statements_done = 0;
    line.statement_begun = false;
    line.walk_cursor.clear();
    line.walk_rows = 0;
  }
  line.batches_total = static_cast<int>(script.batches.size());
  Run(site, std::move(line), Record::progress_then_none).carry_out(script);
}

void run_unrecorded(const Site& site, const Script& script) {
  Applied line;
  line.batches_total = static_cast<int>(script.batches.size());
  Run(site, std::move(line), Record::nothing).carry_out(script);
}

}  // namespace schemac::runtime::migration
