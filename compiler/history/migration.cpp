#include "history/migration.hpp"

#include <algorithm>
#include <cctype>
#include <optional>

#include <fmt/format.h>

#include "history/script_rules.hpp"
#include "history/sum.hpp"
#include "support/sha256.hpp"

namespace schemac::history {
namespace {

namespace fs = std::filesystem;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string checksum_of(const sql::Script& up, const sql::Script& down) {
  return sha256(sql::checksum(up) + "\n" + sql::checksum(down) + "\n");
}

/// `0001_initial` → 1 and `initial`.
std::optional<Migration> parse_folder_name(const std::string& folder) {
  const std::size_t digits =
      static_cast<std::size_t>(std::find_if_not(folder.begin(), folder.end(), is_digit) - folder.begin());
  if (digits < 4 || digits > 9 || digits + 1 >= folder.size() || folder[digits] != '_') return std::nullopt;
  Migration migration;
  migration.number = std::stoi(folder.substr(0, digits));
  migration.name = folder.substr(digits + 1);
  if (slug(migration.name) != migration.name || migration.folder() != folder) return std::nullopt;
  return migration;
}

std::string read_script(const fs::path& path, sql::Script& script, Diagnostics& diagnostics) {
  std::optional<std::string> text = read_file(path);
  if (!text) {
    diagnostics.error(Code::migration_missing, {path.string(), 0, 0}, "the file is missing").hint =
        "restore it from version control";
    return {};
  }
  script = sql::read(*text, path.string(), diagnostics);
  check_script(script, diagnostics);
  return std::move(*text);
}

constexpr std::string_view kReplaces = "-- schemac: replaces ";

/// The lines of up.sql that say what the migration was made of.
std::vector<runtime::migration::Replaced> read_replaced(const std::string& text, const fs::path& file,
                                                        Diagnostics& diagnostics) {
  std::vector<runtime::migration::Replaced> found;
  std::size_t number = 0;
  for (std::size_t at = 0; at < text.size(); ++number) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string line = text.substr(at, end - at);
    at = end + 1;
    if (!line.starts_with(kReplaces)) continue;
    const std::size_t space = line.find(' ', kReplaces.size());
    const auto folder = parse_folder_name(line.substr(kReplaces.size(), space - kReplaces.size()));
    if (folder && space != std::string::npos) {
      found.push_back({folder->number, folder->name, line.substr(space + 1)});
    } else {
      diagnostics.error(Code::migration_malformed, {file.string(), number + 1, 1},
                        "this names no migration and its checksum");
    }
  }
  return found;
}

void read_one(const fs::path& path, History& history, Diagnostics& diagnostics) {
  std::optional<Migration> migration = parse_folder_name(path.filename().string());
  if (!migration || !fs::is_directory(path)) {
    diagnostics.error(Code::migration_malformed, {path.string(), 0, 0}, "this is no migration").hint =
        "a migration is a folder `0001_name` with `up.sql` and `down.sql`; keep other files elsewhere";
    return;
  }
  migration->up_text = read_script(path / "up.sql", migration->up, diagnostics);
  migration->down_text = read_script(path / "down.sql", migration->down, diagnostics);
  migration->checksum = checksum_of(migration->up, migration->down);
  migration->replaces = read_replaced(migration->up_text, path / "up.sql", diagnostics);
  history.push_back(std::move(*migration));
}

void check_numbers(const fs::path& folder, const History& history, Diagnostics& diagnostics) {
  int expected = 1;
  for (std::size_t i = 0; i < history.size(); ++i, ++expected) {
    const Migration& each = history[i];
    if (each.replaces.empty() ? each.number == expected : each.replaces.front().number == expected) {
      expected = each.number;
      continue;
    }
    const Place place{(folder / history[i].folder()).string(), 0, 0};
    if (i > 0 && history[i].number == history[i - 1].number) {
      diagnostics
          .error(Code::migration_malformed, place,
                 fmt::format("`{}` and `{}` have the same number", history[i - 1].folder(), history[i].folder()))
          .hint = "two branches added a migration each: `schemac migrate rebase` puts one behind the other";
    } else {
      diagnostics
          .error(Code::migration_missing, place,
                 fmt::format("migration {:04} is missing before `{}`", expected, history[i].folder()))
          .hint = "restore it from version control";
    }
    return;
  }
}

std::vector<fs::path> entries_of(const fs::path& folder) {
  std::vector<fs::path> paths;
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    const std::string name = it->path().filename().string();
    if (name != kSumFile && !name.starts_with(".") && !name.ends_with("~")) paths.push_back(it->path());
  }
  if (error && error != std::errc::no_such_file_or_directory)
    throw FileError(fmt::format("cannot read `{}`: {}", folder.string(), error.message()));
  std::sort(paths.begin(), paths.end());
  return paths;
}

}  // namespace

