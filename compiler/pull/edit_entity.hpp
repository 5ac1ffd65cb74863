// One entity of a header after a change of its table: fields and parts that the change touches are edited where they
// stand, new ones are put in, and what is gone is taken out.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "pull/entity_text.hpp"
#include "pull/renamed_columns.hpp"
#include "pull/source_index.hpp"
#include "pull/sources.hpp"
#include "support/diagnostics.hpp"

namespace schemac::pull {

/// Edits by header.
using Edits = std::map<std::string, std::vector<Edit>>;

/// The same entity as the sources mean it and as the database has it.
struct EntityChange {
  const model::Entity& entity;
  const EntityText& before;
  const EntityText& after;
  RenamedColumns renamed;
};

/// Edits one entity. Fields that it has from a mixin are edited there where all who have them change alike, which
/// `shared` says; else the entity gives the mixin up. A place that cannot be found is an error.
class EntityEditor {
 public:
  EntityEditor(const EntityChange& change, const SourceIndex& index, Edits& edits, Diagnostics& diagnostics);

  /// What the field of a column that the header declares becomes; null: it goes.
  [[nodiscard]] const FieldText* after(const std::string& column) const;
  /// The columns that come from a mixin, and differ.
  [[nodiscard]] std::vector<std::string> changed_in_mixins() const;

  /// `shared`: the columns that are edited in their mixin.
  void run(const std::set<std::string>& shared);
  /// Edits the field of a mixin, for all who have it.
  void edit_in_mixin(const std::string& column);

 private:
  using Changed = std::map<std::size_t, const PartText*>;
  [[nodiscard]] const model::Field* declared_field(const std::string& column) const;
  [[nodiscard]] const std::string& former(const std::string& column) const;
  [[nodiscard]] const FieldText* field(const EntityText& text, const std::string& column) const;
  [[nodiscard]] bool is_shared(const Located& at, const std::string& column) const;
  [[nodiscard]] bool is_own(const std::string& column) const;
  [[nodiscard]] std::set<std::string> keys_at(std::size_t begin) const;
  [[nodiscard]] std::string key_of(const CppMember& member, std::size_t item) const;
  void edit_field(const Located& at, const FieldText& before, const FieldText& after,
                  const std::set<std::string>& dropped);
  void give_up_mixins(const std::set<std::string>& shared);
  void edit_fields();
  void insert_fields();
  void edit_parts();
  void edit_table(const CppMember* table);
  void rewrite_list(const CppMember& table, const std::set<std::size_t>& gone, const Changed& changed,
                    const std::vector<PartText>& fresh);
  void edit_lines(const CppMember& table, const std::set<std::size_t>& gone, const Changed& changed,
                  const std::vector<PartText>& fresh);
  void add(std::size_t begin, std::size_t end, std::string text);

  const EntityChange& change_;
  const SourceIndex& index_;
  Edits& edits_;
  Diagnostics& diagnostics_;
  Located struct_;
  std::set<std::string> unrolled_;                             ///< Columns of mixins that become the entity's own.
  std::set<std::string> unrolled_parts_;                       ///< Keys of parts of such mixins.
  std::map<const CppMember*, std::set<std::string>> dropped_;  ///< Options that the table's list says from now on.
};

}  // namespace schemac::pull
