// Migrations as the runtime's executor takes them: the one that carries them out on every database, also on the private
// one and from within programs. It parses nothing; what has to be known of a statement is found out here.
#pragma once

#include "history/migration.hpp"
#include "schemac/runtime/migration/migration.hpp"
#include "sql/script.hpp"

namespace schemac::history {

[[nodiscard]] runtime::migration::Statement runnable(const sql::Statement& statement);
[[nodiscard]] runtime::migration::Script runnable(const sql::Script& script);
[[nodiscard]] runtime::migration::Migration runnable(const Migration& migration);
[[nodiscard]] std::vector<runtime::migration::Migration> runnable(const History& history);

/// Where a statement was read from.
[[nodiscard]] Place place_of(const runtime::migration::Statement& statement);

}  // namespace schemac::history
