// All headers in one round: what the sources mean and what the database has, each worded with the same names, and what
// differs edited.
#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "pull/cpp_tokens.hpp"
#include "pull/edit_entity.hpp"
#include "pull/edit_enumeration.hpp"
#include "pull/edit_relations.hpp"
#include "pull/header_text.hpp"
#include "pull/merge_field.hpp"
#include "pull/new_entities.hpp"
#include "pull/new_relations.hpp"
#include "pull/pull.hpp"
#include "pull/source_index.hpp"
#include "pull/statements.hpp"

namespace schemac::pull {
namespace {

using model::ObjectId;
using model::QualifiedName;

/// One state of the tables, worded.
using Texts = std::map<QualifiedName, EntityText>;

Texts describe_all(const Wording& wording) {
  Texts texts;
  for (const auto& [id, table] : wording.schema.tables)
    if (can_say(table, wording.forms) && wording.names.entities.contains(table.name))
      texts.emplace(table.name, describe_entity(table, wording));
  return texts;
}

std::vector<EntityText> values(const Texts& texts) {
  std::vector<EntityText> all;
  for (const auto& [table, text] : texts) all.push_back(text);
  return all;
}

class Round {
 public:
  Round(const Meaning& before, const model::Schema& live, const Layout& layout, Progress& progress, Sources& sources,
        Diagnostics& diagnostics)
      : before_(before),
        live_(live),
        layout_(layout),
        progress_(progress),
        sources_(sources),
        diagnostics_(diagnostics),
        index_(sources, before.declared) {}

  std::set<ObjectId> run() {
    word();
    relate();
    edit_entities();
    edit_enumerations();
    for (auto& [file, edits] : edits_) sources_.headers[file] = edited(sources_.headers[file], std::move(edits));
    for (const auto& [file, edits] : edits_)
      if (is_needless(file)) sources_.headers.erase(file);
    write_new_entities(std::move(fresh_), live_.enum_types, layout_, names_, sources_);
    return beyond_words();
  }

 private:
  /// Both states in words. A foreign key for which headers would include each other is not said by them.
  void word() {
    bool untied = true;
    while (untied) {
      forms_ = forms();
      before_references_ = find_references(before_.schema, forms_);
      live_references_ = find_references(live_, forms_);
      names_ = choose_names(live_, before_.declared, live_references_, forms_, layout_.namespaces);
      live_texts_ = describe_all(now_);
      untied = untie_includes(values(live_texts_), now_, progress_.forms);
    }
    before_texts_ = describe_all({before_.schema, forms_, names_, before_references_});
  }

  Forms forms() const {
    Forms forms = progress_.forms;
    const std::set<ObjectId> headers = ids_of(before_.declared.schema);
    for (const ObjectId& id : ids_of(before_.schema))
      if (!headers.contains(id)) forms.in_sql.insert(id);
    forms.in_table.merge(objects_in_tables(before_.declared, index_));
    // A field that is a plain column stays one: its C++ name would change with a reference.
    for (const auto& each : live_.foreign_keys) {
      const model::ForeignKey& key = each.second;
      const model::Entity* const entity = entity_of(key.table);
      if (entity == nullptr || key.columns.size() != 1 ||
          before_.declared.schema.foreign_keys.find(each.first) != nullptr)
        continue;
      const bool refers = std::any_of(entity->relations.begin(), entity->relations.end(), [&](const auto& relation) {
        return relation.is_column && relation.columns == key.columns;
      });
      const bool declared = std::any_of(entity->fields.begin(), entity->fields.end(),
                                        [&](const auto& field) { return field.column == key.columns.front(); });
      if (declared && !refers) forms.in_table.insert(each.first);
    }
    return forms;
  }

  const model::Entity* entity_of(const QualifiedName& table) const {
    for (const model::Entity& entity : before_.declared.entities)
      if (entity.table == table) return &entity;
    return nullptr;
  }

