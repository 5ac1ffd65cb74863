// Every diagnostic has a code that `schemac help CODE` explains. The enumeration is the list of all there are: a
// diagnostic without an entry does not compile, and a test demands that each is explained and raised.
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace schemac {

enum class Code {
  // C++ headers
  cpp_error,         ///< clang found an error in a schema header
  header_not_found,  ///< a schema header or folder does not exist
  unknown_option,    ///< an option the vocabulary does not know, or one that is not a constant
  bad_option,        ///< an option that contradicts another, or whose value cannot be
  not_a_column,      ///< a data member of an entity whose type is no word of the vocabulary
  not_a_mixin,       ///< a base that is an entity itself
  not_an_entity,     ///< BelongsTo, HasMany … something that is no entity
  duplicate_table,   ///< two entities with one table name
  duplicate_column,  ///< two fields with one column name
  duplicate_name,    ///< two objects of one kind with one name
  no_primary_key,    ///< a primary key is needed and there is none
  mixin_cycle,       ///< entities or mixins that contain each other
  unknown_column,    ///< a name or a pointer to member that is no column of the table
  name_too_long,     ///< an identifier given by hand is longer than 63 bytes
  name_collision,    ///< two identifiers are the same once shortened
  stale_rename,      ///< renamed_from names something that still exists
  no_relation,       ///< a relation without a reference on the other side, or a key to go along, or with several
  unclear_comment,   ///< a comment of which cannot be told whose it is
  generated_clash,   ///< a name of the schema meets a name in the generated C++
  build_differs,     ///< a build that has other schema headers or query files than schemac.toml
  // SQL
  sql_syntax,         ///< PostgreSQL's parser refuses a piece of SQL
  sql_rejected,       ///< the server refuses an object (an undefined column, a wrong type …)
  rows_in_schema,     ///< a statement of a schema's .sql file that writes rows
  missing_extension,  ///< an extension that is not installed on the private server
  unmodelled,         ///< an object of a kind that schemac does not manage
  // files of queries
  bad_query,               ///< a query without a name, a command that nobody knows, parameters that do not fit
  duplicate_query,         ///< two queries with one name
  query_column,            ///< a result column without a name, or two with one
  query_type,              ///< a type for which there is no C++
  undetermined_parameter,  ///< PostgreSQL cannot tell the type of a parameter
  // history
  snapshot_missing,     ///< migrations exist, their snapshot does not
  snapshot_unreadable,  ///< snapshot.json is truncated, edited or from another format
  snapshot_mismatch,    ///< replaying the migrations does not give the snapshot
  migration_edited,     ///< a migration differs from migrations.sum or from what was applied
  migration_missing,    ///< a migration that was applied, or is in migrations.sum, has no files
  migration_malformed,  ///< a migration folder, its files or migrations.sum cannot be read
  migration_failed,     ///< a statement of a migration failed on the server
  migration_unordered,  ///< a migration is not applied, though a later one is
  drift,                ///< a database is not what its applied migrations give
  // releases that are still running
  manifest_unreadable,  ///< a manifest is missing, truncated, or of another format
  breaks_statement,     ///< a statement of an older release is refused by the new schema
  breaks_read,          ///< what a statement of an older release gives cannot be read by it any more
  breaks_write,         ///< rows or values that an older release writes are refused
  unknown_label,        ///< an older release cannot read rows with a new label of an enum
  may_refuse_rows,      ///< a constraint, policy or trigger came to a table that an older release writes to
  // planning and proof
  rename_undecided,  ///< something vanished and something like it appeared
  cannot_plan,       ///< a difference for which there is no safe plan
  secret_in_place,   ///< a column with values becomes a secret, or is none any more
  proof_failed,      ///< up does not reach, or down does not return
  hazard_refused,    ///< policy does not allow a hazard of the plan
  rows_in_the_way,   ///< rows of a database on which a statement would fail
  missing_role,      ///< a role that a statement names and the server does not have
  cannot_pull,       ///< a difference that cannot be written into the sources
  nothing_to_do,     ///< a command that was asked for a change finds none
  // configuration and use
  config_unreadable,      ///< schemac.toml is missing, malformed or has an unknown key
  unknown_environment,    ///< an environment that schemac.toml does not have
  bad_usage,              ///< the command line is wrong
  protected_environment,  ///< a destructive command against a protected environment
  stale_output,           ///< generate --check: files differ from what would be generated
  output_unwritable,      ///< a file or folder cannot be written
  busy,                   ///< another schemac works on the same project
  template_error,         ///< a template cannot be read or rendered
  no_server,              ///< no PostgreSQL binaries and no --server
  connection_failed,      ///< the database cannot be reached
  server_too_old,         ///< the server is older than PostgreSQL 13
  pooler_between,         ///< a pooler hands out sessions where a deploy needs one of its own
  // what a reviewer would say: compiler/lint
  unindexed_foreign_key,   ///< no index begins with the columns of a foreign key
  redundant_index,         ///< another index does what this one does
  keyless_table,           ///< a table without a primary key
  narrow_key,              ///< a key that counts up in 4 bytes or fewer
  mixed_key_types,         ///< a foreign key whose columns have another type than what they refer to
  nullable_unique,         ///< a unique key with a column that may be NULL
  nullable_boolean,        ///< a boolean of three values
  unvalidated_constraint,  ///< a constraint that was never held against the rows
  timestamp_without_zone,  ///< `timestamp`, where `timestamptz` is meant
  time_with_zone,          ///< `time with time zone`
  padded_char,             ///< `character(n)`
  plain_json,              ///< `json`, where `jsonb` is meant
  money_type,              ///< `money`
  serial_column,           ///< a serial, where an identity column is meant
  select_star,             ///< a view with `SELECT *`
  view_bypasses_policies,  ///< a view that reads past the policies of a table
  loose_search_path,       ///< SECURITY DEFINER without a search_path of its own
  idle_policy,             ///< a policy on a table that obeys none
  no_policy,               ///< row-level security without a policy
  setting_as_text,         ///< a setting that no transaction set is an empty text, and passes for one
  granted_to_all,          ///< everybody may read or write a table
  rewrite_rule,            ///< CREATE RULE
  table_inheritance,       ///< INHERITS
  unlogged_table,          ///< UNLOGGED
  quoted_name,             ///< a name that must be quoted
  house_name,              ///< a name that does not keep to the rules of `[lint.names]`
  stale_allow,             ///< `schemac: allow` where nothing is to be allowed
};

/// What `schemac help CODE` says.
struct CodeText {
  Code code;
  std::string_view name;         ///< As printed in brackets: `no-primary-key`.
  std::string_view explanation;  ///< A few sentences: what happened, why it is refused, how to go on.
};

/// The name in brackets.
[[nodiscard]] std::string_view name_of(Code code);
/// The entry with that name, if there is one.
[[nodiscard]] std::optional<CodeText> find_code(std::string_view name);
/// All of them, in the order of the enumeration.
[[nodiscard]] std::span<const CodeText> all_codes();

}  // namespace schemac
