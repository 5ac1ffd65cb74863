#include "cli/config.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

#include <fmt/format.h>
#include <toml++/toml.h>

#include "cli/dotenv.hpp"
#include "cli/duration.hpp"
#include "cli/file_patterns.hpp"
#include "history/migration.hpp"
#include "support/files.hpp"

namespace schemac::cli {
namespace {

namespace fs = std::filesystem;

Place place_of(const toml::node& node, const std::string& file) {
  return {file, node.source().begin.line, node.source().begin.column};
}

/// Reads one table of the file; every key that nobody asked for is an error.
class TableReader {
 public:
  TableReader(const toml::table* table, std::string path, std::string file, Diagnostics& diagnostics)
      : table_(table), path_(std::move(path)), file_(std::move(file)), diagnostics_(diagnostics) {}

  void read(std::string_view key, std::string& value) {
    if (const toml::node* node = take(key)) assign<std::string>(*node, key, "a string", value);
  }
  void read(std::string_view key, fs::path& value) {
    std::string text = value.string();
    read(key, text);
    value = text;
  }
  void read(std::string_view key, bool& value) {
    if (const toml::node* node = take(key)) assign<bool>(*node, key, "true or false", value);
  }
  void read(std::string_view key, int& value) {
    std::int64_t number = value;
    if (const toml::node* node = take(key)) assign<std::int64_t>(*node, key, "a whole number", number);
    value = static_cast<int>(number);
  }
  void read(std::string_view key, std::chrono::milliseconds& value) {
    const toml::node* const node = take(key);
    if (node == nullptr) return;
    const auto duration = read_duration(node->value_exact<std::string>().value_or(""));
    if (!duration) return wrong(*node, key, "a duration, as `500ms`, `5s` or `10m`");
    value = *duration;
  }
  void read(std::string_view key, std::vector<std::string>& value) {
    const toml::node* const node = take(key);
    if (node == nullptr) return;
    const toml::array* const array = node->as_array();
    if (array == nullptr || !array->is_homogeneous<std::string>()) {
      if (array == nullptr || !array->empty()) return wrong(*node, key, "a list of strings");
    }
    value.clear();
    for (const toml::node& element : *array) value.push_back(element.value_or(std::string()));
  }
  template <class T>
  void read(std::string_view key, std::optional<T>& value) {
    if (table_ == nullptr || table_->get(key) == nullptr) {
      known_.emplace_back(key);  // the hint of an unknown key names this one too
      return;
    }
    T inner{};
    read(key, inner);
    value = inner;
  }
  const toml::table* table(std::string_view key) {
    const toml::node* const node = take(key);
    if (node == nullptr) return nullptr;
    if (node->as_table() == nullptr) wrong(*node, key, "a table");
    return node->as_table();
  }
  /// To be called when every known key was read.
  void finish() {
    if (table_ == nullptr) return;
    for (const auto& [key, node] : *table_) {
      const std::string name(key.str());
      if (std::find(known_.begin(), known_.end(), name) != known_.end()) continue;
      diagnostics_
          .error(Code::config_unreadable, {file_, key.source().begin.line, key.source().begin.column},
                 fmt::format("unknown key `{}`{}", name, path_.empty() ? "" : fmt::format(" in `[{}]`", path_)))
          .hint = fmt::format("the keys here are {}", fmt::join(known_, ", "));
    }
  }

 private:
  const toml::node* take(std::string_view key) {
    known_.emplace_back(key);
    return table_ == nullptr ? nullptr : table_->get(key);
  }
  template <class T>
  void assign(const toml::node& node, std::string_view key, std::string_view wanted, T& value) {
    if (const auto found = node.value_exact<T>()) {
      value = *found;
    } else {
      wrong(node, key, wanted);
    }
  }
  void wrong(const toml::node& node, std::string_view key, std::string_view wanted) {
    diagnostics_.error(Code::config_unreadable, place_of(node, file_), fmt::format("`{}` must be {}", key, wanted));
  }

