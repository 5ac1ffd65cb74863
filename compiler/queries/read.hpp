// A file of queries as it is written: names, commands and parameters, before any server has seen it. The words are
// those of sqlc where it has them; docs/generated-code.md has the grammar for people.
//
//   -- Who books most.
//   -- name: busiest_users :many
//   -- nullable: :since
//   -- not null: total
//   -- nullable elements: tags
//   SELECT … WHERE created_at > :since
#pragma once

#include <string>
#include <string_view>

#include "model/query.hpp"
#include "support/diagnostics.hpp"

namespace schemac::queries {

/// The queries of a file; lines may end in CR LF, and are LF in what is read. What is wrong is reported at its place,
/// and such a query is left out.
[[nodiscard]] model::QueryFile read(const std::string& file, std::string_view text, Diagnostics& diagnostics);

/// The commands as files spell them, for messages: `:one, :optional, …`.
[[nodiscard]] std::string command_words();

}  // namespace schemac::queries
