// The structs that entities are made of are taken apart by name, so that one with a new member does not compile until
// it is decided here whether that member reaches generated code. Places do not.
#include "emit/fingerprint.hpp"

#include <algorithm>
#include <filesystem>
#include <vector>

#include "support/digest.hpp"

namespace schemac::emit {
namespace {

namespace fs = std::filesystem;

class CodeDigest : public Digest<CodeDigest> {
 public:
  using Digest::feed;

  void feed(const model::QualifiedName& qualified) {
    const auto& [schema, name] = qualified;
    all(schema, name);
  }
  void feed(const model::ColumnType& type) {
    const auto& [word, sql, array, enum_type] = type;
    all(word, sql, array, enum_type);
  }
  void feed(const model::Validation& validation) {
    const auto& [rule, minimum, maximum, pattern, function, in_code_only] = validation;
    all(rule, minimum, maximum, pattern, function, in_code_only);
  }
  void feed(const model::Field& field) {
    const auto& [name, column, type, nullable, primary_key, has_default, generated, touched_on_update, optimistic_lock,
                 hashed, encrypted, lookup_of, validations, comment, place] = field;
    all(name, column, type, nullable, primary_key, has_default, generated, touched_on_update, optimistic_lock, hashed,
        encrypted, lookup_of, validations, comment);
  }
  void feed(const model::UniqueKey& key) {
    const auto& [name, columns, predicate] = key;
    all(name, columns, predicate);
  }
  void feed(const model::Relation& relation) {
    const auto& [name, arity, target, columns, target_columns, through, through_columns, through_target_columns,
                 nullable, is_column, place] = relation;
    all(name, arity, target, columns, target_columns, through, through_columns, through_target_columns, nullable,
        is_column);
  }
  void feed(const model::Entity& entity) {
    const auto& [name, namespaces, table, fields, unique_keys, relations, primary_key, soft_delete_column, comment,
                 header, place] = entity;
    all(name, namespaces, table, fields, unique_keys, relations, primary_key, soft_delete_column, comment, header);
  }
  void feed(const model::Enumeration::Enumerator& enumerator) {
    const auto& [name, label, comment] = enumerator;
    all(name, label, comment);
  }
  void feed(const model::Enumeration& enumeration) {
    const auto& [name, namespaces, type, enumerators, comment, header, place] = enumeration;
    all(name, namespaces, type, enumerators, comment, header);
  }
  void feed(const model::QueryType& type) {
    const auto& [name, array, of_domain, domain] = type;
    all(name, array, of_domain);
  }
  void feed(const model::QueryParameter& parameter) {
    const auto& [name, nullable, type, place, nullable_elements] = parameter;
    all(name, nullable, type, nullable_elements);
  }
  void feed(const model::QueryColumn& column) {
    const auto& [name, nullable, type, nullable_elements] = column;
    all(name, nullable, type, nullable_elements);
  }
  void feed(const model::QueryPlaceholder& placeholder) {
    const auto& [offset, size, written_size, parameter] = placeholder;
    all(offset, size, parameter);
  }
  void feed(const model::Query& query) {
    const auto& [name, command, comment, place, sql, written, written_place, placeholders, parameters, overrides,
                 target_places, has_cursor, locks_rows, columns] = query;
    all(name, command, comment, sql, placeholders, parameters, has_cursor, locks_rows, columns);
  }
  void feed(const model::QueryFile& queries) {
    const auto& [file, list] = queries;
    all(file, list);
  }
  void feed(const model::Declared& declared) {
    all(declared.hash, declared.entities, declared.enumerations, declared.headers, declared.queries);
  }

  /// All files of a folder of templates, with those of its folders: a template may take in any of them.
  void feed_folder(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code none;
    for (const auto& entry :
         fs::recursive_directory_iterator(folder, fs::directory_options::follow_directory_symlink, none))
      if (entry.is_regular_file()) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    feed(files.size());
    for (const fs::path& file : files) all(file.lexically_relative(folder).string(), read_file(file));
  }
};

}  // namespace

std::string fingerprint(const model::Declared& declared, const Options& options) {
  const auto& [output, templates, user_templates, schema_folder] = options;
  CodeDigest digest;
  digest.all(declared, output.string(), schema_folder);
  digest.feed_folder(templates);
  digest.feed_folder(user_templates);
  return digest.hexadecimal();
}

}  // namespace schemac::emit
