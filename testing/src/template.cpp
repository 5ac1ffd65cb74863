#include <fmt/format.h>

#include <utility>

#include "history/migration.hpp"
#include "history/runnable.hpp"
#include "schemac/testing/database.hpp"
#include "support/sha256.hpp"

namespace schemac::testing {
namespace {

namespace fs = std::filesystem;

history::History read(const fs::path& folder) {
  const std::string shown = fs::absolute(folder).lexically_normal().string();
  if (!fs::is_directory(folder)) throw SetupError(fmt::format("there is no folder of migrations `{}`", shown));
  Diagnostics diagnostics;
  history::History history = history::read(folder, diagnostics);
  if (diagnostics.has_errors()) {
    std::string text = fmt::format("the migrations of `{}` cannot be carried out:", shown);
    for (const Diagnostic& each : diagnostics.list()) text += "\n" + print(each, false);
    throw SetupError(text);
  }
  if (history.empty())
    throw SetupError(fmt::format("`{}` has no migrations; `schemac generate` writes the first", shown));
  return history;
}

/// Text whose end another one cannot be taken for.
std::string measured(const std::string& text) { return fmt::format("{} {}\n", text.size(), text); }

}  // namespace

Template& Template::migrations(const fs::path& folder) { return migrations(history::runnable(read(folder))); }

Template& Template::migrations(std::vector<runtime::migration::Migration> migrations) {
  if (migrations.empty()) throw SetupError("there are no migrations to make a template of");
  steps_.push_back({std::move(migrations), {}, {}, {}});
  return *this;
}

Template& Template::sql(std::string text, std::string name) {
  steps_.push_back({{}, std::move(text), {}, std::move(name)});
  return *this;
}

Template& Template::role(std::string name) {
  if (name.empty()) throw SetupError("a role without a name");
  steps_.push_back({{}, {}, std::move(name), {}});
  return *this;
}

std::string Template::database() const {
  std::string text = measured(SCHEMAC_VERSION);  // another release may keep its journal of migrations otherwise
  for (const Step& step : steps_) {
    text += measured(step.role) + measured(step.sql);
    for (const runtime::migration::Migration& each : step.migrations)
      text += measured(each.folder()) + measured(each.up_text) + measured(each.down_text);
    text += "\n";
  }
  return "schemac_template_" + sha256(text).substr(0, 32);
}

}  // namespace schemac::testing
