// Objects that the catalog itself can spell: each query gives, beside number, namespace and name, the statements that
// make an object and those that alter its parts and settings. Most databases have nothing of most kinds; those are
// not even asked for.
#include <cassert>
#include <set>

#include "catalog/queries.hpp"
#include "catalog/readers.hpp"

namespace schemac::catalog {
namespace {

struct Shelf {
  model::Kind kind{};
  Oid catalog = 0;
  std::string_view query;
  bool in_namespaces = true;  ///< Its query takes the namespaces in scope; else it is of the whole database.
};

// In the order in which they are found to be needed by each other; read in any.
std::vector<Shelf> shelves() {
  using model::Kind;
  return {
      {Kind::language, kPgLanguage, queries::kLanguages, false},
      {Kind::access_method, kPgAm, queries::kAccessMethods, false},
      {Kind::foreign_data_wrapper, kPgForeignDataWrapper, queries::kForeignDataWrappers, false},
      {Kind::server, kPgForeignServer, queries::kServers, false},
      {Kind::user_mapping, kPgUserMapping, queries::kUserMappings, false},
      {Kind::collation, kPgCollation, queries::kCollations},
      {Kind::operator_, kPgOperator, queries::kOperators},
      {Kind::operator_family, kPgOpfamily, queries::kOperatorFamilies},
      {Kind::operator_class, kPgOpclass, queries::kOperatorClasses},
      {Kind::cast, kPgCast, queries::kCasts, false},
      {Kind::transform, kPgTransform, queries::kTransforms, false},
      {Kind::conversion, kPgConversion, queries::kConversions},
      {Kind::text_search_parser, kPgTsParser, queries::kTextSearchParsers},
      {Kind::text_search_template, kPgTsTemplate, queries::kTextSearchTemplates},
      {Kind::text_search_dictionary, kPgTsDict, queries::kTextSearchDictionaries},
      {Kind::text_search_configuration, kPgTsConfig, queries::kTextSearchConfigurations},
      {Kind::event_trigger, kPgEventTrigger, queries::kEventTriggers, false},
      {Kind::publication, kPgPublication, queries::kPublications, false},
  };
}

std::vector<model::ScriptedPart> parts_of(const std::vector<std::string>& pieces) {
  assert(pieces.size() % 4 == 0 && "a part is an aspect and three statements");
  std::vector<model::ScriptedPart> parts;
  for (std::size_t i = 0; i < pieces.size(); i += 4) {
    parts.push_back({pieces[i], pieces[i + 1], pieces[i + 2], pieces[i + 3]});
  }
  return parts;
}

void set(const std::vector<std::string>& pieces, model::Scripted& scripted) {
  assert(pieces.size() % 3 == 0 && "a setting is an aspect and two statements");
  for (std::size_t i = 0; i < pieces.size(); i += 3) {
    scripted.settings.emplace(pieces[i], pieces[i + 1]);
    scripted.defaults.emplace(pieces[i], pieces[i + 2]);
  }
}

model::Scripted read_one(model::Kind kind, Fields& fields) {
  const model::QualifiedName name = fields.qualified_name();
  model::Scripted scripted;
  scripted.object = {kind, name.schema, {}, name.name};
  scripted.definition = fields.printed_list();
  scripted.frame = fields.text_or_null();
  scripted.parts = parts_of(fields.printed_list());
  set(fields.list(), scripted);
  scripted.comment = fields.text_or_null();
  return scripted;
}

std::set<Oid> present_in(Source& source) {
  std::set<Oid> present;
  const auto rows = source.rows(queries::kPresent);
  for (Fields fields : rows) present.insert(fields.oid());
  return present;
}

/// They are relations too: triggers may stand on them.
void read_foreign_tables(Source& source, Draft& draft) {
  const auto rows = source.rows(queries::kForeignTables, {draft.namespaces.text()});
  for (Fields fields : rows) {
    const Oid oid = fields.oid();
    model::Scripted table = read_one(model::Kind::foreign_table, fields);
    draft.relations.add(oid);
    draft.relation_names.emplace(oid, model::QualifiedName{table.object.schema, table.object.name});
    draft.put(kPgClass, oid, std::move(table));
  }
}

}  // namespace

void read_scripted(Source& source, Draft& draft) {
  const std::set<Oid> present = present_in(source);
  for (const auto& [kind, catalog, query, in_namespaces] : shelves()) {
    if (present.count(catalog) == 0) continue;
    const std::vector<std::optional<std::string>> none;
    const auto rows = source.rows(query, in_namespaces ? std::vector{std::optional(draft.namespaces.text())} : none);
    for (Fields fields : rows) {
      const Oid oid = fields.oid();
      draft.put(catalog, oid, read_one(kind, fields));
    }
  }
  if (present.count(kPgForeignTable) != 0) read_foreign_tables(source, draft);
}

}  // namespace schemac::catalog
