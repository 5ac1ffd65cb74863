#include "architecture/include_rules.hpp"

#include <algorithm>
#include <functional>
#include <regex>
#include <stdexcept>

namespace schemac::tests {
namespace {

// Where a name between quotes or brackets is looked for; CMake gives the compiler the same folders.
constexpr std::string_view kIncludeFolders[] = {"compiler/", "compiler/dsl/",    "runtime/include/", "runtime/src/",
                                                "runtime/",  "testing/include/", "testing/src/"};

std::string trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(' ') - first + 1));
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t end = text.find(separator);
    if (std::string part = trimmed(text.substr(0, end)); !part.empty()) parts.push_back(std::move(part));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return parts;
}

// The cells of a table's row, empty ones kept: `| a | | b |` has three.
std::vector<std::string> cells_of(std::string_view row) {
  std::vector<std::string> cells;
  for (std::size_t at = 1; at < row.size();) {
    const std::size_t end = std::min(row.find('|', at), row.size());
    cells.push_back(trimmed(row.substr(at, end - at)));
    at = end + 1;
  }
  return cells;
}

// The rows below the heading line, which is matched whole.
std::vector<std::vector<std::string>> table_below(std::string_view document, std::string_view heading) {
  const auto lines = lines_of(document);
  auto line = std::find(lines.begin(), lines.end(), heading);
  if (line == lines.end()) throw std::runtime_error("docs/architecture.md has no table `" + std::string(heading) + "`");
  std::vector<std::vector<std::string>> rows;
  for (line += 2; line < lines.end() && line->substr(0, 1) == "|"; ++line) {
    rows.push_back(cells_of(*line));
    if (rows.back().size() != 3) throw std::runtime_error("not three cells: " + std::string(*line));
  }
  if (rows.empty()) throw std::runtime_error("the table `" + std::string(heading) + "` has no rows");
  return rows;
}

std::set<std::string> names_in(std::string_view cell) {
  const auto names = split(cell, ',');
  return {names.begin(), names.end()};
}

bool is_cpp(std::string_view path) {
  return path.size() > 4 && (path.substr(path.size() - 4) == ".cpp" || path.substr(path.size() - 4) == ".hpp");
}

std::optional<std::string> resolve(const Include& include, const std::string& includer,
                                   const std::set<std::string>& paths) {
  if (!include.angled) {
    const std::string sibling = includer.substr(0, includer.rfind('/') + 1) + include.name;
    if (paths.count(sibling) != 0) return sibling;
  }
  for (const std::string_view folder : kIncludeFolders) {
    const std::string candidate = std::string(folder) + include.name;
    if (paths.count(candidate) != 0) return candidate;
  }
  return std::nullopt;
}

// The sentence that says why an include is not allowed; empty when it is.
std::string objection(const IncludeRules& rules, const RoomRule& room, const Include& include,
                      const std::optional<std::string>& target) {
  if (target) {
    const RoomRule* other = rules.room_of(*target);
    if (other == nullptr || other->room == room.room || room.may_include.count(other->room) != 0) return {};
    return "`" + room.room + "` may not include `" + other->room + "` (" + include.name + ")";
  }
  if (const PackageRule* package = rules.package_of(include.name)) {
    if (package->rooms.count(room.room) != 0) return {};
    return "`" + room.room + "` is no door of " + package->package + " (" + include.name + ")";
  }
  const std::string folder = include.name.substr(0, include.name.find('/') + 1);
  const bool system = include.angled && (folder.empty() || folder == "sys/" || folder == "arpa/" || folder == "linux/");
  if (!system) return "`" + include.name + "` is neither a file of the project nor of a listed package";
  if (room.room == "dsl") return "the vocabulary includes nothing (" + include.name + ")";
  return {};
}

// Whether a chain of rows leads from a room to another.
bool reaches(const IncludeRules& rules, const RoomRule& from, const std::string& to) {
  std::set<std::string> seen;
  std::vector<const RoomRule*> open{&from};
  while (!open.empty()) {
    const RoomRule* const rule = open.back();
    open.pop_back();
    if (rule->may_include.count(to) != 0) return true;
    for (const RoomRule& next : rules.rooms) {
      if (rule->may_include.count(next.room) != 0 && seen.insert(next.room).second) open.push_back(&next);
    }
  }
  return false;
}

}  // namespace

