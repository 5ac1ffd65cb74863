// The declared schema in the making. Each pass over it is a free function in a file of its own; their order is in
// parse.cpp. Pointers go into Source, which outlives the draft.
#pragma once

#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "frontend/parse.hpp"
#include "frontend/source.hpp"
#include "model/declared.hpp"

namespace schemac::frontend {

/// One column, with the field that it comes from.
struct ColumnDraft {
  const SourceField* source = nullptr;
  RecordId owner{};  ///< The record that declares the field: the entity or one of its mixins.
  model::Column column;
  model::Field field;
  bool lookup = false;  ///< The blind index of the encrypted field; its options are those of the ciphertext.
  /// Of a `BelongsTo`, once its target is resolved.
  std::size_t target = 0;  ///< In Draft::tables.
  std::string target_column;
};

struct TableDraft {
  const SourceRecord* record = nullptr;
  RecordId record_id{};
  model::Table table;
  model::Entity entity;
  std::vector<ColumnDraft> columns;
  std::vector<const SourceField*> relations;  ///< RefersTo, HasMany, HasOne, ManyToMany.
  std::vector<const Word*> parts;             ///< Of mixins, then its own.
  const Word* key_word = nullptr;             ///< What says the primary key; null: nothing does.
  std::vector<const SourceField*> key_fields;
  std::set<std::string> indexed;  ///< Columns with which a key or a whole B-tree begins.
  /// Columns that identify one row, and what makes them do so: the primary key, unique constraints and indexes.
  std::vector<std::pair<std::vector<std::string>, model::ObjectId>> identifying;
  std::vector<std::string> key;  ///< SQL names of the primary key, once references are resolved.

  [[nodiscard]] const model::QualifiedName& name() const { return table.name; }
};

/// A name that is taken in one of PostgreSQL's lists of names.
struct Claim {
  Place place;
  std::string full;  ///< Before it was shortened.
};

struct Draft {
  const Options& options;
  const Source& source;
  Diagnostics& diagnostics;
  model::Declared declared;
  std::vector<TableDraft> tables;
  std::unordered_map<RecordId, std::size_t> table_of;
  std::map<std::string, Claim> claims;  ///< By list and name.
};

/// A name as PostgreSQL keeps it, and before it was shortened.
struct Name {
  std::string kept;
  std::string full;
};

/// Takes the object's name in every list that PostgreSQL keeps it in: of the relations and types of a schema, of the
/// constraints, triggers or policies of a table. Reports a name that is taken, and is false then.
bool claim(Draft& draft, const model::ObjectId& id, const std::string& full, const Place& place);

/// Adds an object of any kind with its place, unless its name is taken. `full` is the name before it was shortened.
template <class K>
void put(Draft& draft, model::Objects<K>& objects, K object, const Place& place, const std::string& full) {
  if (!claim(draft, object.id(), full, place)) return;
  draft.declared.places.insert_or_assign(object.id(), place);
  objects.put(std::move(object));
}

/// `object` needs `needed`.
inline void depend(Draft& draft, const model::ObjectId& object, model::ObjectId needed) {
  draft.declared.schema.dependencies[object].insert(std::move(needed));
}

}  // namespace schemac::frontend
