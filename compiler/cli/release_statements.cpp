#include "cli/release_statements.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>

#include "cli/globals.hpp"

namespace schemac::cli {
namespace {

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '"'; }

}  // namespace

bool mentions(std::string_view sql, std::string_view name) {
  for (std::size_t at = sql.find(name); at != std::string_view::npos; at = sql.find(name, at + 1)) {
    const bool begins = at == 0 || !is_word(sql[at - 1]);
    const bool ends = at + name.size() == sql.size() || !is_word(sql[at + name.size()]);
    if (begins && ends) return true;
  }
  return false;
}

bool inserts(const std::string& sql) { return sql.starts_with("INSERT ") || sql.starts_with("COPY "); }
bool writes(const std::string& sql) { return inserts(sql) || sql.starts_with("UPDATE "); }

bool gives(const std::string& sql, const std::string& column) {
  if (sql.starts_with("SELECT ")) return mentions(sql.substr(0, sql.find(" FROM ")), column);
  const std::size_t returning = sql.rfind(" RETURNING ");
  return returning != std::string::npos && mentions(sql.substr(returning), column);
}

std::string names_of(std::string_view verb, const std::vector<const ManifestStatement*>& statements) {
  std::vector<std::string> names;
  for (const ManifestStatement* const one : statements) {
    std::string name = one->name.substr(0, one->name.find(','));
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
  }
  return fmt::format("{} {} of that release: {}", verb, counted(statements.size(), "statement", "statements"),
                     fmt::join(names, ", "));
}

}  // namespace schemac::cli
