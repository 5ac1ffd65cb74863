#include "emit/name_clashes.hpp"

#include <map>
#include <string>

#include <fmt/format.h>

#include "emit/names.hpp"
#include "support/cpp_words.hpp"

namespace schemac::emit {
namespace {

/// Who has a name: a phrase for messages, and its place.
struct Owner {
  std::string what;
  Place place;
};

class Claims {
 public:
  explicit Claims(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  void claim(const std::string& name, const Owner& owner) {
    const auto [entry, added] = owners_.try_emplace(name, owner);
    if (added) return;
    Diagnostic& error = diagnostics_.error(
        Code::generated_clash, owner.place,
        fmt::format("{} and {} would both be `{}` in generated code", owner.what, entry->second.what, name));
    error.notes.push_back({entry->second.place, "the other one is here"});
    error.hint = "rename one of them";
  }

 private:
  Diagnostics& diagnostics_;
  std::map<std::string, Owner> owners_;
};

void claim_types(const std::vector<FileContent>& files, Claims& types, Diagnostics& diagnostics) {
  const auto claim = [&](const std::string& cpp_namespace, const std::string& name, const Owner& owner) {
    if (is_reserved(name))
      diagnostics.error(Code::generated_clash, owner.place,
                        fmt::format("{} cannot be called `{}`: generated code uses that name", owner.what, name));
    types.claim(cpp_namespace + "::" + name, owner);
  };
  for (const FileContent& file : files) {
    for (const model::Enumeration* enumeration : file.enumerations) {
      const Owner owner{fmt::format("enumeration `{}`", enumeration->name), enumeration->place};
      claim(parent_namespace(enumeration->namespaces), enumeration->name, owner);
      claim(parent_namespace(enumeration->namespaces), "parse_" + snake_case(enumeration->name), owner);
    }
    for (const EntitySpelling& entity : file.entities) {
      const Place& place = entity.entity->place;
      claim(entity.cpp_namespace, entity.row, {fmt::format("entity `{}`", entity.row), place});
      const Owner maker{fmt::format("what is made of entity `{}`", entity.row), place};
      for (const std::string& name : {entity.insert, entity.patch, entity.repository, entity.pipeline, entity.hooks,
                                      entity.shape, entity.statements, entity.columns_namespace})
        claim(entity.cpp_namespace, name, maker);
    }
  }
}

/// In a class its own name means the class, unless a field has it: then nothing does.
void find_fields_called_as_their_row(const EntitySpelling& entity, Diagnostics& diagnostics) {
  for (const FieldSpelling& field : entity.fields)
    if (field.field->name == entity.row)
      diagnostics
          .error(Code::generated_clash, field.field->place,
                 fmt::format("field `{0}` is called as its entity; in generated code `{0}` is the row", entity.row))
          .hint = "give the field another name, and keep the column's with `column_name(\"…\")`";
}

/// What the preprocessor takes away before a compiler sees it.
void find_macros(const FileContent& file, Diagnostics& diagnostics) {
  const auto refuse = [&](std::string_view name, const Place& place, const char* hint) {
    if (is_macro_name(name))
      diagnostics
          .error(Code::generated_clash, place,
                 fmt::format("`{}` is a macro where generated code is compiled: nothing can be called so", name))
          .hint = hint;
  };
  for (const model::Enumeration* enumeration : file.enumerations) {
    refuse(enumeration->name, enumeration->place, "give the enumeration another name");
    for (const auto& each : enumeration->enumerators)
      refuse(each.name, enumeration->place,
             "give the enumerator another name, and keep its label: `/// schemac: label …`");
  }
  for (const EntitySpelling& entity : file.entities) {
    refuse(entity.row, entity.entity->place,
           "give the entity another name, and keep the table's with `table_name(\"…\")`");
    for (const FieldSpelling& field : entity.fields)
      refuse(field.field->name, field.field->place,
             "give the field another name, and keep the column's with `column_name(\"…\")`");
    for (const model::Relation& relation : entity.entity->relations)
      refuse(relation.name, relation.place, "give the relation another name");
  }
}

void claim_lookups(const EntitySpelling& entity, Diagnostics& diagnostics) {
  Claims functions(diagnostics);
  const auto claim = [&](const LookupSpelling& lookup) {
    functions.claim(lookup.function,
                    {fmt::format("`{}` of entity `{}`", lookup.what, entity.row), entity.entity->place});
  };
  for (const LookupSpelling& finder : entity.finders) claim(finder);
  for (const LookupSpelling& lister : entity.listers) claim(lister);
}

/// Columns and relations stand in one namespace.
void claim_members(const EntitySpelling& entity, Diagnostics& diagnostics) {
  Claims members(diagnostics);
  for (const FieldSpelling& field : entity.fields)
    members.claim(field.field->name,
                  {fmt::format("column `{}` of entity `{}`", field.field->column, entity.row), field.field->place});
  for (const model::Relation& relation : entity.entity->relations)
    members.claim(relation.name,
                  {fmt::format("relation `{}` of entity `{}`", relation.name, entity.row), relation.place});
}

/// What the pair of a source is called, and the constant that holds it together.
void claim_outputs(const OutputNames& names, const std::string& what, Claims& outputs) {
  const Owner owner{fmt::format("{} `{}`", what, names.schema_header), {names.schema_header, 0, 0}};
  outputs.claim(names.source, owner);
  // The same file is said above; here it is `a/b.hpp` and `a_b.hpp`, whose files differ.
  if (names.stem + ".cpp" != names.source) outputs.claim(names.stem + ".cpp", owner);
}

}  // namespace

void find_clashes(const std::vector<FileContent>& files, const std::vector<QueryContent>& queries,
                  Diagnostics& diagnostics) {
  Claims outputs(diagnostics);
  outputs.claim(kContractSource, {"the contract", {}});
  for (const FileContent& file : files) claim_outputs(file.names, "header", outputs);
  for (const QueryContent& file : queries) claim_outputs(file.names, "file", outputs);
  Claims types(diagnostics);
  if (!queries.empty()) {
    const std::string& all = queries.front().cpp_namespace;
    types.claim(all.find("::") == std::string::npos ? "::" + all : all,
                {"the namespace of all queries", {queries.front().names.schema_header, 0, 0}});
  }
  claim_types(files, types, diagnostics);
  for (const FileContent& file : files) find_macros(file, diagnostics);
  for (const FileContent& file : files)
    for (const EntitySpelling& entity : file.entities) {
      claim_members(entity, diagnostics);
      claim_lookups(entity, diagnostics);
      find_fields_called_as_their_row(entity, diagnostics);
    }
}

}  // namespace schemac::emit
