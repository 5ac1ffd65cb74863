#include "support/codes.hpp"

#include <algorithm>
#include <array>

namespace schemac {
namespace {

constexpr std::array kCodes = std::to_array<CodeText>({
    {Code::cpp_error, "cpp-error",
     "A schema header is C++, and clang refuses it. Every error of clang stops schemac, because clang repairs what it "
     "does not understand (an unknown type becomes `int`) and the schema would silently mean something else. An option "
     "that does not fit its column's type is such an error: `Integer n{length(2, 3)}`."},
    {Code::header_not_found, "header-not-found",
     "schemac.toml names a schema header or a .sql file that does not exist. Paths in schemac.toml are relative to the "
     "file itself."},
    {Code::unknown_option, "unknown-option",
     "Between the braces of a column stand options of the vocabulary, written as constants: `Text t{unique}`. "
     "Something else stands there. Constants of your own are followed to what they are made of; a function of your own "
     "is not, because headers are read and never run. In a comment, a line `schemac: …` is a directive: `renamed from "
     "NAME`, or `label TEXT` of an enumerator."},
    {Code::bad_option, "bad-option",
     "Two options contradict each other, or a value is impossible: a default on a generated column, `set_null` on a "
     "column that cannot be NULL, `length(5, 2)`."},
    {Code::not_a_column, "not-a-column",
     "Each data member of an entity or mixin is a column and has a type of the vocabulary (`Text`, `Integer`, "
     "`BelongsTo<User>` …). For a type without a word use `Custom<\"the_type\">`; members that are no columns may be "
     "static."},
    {Code::not_a_mixin, "not-a-mixin",
     "A base of an entity is `Entity` or a mixin. An entity cannot derive from another: its rows would be in two "
     "tables. Refer to the other with `BelongsTo<…>`, or put what both share into a mixin, a struct without `Entity`."},
    {Code::not_an_entity, "not-an-entity",
     "`BelongsTo`, `RefersTo`, `HasMany`, `HasOne` and `ManyToMany` relate entities: structs of a schema header that "
     "stand in a "
     "namespace and derive from `Entity`. A struct that does not is a mixin and has no table; a header that "
     "schemac.toml does not list declares no tables."},
    {Code::duplicate_table, "duplicate-table",
     "Two entities have the same table in the same PostgreSQL schema. Give one another name with `table_name(\"…\")`, "
     "or another schema with `in_schema(\"…\")`."},
    {Code::duplicate_column, "duplicate-column",
     "Two fields of one entity, counting those of its mixins and the `_id` columns of its references, are the same "
     "column. Give one another name with `column_name(\"…\")`."},
    {Code::duplicate_name, "duplicate-name",
     "PostgreSQL keeps the names of tables, indexes and sequences of a schema in one list, and those of the "
     "constraints of a table in another. Two objects have the same name; give one its own with `.named(\"…\")`."},
    {Code::no_primary_key, "no-primary-key",
     "A repository finds, updates and removes rows by their primary key, and references point to it. Mark a column "
     "with `primary_key`, or several with `primary_key(&A::b, &A::c)` in the table."},
    {Code::mixin_cycle, "mixin-cycle",
     "C++ does not let a struct inherit itself, directly or through another mixin, nor a struct that is not complete "
     "yet: a mixin stands before what derives from it. A reference to another entity is `BelongsTo<…>`, not a base."},
    {Code::unknown_column, "unknown-column",
     "A pointer to member, a name in a string or an expression of SQL names a column that the table does not have. The "
     "column of `BelongsTo<User> user` is `user_id`."},
    {Code::name_too_long, "name-too-long",
     "PostgreSQL keeps 63 bytes of a name and cuts the rest without a word. schemac shortens names that it makes "
     "itself; a name given by hand it refuses, so that what you wrote is what is there."},
    {Code::name_collision, "name-collision",
     "PostgreSQL keeps 63 bytes of a name, and two different names are the same once schemac has shortened one to "
     "that. Give one of them its own name."},
    {Code::stale_rename, "stale-rename",
     "`renamed_from(\"x\")` says that x has become this. Something called x is still declared, so one of the two is "
     "wrong."},
    {Code::no_relation, "no-relation",
     "`HasMany<B>` and `HasOne<B>` need exactly one `BelongsTo` or `RefersTo` in B that points back here, "
     "`ManyToMany<B, C>` one to each side in C. With several, name the field that is meant: `HasMany<B> "
     "bs{through(\"author\")}`. `HasOne` needs one that is unique. `RefersTo<B>` needs a `foreign_key` to B in the "
     "table, and with several `along(&A::x, &A::y)` names the columns of the one that is meant."},
    {Code::unclear_comment, "unclear-comment",
     "A comment `///<` belongs to the column or enumerator that ends last before it on its line, a comment `///` to "
     "the one that begins next behind it. Two of one declaration (`Integer a, b;`) it cannot tell apart, and behind "
     "a closing brace it may be of what is closed or of the last member on the line. Give each declaration a line. "
     "A mark (`schemac: renamed from x`, `schemac: label x`) belongs to an entity, a field, an enumeration or an "
     "enumerator: above it, or behind it on its line."},
    {Code::generated_clash, "generated-clash",
     "From an entity `User` schemac generates `User`, `NewUser`, `UserPatch` and `UserRepository`, from each header "
     "one pair of files. A name of the schema is the same as one of these, or as one that generated code needs (`std`,"
     " `schemac`). Give the entity, enumeration, key or header another name; the table keeps its own with "
     "`table_name(\"…\")`."},
    {Code::build_differs, "build-differs",
     "The SCHEMA and QUERIES of `schemac_generate` in CMakeLists.txt are not the headers and query files that "
     "schemac.toml has. Two files of C++ come of each: one that is left out would be missed by the linker."},
    {Code::sql_syntax, "sql-syntax",
     "PostgreSQL's own parser refuses this piece of SQL. The place is inside the string or file."},
    {Code::sql_rejected, "sql-rejected",
     "The private server was asked to create an object and refused it: a column that does not exist, a type that does "
     "not fit, a function that is not there. The message is PostgreSQL's."},
    {Code::rows_in_schema, "rows-in-schema",
     "A file of `[schema] sql` says what the schema is, and no database is given rows by it. Write the statement into "
     "a migration: `schemac migrate new NAME` makes an empty one. In a dump that pg_dump wrote, rows are passed over."},
    {Code::missing_extension, "missing-extension",
     "The schema needs an extension that is not installed for the private server. Install the package that has it "
     "(`postgresql-contrib` files come with Debian's `postgresql-15`; PostGIS is `postgresql-15-postgis-3`), or name "
     "another scratch server with `--server URL`."},
    {Code::unmodelled, "unmodelled",
     "The database has an object of a kind that schemac does not manage. It is reported, left as it is and never "
     "dropped."},
    {Code::bad_query, "bad-query",
     "A file of queries could not be read as one. Each statement stands below a line `-- name: busiest_users :many`; "
     "the word behind the name is `:one`, `:optional`, `:many`, `:exec` or `:execrows` and has to fit the statement. "
     "Parameters are `:name`, or `$1`, `$2` without a gap. The lines `-- nullable: …`, `-- not null: …` and `-- "
     "nullable "
     "elements: …` below the name speak of its parameters (`:since`) and result columns (`total`). Statements that "
     "would "
     "end a transaction, talk to the client (COPY) or leave something in the session are none. A warning is a "
     "parameter "
     "that decides nothing (`ORDER BY :column` sorts by one value, and `:since IS NULL` is false unless it is said to "
     "be "
     "nullable), or an `array_agg` that may gather NULL."},
    {Code::duplicate_query, "duplicate-query",
     "Two queries have one name. They become functions of one namespace, whichever file they stand in."},
    {Code::query_column, "query-column",
     "A result column becomes a member of a struct: it needs a name of its own that C++ takes. Give it one with `AS`."},
    {Code::query_type, "query-type",
     "The result has a column of a type for which there is no C++: a composite, a type of an extension, an enum that "
     "no header declares. Its text can be read: `column::text AS column`."},
    {Code::undetermined_parameter, "undetermined-parameter",
     "PostgreSQL takes the type of a parameter from the place where it stands, and this place leaves it open "
     "(`:since IS NULL`, say). A cast says it: `:since::timestamptz IS NULL`."},
    {Code::snapshot_missing, "snapshot-missing",
     "The folder of migrations is not empty, but snapshot.json is not there. Restore it from version control; it is "
     "committed together with the migrations."},
    {Code::snapshot_unreadable, "snapshot-unreadable",
     "snapshot.json is not what schemac wrote: truncated, edited by hand, or of a format that this version does not "
     "read. Restore it from version control."},
    {Code::snapshot_mismatch, "snapshot-mismatch",
     "The migrations on disk were replayed on the private server and give another schema than snapshot.json says. One "
     "of them was changed after it was written; restore them from version control."},
    {Code::migration_edited, "migration-edited",
     "A migration is not what it was when it was written or applied. A migration that others may have applied is never "
     "edited: undo the edit and write a new one with `schemac generate`."},
    {Code::migration_missing, "migration-missing",
     "migrations.sum or the database's history names a migration whose files are not there. Restore them from version "
     "control, or switch to the branch that has them."},
    {Code::migration_malformed, "migration-malformed",
     "The folder of migrations has something in it that is no migration, or migrations.sum cannot be read. A migration"
     " is a folder `0001_name` with `up.sql` and `down.sql`."},
    {Code::migration_failed, "migration-failed",
     "A statement of a migration failed. Its transaction was rolled back; earlier transactions of the same migration "
     "stand. The message says what has been applied."},
    {Code::migration_unordered, "migration-unordered",
     "A migration is not applied in the database, though one with a higher number is: it came by a merge. What it "
     "would do now nobody has proved. Take back those behind it with `schemac migrate to NUMBER`, or put it behind "
     "them with `schemac migrate rebase`, which proves that this gives the same."},
    {Code::drift, "drift",
     "The database is not what its applied migrations give: somebody changed it by hand. `schemac db pull` writes what "
     "it has into the sources; `schemac diff --from ENV --to snapshot` prints what undoes the change."},
    {Code::manifest_unreadable, "manifest-unreadable",
     "`check --against FILE` reads what an older release sends from the `schemac_manifest.json` that was generated "
     "with it. This file is none, or only a part of one, or of a format that this schemac does not know. Take the one "
     "that was committed with the release: `git show v1.2:generated/schemac_manifest.json`."},
    {Code::breaks_statement, "breaks-statement",
     "While a migration is deployed, and until the last program of the older release has ended, that release works on "
     "the new schema. PostgreSQL refuses a statement that it sends, because a table, a column, a type or a unique key "
     "is gone or another. Keep what it needs beside what is new, and drop it in a later migration, when nothing uses "
     "it."},
    {Code::breaks_read, "breaks-read",
     "A column has another type than an older release reads, or may be NULL where that release reads none. Add a "
     "column of the new type beside it and let releases move over; let a column be NULL once all that run can read "
     "it."},
    {Code::breaks_write, "breaks-write",
     "The new schema refuses rows that an older release writes: a new column is NOT NULL and has no default, a default"
     " is gone, a column takes no NULL or less text than before, a label of an enum is gone. Give new columns a "
     "default, and narrow what is there in a later migration, when no program of that release runs."},
    {Code::unknown_label, "unknown-label",
     "An enum has a label that an older release does not know: as soon as a row has it, each statement of that release "
     "that reads the row fails. Let no row have it until no program of that release runs: a release that knows the "
     "label goes out first, and one that writes it behind it. Where that is so, `check --allow unknown-label` makes it "
     "a warning."},
    {Code::may_refuse_rows, "may-refuse-rows",
     "A key, a constraint, a policy or a trigger came to a table, or says something else than when an older release "
     "was generated. PostgreSQL takes the statements of that release; the rows that it writes may be refused, and "
     "behind a policy others hidden from it. Only rows show whether that happens: be sure that those of that release "
     "pass, or let it come when no program of that release runs."},
    {Code::rename_undecided, "rename-undecided",
     "Something vanished from the schema and something much like it appeared. Dropping would lose its data, so schemac"
     " does not guess: say `renamed_from(\"old\")` in the header, or answer with `--rename old=new` or "
     "`--no-renames`."},
    {Code::cannot_plan, "cannot-plan",
     "There is no way from one state to the other that keeps data: PostgreSQL has no cast between the two types, say. "
     "Write the step by hand in a migration of its own."},
    {Code::secret_in_place, "secret-in-place",
     "`hashed` or `encrypted` has come to a column that is there already, or `encrypted` has left one. Only the "
     "application can hash, encrypt and decrypt: the database has neither the passwords nor the keys, and a migration "
     "would leave plain text where everybody takes it for a secret. The safe way is three releases. Declare a column "
     "beside it, `Nullable<Text> secret_password{hashed}`. Fill it in the application, which writes both columns in "
     "the meantime. Then drop the old one and let the new one take its place: `Text "
     "password{hashed, renamed_from(\"secret_password\")}`. Where the values are worth nothing, take the column out, "
     "`schemac generate`, and declare it anew."},
    {Code::proof_failed, "proof-failed",
     "The migration was run on the private server before it was written, and did not reach exactly the state that the "
     "schema says, or its way down did not return. Nothing was written. This is a fault of schemac or of an object it "
     "does not model; the message names the object."},
    {Code::hazard_refused, "hazard-refused",
     "The plan would do something that the policy does not allow (delete data, say). Allow it with `--allow=HAZARD` or"
     " in schemac.toml."},
    {Code::rows_in_the_way, "rows-in-the-way",
     "The database was asked before anything ran, and holds rows on which a statement would fail: NULLs, duplicates, "
     "references to nothing, values that a check or a type refuses. Nothing was run. Mend the rows, or let the "
     "migration mend them in a statement before: `-- schemac: check rows: …` above a statement is the question, and "
     "can be changed or taken out."},
    {Code::missing_role, "missing-role",
     "A statement gives something to a role, or names it in a policy, and the server where it is to run has no such "
     "role. Roles are shared by all databases of a server and often have passwords: create it there first. The "
     "private server makes the roles it meets, so that migrations can be proved."},
    {Code::cannot_pull, "cannot-pull",
     "`schemac db pull` could not bring the sources to what the database has: a place in a header that it cannot edit, "
     "or an object that it found no words for. Nothing was written. Edit the place by hand and pull again."},
    {Code::nothing_to_do, "nothing-to-do", "The command was asked for a change and there is none to make."},
    {Code::config_unreadable, "config-unreadable",
     "schemac.toml was not found, is not valid TOML, or has a key that schemac does not know. `schemac init` writes "
     "one."},
    {Code::unknown_environment, "unknown-environment",
     "`--env NAME` names an environment that schemac.toml does not have. Add `[environments.NAME]` with a `url`."},
    {Code::bad_usage, "bad-usage", "The command line is wrong. `schemac help VERB` shows examples."},
    {Code::protected_environment, "protected-environment",
     "The environment has `protected = true` in schemac.toml, and the command would destroy data."},
    {Code::stale_output, "stale-output",
     "A file that schemac generates is not what it would generate now. Run `schemac generate` and commit the result."},
    {Code::output_unwritable, "output-unwritable",
     "A file could not be written: the folder is read-only, or the disk is full. What was there before is unchanged."},
    {Code::busy, "busy",
     "Somebody else is at work: another schemac in the same project or on the same database, or whoever changes "
     "objects of a database while they are read. Wait for it to end and try again."},
    {Code::template_error, "template-error",
     "A template could not be read, or is not valid mustache. Templates are looked for in the folder that schemac.toml"
     " names, then in the one that was installed with schemac."},
    {Code::no_server, "no-server",
     "schemac asks a private PostgreSQL what a schema means, and found no PostgreSQL on this machine. Install one "
     "(Debian: `apt-get install postgresql-15`), name its folder in schemac.toml (`[server] binaries = \"…\"`), or "
     "name any scratch server with `--server URL`."},
    {Code::connection_failed, "connection-failed",
     "The database could not be reached, or refused the login. The message is the server's or the system's."},
    {Code::server_too_old, "server-too-old", "schemac works with PostgreSQL 13 and newer."},
    {Code::pooler_between, "pooler-between",
     "The URL leads to a connection pooler (PgBouncer, say) that gives each transaction another session of the server. "
     "`migrate` needs a session of its own: for the lock by which deployers take turns, for its settings, for what "
     "builds an index CONCURRENTLY. Name the server itself with `direct_url` in the environment."},
    {Code::unindexed_foreign_key, "unindexed-foreign-key",
     "No index begins with the columns of this foreign key. PostgreSQL makes none by itself: every DELETE and every "
     "change of a key in the table it refers to reads this table from end to end, and holds locks while it does. "
     "Add an index on the columns; `BelongsTo` makes one unless it says `no_index`."},
    {Code::redundant_index, "redundant-index",
     "Another index of the table does all that this one does: it has the same keys, or begins with them. Both are "
     "kept up to date by every write. Drop the one that is named."},
    {Code::keyless_table, "keyless-table",
     "A row of this table cannot be named: no reference can point to it, a duplicate cannot be removed, logical "
     "replication cannot carry its updates. Add a primary key."},
    {Code::narrow_key, "narrow-key",
     "A key that counts up ends at 2147483647 (`integer`) or 32767 (`smallint`); then every INSERT fails, and the "
     "way out rewrites the table and all that refer to it. Make it `bigint` (`BigInt`) while it is small."},
    {Code::mixed_key_types, "mixed-key-types",
     "The columns of this foreign key have other types than those they refer to: each comparison casts, and the "
     "narrower one overflows first. Give both one type."},
    {Code::nullable_unique, "nullable-unique",
     "Of a unique key, rows with a NULL are never equal to each other: any number of them fit. Make the column NOT "
     "NULL, say `NULLS NOT DISTINCT` (PostgreSQL 15), or make it a partial index that says what is meant."},
    {Code::nullable_boolean, "nullable-boolean",
     "This boolean has three values: `WHERE NOT flag` leaves out the rows in which it is NULL. Make it NOT NULL "
     "with a default; where the third value means something, an enum says what."},
    {Code::unvalidated_constraint, "unvalidated-constraint",
     "The constraint is NOT VALID: rows that were there before it may break it, and the planner does not rely on "
     "it. `ALTER TABLE … VALIDATE CONSTRAINT …` finishes it, while others write."},
    {Code::timestamp_without_zone, "timestamp-without-zone",
     "`timestamp` is what a clock on a wall says, in a place that nobody wrote down: it is no moment in time. "
     "`timestamptz` (`TimestampTz`) is one, and takes the same 8 bytes."},
    {Code::time_with_zone, "time-with-zone",
     "`time with time zone` has an offset and no date, so that no rule of a time zone can be applied to it. The "
     "standard demands it, and PostgreSQL's own manual advises against it. Use `timestamptz`, or `time` and the "
     "name of a zone."},
    {Code::padded_char, "padded-char",
     "`character(n)` is filled up with blanks, which are stored, and ignored by some comparisons and not by others. "
     "It is not faster than `text` or `varchar(n)`. For a fixed length add a CHECK to a `text`."},
    {Code::plain_json, "plain-json",
     "`json` keeps the text as it came, blanks and duplicate keys too: it has no `=`, no index, and is parsed again "
     "by each operator. Use `jsonb` (`Jsonb`)."},
    {Code::money_type, "money-type",
     "`money` has the decimals and the sign of whatever `lc_monetary` says at the time: under another setting the "
     "same value reads differently. Use `numeric(12, 2)`, with the currency in a column of its own."},
    {Code::serial_column, "serial-column",
     "A serial is a default and a sequence that have their own rights and can drift apart from the column. "
     "`GENERATED … AS IDENTITY` is of the standard and belongs to it: a bare `BigInt id{primary_key}` in a header."},
    {Code::select_star, "select-star",
     "PostgreSQL writes down the columns that `*` meant when the view was made: what the table gets later the view "
     "does not have, and the next edit of the view changes more than it says. Name the columns."},
    {Code::view_bypasses_policies, "view-bypasses-policies",
     "A view reads with the rights of its owner, who is above the policies of a table with row-level security: "
     "whoever may read the view reads all rows. Give it `security_invoker = true` (PostgreSQL 15), or filter in the "
     "view."},
    {Code::loose_search_path, "loose-search-path",
     "A SECURITY DEFINER function runs with its owner's rights and its caller's search_path: whoever can create an "
     "object in a schema that comes first there runs code as the owner. Add `SET search_path = pg_catalog, …` to "
     "the function."},
    {Code::idle_policy, "idle-policy",
     "The table has a policy and does not obey it: row-level security is off. `ALTER TABLE … ENABLE ROW LEVEL "
     "SECURITY` turns it on; else drop the policy, which only looks like protection."},
    {Code::no_policy, "no-policy",
     "Row-level security is on and no permissive policy is there: everybody but the owner sees no row at all. Add a "
     "policy, or turn it off."},
    {Code::setting_as_text, "setting-as-text",
     "A policy or a default reads a setting of the application by current_setting() and takes it as text. A setting "
     "that a transaction has set is not gone behind it: in the same session it is an empty text, so that a transaction "
     "that forgets to set it meets no error and passes as ''. nullif(current_setting('app.tenant', true), '') is NULL "
     "then, which equals nothing and which a NOT NULL column refuses; a cast to a type that refuses '' (uuid, bigint) "
     "fails."},
    {Code::granted_to_all, "granted-to-all",
     "PUBLIC is every role there is and every one to come: everybody who can log in may do this with the table. "
     "Grant it to the roles that need it."},
    {Code::rewrite_rule, "rewrite-rule",
     "A rule rewrites queries before they are planned: volatile functions run twice, COPY passes it by, and "
     "RETURNING rarely says what was done. Use a trigger."},
    {Code::table_inheritance, "table-inheritance",
     "Keys, foreign keys and unique constraints of a table do not hold for those that inherit from it. For parts of "
     "one table use partitions; else a reference."},
    {Code::unlogged_table, "unlogged-table",
     "An unlogged table is empty after a crash of the server, and is not on its standbys. Leave UNLOGGED out "
     "wherever the rows matter."},
    {Code::quoted_name, "quoted-name",
     "The name must stand in double quotes wherever SQL uses it: it has capitals, blanks, or is a word of the "
     "grammar. Whoever forgets them names something else. Use lower case, digits and `_`."},
    {Code::house_name, "house-name",
     "The name does not keep to the pattern that `[lint.names]` in schemac.toml has for its kind."},
    {Code::stale_allow, "stale-allow",
     "`schemac: allow CODE` stands at a place where that code is not raised, names a code that lint does not have, "
     "or `[lint] allow` lists one that nothing raises. Take it out, so that it does not hide what comes later."},
});

static_assert(std::is_sorted(kCodes.begin(), kCodes.end(),
                             [](const CodeText& a, const CodeText& b) { return a.code < b.code; }));

}  // namespace

std::string_view name_of(Code code) { return kCodes[static_cast<std::size_t>(code)].name; }

std::optional<CodeText> find_code(std::string_view name) {
  const auto found =
      std::find_if(kCodes.begin(), kCodes.end(), [&](const CodeText& entry) { return entry.name == name; });
  if (found == kCodes.end()) return std::nullopt;
  return *found;
}

std::span<const CodeText> all_codes() { return kCodes; }

}  // namespace schemac
