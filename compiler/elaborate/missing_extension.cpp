#include "elaborate/missing_extension.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "sql/parse.hpp"

namespace schemac::elaborate {
namespace {

/// A name as PostgreSQL reads it: folded to lower case, or freed of its quotes.
std::string name_of(std::string_view token) {
  std::string name;
  if (!token.starts_with('"')) {
    std::transform(token.begin(), token.end(), std::back_inserter(name),
                   [](char c) { return 'A' <= c && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return name;
  }
  for (std::size_t i = 1; i + 1 < token.size(); ++i) {
    name += token[i];
    if (token[i] == '"') ++i;  // written twice
  }
  return name;
}

/// The name in `CREATE EXTENSION [IF NOT EXISTS] name …`; nothing of any other statement.
std::optional<std::string> created_extension(const std::string& statement) {
  std::vector<std::string> words;
  for (const sql::Token& token : sql::scan(statement).tokens)
    if (!token.comment)
      words.push_back(name_of(std::string_view(statement).substr(token.begin, token.end - token.begin)));
  if (words.size() < 3 || words[0] != "create" || words[1] != "extension") return std::nullopt;
  const bool guarded = words.size() > 5 && words[2] == "if" && words[3] == "not" && words[4] == "exists";
  return words[guarded ? 5 : 2];
}

/// Those whose package is called otherwise than the extension.
struct Package {
  std::string_view extension;
  std::string_view suffix;
};
constexpr Package kPackages[] = {
    {"pg_cron", "cron"},
    {"pg_partman", "partman"},
    {"pg_repack", "repack"},
    {"pg_similarity", "similarity"},
    {"postgis", "postgis-3"},
    {"postgis_raster", "postgis-3"},
    {"postgis_sfcgal", "postgis-3"},
    {"postgis_topology", "postgis-3"},
    {"vector", "pgvector"},
};

}  // namespace

std::optional<std::string> missing_extension(const std::string& statement, const runtime::Error& error) {
  if (error.sqlstate() != "0A000" && error.sqlstate() != "58P01") return std::nullopt;
  return created_extension(statement);
}

std::string where_to_get(const std::string& extension, int server_version) {
  const auto known = std::find_if(std::begin(kPackages), std::end(kPackages),
                                  [&](const Package& package) { return package.extension == extension; });
  if (known != std::end(kPackages))
    return fmt::format("on Debian it is in the package `postgresql-{}-{}`; `--server URL` names another server",
                       server_version / 10000, known->suffix);
  std::string suffix = extension;
  std::replace(suffix.begin(), suffix.end(), '_', '-');
  return fmt::format("on Debian its package would be `postgresql-{}-{}`; `--server URL` names another server",
                     server_version / 10000, suffix);
}

}  // namespace schemac::elaborate
