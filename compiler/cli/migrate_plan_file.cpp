// `migrate up --plan FILE`: somebody has read what `--dry-run` printed, and exactly that is to run.
#include <fmt/format.h>

#include "cli/migrate_apply.hpp"
#include "sql/script.hpp"
#include "support/files.hpp"

namespace schemac::cli {

bool demand_planned(const Deployment& deployment, const std::vector<migration::StatusLine>& lines,
                    const std::string& plan_file, Diagnostics& diagnostics) {
  const std::filesystem::path path = deployment.project.globals.start_folder / plan_file;
  const std::optional<std::string> text = read_file(path);
  if (!text) {
    diagnostics.error(Code::bad_usage, {path.string(), 0, 0}, "the file does not exist").hint =
        "`schemac migrate up --dry-run > FILE` writes one";
    return false;
  }
  std::string pending;
  for (const migration::StatusLine& line : lines) pending += line.migration->up_text;
  Diagnostics found;
  const std::string planned = sql::checksum(sql::read(*text, path.string(), found));
  diagnostics.append(found);
  if (found.has_errors()) return false;
  if (planned == sql::checksum(sql::read(pending, {}, found))) return true;
  diagnostics
      .error(Code::migration_edited, {path.string(), 0, 0},
             "this is not what would run: the history, or the database, "
             "has moved on since it was printed")
      .hint = "print it anew with `schemac migrate up --dry-run`, and read that";
  return false;
}

}  // namespace schemac::cli
