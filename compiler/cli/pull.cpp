// `schemac db pull`: a database → headers and .sql files that mean the same. Worked out in memory, round by round, each
// asked of the private server; written all at once when the difference is empty, or not at all.
#include "cli/pull.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "catalog/read.hpp"
#include "cli/commands.hpp"
#include "cli/evolve.hpp"
#include "cli/installation.hpp"
#include "cli/project.hpp"
#include "cli/target.hpp"
#include "diff/compare.hpp"
#include "elaborate/elaborate.hpp"
#include "frontend/parse.hpp"
#include "pull/edit_rights.hpp"
#include "pull/edit_sql.hpp"
#include "pull/pull.hpp"
#include "pull/spelling.hpp"
#include "pull/statements.hpp"
#include "schemac/runtime/connection.hpp"
#include "support/files.hpp"

namespace schemac::cli {
namespace {

namespace fs = std::filesystem;

struct PullOptions {
  std::string environment;
  std::string url;
  std::vector<std::string> namespaces;
  std::string server_url;
  bool rights = false;
  bool dry_run = false;
};

/// The database, as sources would say it.
struct Live {
  model::Schema schema;  ///< Without owners and privileges.
  model::Schema rights;  ///< With them.
};

/// The folder of the first pattern that takes new files; else the last file that is named.
void find_place(const std::vector<std::string>& patterns, const std::string& extension, std::string& folder,
                std::string& file) {
  for (const std::string& pattern : patterns) {
    const fs::path path = fs::path(pattern).lexically_normal();
    fs::path parent = path.parent_path();
    if (parent.filename() == "**") parent = parent.parent_path();  // no folder is one of any number
    if (path.filename() == "*" + extension && parent.string().find_first_of("*?[") == std::string::npos) {
      folder = parent.empty() ? "." : parent.generic_string();
      return;
    }
    if (pattern.find_first_of("*?[") == std::string::npos) file = path.generic_string();
  }
}

/// New entities live where the others do, or in the namespace that `init` would give the project.
pull::Namespaces namespaces_for(const Config& config, const model::Declared& declared) {
  if (!declared.entities.empty()) return declared.entities.front().namespaces;
  const std::string name = pull::cpp_name(config.name);
  return {name.empty() ? "database" : name, "schema"};
}

bool find_layout(const Config& config, const model::Declared& declared, pull::Layout& layout,
                 Diagnostics& diagnostics) {
  find_place(config.headers, ".hpp", layout.header_folder, layout.header);
  find_place(config.sql, ".sql", layout.sql_folder, layout.sql_file);
  layout.namespaces = namespaces_for(config, declared);
  if (layout.header_folder.empty() && layout.header.empty())
    diagnostics.error(Code::config_unreadable, {config.file, 0, 0}, "no pattern of `[schema] headers` takes new files")
        .hint = "`headers = [\"schema/*.hpp\"]` does";
  if (layout.sql_folder.empty() && layout.sql_file.empty())
    diagnostics.error(Code::config_unreadable, {config.file, 0, 0}, "no pattern of `[schema] sql` takes new files")
        .hint = "`sql = [\"schema/*.sql\"]` does";
  return !diagnostics.has_errors();
}

pull::Sources read_sources(const Config& config, Diagnostics& diagnostics) {
  pull::Sources sources;
  const auto read = [](const std::vector<std::string>& files, std::map<std::string, std::string>& texts) {
    for (const std::string& file : files)
      texts[fs::path(file).lexically_normal().generic_string()] = read_text(file).value_or("");
  };
  read(expand(config.headers, config, diagnostics), sources.headers);
  read(expand(config.sql, config, diagnostics), sources.sql);
  return sources;
}

/// One pull: the project, the database as it is, and the server that says what sources mean.
class Pull {
 public:
  Pull(const Project& project, elaborate::Scratch& scratch, Live live, pull::Sources sources, Diagnostics& diagnostics)
      : config_(project.config),
        scratch_(scratch),
        live_(std::move(live.schema)),
        rights_(std::move(live.rights)),
        sources_(std::move(sources)),
        diagnostics_(diagnostics) {}

  /// The sources that mean what the database has; nothing, and diagnostics, where there are none.
  std::optional<pull::Sources> run(const PullOptions& options) {
    std::optional<pull::Meaning> meaning = understand(sources_, diagnostics_);
    if (!meaning || !find_layout(config_, meaning->declared, layout_, diagnostics_)) return std::nullopt;
    const std::vector<std::string>& namespaces = options.namespaces;
    normalize(namespaces, *meaning);
    while (!diff::compare(meaning->schema, live_).changes.empty()) {
      if (!pull::learn(*meaning, live_, progress_)) return give_up(*meaning);
      meaning = next(*meaning);
      if (!meaning) return std::nullopt;
      normalize(namespaces, *meaning);
    }
    return options.rights ? with_rights(namespaces) : std::optional(sources_);
  }

