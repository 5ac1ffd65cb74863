#include "lock_table.hpp"

#include <optional>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace schemac::tests {
namespace {

std::string trimmed(const std::string& text, const char* blanks = " \t") {
  const auto begin = text.find_first_not_of(blanks);
  return begin == std::string::npos ? "" : text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

void replace_all(std::string& text, const std::string& what, const std::string& with) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
    text.replace(at, what.size(), with);
}

std::vector<std::string> split(const std::string& text, const std::string& separator) {
  std::vector<std::string> parts;
  std::size_t begin = 0;
  for (auto at = text.find(separator); at != std::string::npos; at = text.find(separator, begin)) {
    parts.push_back(trimmed(text.substr(begin, at - begin)));
    begin = at + separator.size();
  }
  parts.push_back(trimmed(text.substr(begin)));
  return parts;
}

std::string choose(const std::string& cell, std::size_t alternative) {
  const std::vector<std::string> alternatives = split(cell, " / ");
  return alternatives[std::min(alternative, alternatives.size() - 1)];
}

const std::map<std::string, plan::Lock> kCodes = {
    {"AS", plan::Lock::access_share},  {"RS", plan::Lock::row_share},
    {"RX", plan::Lock::row_exclusive}, {"SUX", plan::Lock::share_update_exclusive},
    {"S", plan::Lock::share},          {"SRX", plan::Lock::share_row_exclusive},
    {"X", plan::Lock::exclusive},      {"AX", plan::Lock::access_exclusive}};

struct Piece {
  std::string role;
  std::optional<plan::Lock> lock;
};

/// `AX (parent SRX)` is AX of nothing said, and SRX of `parent`. A piece without a code has that of the one before it.
std::vector<Piece> pieces_of(std::string cell) {
  for (const char* each : {"(", ")", ";", " and "}) replace_all(cell, each, ",");
  std::vector<Piece> pieces;
  std::optional<plan::Lock> last;
  for (const std::string& part : split(cell, ",")) {
    Piece piece;
    std::istringstream words(part);
    for (std::string word; words >> word;) {
      if (const auto code = kCodes.find(word); code != kCodes.end()) {
        piece.lock = code->second;
      } else if (word != "on" && word != "the" && word != "then" && word != "only") {
        piece.role += (piece.role.empty() ? "" : " ") + word;
      }
    }
    if (part.empty() || piece.role == "none" || piece.role == "–" || piece.role.starts_with("none")) continue;
    if (!piece.lock) piece.lock = last;
    last = piece.lock;
    pieces.push_back(std::move(piece));
  }
  return pieces;
}

const std::vector<std::string>& tables_of(const Roles& roles, const std::string& role, const LockRow& row) {
  const auto found = roles.find(role);
  if (found == roles.end()) throw std::runtime_error("line " + row.number + " speaks of `" + role + "`");
  return found->second;
}

model::QualifiedName name_of(const std::string& table) {
  const auto dot = table.find('.');
  if (dot == std::string::npos) return {"public", table};
  return {table.substr(0, dot), table.substr(dot + 1)};
}

/// The tables that a cell about rewrites or scans means.
std::vector<std::string> tables_in(const std::string& cell, const Roles& roles, const LockRow& row) {
  const std::string word = cell.substr(0, cell.find_first_of(" (,!"));
  if (word == "no" || word == "–" || word == "new" || word == "sample" || word == "bloat") return {};
  if (word == "yes" || word == "2" || word == "under" || word == "index")
    return tables_of(roles, roles.contains("rows") ? "rows" : "", row);
  if (word == "child" || word == "parent") return tables_of(roles, roles.contains(word) ? word : "", row);
  if (word != "both" && word != "all") throw std::runtime_error("line " + row.number + " says `" + cell + "`");
  std::vector<std::string> all;
  for (const auto& [role, tables] : roles) all.insert(all.end(), tables.begin(), tables.end());
  return all;
}

}  // namespace

std::map<std::string, LockRow> read_lock_table(const std::string& text) {
  std::map<std::string, LockRow> rows;
  std::istringstream lines(text);
  std::string last;
  for (std::string line; std::getline(lines, line);) {
    replace_all(line, "*", "");
    const std::vector<std::string> cells = split(line, "|");
    if (cells.size() < 7 || (cells[1].empty() && last.empty())) continue;
    const bool goes_on = cells[1].empty();
    if (!goes_on && cells[1].find_first_not_of("0123456789") != std::string::npos) continue;
    last = goes_on ? last : cells[1];
    const std::string number = goes_on ? last + "b" : last;
    rows[number] = {number, cells[2], cells[3], cells[4], cells[5]};
  }
  return rows;
}

plan::Effect effect_in(const LockRow& row, const Roles& roles, std::size_t alternative) {
  plan::Effect effect;
  for (const Piece& piece : pieces_of(choose(row.lock, alternative)))
    for (const std::string& table : tables_of(roles, piece.role, row))
      if (piece.lock) effect.lock(name_of(table), *piece.lock);
  for (const std::string& table : tables_in(choose(row.rewrite, alternative), roles, row))
    effect.rewrites.insert(name_of(table));
  for (const std::string& table : tables_in(choose(row.scan, alternative), roles, row))
    effect.scans.insert(name_of(table));
  return effect;
}

}  // namespace schemac::tests
