#include "cli/secrets_in_place.hpp"

#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "diff/descent.hpp"

namespace schemac::cli {
namespace {

using model::ObjectId;
using model::Secret;

/// What the column was called before the renames.
ObjectId former_id(ObjectId column, const model::Renames& renames) {
  for (const model::Rename& each : renames)
    if (each.after == column) return each.before;
  for (const model::Rename& each : renames)
    if (each.after == ObjectId{model::Kind::table, column.schema, {}, column.table}) {
      column.schema = each.before.schema;
      column.table = each.before.name;
    }
  return column;
}

std::optional<Secret> secret_of(const model::Field& field) {
  if (field.hashed) return Secret::hashed;
  return field.encrypted ? std::optional(Secret::encrypted) : std::nullopt;
}

std::vector<std::pair<const model::Entity*, const model::Field*>> all_fields(const model::Declared& declared) {
  std::vector<std::pair<const model::Entity*, const model::Field*>> fields;
  for (const model::Entity& entity : declared.entities)
    for (const model::Field& field : entity.fields) fields.emplace_back(&entity, &field);
  return fields;
}

const char* words_for(std::optional<Secret> secret) {
  if (!secret) return "plain values";
  return *secret == Secret::hashed ? "hashes" : "ciphertexts";
}

/// Whether the column would be read as something that its values are not. The hash of a text is a text, which may be
/// kept as one.
bool is_misread(std::optional<Secret> held, std::optional<Secret> wanted) {
  return held != wanted && (wanted || held == Secret::encrypted);
}

void refuse(const std::string& column, const model::Field& field, std::optional<Secret> held,
            std::optional<Secret> wanted, Diagnostics& diagnostics) {
  diagnostics
      .error(Code::secret_in_place, field.place,
             fmt::format("`{}` holds {}, and no migration makes {} of them", column, words_for(held),
                         wanted ? words_for(wanted) : "texts"))
      .hint = fmt::format(
      "a new column beside it, filled in by the application, then takes its place with `renamed_from(\"…\")`: "
      "`schemac help {}`",
      name_of(Code::secret_in_place));
}

/// The column as it is before the change, under its new name; null: it is new.
const model::Column* present(const model::Entity& entity, const model::Field& field, const model::Schema& schema) {
  const model::Table* table = diff::find_table(schema, entity.table);
  return table == nullptr ? nullptr : table->find_column(field.column);
}

std::string path_of(const model::Entity& entity, const model::Field& field) {
  return fmt::format("{}.{}.{}", entity.table.schema, entity.table.name, field.column);
}

/// What nobody has written down only types tell: a ciphertext is bytea, and no text is.
bool is_misread(const model::Column& column, std::optional<Secret> wanted) {
  return wanted && (column.type == "bytea") != (wanted == Secret::encrypted);
}

}  // namespace

bool demand_secrets_kept(const diff::Difference& difference, const model::Declared& declared,
                         const std::optional<model::Secrets>& former, Diagnostics& diagnostics) {
  bool kept = true;
  for (const auto& [entity, field] : all_fields(declared)) {
    const model::Column* column = present(*entity, *field, difference.renamed);
    if (column == nullptr) continue;
    const std::optional<Secret> wanted = secret_of(*field);
    std::optional<Secret> held;
    if (former) {
      const auto found = former->find(former_id(model::column_id(entity->table, field->column), difference.renames));
      if (found != former->end()) held = found->second;
    }
    if (former ? !is_misread(held, wanted) : !is_misread(*column, wanted)) continue;
    refuse(path_of(*entity, *field), *field, held, wanted, diagnostics);
    kept = false;
  }
  return kept;
}

void tell_unknown_secrets(const diff::Difference& difference, const model::Declared& declared,
                          Diagnostics& diagnostics) {
  for (const auto& [entity, field] : all_fields(declared))
    if (field->hashed && present(*entity, *field, difference.renamed) != nullptr)
      diagnostics.warning(
          Code::secret_in_place, field->place,
          fmt::format("nobody has written down whether `{}` holds hashes already: the snapshot is of an "
                      "earlier schemac. Plain texts in it stay plain",
                      path_of(*entity, *field)));
}

}  // namespace schemac::cli