  const toml::table* table_;
  std::string path_;
  std::string file_;
  Diagnostics& diagnostics_;
  std::vector<std::string> known_;
};

/// Whether PostgreSQL takes it for a time: a whole number with its unit; without one it is milliseconds.
/// https://www.postgresql.org/docs/15/config-setting.html#CONFIG-SETTING-NAMES-VALUES
bool is_time(const std::string& text) {
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  const std::string unit = text.substr(digits);
  constexpr std::array<std::string_view, 7> kUnits = {"", "us", "ms", "s", "min", "h", "d"};
  return digits > 0 && digits < 10 && std::find(kUnits.begin(), kUnits.end(), unit) != kUnits.end();
}

void read_form(TableReader& reader, const toml::table* table, const std::string& file, Config& config,
               Diagnostics& diagnostics) {
  reader.read("online", config.form.online);
  reader.read("lock_timeout", config.form.lock_timeout);
  if (is_time(config.form.lock_timeout)) return;
  diagnostics
      .error(Code::config_unreadable, place_of(*table->get("lock_timeout"), file),
             fmt::format("`{}` is no time", config.form.lock_timeout))
      .hint = "a whole number with its unit, as in `lock_timeout = \"3s\"`";
}

void read_safe_below(TableReader& reader, const toml::table* table, const std::string& file, Config& config,
                     Diagnostics& diagnostics) {
  std::string text;
  reader.read("safe_below", text);
  if (text.empty()) return;
  const std::optional<std::uint64_t> size = read_size(text);
  if (size) {
    config.policy.safe_below = *size;
    return;
  }
  diagnostics
      .error(Code::config_unreadable, place_of(*table->get("safe_below"), file), fmt::format("`{}` is no size", text))
      .hint = "a whole number with kB, MB, GB or TB, as in `safe_below = \"64MB\"`";
}

void read_policy(const toml::table* table, const std::string& file, Config& config, Diagnostics& diagnostics) {
  TableReader reader(table, "policy", file, diagnostics);
  std::vector<std::string> names{"rewrites-table",      "blocks-writes",  "may-fail",
                                 "breaks-running-code", "changes-rights", "cannot-be-undone"};
  reader.read("allow", names);
  read_form(reader, table, file, config, diagnostics);
  read_safe_below(reader, table, file, config, diagnostics);
  reader.finish();
  for (const std::string& name : names) {
    const std::optional<plan::HazardKind> hazard = plan::hazard_named(name);
    if (hazard) {
      config.policy.allowed.insert(*hazard);
      continue;
    }
    const Place place = table == nullptr ? Place{file, 0, 0} : place_of(*table->get("allow"), file);
    diagnostics.error(Code::config_unreadable, place, fmt::format("no hazard is called `{}`", name)).hint =
        hazard_names();
  }
}

/// The codes of lint that a list names.
std::set<Code> read_codes(const std::vector<std::string>& names, const Place& place, Diagnostics& diagnostics) {
  std::set<Code> found;
  for (const std::string& name : names) {
    const std::optional<CodeText> code = find_code(name);
    if (code && lint::codes().contains(code->code)) {
      found.insert(code->code);
      continue;
    }
    diagnostics.error(Code::config_unreadable, place, fmt::format("lint has no code `{}`", name)).hint =
        "`schemac help lint` names them";
  }
  return found;
}

/// `primary_key` of the kind whose word is `primary key`.
std::string key_of(model::Kind kind) {
  std::string key(model::word_for(kind));
  std::replace(key.begin(), key.end(), ' ', '_');
  return key;
}

void read_names(const toml::table* table, const std::string& file, Config& config, Diagnostics& diagnostics) {
  TableReader reader(table, "lint.names", file, diagnostics);
  for (const model::Kind kind : lint::named_kinds()) {
    const std::string key = key_of(kind);
    std::optional<std::string> pattern;
    reader.read(key, pattern);
    if (!pattern) continue;
    if (lint::is_pattern(*pattern)) {
      config.lint.names.emplace(kind, *pattern);
    } else {
      diagnostics.error(Code::config_unreadable, place_of(*table->get(key), file),
                        fmt::format("`{}` is no pattern", *pattern));
    }
  }
  reader.finish();
}

void read_lint(const toml::table* table, const std::string& file, Config& config, Diagnostics& diagnostics) {
  TableReader reader(table, "lint", file, diagnostics);
  std::optional<std::vector<std::string>> allow, errors;
  reader.read("allow", allow);
  reader.read("errors", errors);
  const toml::table* const names = reader.table("names");
  reader.finish();
  const auto place = [&](const char* key) { return place_of(*table->get(key), file); };
  config.lint.place = {file, 0, 0};
  if (allow) config.lint.allowed = read_codes(*allow, config.lint.place = place("allow"), diagnostics);
  if (errors) config.lint.errors = read_codes(*errors, place("errors"), diagnostics);
  read_names(names, file, config, diagnostics);
}

void read_environments(const toml::table* table, const std::string& file, Config& config, Diagnostics& diagnostics) {
  if (table == nullptr) return;
  for (const auto& [key, node] : *table) {
    const std::string name(key.str());
    const toml::table* const entry = node.as_table();
    if (entry == nullptr) {
      diagnostics.error(Code::config_unreadable, place_of(node, file),
                        fmt::format("`environments.{}` must be a table", name));
      continue;
    }
    Environment environment{name, std::nullopt, std::nullopt, false, place_of(node, file)};
    TableReader reader(entry, "environments." + name, file, diagnostics);
    reader.read("url", environment.url);
    reader.read("direct_url", environment.direct_url);
    reader.read("protected", environment.is_protected);
    reader.finish();
    if (const toml::node* url = entry->get("url")) environment.place = place_of(*url, file);
    config.environments.emplace(name, std::move(environment));
  }
}

Config read_tables(const toml::table& table, const std::string& file, Diagnostics& diagnostics) {
  Config config;
  config.file = file;
  TableReader top(&table, "", file, diagnostics);
  top.read("name", config.name);

  TableReader schema(top.table("schema"), "schema", file, diagnostics);
  schema.read("headers", config.headers);
  schema.read("sql", config.sql);
  schema.read("queries", config.queries);
  schema.read("include", config.include);
  schema.read("flags", config.flags);
  schema.read("default", config.default_schema);
  schema.finish();

  TableReader output(top.table("output"), "output", file, diagnostics);
  output.read("generated", config.generated);
  output.read("migrations", config.migrations);
  output.read("snapshot", config.snapshot);
  output.read("queries", config.query_record);
  output.read("templates", config.templates);
  output.finish();

  TableReader server(top.table("server"), "server", file, diagnostics);
  server.read("binaries", config.server_binaries);
  server.read("major", config.server_major);
  server.read("account", config.server_account);
  server.read("url", config.server_url);
  server.finish();

  TableReader migrate(top.table("migrate"), "migrate", file, diagnostics);
  migrate.read("lock_timeout", config.deploy.lock_timeout);
  migrate.read("retry_for", config.deploy.retry_for);
  migrate.read("wait", config.deploy.patience);
  migrate.finish();

  read_policy(top.table("policy"), file, config, diagnostics);
  read_lint(top.table("lint"), file, config, diagnostics);
  read_environments(top.table("environments"), file, config, diagnostics);
  top.finish();
  return config;
}

/// schemac.toml here or in the nearest folder above.
std::optional<fs::path> find_upwards(fs::path folder) {
  while (true) {
    if (fs::exists(folder / "schemac.toml")) return folder / "schemac.toml";
    if (folder == folder.root_path()) return std::nullopt;
    folder = folder.parent_path();
  }
}

std::optional<fs::path> locate(const Globals& globals, Diagnostics& diagnostics) {
  if (!globals.config_file.empty()) return fs::absolute(globals.config_file);
  std::optional<fs::path> found = find_upwards(globals.start_folder);
  if (!found)
    diagnostics.error(Code::config_unreadable, {}, "no schemac.toml here or in a folder above").hint =
        "`schemac init` makes a project of this folder; `--config FILE` names one elsewhere";
  return found;
}

}  // namespace

std::optional<Config> parse_config(const std::string& text, const std::string& file, Diagnostics& diagnostics) {
  Diagnostics found;
  std::optional<Config> config;
  try {
    const toml::table table = toml::parse(text, file);
    config = read_tables(table, file, found);
  } catch (const toml::parse_error& error) {
    found.error(Code::config_unreadable, {file, error.source().begin.line, error.source().begin.column},
                std::string(error.description()));
  }
  diagnostics.append(found);
  if (found.has_errors()) return std::nullopt;
  return config;
}

std::optional<Config> load_config(const Globals& globals, Diagnostics& diagnostics) {
  const std::optional<fs::path> path = locate(globals, diagnostics);
  if (!path) return std::nullopt;
  const std::optional<std::string> text = read_file(*path);
  if (!text) {
    diagnostics.error(Code::config_unreadable, {path->string(), 0, 0}, "the file does not exist");
    return std::nullopt;
  }
  fs::current_path(path->parent_path());
  std::optional<Config> config = parse_config(*text, path->filename().string(), diagnostics);
  if (!config || !load_dotenv(".env", diagnostics)) return std::nullopt;
  config->root = path->parent_path();
  if (config->name.empty()) config->name = history::slug(config->root.filename().string());
  if (config->name.empty()) config->name = "schemac_project";
  return config;
}

std::vector<std::string> expand(const std::vector<std::string>& patterns, const Config& config,
                                Diagnostics& diagnostics) {
  std::set<std::string> files;
  for (const std::string& pattern : patterns) {
    const std::set<std::string> found = files_of(pattern);
    files.insert(found.begin(), found.end());
    if (found.empty() && pattern.find_first_of("*?[") == std::string::npos)
      diagnostics.error(Code::header_not_found, {config.file, 0, 0}, fmt::format("there is no file `{}`", pattern));
  }
  return {files.begin(), files.end()};
}

std::optional<Environment> find_environment(const Config& config, const std::string& name, Diagnostics& diagnostics) {
  const std::string wanted = name.empty() ? "development" : name;
  const auto found = config.environments.find(wanted);
  if (found != config.environments.end()) return found->second;
  if (wanted == "development") return Environment{wanted, std::nullopt, std::nullopt, false, {config.file, 0, 0}};
  std::vector<std::string> known{"development"};
  for (const auto& [key, environment] : config.environments)
    if (key != known.front()) known.push_back(key);
  diagnostics.error(Code::unknown_environment, {config.file, 0, 0}, fmt::format("there is no environment `{}`", wanted))
      .hint = fmt::format("it has {}; add `[environments.{}]` with a `url`", fmt::join(known, ", "), wanted);
  return std::nullopt;
}

std::optional<std::string> resolve_url(const std::string& url, const Place& place, Diagnostics& diagnostics) {
  constexpr std::string_view kPrefix = "env:";
  if (!url.starts_with(kPrefix)) return url;
  const std::string variable = url.substr(kPrefix.size());
  const char* const value = std::getenv(variable.c_str());
  if (value != nullptr && *value != '\0') return std::string(value);
  diagnostics.error(Code::config_unreadable, place, fmt::format("the environment variable `{}` is not set", variable))
      .hint = "set it, or put it into `.env` beside schemac.toml";
  return std::nullopt;
}

}  // namespace schemac::cli