  /// Which columns have other names, and the relations of entities whose headers are there or to come.
  void relate() {
    std::map<QualifiedName, std::set<std::string>> words;
    std::vector<EntityText> entities;
    for (const auto& [table, text] : live_texts_) {
      entities.push_back(text);
      const model::Entity* const entity = entity_of(table);
      if (entity == nullptr) continue;
      entities.back().refers_to.clear();
      words.emplace(table, words_in(*entity));
      const ObjectId id{model::Kind::table, table.schema, {}, table.name};
      if (const model::Table* const before = before_.schema.tables.find(id))
        renamed_[table] = renamed_columns(*entity, before_.declared.renames, *before, *live_.tables.find(id));
      for (const auto& [former, name] : renamed_[table])
        progress_.renamed.emplace(model::column_id(table, former), name);
    }
    ways_ = add_relations(entities, now_, former_, words);
    for (EntityText& entity : entities) {
      const QualifiedName table = entity.table;
      if (entity_of(table) == nullptr) {
        fresh_.push_back(std::move(entity));
      } else {
        gained_.emplace(table, std::move(entity));
      }
    }
  }

  /// What a new member of the struct must not be called.
  std::set<std::string> words_in(const model::Entity& entity) const {
    std::set<std::string> words;
    for (const model::Relation& relation : entity.relations) words.insert(relation.name);
    const Located at = index_.locate(entity.place);
    if (at.type == nullptr) return words;
    const std::string_view body = in(*at.text, at.type->body);
    for (const CppToken& token : tokens_of(body))
      if (token.kind == CppToken::Kind::word) words.emplace(body.substr(token.begin, token.end - token.begin));
    return words;
  }

  void edit_entities() {
    std::vector<EntityChange> changes;
    for (const model::Entity& entity : before_.declared.entities) {
      const auto before = before_texts_.find(entity.table);
      const auto after = live_texts_.find(entity.table);
      if (after == live_texts_.end()) {
        remove_entity(entity);
      } else if (before != before_texts_.end()) {
        changes.push_back({entity, before->second, after->second, renamed_[entity.table]});
      }
    }
    std::vector<EntityEditor> editors;
    for (const EntityChange& change : changes) editors.emplace_back(change, index_, edits_, diagnostics_);
    const std::set<Place> shared = changed_alike(changes, editors);
    std::set<Place> done;
    const RelationScope scope{now_, former_, ways_, index_};
    for (std::size_t i = 0; i < changes.size(); ++i) {
      std::set<std::string> columns;
      for (const model::Field& field : changes[i].entity.fields) {
        if (!shared.contains(field.place)) continue;
        columns.insert(field.column);
        if (done.insert(field.place).second) editors[i].edit_in_mixin(field.column);
      }
      if (changes[i].before.fields != changes[i].after.fields || changes[i].before.parts != changes[i].after.parts ||
          changes[i].before.comment != changes[i].after.comment) {
        editors[i].run(columns);
        know_definitions(changes[i]);
      }
      edit_relations(changes[i].entity, scope, edits_);
      insert_relations(changes[i].entity, gained_.at(changes[i].entity.table).relations, index_, edits_);
      declare(changes[i].entity, newly_named(changes[i]));
    }
  }

  /// The fields of mixins that have become the same other thing in every entity that has them.
  std::set<Place> changed_alike(const std::vector<EntityChange>& changes,
                                const std::vector<EntityEditor>& editors) const {
    struct Use {
      std::size_t users = 0;
      std::size_t changed = 0;
      std::optional<FieldText> after;
      bool alike = true;
    };
    std::map<Place, Use> uses;
    for (std::size_t i = 0; i < changes.size(); ++i) {
      const std::vector<std::string> changed = editors[i].changed_in_mixins();
      for (const model::Field& field : changes[i].entity.fields) {
        Use& use = uses[field.place];
        ++use.users;
        if (std::find(changed.begin(), changed.end(), field.column) == changed.end()) continue;
        const FieldText* const now = editors[i].after(field.column);
        const std::optional<FieldText> after = now == nullptr ? std::nullopt : std::optional(*now);
        use.alike = use.alike && (use.changed == 0 || use.after == after);
        use.after = after;
        ++use.changed;
      }
    }
    std::set<Place> alike;
    for (const auto& [place, use] : uses)
      if (use.changed > 0 && use.changed == use.users && use.alike) alike.insert(place);
    return alike;
  }