  /// Columns that were taken for those of another name, with that.
  [[nodiscard]] const std::map<model::ObjectId, std::string>& renamed() const { return progress_.renamed; }

 private:
  std::optional<model::Declared> parse(const pull::Sources& sources, Diagnostics& diagnostics) const {
    frontend::Options options;
    for (const auto& [file, text] : sources.headers) options.headers.push_back(file);
    for (const auto& [file, text] : sources.sql) options.sql_files.push_back(file);
    options.texts = sources.headers;
    options.texts.insert(sources.sql.begin(), sources.sql.end());
    options.include_directories.push_back(locate_installation().dsl_include);
    for (const std::string& folder : config_.include) options.include_directories.emplace_back(folder);
    options.compiler_flags = config_.flags;
    options.default_schema = config_.default_schema;
    return frontend::parse(options, diagnostics);
  }

  std::optional<pull::Meaning> understand(const pull::Sources& sources, Diagnostics& diagnostics) const {
    std::optional<model::Declared> declared = parse(sources, diagnostics);
    if (!declared) return std::nullopt;
    std::optional<catalog::Reading> reading = elaborate::elaborate(*declared, scratch_, diagnostics);
    if (!reading) return std::nullopt;
    return pull::Meaning{std::move(*declared), std::move(reading->schema)};
  }

  /// Both sides speak of the same things.
  void normalize(const std::vector<std::string>& namespaces, pull::Meaning& meaning) {
    progress_.forms.default_schema = config_.default_schema;
    pull::forget_what_sources_leave_out(meaning.schema);
    keep_pulled(namespaces, meaning.schema);
  }

  /// Takes out what the pull is not about.
  void keep_pulled(const std::vector<std::string>& namespaces, model::Schema& schema) const {
    if (!namespaces.empty()) pull::keep_namespaces(schema, namespaces);
    const model::ObjectId everybodys{model::Kind::namespace_, {}, {}, "public"};
    if (live_.namespaces.find(everybodys) == nullptr) schema.namespaces.erase(everybodys);
  }

  /// The sources, which say the objects of the database by now, with its owners and privileges.
  std::optional<pull::Sources> with_rights(const std::vector<std::string>& namespaces) {
    constexpr int kRounds = 4;  // takes out, says, and finds nothing more
    for (int round = 0; round < kRounds; ++round) {
      std::optional<pull::Meaning> meaning = understand(sources_, diagnostics_);
      if (!meaning) return std::nullopt;
      keep_pulled(namespaces, meaning->schema);
      if (!pull::edit_rights(meaning->schema, rights_, layout_, config_.default_schema, sources_)) return sources_;
    }
    diagnostics_.error(Code::cannot_pull, {}, "no words were found for all owners and privileges that the database has")
        .hint = "without `--rights` they are left to it";
    return std::nullopt;
  }

  /// The sources after one more round, understood. What they are refused for is learned, and said otherwise.
  std::optional<pull::Meaning> next(const pull::Meaning& before) {
    while (true) {
      pull::Sources attempt = sources_;
      const std::set<model::ObjectId> beyond =
          pull::edit_headers(before, live_, layout_, progress_, attempt, diagnostics_);
      if (diagnostics_.has_errors()) return std::nullopt;
      Diagnostics refused;
      const std::optional<model::Declared> declared = parse(attempt, refused);
      std::optional<pull::Meaning> meaning;
      if (declared) {
        const std::set<model::ObjectId> headers_before = pull::ids_of(before.declared.schema);
        const std::set<model::ObjectId> headers_now = pull::ids_of(declared->schema);
        pull::edit_sql({before.schema, live_, headers_before, headers_now, beyond}, layout_, config_.default_schema,
                       attempt);
        meaning = understand(attempt, refused);
      }
      if (meaning) {
        sources_ = std::move(attempt);
        return meaning;
      }
      if (!pull::learn(declared ? *declared : before.declared, attempt, refused, progress_)) {
        diagnostics_.append(refused);
        return std::nullopt;
      }
    }
  }

  std::optional<pull::Sources> give_up(const pull::Meaning& meaning) {
    Diagnostic& error = diagnostics_.error(Code::cannot_pull, {}, "no words were found for all that the database has");
    for (const diff::Change& change : diff::compare(meaning.schema, live_).changes)
      error.notes.push_back({{}, diff::describe(change)});
    return std::nullopt;
  }

