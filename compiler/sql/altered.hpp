// Which tables a statement is about, by its text alone: for questions to a database about them before it runs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace schemac::sql {

/// The relations that a statement changes, drops or writes to, as SQL spells their names; those that it only makes are
/// not among them. Empty where it changes none, where only running it would tell (DO), and where it does not parse.
[[nodiscard]] std::vector<std::string> altered_relations(std::string_view statement);

/// The relation that CREATE TABLE and CREATE MATERIALIZED VIEW make; empty for anything else.
[[nodiscard]] std::string made_relation(std::string_view statement);

}  // namespace schemac::sql