std::string Migration::folder() const { return fmt::format("{:04}_{}", number, name); }

History read_unnumbered(const fs::path& folder, Diagnostics& diagnostics) {
  History history;
  for (const fs::path& path : entries_of(folder)) read_one(path, history, diagnostics);
  std::stable_sort(history.begin(), history.end(),
                   [](const Migration& a, const Migration& b) { return a.number < b.number; });
  return history;
}

History read_unsealed(const fs::path& folder, Diagnostics& diagnostics) {
  Diagnostics found;
  History history = read_unnumbered(folder, found);
  if (!found.has_errors()) check_numbers(folder, history, found);
  diagnostics.append(found);
  return history;
}

History read(const fs::path& folder, Diagnostics& diagnostics) {
  Diagnostics found;
  History history = read_unsealed(folder, found);
  const fs::path sum = folder / kSumFile;
  const std::optional<std::string> text = read_file(sum);
  if (text && !found.has_errors()) check_sum(*text, sum.string(), history, found);
  if (!text && !history.empty())
    found.error(Code::migration_missing, {sum.string(), 0, 0}, "migrations.sum is missing").hint =
        "restore it from version control";
  diagnostics.append(found);
  return history;
}

Migration next(const History& history, std::string name, const sql::Script& up, const sql::Script& down) {
  Migration migration;
  migration.number = history.empty() ? 1 : history.back().number + 1;
  migration.name = std::move(name);
  migration.up_text = sql::write_migration(up, fmt::format("{}: up", migration.folder()));
  migration.down_text = sql::write_migration(down, fmt::format("{}: down", migration.folder()));
  migration.up = up;
  migration.down = down;
  migration.checksum = checksum_of(up, down);
  return migration;
}

StagedFiles append(const fs::path& folder, const History& history, const Migration& migration) {
  StagedFiles files;
  files.write(folder / migration.folder() / "up.sql", migration.up_text);
  files.write(folder / migration.folder() / "down.sql", migration.down_text);
  History longer = history;
  longer.push_back(migration);
  files.write(folder / kSumFile, write_sum(longer));
  return files;
}

std::string with_replaced_lines(const std::string& up_text, const std::vector<runtime::migration::Replaced>& replaces) {
  std::string lines;
  for (const runtime::migration::Replaced& each : replaces)
    lines += fmt::format("{}{:04}_{} {}\n", kReplaces, each.number, each.name, each.checksum);
  const std::size_t behind_title = up_text.starts_with("--") ? up_text.find('\n') + 1 : 0;
  return up_text.substr(0, behind_title) + lines + up_text.substr(behind_title);
}

std::string slug(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0 && byte < 0x80) {
      result += static_cast<char>(std::tolower(byte));
    } else if (!result.empty() && result.back() != '_') {
      result += '_';
    }
  }
  while (!result.empty() && result.back() == '_') result.pop_back();
  return result;
}

}  // namespace schemac::history
