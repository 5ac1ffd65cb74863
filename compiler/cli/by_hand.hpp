// Migrations that people wrote: what their statements do is seen on the private server, as that of planned ones is,
// over rows made up for it; and the hazards in that are said above them like those of a plan.
#pragma once

#include <map>
#include <string>

#include "elaborate/scratch.hpp"
#include "history/migration.hpp"
#include "prove/measure.hpp"
#include "sql/script.hpp"

namespace schemac::cli {

/// Whether a statement of the script changes a table that the script has not made, and nobody has said what it does:
/// no comment above it begins with `measured:` or `expected:`.
[[nodiscard]] bool is_unseen(const sql::Script& script);

/// By number, the ways up of the migrations behind `first` that are unseen, with lines added above their statements:
/// `measured: …`, and each hazard that was seen and is not said there. Replays the history in a new database, up to a
/// statement that fails: `measured: fails: …` stands above it.
[[nodiscard]] std::map<int, sql::Script> see_by_hand(const history::History& history, int first,
                                                     elaborate::Scratch& scratch);

/// The way up of the migration as it is in `seen`, or else its own: a reference into one of the two.
[[nodiscard]] const sql::Script& as_seen(const history::Migration& migration, const std::map<int, sql::Script>& seen);

/// The text of a script with the lines that `seen` has above its statements and the text has not.
/// @param seen the script that was read from `text`, with lines added
[[nodiscard]] std::string with_lines_seen(const std::string& text, const sql::Script& read, const sql::Script& seen);

}  // namespace schemac::cli
