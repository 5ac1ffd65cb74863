// Records and enumerations: which are entities, what they derive from, their fields.
#include <algorithm>

#include <fmt/format.h>

#include "frontend/other_words.hpp"
#include "frontend/reader.hpp"

namespace schemac::frontend {
namespace {

bool is_record(CXCursorKind kind) { return kind == CXCursor_StructDecl || kind == CXCursor_ClassDecl; }

std::string header_of(Reader& reader, CXCursor declaration) {
  CXFile file = nullptr;
  clang::libclang().getFileLocation(clang::libclang().getCursorLocation(declaration), &file, nullptr, nullptr, nullptr);
  return file == nullptr ? std::string{} : reader.paths.header(file);
}

Place place_at(Reader& reader, CXCursor cursor) {
  return place_of(clang::libclang().getCursorLocation(cursor), reader.paths);
}

std::string comment_of(Reader& reader, CXCursor cursor) {
  return with_marks(reader.texts, cursor, clang::take(clang::libclang().Cursor_getRawCommentText(cursor)));
}

/// Its own declaration and, of an instantiation of a template, the type of the field there.
struct FieldCursor {
  CXCursor written;
  CXType type;
};

std::string comment_in(const MemberComments& comments, CXCursor member) {
  const auto found = comments.of.find(member);
  return found == comments.of.end() ? std::string{} : found->second;
}

MemberComments comments_in(Reader& reader, CXCursor definition) {
  return comments_of_members(reader.texts, definition, reader.paths, reader.diagnostics);
}

void read_field(Reader& reader, const FieldCursor& cursor, const MemberComments& comments, SourceRecord& record) {
  SourceField field;
  field.name = clang::spelling(cursor.written);
  field.place = place_at(reader, cursor.written);
  std::optional<TypeUse> type = read_type(reader, cursor.type, cursor.written);
  if (!type) {
    const std::string spelled = clang::take(clang::libclang().getTypeSpelling(cursor.type));
    const bool is_own = spelled.find("::") != std::string::npos && !spelled.starts_with("std::");
    std::string hint = is_own ? std::string{} : hint_for_other_word(spelled);
    if (hint.empty())
      hint = "a mixin is a base, not a member; for a type of PostgreSQL without a word there is `Custom<\"…\">`";
    reader.diagnostics
        .error(Code::not_a_column, field.place,
               fmt::format("`{}` has the type `{}`, which is no word of the vocabulary", field.name, spelled))
        .hint = std::move(hint);
    return;
  }
  field.type = std::move(*type);
  field.comment = comment_in(comments, cursor.written);
  field.options = read_options(reader, cursor.written);
  record.fields.push_back(std::move(field));
}

void read_base(Reader& reader, CXCursor base, SourceRecord& record) {
  const CXCursor declaration =
      clang::libclang().getTypeDeclaration(clang::libclang().getCanonicalType(clang::libclang().getCursorType(base)));
  if (is_vocabulary(reader, declaration)) {
    if (vocabulary_name(reader, declaration) == "Entity") record.entity = true;
    return;
  }
  const Place place = place_at(reader, base);
  record.bases.push_back({record_of(reader, declaration), place});
}

bool is_table(Reader& reader, CXCursor variable) {
  const CXCursor type = clang::libclang().getTypeDeclaration(
      clang::libclang().getCanonicalType(clang::libclang().getCursorType(variable)));
  if (!clang::libclang().Cursor_isNull(type) && is_vocabulary(reader, type))
    return vocabulary_name(reader, type) == "Table";
  return false;
}

/// Of a template, whose types nobody knows: whether it is written as a `Table`.
bool is_called_table(CXCursor variable) {
  bool found = false;
  clang::for_each_child(variable, [&](CXCursor child) {
    const std::string name = clang::spelling(child);
    found = found || name == "Table" || name == "schemac::Table";
  });
  return found;
}

bool derives_from_entity(const CXCursor& record) {
  bool derives = false;
  clang::for_each_child(record, [&](CXCursor child) {
    if (clang::libclang().getCursorKind(child) != CXCursor_CXXBaseSpecifier) return;
    const CXCursor base = clang::libclang().getTypeDeclaration(
        clang::libclang().getCanonicalType(clang::libclang().getCursorType(child)));
    // Of an instance of a template libclang shows no bases.
    const CXCursor pattern = clang::libclang().getSpecializedCursorTemplate(base);
    derives = derives || clang::spelling(base) == "Entity" ||
              derives_from_entity(clang::libclang().Cursor_isNull(pattern) != 0 ? base : pattern);
  });
  return derives;
}

void read_member_of(Reader& reader, CXCursor member, const MemberComments& comments, SourceRecord& record) {
  switch (clang::libclang().getCursorKind(member)) {
    case CXCursor_CXXBaseSpecifier:
      read_base(reader, member, record);
      break;
    case CXCursor_FieldDecl:
      read_field(reader, {member, clang::libclang().getCursorType(member)}, comments, record);
      break;
    case CXCursor_VarDecl:
      if (is_table(reader, member)) {
        std::vector<Word> parts = read_parts(reader, member);
        std::move(parts.begin(), parts.end(), std::back_inserter(record.parts));
      }
      break;
    case CXCursor_StructDecl:
    case CXCursor_ClassDecl:
    case CXCursor_ClassTemplate:
      if (derives_from_entity(member))
        reader.diagnostics.error(Code::not_an_entity, place_at(reader, member),
                                 fmt::format("`{}` stands inside `{}`; an entity stands in a namespace",
                                             clang::spelling(member), record.name));
      break;
    default:  // functions, friends, aliases: C++ of the user's own
      break;
  }
}

/// An instantiated template (`struct Post : Entity, Owned<User>`): libclang shows the types of its fields, and their
/// options only where the template is written.
void read_instance(Reader& reader, CXCursor declaration, CXCursor pattern, SourceRecord& record) {
  const MemberComments comments = comments_in(reader, pattern);
  std::vector<CXCursor> written;
  clang::for_each_child(pattern, [&](CXCursor child) {
    const CXCursorKind kind = clang::libclang().getCursorKind(child);
    if (kind == CXCursor_FieldDecl) {
      written.push_back(child);
    } else if (kind != CXCursor_VarDecl) {
      read_member_of(reader, child, comments, record);
    } else if (is_called_table(child)) {
      reader.diagnostics
          .error(Code::not_a_mixin, place_at(reader, child),
                 fmt::format("`{}` is a template, and parts in a template are not read", clang::spelling(pattern)))
          .hint = "put them into each entity, or into a mixin that is no template";
    }
  });
  std::vector<CXType> types;
  clang::libclang().Type_visitFields(
      clang::libclang().getCursorType(declaration),
      [](CXCursor field, CXClientData data) {
        static_cast<std::vector<CXType>*>(data)->push_back(clang::libclang().getCursorType(field));
        return CXVisit_Continue;
      },
      &types);
  for (std::size_t i = 0; i < written.size() && i < types.size(); ++i)
    read_field(reader, {written[i], types[i]}, comments, record);
}

/// What schema headers define in namespaces.
struct Found {
  std::vector<CXCursor> records;
  std::vector<CXCursor> templates;
};

void visit_scope(Reader& reader, CXCursor scope, Found& found) {
  clang::for_each_child(scope, [&](CXCursor child) {
    const CXCursorKind kind = clang::libclang().getCursorKind(child);
    if ((is_record(kind) || kind == CXCursor_ClassTemplate) && clang::libclang().isCursorDefinition(child) != 0 &&
        !header_of(reader, child).empty())
      (is_record(kind) ? found.records : found.templates).push_back(child);
    const bool opens =
        kind == CXCursor_Namespace || kind == CXCursor_LinkageSpec || kind == CXCursor_UnexposedDecl;  // extern "C++"
    if (!opens) return;
    CXFile file = nullptr;
    clang::libclang().getFileLocation(clang::libclang().getCursorLocation(child), &file, nullptr, nullptr, nullptr);
    if (file != nullptr && reader.paths.in_project(file)) visit_scope(reader, child, found);
  });
}

/// Marks of what is read for no table are nobody's mistake. Into `files` go those of the project, in their order.
void pass_over_unread(Reader& reader, CXCursor scope, std::vector<CXFile>& files) {
  clang::for_each_child(scope, [&](CXCursor child) {
    CXFile file = nullptr;
    clang::libclang().getFileLocation(clang::libclang().getCursorLocation(child), &file, nullptr, nullptr, nullptr);
    if (file == nullptr || !reader.paths.in_project(file)) return;
    if (std::find(files.begin(), files.end(), file) == files.end()) files.push_back(file);
    const CXCursorKind kind = clang::libclang().getCursorKind(child);
    const CXCursor known = clang::libclang().getCanonicalCursor(child);
    const bool type = is_record(kind) || kind == CXCursor_ClassTemplate || kind == CXCursor_EnumDecl ||
                      kind == CXCursor_UnionDecl || kind == CXCursor_ClassTemplatePartialSpecialization;
    if (type && clang::libclang().isCursorDefinition(child) != 0 && !reader.records.contains(known) &&
        !reader.enumerations.contains(known)) {
      pass_over(reader.texts, child);
    } else if (type || kind == CXCursor_Namespace || kind == CXCursor_LinkageSpec || kind == CXCursor_UnexposedDecl) {
      pass_over_unread(reader, child, files);
    }
  });
}

void report_lost_marks(Reader& reader, CXCursor unit) {
  std::vector<CXFile> files;
  pass_over_unread(reader, unit, files);
  for (CXFile const file : files) reader.texts.report_lost_marks(file, reader.paths, reader.diagnostics);
}

void report_template(Reader& reader, CXCursor pattern) {
  reader.diagnostics
      .error(
          Code::not_an_entity, place_at(reader, pattern),
          fmt::format("`{}` is a template; an entity is one table, and a template is none", clang::spelling(pattern)))
      .hint = "without `Entity` it is a mixin: what is to be a table derives from `Entity` and from it";
}

}  // namespace

RecordId record_of(Reader& reader, CXCursor declaration) {
  declaration = clang::libclang().getCanonicalCursor(declaration);
  if (const auto known = reader.records.find(declaration); known != reader.records.end()) return known->second;
  const RecordId id = reader.source.records.size();
  reader.records.emplace(declaration, id);
  reader.source.records.emplace_back();
  SourceRecord record;
  record.name = clang::spelling(declaration);
  record.namespaces = namespaces_of(declaration);
  record.place = place_at(reader, declaration);
  const CXCursor definition = clang::libclang().getCursorDefinition(declaration);
  const CXCursor pattern = clang::libclang().getSpecializedCursorTemplate(declaration);
  if (!clang::libclang().Cursor_isNull(definition)) {
    record.defined = true;
    record.place = place_at(reader, definition);
    record.header = header_of(reader, definition);
    const MemberComments comments = comments_in(reader, definition);
    record.comment = with_braces(comment_of(reader, definition), comments);
    clang::for_each_child(definition, [&](CXCursor child) { read_member_of(reader, child, comments, record); });
    if (!clang::libclang().Cursor_isNull(pattern)) read_instance(reader, definition, pattern, record);
  }
  reader.source.records[id] = std::move(record);
  return id;
}

EnumerationId enumeration_of(Reader& reader, CXCursor declaration) {
  declaration = clang::libclang().getCanonicalCursor(declaration);
  if (const auto known = reader.enumerations.find(declaration); known != reader.enumerations.end())
    return known->second;
  const EnumerationId id = reader.source.enumerations.size();
  reader.enumerations.emplace(declaration, id);
  SourceEnumeration made;
  made.name = clang::spelling(declaration);
  made.namespaces = namespaces_of(declaration);
  made.place = place_at(reader, declaration);
  made.header = header_of(reader, declaration);
  const CXCursor definition = clang::libclang().getCursorDefinition(declaration);
  const CXCursor body = clang::libclang().Cursor_isNull(definition) ? declaration : definition;
  const MemberComments comments = comments_in(reader, body);
  made.comment = with_braces(comment_of(reader, declaration), comments);
  clang::for_each_child(body, [&](CXCursor child) {
    if (clang::libclang().getCursorKind(child) == CXCursor_EnumConstantDecl)
      made.values.push_back({clang::spelling(child), comment_in(comments, child), place_at(reader, child)});
  });
  reader.source.enumerations.push_back(std::move(made));
  return id;
}

Source read_headers(const clang::Parsed& parsed, Paths& paths, Diagnostics& diagnostics) {
  Reader reader{paths, diagnostics, CommentedTexts(parsed.unit.get()), {}, {}, {}, {}, {}, {}};
  Found found;
  visit_scope(reader, clang::libclang().getTranslationUnitCursor(parsed.unit.get()), found);
  for (const CXCursor& record : found.records)
    if (derives_from_entity(record)) reader.source.entities.push_back(record_of(reader, record));
  for (const CXCursor& pattern : found.templates)
    if (derives_from_entity(pattern)) report_template(reader, pattern);
  report_lost_marks(reader, clang::libclang().getTranslationUnitCursor(parsed.unit.get()));
  const std::vector<SourceRecord>& all = reader.source.records;
  std::sort(reader.source.entities.begin(), reader.source.entities.end(), [&](RecordId a, RecordId b) {
    return std::tie(all[a].header, all[a].place.line, all[a].place.column) <
           std::tie(all[b].header, all[b].place.line, all[b].place.column);
  });
  return std::move(reader.source);
}

}  // namespace schemac::frontend
