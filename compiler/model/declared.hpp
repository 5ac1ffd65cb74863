// What the headers (and the .sql files beside them) say: the schema as written, not yet as PostgreSQL understands it,
// and the C++ view of it, from which repositories are generated. Nothing here needs a server.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "model/query.hpp"
#include "model/renames.hpp"
#include "model/schema.hpp"
#include "model/source_map.hpp"

namespace schemac::model {

/// The words of the vocabulary for types, without arrays and ranges of other kinds. The C++ type of each is a table in
/// `emit/` (docs/types.md).
enum class TypeWord {
  boolean,
  smallint,
  integer,
  bigint,
  real,
  double_precision,
  numeric,
  money,
  text,
  varchar,
  char_,
  citext,
  bytea,
  uuid,
  date,
  time,
  timetz,
  timestamp,
  timestamptz,
  interval,
  json,
  jsonb,
  xml,
  inet,
  cidr,
  macaddr,
  macaddr8,
  bit,
  varbit,
  point,
  line,
  lseg,
  box,
  path,
  polygon,
  circle,
  tsvector,
  tsquery,
  pg_lsn,
  oid,
  int4range,
  int8range,
  numrange,
  daterange,
  tsrange,
  tstzrange,
  int4multirange,
  int8multirange,
  nummultirange,
  datemultirange,
  tsmultirange,
  tstzmultirange,
  enumeration,  ///< `enum_type` says which.
  custom,       ///< A type spelled by the user: text on the C++ side.
};

struct ColumnType {
  TypeWord word{};
  std::string sql;          ///< As in a column definition: `character varying(50)`, `public.role`, `integer[]`.
  bool array = false;       ///< An array of `word`.
  QualifiedName enum_type;  ///< Only of an enumeration.

  bool operator==(const ColumnType&) const = default;
};

/// A validation of the vocabulary, for the generated code; where it is a check too, the schema has the Check.
struct Validation {
  enum class Rule { length, range, pattern, email, function };
  Rule rule{};
  std::optional<std::string> minimum;  ///< As written: characters for length, a literal for range.
  std::optional<std::string> maximum;
  std::string pattern;
  std::string function{};     ///< Of C++, in the namespace of the rows.
  bool in_code_only = false;  ///< No CHECK of the database says the same.

  bool operator==(const Validation&) const = default;
};

/// One column of an entity, as C++ sees it.
struct Field {
  std::string name;    ///< The C++ name of the column's value: of `BelongsTo<User> user` it is `user_id`.
  std::string column;  ///< The SQL name.
  ColumnType type;
  bool nullable = false;
  bool primary_key = false;
  bool has_default = false;  ///< The database fills it in when an insert leaves it out: default, identity.
  bool generated = false;    ///< The database alone writes it: GENERATED ALWAYS.
  bool touched_on_update = false;
  bool optimistic_lock = false;  ///< The number of the row's version.
  bool hashed = false;
  bool encrypted = false;
  std::string lookup_of;  ///< The encrypted column whose keyed hash this one holds; empty: this is no such column.
  std::vector<Validation> validations;
  std::string comment;  ///< Empty: none.
  Place place;
};

/// A row can be found by these columns alone.
struct UniqueKey {
  std::string name;                      ///< Of the constraint or index.
  std::vector<std::string> columns;      ///< SQL names; never expressions.
  std::optional<std::string> predicate;  ///< SQL as written; the key holds only where it is true.
};

/// A reference to another entity, or the other side of one.
struct Relation {
  enum class Arity { belongs_to, has_one, has_many, many_to_many };
  std::string name;  ///< The C++ member: `user`, `bookings`.
  Arity arity{};
  QualifiedName target;              ///< The other table.
  std::vector<std::string> columns;  ///< Here (belongs_to: the foreign key's; else the key it points to).
  std::vector<std::string> target_columns;
  QualifiedName through;                            ///< Of many_to_many: the table between.
  std::vector<std::string> through_columns;         ///< There: what refers to `columns`.
  std::vector<std::string> through_target_columns;  ///< There: what refers to `target_columns`.
  bool nullable = false;
  bool is_column = false;  ///< Of belongs_to: a column of its own, `BelongsTo`; else `RefersTo`.
  Place place;
};

/// One entity: the C++ of it. Its table, constraints and indexes are in Declared::schema.
struct Entity {
  std::string name;                     ///< `Booking`.
  std::vector<std::string> namespaces;  ///< Of the C++ struct: {"eventide", "schema"}.
  QualifiedName table;
  std::vector<Field> fields;  ///< In the order of the table.
  std::vector<UniqueKey> unique_keys;
  std::vector<Relation> relations;
  std::vector<std::string> primary_key;           ///< SQL names; empty: none.
  std::optional<std::string> soft_delete_column;  ///< Set where the entity has the nullable timestamp `deleted_at`.
  std::string comment;
  std::string header;  ///< The schema header that declares it, relative to the project.
  Place place;
};

/// An enumeration of C++ that is an enum type of PostgreSQL.
struct Enumeration {
  struct Enumerator {
    std::string name;   ///< C++.
    std::string label;  ///< SQL.
    std::string comment;
  };
  std::string name;
  std::vector<std::string> namespaces;
  QualifiedName type;
  std::vector<Enumerator> enumerators;
  std::string comment;
  std::string header;
  Place place;
};

/// One statement of a .sql file, and what its text says of it.
struct SqlStatement {
  std::string text;
  Place place;
  bool of_session = false;      ///< SET and the like: it holds for the statements of its file that follow.
  std::set<std::string> roles;  ///< Those that it names and that must be there.
};

/// A comment of a .sql file that says a rename: `-- schemac: renamed from x`. What it stands at is known by name only;
/// which object that is, the server's reading of the file tells.
struct RenameMark {
  ObjectId after;                      ///< `schema` is empty where search_path decides; a routine has no arguments.
  std::vector<std::string> arguments;  ///< Of a routine: its input types as written, `int4` or `text[]`.
  std::string label;                   ///< Only at a value of an enum.
  QualifiedName before;                ///< Without a schema: that of `after`. At a value of an enum its former label.
  std::string search_path;             ///< The namespace in which names without one are made there.
  Place place;
};

struct Declared {
  Schema schema;  ///< As written; expressions are the user's, names are resolved.
  SourceMap places;
  std::vector<SqlStatement> statements;  ///< Of the .sql files, in the order of files and lines.
  Renames renames;                       ///< Of the headers.
  /// Those of them, of tables, that name no schema: `before` has the one of `after`, which is the first to be asked.
  std::map<Rename, Place> bare_renames;
  std::vector<RenameMark> rename_marks;  ///< Of the .sql files, in their order.
  std::map<std::string, int> dumps;      ///< The .sql files that pg_dump wrote, with the major of their server.
  std::vector<Entity> entities;          ///< In the order of headers and lines.
  std::vector<Enumeration> enumerations;
  std::vector<std::string> headers;       ///< The schema headers, as configured, sorted.
  std::vector<QueryFile> queries;         ///< No part of the schema: what is made of it. Described, where code is made.
  std::vector<std::string> dependencies;  ///< Every file that was read, sorted: for a DEPFILE.
  std::string hash;  ///< SHA-256 over everything that reaches the database: model, .sql statements, options.
};

}  // namespace schemac::model
