// Pieces of DDL that several kinds of object share, and how statements are laid out for people. For the render files
// alone.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/index.hpp"
#include "model/object_id.hpp"
#include "model/primary_key.hpp"
#include "model/sequence.hpp"

namespace schemac::sql {

/// The clauses on one line, or, where that is long, each on a line of its own. Empty ones are left out.
[[nodiscard]] std::string flow(const std::vector<std::string>& clauses);

/// `a, b`
[[nodiscard]] std::string joined(const std::vector<std::string>& parts, std::string_view separator);

/// `head (a, b)`, or, where that is long, each on a line of its own.
[[nodiscard]] std::string listed(const std::string& head, const std::vector<std::string>& items);

/// ALTER TABLE with its commands, which PostgreSQL runs as one. At least one.
[[nodiscard]] std::string alter_table(const model::QualifiedName& table, const std::vector<std::string>& commands);

/// The call that finds the sequence behind a column.
[[nodiscard]] std::string sequence_behind(const model::QualifiedName& table, const std::string& column);

[[nodiscard]] std::string drop_constraint(const model::QualifiedName& table, const std::string& name);
[[nodiscard]] std::string validate_constraint(const model::QualifiedName& table, const std::string& name);

/// Nothing where the name stays and only the table's changed.
[[nodiscard]] std::vector<std::string> rename_constraint(const model::ObjectId& before, const model::ObjectId& after);

/// `ALTER <what> … SET SCHEMA`, `ALTER <what> … RENAME TO`: what it takes of the two. `arguments` of a routine stand
/// after its name.
[[nodiscard]] std::vector<std::string> move_and_rename(std::string_view what, const model::QualifiedName& before,
                                                       const model::QualifiedName& after,
                                                       std::string_view arguments = {});

/// An expression between parentheses: its own, where it stands between a pair already.
[[nodiscard]] std::string parenthesized(std::string_view expression);

/// `INCLUDE (a, b)`, or nothing.
[[nodiscard]] std::string include_clause(const std::vector<std::string>& columns);

/// `WITH (fillfactor = 70)`, or nothing.
[[nodiscard]] std::string with_clause(const model::Parameters& storage_parameters);

/// `WHERE (…)`, or nothing.
[[nodiscard]] std::string where_clause(const std::optional<std::string>& predicate);

/// The commands (`SET (…)`, `RESET (…)`) that make the one set of storage parameters the other.
[[nodiscard]] std::vector<std::string> storage_parameter_commands(const model::Parameters& before,
                                                                  const model::Parameters& after);

/// `DEFERRABLE INITIALLY DEFERRED`, or nothing.
[[nodiscard]] std::string deferral_clause(model::Deferral deferral);

/// One key of an index or exclusion constraint, with what is not the default of its operator class.
[[nodiscard]] std::string index_key(const model::IndexKey& key);

/// `START WITH 5`, …: the options of a sequence of `type` that are not its defaults.
[[nodiscard]] std::vector<std::string> sequence_options(const model::SequenceOptions& options, const std::string& type);

/// The options that differ, as ALTER takes them. A bound beyond the type means the type's own.
[[nodiscard]] std::vector<std::string> sequence_changes(const model::SequenceOptions& before,
                                                        const std::string& type_before,
                                                        const model::SequenceOptions& after,
                                                        const std::string& type_after);

/// COMMENT ON … IS …; without a comment IS NULL.
[[nodiscard]] std::string comment_on(const model::ObjectId& object, const std::optional<std::string>& comment);

/// A statement and, where there is a comment, COMMENT ON.
[[nodiscard]] std::vector<std::string> with_comment(std::string statement, const model::ObjectId& object,
                                                    const std::optional<std::string>& comment);

}  // namespace schemac::sql
