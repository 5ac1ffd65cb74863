// An older release on a newer schema: what of it would fail. See docs/decisions/0024 and 0041.
#pragma once

#include <set>

#include "cli/manifest.hpp"
#include "model/declared.hpp"
#include "schemac/runtime/connection.hpp"
#include "support/diagnostics.hpp"

namespace schemac::cli {

/// The schema that the release meets, as the sources say it and as PostgreSQL understands them.
struct NewSchema {
  const model::Declared& declared;
  const model::Schema& schema;
};

struct ReleaseRules {
  std::set<Code> allowed;  ///< Warnings, whatever they are else.
  bool warnings_as_errors = false;
};

enum class Served {
  all,     ///< Nothing was found.
  warned,  ///< No statement is broken for certain; rows may be refused, or the caller allows what is.
  broken,
};

/// Holds what the release expects against `database`, which has the new schema, and has each of its statements prepared
/// there; no row is read or written. A diagnostic for each cause, with the statements that it touches. Throws
/// runtime::Error when the server is lost.
[[nodiscard]] Served try_release(const Manifest& release, const NewSchema& now, runtime::Connection& database,
                                 const ReleaseRules& rules, Diagnostics& diagnostics);

}  // namespace schemac::cli
