#include "cli/history_files.hpp"

#include "history/sum.hpp"

namespace schemac::cli {

namespace fs = std::filesystem;

void write_history(const fs::path& folder, const history::History& before, const history::History& after,
                   StagedFiles more) {
  StagedFiles files;
  for (const history::Migration& each : before)
    for (const char* file : {"up.sql", "down.sql"}) files.remove(folder / each.folder() / file);
  for (const history::Migration& each : after) {
    files.write(folder / each.folder() / "up.sql", each.up_text);
    files.write(folder / each.folder() / "down.sql", each.down_text);
  }
  files.write(folder / history::kSumFile, history::write_sum(after));
  files.append(std::move(more));
  files.commit();
  for (const history::Migration& each : before) {
    const fs::path left = folder / each.folder();
    if (fs::exists(left) && fs::is_empty(left)) fs::remove(left);
  }
}

}  // namespace schemac::cli
