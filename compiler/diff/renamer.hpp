// One rename, asked for each place of a schema where a name can stand. For rename.cpp alone, which knows the places.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "diff/rename.hpp"
#include "diff/renamed_query.hpp"
#include "diff/renamed_text.hpp"
#include "model/relations.hpp"

namespace schemac::diff {

/// Gives an index (or the constraint behind which it stands) its new name where a table is clustered on it or
/// identified by it, and where another is part of it.
void rename_where_chosen(model::Schema& schema, const model::Rename& rename);

class Renamer {
 public:
  /// `below` are the tables to which PostgreSQL passes the rename of a column on.
  Renamer(const model::Rename& rename, const model::Dependencies& dependencies, std::set<model::QualifiedName> below)
      : rename_(rename), dependencies_(dependencies), below_(std::move(below)) {}

  /// The id of anything, a column of a table below among them.
  [[nodiscard]] model::ObjectId in_id(const model::ObjectId& id) const {
    if (!is_below(id)) return renamed_id(id, rename_);
    return model::column_id({id.schema, id.table}, rename_.after.name);
  }

  void in_namespace(std::string& name) const {
    if (rename_.before.kind == model::Kind::namespace_ && rename_.before.name == name) name = rename_.after.name;
  }

  /// The name of an object of `kind`, which is none that stands on a relation.
  void in_name(model::Kind kind, model::QualifiedName& name) const {
    const model::ObjectId id = renamed_id({kind, name.schema, {}, name.name}, rename_);
    name = {id.schema, id.name};
  }

  /// Everything that stands on the relation calls it by its new name; done last, for the others ask by the old one.
  void in_table(model::QualifiedName& relation) const {
    in_name(model::is_relation(rename_.before.kind) ? rename_.before.kind : model::Kind::table, relation);
  }

  void in_column(const model::QualifiedName& table, std::string& column) const {
    column = in_id(model::column_id(table, column)).name;
  }
  void in_columns(const model::QualifiedName& table, std::vector<std::string>& columns) const {
    for (std::string& column : columns) in_column(table, column);
  }

  /// `owner` is whose text it is, `home` the table on which the owner stands.
  void in_text(const model::ObjectId& owner, const model::QualifiedName& home, std::string& text) const {
    text = renamed_text(text, rename_, scope_of(owner, home), home.name);
  }
  void in_text(const model::ObjectId& owner, const model::QualifiedName& home, std::optional<std::string>& text) const {
    if (text) in_text(owner, home, *text);
  }
  /// The query of a view, which knows of every relation that it reads. `columns` are those of the view.
  void in_query(const model::ObjectId& owner, const std::vector<model::ViewColumn>& columns, std::string& query) const {
    if (rename_.before.kind != model::Kind::column) return in_text(owner, {}, query);
    if (needs(owner, rename_.before)) query = renamed_query(query, rename_);
    const bool own = rename_.before.schema == owner.schema && rename_.before.table == owner.name;
    for (std::size_t i = 0; own && i < columns.size(); ++i) {
      if (columns[i].name == rename_.before.name) query = renamed_result(query, i, rename_.after.name);
    }
  }
  /// A type, a collation, an operator: no column can stand in it.
  void in_type(std::string& text) const { text = renamed_text(text, rename_, Scope::nothing, {}); }
  void in_type(std::optional<std::string>& text) const {
    if (text) in_type(*text);
  }
  void in_key(const model::ObjectId& owner, const model::QualifiedName& home, model::IndexKey& key) const {
    in_column(home, key.column);
    in_text(owner, home, key.expression);
    in_type(key.collation);
    in_type(key.opclass);
  }

  /// The name of what stands on `table`, and the table itself.
  template <class K>
  void in_part(K& part) const {
    part.name = renamed_id(part.id(), rename_).name;
    in_table(part.table);
  }

  [[nodiscard]] const model::Rename& rename() const { return rename_; }

 private:
  [[nodiscard]] bool is_below(const model::ObjectId& id) const {
    return id.kind == model::Kind::column && id.name == rename_.before.name && below_.count({id.schema, id.table}) != 0;
  }

  [[nodiscard]] Scope scope_of(const model::ObjectId& owner, const model::QualifiedName& home) const {
    if (rename_.before.kind != model::Kind::column) return Scope::nothing;
    if (home == model::QualifiedName{rename_.before.schema, rename_.before.table}) return Scope::of_table;
    if (below_.count(home) != 0) return Scope::of_table;
    return needs(owner, rename_.before) ? Scope::foreign : Scope::nothing;
  }

  [[nodiscard]] bool needs(const model::ObjectId& owner, const model::ObjectId& need) const {
    const auto found = dependencies_.find(owner);
    return found != dependencies_.end() && found->second.count(need) != 0;
  }

  const model::Rename& rename_;
  const model::Dependencies& dependencies_;
  std::set<model::QualifiedName> below_;
};

}  // namespace schemac::diff