const RoomRule* IncludeRules::room_of(std::string_view path) const {
  const RoomRule* found = nullptr;
  for (const RoomRule& rule : rooms) {
    if (below(path, rule.path) && (found == nullptr || found->path.size() < rule.path.size())) found = &rule;
  }
  return found;
}

const PackageRule* IncludeRules::package_of(std::string_view included) const {
  for (const PackageRule& rule : packages) {
    for (const std::string& header : rule.headers) {
      const bool matches = header.back() == '/' ? included.substr(0, header.size()) == header : included == header;
      if (matches) return &rule;
    }
  }
  return nullptr;
}

IncludeRules parse_rules(std::string_view document) {
  IncludeRules rules;
  for (const auto& cells : table_below(document, "| room | path | may include |")) {
    rules.rooms.push_back({cells[0], cells[1], names_in(cells[2])});
  }
  for (const auto& cells : table_below(document, "| package | headers | may be included by |")) {
    rules.packages.push_back({cells[0], split(cells[1], ','), names_in(cells[2])});
  }
  return rules;
}

std::vector<Include> includes_of(std::string_view text) {
  static const std::regex pattern(R"(^\s*#\s*include\s*([<"])([^>"]+)[>"])");
  std::vector<Include> includes;
  std::size_t number = 0;
  for (const std::string_view line : lines_of(text)) {
    ++number;
    if (line.find("include") == std::string_view::npos) continue;
    std::match_results<std::string_view::const_iterator> match;
    if (!std::regex_search(line.begin(), line.end(), match, pattern)) continue;
    includes.push_back({number, match[2].str(), match[1].str() == "<"});
  }
  return includes;
}

std::vector<std::string> forbidden_includes(const IncludeRules& rules, const std::vector<SourceFile>& tree) {
  std::set<std::string> paths;
  for (const SourceFile& file : tree) paths.insert(file.path);

  std::vector<std::string> found;
  for (const SourceFile& file : tree) {
    const RoomRule* room = is_cpp(file.path) ? rules.room_of(file.path) : nullptr;
    if (room == nullptr) continue;
    for (const Include& include : includes_of(file.text)) {
      const std::string why = objection(rules, *room, include, resolve(include, file.path, paths));
      if (!why.empty()) found.push_back(file.path + ":" + std::to_string(include.line) + ": " + why);
    }
  }
  return found;
}

std::vector<std::string> table_mistakes(const IncludeRules& rules, const std::vector<SourceFile>& tree) {
  std::vector<std::string> found;
  const auto known = [&](const std::string& name) {
    return std::any_of(rules.rooms.begin(), rules.rooms.end(), [&](const RoomRule& rule) { return rule.room == name; });
  };
  const auto demand_known = [&](const std::string& where, const std::set<std::string>& names) {
    for (const std::string& name : names) {
      if (!known(name)) found.push_back("the row of " + where + " names `" + name + "`, which is no room");
    }
  };
  for (const RoomRule& rule : rules.rooms) {
    demand_known(rule.room, rule.may_include);
    const bool exists =
        std::any_of(tree.begin(), tree.end(), [&](const auto& file) { return below(file.path, rule.path); });
    if (!exists) found.push_back("the room `" + rule.room + "` has no files at " + rule.path);
  }
  for (const PackageRule& rule : rules.packages) demand_known(rule.package, rule.rooms);

  for (const SourceFile& file : tree) {
    const bool housed = below(file.path, "compiler") || below(file.path, "runtime") || below(file.path, "testing");
    if (housed && is_cpp(file.path) && rules.room_of(file.path) == nullptr) {
      found.push_back(file.path + " lies in no room");
    }
  }

  for (const RoomRule& rule : rules.rooms) {
    if (reaches(rules, rule, rule.room)) found.push_back("`" + rule.room + "` reaches itself: a cycle");
  }
  return found;
}

}  // namespace schemac::tests