  /// The tables whose entities the fields or relations of an entity have not named before.
  std::set<QualifiedName> newly_named(const EntityChange& change) const {
    std::set<QualifiedName> named = gained_.at(change.entity.table).refers_to;
    std::set_difference(change.after.refers_to.begin(), change.after.refers_to.end(), change.before.refers_to.begin(),
                        change.before.refers_to.end(), std::inserter(named, named.end()));
    return named;
  }

  /// What an edited entity needs whole must be defined where it stands.
  void know_definitions(const EntityChange& change) {
    const Located at = index_.locate(change.entity.place);
    if (at.type == nullptr) return;
    for (const QualifiedName& table : change.after.needs)
      if (!change.before.needs.contains(table)) include(*at.file, *at.text, names_.entities.at(table).header);
    for (const QualifiedName& type : change.after.enums) {
      const CppName& name = names_.enums.at(type);
      if (change.before.enums.contains(type)) continue;
      if (!name.header.empty()) {
        include(*at.file, *at.text, name.header);
        continue;
      }
      const model::EnumType* const made = live_.enum_types.find({model::Kind::enum_type, type.schema, {}, type.name});
      edits_[*at.file].push_back({at.type->whole.begin, at.type->whole.begin, enum_text(*made, names_) + "\n"});
      names_.enums.at(type).header = *at.file;
    }
  }

  /// Makes entities known in front of the struct: those of its namespace are declared, with others that are.
  void declare(const model::Entity& entity, const std::set<QualifiedName>& tables) {
    const Located at = index_.locate(entity.place);
    if (at.type == nullptr) return;
    const std::string_view above = std::string_view(*at.text).substr(0, at.type->whole.begin);
    std::vector<Edit>& edits = edits_[*at.file];
    std::string declarations;
    for (const QualifiedName& table : tables) {
      const CppName& name = names_.entities.at(table);
      const std::string declaration = fmt::format("struct {};\n", name.name);
      if (name.namespaces != entity.namespaces) {
        include(*at.file, *at.text, name.header);
      } else if (above.find("struct " + name.name + " ") == std::string_view::npos &&
                 above.find("struct " + name.name + ";") == std::string_view::npos &&
                 std::none_of(edits.begin(), edits.end(), [&](const Edit& edit) {
                   return edit.begin <= above.size() && edit.text.find(declaration) != std::string::npos;
                 })) {
        declarations += declaration;
      }
    }
    if (declarations.empty()) return;
    const std::size_t last = above.find_last_not_of(" \t\r\n");
    const std::size_t line = above.rfind('\n', last) + 1;  // npos + 1 is the beginning
    const std::string_view before = above.substr(line, last + 1 - line);
    const bool goes_on = before.starts_with("struct ") && before.find_first_of("{;") == before.size() - 1;
    const std::size_t place = goes_on ? above.find('\n', last) + 1 : above.size();
    edits.push_back({place, place, declarations + (goes_on ? "" : "\n")});
  }

  void include(const std::string& file, const std::string& text, const std::string& other) {
    if (other.empty() || other == file) return;
    const std::string line = fmt::format("#include \"{}\"\n", include_path(file, other));
    if (text.find(line) != std::string::npos) return;
    for (const Edit& edit : edits_[file])
      if (edit.text.find(line) != std::string::npos) return;
    const std::size_t last = text.rfind("#include ");
    const std::size_t place = last == std::string::npos ? 0 : text.find('\n', last) + 1;
    edits_[file].push_back({place, place, line});
  }

  void remove_entity(const model::Entity& entity) {
    const Located at = index_.locate(entity.place);
    if (at.type == nullptr) {
      diagnostics_.error(
          Code::cannot_pull, entity.place,
          fmt::format("`{}` has no table any more, and its struct cannot be found in the text", entity.name));
      return;
    }
    remove_definition(at);
  }

