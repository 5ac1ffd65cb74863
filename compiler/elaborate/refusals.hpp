// What the server refuses of a declared schema, told at the place where it is declared: which of several refusals is
// the cause of the others, and what stands in a circle.
#pragma once

#include <optional>
#include <vector>

#include "model/declared.hpp"
#include "schemac/runtime/error.hpp"
#include "sql/script.hpp"
#include "support/diagnostics.hpp"

namespace schemac::elaborate {

struct Refusal {
  std::optional<model::ObjectId> object;  ///< What the statement makes; nothing: it is of a .sql file.
  sql::Statement statement;
  Place place;
  runtime::Error error;
};

/// Whether a statement came too early, or names what is nowhere: a table, column, function, type, role, schema.
[[nodiscard]] bool is_undefined(const runtime::Error& error);

/// Whether others may still make the statement possible: what it names, the key that a foreign key refers to, a cast,
/// the owner that two objects must share.
[[nodiscard]] bool may_come_later(const runtime::Error& error);

/// Adds a diagnostic for each refusal that is none of another's doing. Where all of them wait for each other, one
/// diagnostic says so. @param server_version as `server_version_num`
void report(const std::vector<Refusal>& refusals, const model::Declared& declared, int server_version,
            Diagnostics& diagnostics);

}  // namespace schemac::elaborate
