// What a reviewer would say of a schema: findings that PostgreSQL itself has nothing against. Each has a code that
// `schemac help` explains, a place in a header or .sql file where there is one, and a way to be silenced: a comment
// `schemac: allow CODE` at the place, or `[lint] allow` in schemac.toml. It looks at values and texts; it asks no
// server.
#pragma once

#include <map>
#include <set>
#include <string>

#include "model/declared.hpp"
#include "model/schema.hpp"
#include "support/diagnostics.hpp"

namespace schemac::lint {

struct Options {
  std::set<Code> allowed;  ///< Said of nothing.
  std::set<Code> errors;   ///< The others are warnings.
  /// By kind of object an ECMAScript pattern for the whole name, in which `{table}` stands for the name of the table
  /// that the object is on.
  std::map<model::Kind, std::string> names;
  Place place;  ///< Of the options themselves, for what they say in vain.
};

/// The codes that lint can raise, `stale_allow` among them.
[[nodiscard]] const std::set<Code>& codes();
/// Those that are errors unless somebody says otherwise: what opens a hole, and what a project asked for itself.
[[nodiscard]] const std::set<Code>& default_errors();
/// Whether `pattern` is one that Options::names takes.
[[nodiscard]] bool is_pattern(const std::string& pattern);
/// The kinds that Options::names takes.
[[nodiscard]] const std::set<model::Kind>& named_kinds();

/// Looks at `schema`, which is what PostgreSQL makes of `declared`, and adds what there is to say: by file and place,
/// then by object. The files that `declared` names are read again for their comments. Throws FileError.
void lint(const model::Schema& schema, const model::Declared& declared, const Options& options,
          Diagnostics& diagnostics);

}  // namespace schemac::lint