  /// Whether a header defines nothing any more, and none includes it.
  bool is_needless(const std::string& file) const {
    for (const CppToken& token : tokens_of(sources_.headers.at(file))) {
      const char first = sources_.headers.at(file)[token.begin];
      const bool says_nothing = token.kind == CppToken::Kind::comment || token.kind == CppToken::Kind::directive;
      // A namespace, a using directive and declared names have none of these.
      if (!says_nothing && (token.kind == CppToken::Kind::literal || token.kind == CppToken::Kind::number ||
                            first == '(' || first == '='))
        return false;
    }
    if (!types_in(sources_.headers.at(file)).empty()) return false;
    return std::none_of(sources_.headers.begin(), sources_.headers.end(), [&](const auto& other) {
      return other.second.find(fmt::format("#include \"{}\"", include_path(other.first, file))) != std::string::npos;
    });
  }

  /// With one of the blank lines around it.
  void remove_definition(const Located& at) {
    TextSpan span = at.type->whole;
    if (span.end < at.text->size() && (*at.text)[span.end] == '\n') ++span.end;
    edits_[*at.file].push_back({span.begin, span.end, {}});
  }

  void edit_enumerations() {
    for (const model::Enumeration& enumeration : before_.declared.enumerations) {
      const ObjectId id{model::Kind::enum_type, enumeration.type.schema, {}, enumeration.type.name};
      const model::EnumType* const before = before_.schema.enum_types.find(id);
      const model::EnumType* const after = live_.enum_types.find(id);
      const Located at = index_.locate(enumeration.place);
      if (at.type == nullptr || before == nullptr || (after != nullptr && *before == *after)) continue;
      if (after == nullptr) {
        remove_definition(at);
      } else {
        edit_enumeration(at, *before, *after, names_, edits_);
      }
    }
  }

  /// Of what stands beside tables only an enumeration has words of its own.
  bool can_edit(const ObjectId& id) const {
    const model::EnumType* const before = before_.schema.enum_types.find(id);
    const model::EnumType* const after = live_.enum_types.find(id);
    if (before == nullptr || after == nullptr) return false;
    return before->labels != after->labels || !after->comment || can_be_comment(*after->comment);
  }

  /// What differs although both states have the same words.
  std::set<ObjectId> beyond_words() const {
    std::set<ObjectId> beyond;
    const std::set<ObjectId> headers = ids_of(before_.declared.schema);
    for (const ObjectId& id : differing(before_.schema, live_)) {
      if (id.table.empty() && id.kind != model::Kind::table) {
        if (headers.contains(id) && !can_edit(id)) beyond.insert(id);
        continue;
      }
      const QualifiedName table =
          id.table.empty() ? QualifiedName{id.schema, id.name} : QualifiedName{id.schema, id.table};
      const auto before = before_texts_.find(table);
      const auto after = live_texts_.find(table);
      if (before == before_texts_.end() || after == live_texts_.end()) continue;
      if (before->second.fields == after->second.fields && before->second.parts == after->second.parts &&
          before->second.comment == after->second.comment)
        beyond.insert(id);
    }
    return beyond;
  }

  const Meaning& before_;
  const model::Schema& live_;
  const Layout& layout_;
  Progress& progress_;
  Sources& sources_;
  Diagnostics& diagnostics_;
  SourceIndex index_;
  Edits edits_;
  Forms forms_;
  References before_references_, live_references_;
  Names names_;
  Texts before_texts_, live_texts_;
  std::map<QualifiedName, RenamedColumns> renamed_;
  std::vector<EntityText> fresh_;               ///< Entities that no header has yet.
  std::map<QualifiedName, EntityText> gained_;  ///< The others, with the relations that they get.
  std::vector<Way> ways_;
  const Wording now_{live_, forms_, names_, live_references_};
  const Former former_{before_.declared, before_.schema, renamed_, progress_.relations_gone};
};

}  // namespace

std::set<ObjectId> edit_headers(const Meaning& before, const model::Schema& live, const Layout& layout,
                                Progress& progress, Sources& sources, Diagnostics& diagnostics) {
  return Round(before, live, layout, progress, sources, diagnostics).run();
}

}  // namespace schemac::pull