  const Config& config_;
  elaborate::Scratch& scratch_;
  model::Schema live_;
  model::Schema rights_;
  pull::Sources sources_;
  pull::Layout layout_;
  pull::Progress progress_;
  Diagnostics& diagnostics_;
};

std::optional<std::string> url_to_pull(const Globals& globals, const PullOptions& options, const Config& config,
                                       Diagnostics& diagnostics) {
  if (!options.url.empty()) return options.url;
  const std::string& name = options.environment.empty() ? globals.environment : options.environment;
  const std::optional<Target> target = find_target(config, name, diagnostics);
  return target ? std::optional(target->url) : std::nullopt;
}

Live read_live(const Globals& globals, const std::string& url, const PullOptions& options, Diagnostics& diagnostics) {
  runtime::Connection connection(url);
  catalog::Reading reading = catalog::read(connection, {options.namespaces});
  tell_unmodelled(globals, reading.unmodelled, "the database", diagnostics);
  for (const auto& [id, index] : reading.schema.indexes)
    if (pull::is_broken(index, reading.schema))
      diagnostics.warning(Code::unmodelled, {},
                          fmt::format("{} is broken in the database: it is declared whole", describe(id)));
  model::forget_session_role(reading.schema);
  Live live{reading.schema, std::move(reading.schema)};
  pull::forget_what_sources_leave_out(live.schema);
  return live;
}

StagedFiles staged(const pull::Sources& before, const pull::Sources& after) {
  StagedFiles files;
  const auto stage = [&](const auto& former, const auto& now) {
    for (const auto& [file, text] : now)
      if (const auto was = former.find(file); was == former.end() || was->second != text) files.write(file, text);
    for (const auto& [file, text] : former)
      if (!now.contains(file)) files.remove(file);
  };
  stage(before.headers, after.headers);
  stage(before.sql, after.sql);
  return files;
}

void tell(const Globals& globals, const std::vector<fs::path>& files, const pull::Sources& after, bool dry_run) {
  if (files.empty()) return say(globals, "nothing to do: the sources say what the database has");
  for (const fs::path& file : files) {
    const bool stays = after.headers.contains(file.string()) || after.sql.contains(file.string());
    const char* const what = stays ? (dry_run ? "would write" : "wrote") : (dry_run ? "would remove" : "removed");
    say(globals, fmt::format("{} {}", what, file.string()));
  }
}

int pull_database(const Globals& globals, const PullOptions& options, Diagnostics& diagnostics) {
  const std::optional<Project> project = open_project(globals, diagnostics);
  if (!project) return kFailed;
  const std::optional<std::string> url = url_to_pull(globals, options, project->config, diagnostics);
  const std::optional<server::Lock> lock = url ? lock_project(*project, diagnostics) : std::nullopt;
  if (!lock) return kFailed;
  const pull::Sources before = read_sources(project->config, diagnostics);
  if (diagnostics.has_errors()) return kFailed;
  Live live = read_live(globals, *url, options, diagnostics);
  if (diagnostics.has_errors()) return kFailed;
  const std::unique_ptr<elaborate::Scratch> scratch = start_scratch(project->config, options.server_url, diagnostics);
  if (!scratch) return kFailed;
  Pull pull(*project, *scratch, std::move(live), before, diagnostics);
  const std::optional<pull::Sources> after = pull.run(options);
  if (!after) return kFailed;
  StagedFiles files = staged(before, *after);
  const std::vector<fs::path> changed = files.changed();
  if (!options.dry_run) files.commit();
  tell(globals, changed, *after, options.dry_run);
  for (const auto& [column, name] : pull.renamed())
    say(globals, fmt::format("{} is taken to be called `{}` now: its field is kept", describe(column), name));
  return kOk;
}

}  // namespace

void add_pull(CLI::App& db, Globals& globals, Run& run) {
  const auto options = std::make_shared<PullOptions>();
  CLI::App* const verb = db.add_subcommand("pull", "write headers and .sql files that say what a database has");
  verb->footer(
      "Examples:\n"
      "  schemac db pull                          the environment's database\n"
      "  schemac db pull production --dry-run     which files would change\n"
      "  schemac db pull --rights                 owners and privileges too\n"
      "  schemac db pull --url postgres://localhost/shop");
  CLI::Option* const environment = verb->add_option("ENV", options->environment, "an environment of schemac.toml");
  verb->add_option("--url", options->url, "the database, instead of an environment's")->excludes(environment);
  verb->add_option("--schema", options->namespaces, "only these PostgreSQL schemas")->delimiter(',');
  verb->add_option("--server", options->server_url, "a scratch server instead of a private one: a postgres:// URL");
  verb->add_flag("--rights", options->rights, "say owners, privileges and default privileges too, in rights.sql");
  verb->add_flag("--dry-run", options->dry_run, "say which files would be written, and write none");
  on_call(*verb, options, pull_database, globals, run);
}

}  // namespace schemac::cli
