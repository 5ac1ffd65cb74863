// Migrations that a run has left unfinished, and whose files have been edited since: what is done of them is fixed, the
// rest is not.
#pragma once

#include "cli/migrate_deployment.hpp"

namespace schemac::cli {

/// Whether the line is edited in nothing but what the database has yet to do.
[[nodiscard]] bool is_edited_ahead(const Deployment& deployment, const migration::StatusLine& line);

/// Writes down that the rest is what the files say now. Within a Turn.
void take_edit_over(Deployment& deployment, const migration::StatusLine& line);

}  // namespace schemac::cli
