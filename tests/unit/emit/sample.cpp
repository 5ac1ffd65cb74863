#include "unit/emit/sample.hpp"

#include <unistd.h>

#include <stdexcept>

#include <catch2/catch.hpp>

namespace schemac::tests {
namespace {

using model::TypeWord;

model::Entity entity(std::string name, std::string table, std::vector<model::Field> fields) {
  model::Entity made;
  made.name = std::move(name);
  made.namespaces = {"shop", "schema"};
  made.table = {"shop", std::move(table)};
  made.fields = std::move(fields);
  made.header = "schema/shop.hpp";
  made.place = {"schema/shop.hpp", 7, 8};
  for (const model::Field& each : made.fields)
    if (each.primary_key) made.primary_key.push_back(each.column);
  return made;
}

model::Field key(std::string name, TypeWord word, std::string sql_type) {
  model::Field made = field(std::move(name), word, std::move(sql_type));
  made.primary_key = true;
  return made;
}

model::Entity customer() {
  model::Field id = key("id", TypeWord::bigint, "bigint");
  id.has_default = true;
  model::Field email = field("email", TypeWord::citext, "public.citext");
  email.comment = "Where to write to.\nNever shown\\";
  model::Field select = field("class_", TypeWord::varchar, "character varying(20)");
  select.column = "select";
  select.nullable = true;
  model::Field size = field("Size", TypeWord::enumeration, "shop.size");
  size.type.enum_type = {"shop", "size"};
  size.has_default = true;
  model::Field note = field("limit", TypeWord::text, "text");
  note.nullable = note.has_default = true;
  model::Field deleted = field("deleted_at", TypeWord::timestamptz, "timestamp with time zone");
  deleted.nullable = true;
  model::Entity made = entity("Customer", "customers", {id, email, select, size, note, deleted});
  made.soft_delete_column = "deleted_at";
  made.unique_keys = {{"uq_customers_email", {"email"}, "deleted_at IS NULL"}, {"uq_customers_limit", {"limit"}, {}}};
  made.comment = "Somebody who buys.";
  return made;
}

model::Entity line() {
  model::Field customer = key("customer_id", TypeWord::bigint, "bigint");
  model::Field position = key("position", TypeWord::smallint, "smallint");
  model::Field tags = field("tags", TypeWord::varchar, "character varying(3)[]");
  tags.type.array = true;
  model::Field area = field("area", TypeWord::custom, "public.geometry(Point,4326)");
  model::Field total = field("total", TypeWord::numeric, "numeric(10,2)");
  total.generated = true;
  model::Entity made = entity("Line", "Lines of an order", {customer, position, tags, area, total});
  model::Relation relation;
  relation.name = "customer";
  relation.target = {"shop", "customers"};
  relation.columns = {"customer_id"};
  relation.target_columns = {"id"};
  made.relations = {relation};
  return made;
}

}  // namespace

model::Field field(std::string name, TypeWord word, std::string sql_type) {
  model::Field made;
  made.column = name;
  made.name = std::move(name);
  made.type.word = word;
  made.type.sql = std::move(sql_type);
  return made;
}

model::Declared sample() {
  model::Declared declared;
  declared.headers = {"schema/parts/sizes.hpp", "schema/shop.hpp"};
  model::Enumeration size;
  size.name = "Size";
  size.namespaces = {"shop", "schema"};
  size.type = {"shop", "size"};
  size.enumerators = {{"small", "small", ""}, {"default_", "de\"fault", "Neither small nor large."}};
  size.header = "schema/parts/sizes.hpp";
  declared.enumerations = {size};
  declared.entities = {customer(), line(), entity("Tag", "tags", {key("word", TypeWord::text, "text")})};
  return declared;
}

Folder::Folder() {
  std::string name = (std::filesystem::temp_directory_path() / "schemac emit XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("cannot make a folder in /tmp");
  path_ = name;
}

Folder::~Folder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string Folder::read(const std::string& file) const {
  const std::optional<std::string> content = read_file(path_ / file);
  INFO(file);
  REQUIRE(content);
  return *content;
}

void Folder::write(const std::string& file, const std::string& content) const {
  StagedFiles staged;
  staged.write(path_ / file, content);
  staged.commit();
}

emit::Options options_for(const Folder& output) {
  emit::Options options;
  options.output = output.path();
  options.templates = std::filesystem::path(SCHEMAC_SOURCE_DIR) / "templates";
  return options;
}

void generate_into(const Folder& output, const model::Declared& declared) {
  Diagnostics diagnostics;
  std::optional<StagedFiles> staged = emit::generate(declared, options_for(output), diagnostics);
  for (const Diagnostic& diagnostic : diagnostics.list()) UNSCOPED_INFO(print(diagnostic, false));
  REQUIRE(staged);
  staged->commit();
}

}  // namespace schemac::tests
