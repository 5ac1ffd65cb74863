#include "history/sum.hpp"

#include <algorithm>
#include <map>
#include <sstream>

#include <fmt/format.h>

#include "support/sha256.hpp"

namespace schemac::history {
namespace {

struct WrittenLine {
  SumLine line;
  std::size_t number = 0;
};

constexpr std::size_t kHashLength = 64;

bool is_hash(std::string_view text) {
  return text.size() == kHashLength && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::vector<WrittenLine> parse(std::string_view text, const std::string& file, Diagnostics& diagnostics) {
  std::vector<WrittenLine> lines;
  std::istringstream stream{std::string(text)};
  std::string line;
  for (std::size_t number = 1; std::getline(stream, line); ++number) {
    if (line.empty()) continue;
    const std::size_t space = line.find(' ');
    const std::string hash = space == std::string::npos ? "" : line.substr(space + 1);
    if (is_hash(hash)) {
      lines.push_back({{line.substr(0, space), hash}, number});
      continue;
    }
    diagnostics.error(Code::migration_malformed, {file, number, 1}, "this is no line of migrations.sum").hint =
        line.starts_with("<<<<<<<") || line.starts_with("=======") || line.starts_with(">>>>>>>")
            ? "two branches added a migration each: `schemac migrate rebase` puts one behind the other"
            : "a line is a migration's folder, a space and a hash; restore the file from version control";
  }
  return lines;
}

void report_difference(const WrittenLine& written, const SumLine* actual, const std::string& file,
                       Diagnostics& diagnostics) {
  const Place place{file, written.number, 1};
  if (actual == nullptr) {
    diagnostics
        .error(Code::migration_missing, place,
               fmt::format("the files of migration `{}` are missing", written.line.folder))
        .hint = "restore them from version control";
    return;
  }
  diagnostics
      .error(Code::migration_edited, place,
             fmt::format("migration `{}` is not what it was when it was written", written.line.folder))
      .hint =
      "undo the edit and put the change into a new migration; if no database has applied it yet, `schemac migrate "
      "repair` seals it as it is";
}

}  // namespace

std::vector<SumLine> sum_lines(const History& history) {
  std::vector<SumLine> lines;
  std::string previous;
  for (const Migration& migration : history) {
    previous = sha256(fmt::format("{}\n{}\n{}\n", previous, migration.folder(), migration.checksum));
    lines.push_back({migration.folder(), previous});
  }
  return lines;
}

std::string write_sum(const History& history) {
  std::string text;
  for (const SumLine& line : sum_lines(history)) text += fmt::format("{} {}\n", line.folder, line.hash);
  return text;
}

void check_sum(std::string_view text, const std::string& file, const History& history, Diagnostics& diagnostics) {
  const std::vector<WrittenLine> written = parse(text, file, diagnostics);
  const std::vector<SumLine> actual = sum_lines(history);
  std::map<std::string, const SumLine*> by_folder;
  for (const SumLine& line : actual) by_folder.emplace(line.folder, &line);

  for (const WrittenLine& line : written) {
    const auto found = by_folder.find(line.line.folder);
    const SumLine* const same_folder = found == by_folder.end() ? nullptr : found->second;
    if (same_folder != nullptr && same_folder->hash == line.line.hash) continue;
    report_difference(line, same_folder, file, diagnostics);
    return;  // every later hash is taken over this one: they all differ, and say nothing new
  }
  for (const SumLine& line : actual) {
    const bool known = std::any_of(written.begin(), written.end(),
                                   [&](const WrittenLine& other) { return other.line.folder == line.folder; });
    if (known) continue;
    diagnostics
        .error(Code::migration_malformed, {file, 0, 0},
               fmt::format("migration `{}` is not in migrations.sum", line.folder))
        .hint =
        "if it was written by hand, `schemac migrate repair` seals it; if its writing was interrupted, remove the "
        "folder and generate it again";
  }
}

}  // namespace schemac::history
