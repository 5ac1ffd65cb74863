// The example schema as a whole: every entity, read from schema/ as it is.
#include <filesystem>

#include <catch2/catch.hpp>

#include "unit/frontend/project.hpp"

namespace schemac::frontend::tests {
namespace {

model::Declared eventide() {
  Options options;
  options.headers = {"schema/audit_log.hpp", "schema/availability.hpp", "schema/booking.hpp",
                     "schema/mixins.hpp",    "schema/session.hpp",      "schema/user.hpp"};
  options.project_root = SCHEMAC_SOURCE_DIR;
  options.include_directories = {std::filesystem::path(SCHEMAC_SOURCE_DIR) / "compiler" / "dsl"};
  Diagnostics diagnostics;
  std::optional<model::Declared> declared = parse(options, diagnostics);
  for (const Diagnostic& diagnostic : diagnostics.list()) UNSCOPED_INFO(print(diagnostic, false));
  REQUIRE(declared);
  return std::move(*declared);
}

template <class K>
std::vector<std::string> names(const model::Objects<K>& objects) {
  std::vector<std::string> result;
  for (const auto& [id, object] : objects) result.push_back(id.table.empty() ? id.name : id.table + "." + id.name);
  return result;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("Eventide has its objects under the names of the house") {
  const model::Schema schema = eventide().schema;
  CHECK(schema.namespaces.empty());
  CHECK(names(schema.extensions) == Names{"btree_gist"});
  CHECK(names(schema.enum_types) == Names{"booking_status", "role"});
  CHECK(names(schema.functions) == Names{"touch_on_update()"});
  CHECK(names(schema.tables) == Names{"audit_logs", "availability", "bookings", "sessions", "users"});
  CHECK(names(schema.primary_keys) == Names{"audit_logs.pk_audit_logs", "availability.pk_availability",
                                            "bookings.pk_bookings", "sessions.pk_sessions", "users.pk_users"});
  CHECK(names(schema.uniques) == Names{"bookings.uq_bookings_reference"});
  CHECK(names(schema.checks) == Names{"bookings.chk_bookings_not_negative", "users.chk_users_email_email",
                                      "users.chk_users_family_name_length", "users.chk_users_first_name_length",
                                      "users.chk_users_phone_number_length"});
  CHECK(names(schema.exclusions) ==
        Names{"availability.excl_availability_user_id_slot", "bookings.excl_bookings_user_id_during"});
  CHECK(names(schema.indexes) == Names{"audit_logs.idx_audit_logs_actor_id", "audit_logs.idx_audit_logs_happened_at",
                                       "availability.idx_availability_user_id", "bookings.idx_bookings_search",
                                       "bookings.idx_bookings_user_id_created_at", "sessions.idx_sessions_expires_at",
                                       "sessions.idx_sessions_token_lookup", "sessions.idx_sessions_user_id",
                                       "users.uq_users_email"});
  CHECK(names(schema.foreign_keys) == Names{"audit_logs.fk_audit_logs_actor", "availability.fk_availability_user",
                                            "bookings.fk_bookings_user", "sessions.fk_sessions_user"});
  CHECK(names(schema.triggers) ==
        Names{"availability.touch_updated_at", "bookings.touch_updated_at", "users.touch_updated_at"});
  CHECK(names(schema.policies) == Names{"bookings.own_bookings"});
}

TEST_CASE("Eventide's bookings mean what the header says") {
  const model::Declared declared = eventide();
  const model::Table* const table = declared.schema.tables.find({model::Kind::table, "public", {}, "bookings"});
  REQUIRE(table != nullptr);
  CHECK(table->comment == "One person's claim on a stretch of time.");
  CHECK(table->row_security);
  CHECK_FALSE(table->force_row_security);
  const auto column = [&](const std::string& name) {
    const model::Column* const found = table->find_column(name);
    REQUIRE(found != nullptr);
    return *found;
  };
  Names order;
  for (const model::Column& c : table->columns) order.push_back(c.name);
  CHECK(order == Names{"id", "user_id", "reference", "status", "during", "price", "notes", "created_at", "updated_at"});
  CHECK(column("id").type == "uuid");
  CHECK(column("id").default_expression == "gen_random_uuid()");
  CHECK_FALSE(column("id").identity);
  CHECK(column("user_id").type == "uuid");
  CHECK(column("user_id").not_null);
  CHECK(column("reference").type == "character varying(12)");
  CHECK(column("status").type == "public.booking_status");
  CHECK(column("status").default_expression == "'pending'::public.booking_status");
  CHECK(column("during").type == "tstzrange");
  CHECK(column("price").type == "numeric(10,2)");
  CHECK_FALSE(column("notes").not_null);
  CHECK(column("created_at").default_expression == "now()");

  const model::Index* const index =
      declared.schema.indexes.find({model::Kind::index, "public", "bookings", "idx_bookings_user_id_created_at"});
  REQUIRE(index != nullptr);
  REQUIRE(index->keys.size() == 2);
  CHECK(index->keys[1].column == "created_at");
  CHECK(index->keys[1].descending);
  CHECK(index->keys[1].nulls_first);
  const model::Index* const search =
      declared.schema.indexes.find({model::Kind::index, "public", "bookings", "idx_bookings_search"});
  REQUIRE(search != nullptr);
  CHECK(search->method == "gin");
  CHECK(search->keys.front().expression == "to_tsvector('english', coalesce(notes, ''))");
  const model::ForeignKey* const key =
      declared.schema.foreign_keys.find({model::Kind::foreign_key, "public", "bookings", "fk_bookings_user"});
  REQUIRE(key != nullptr);
  CHECK(key->on_delete == model::ReferentialAction::cascade);
  CHECK(key->references == model::QualifiedName{"public", "users"});
  CHECK(key->referenced_columns == Names{"id"});
  CHECK(declared.schema.policies.begin()->second.using_expression == "user_id = current_setting('app.user_id')::uuid");
}

TEST_CASE("Eventide's entities are told to the generator in the order of headers") {
  const model::Declared declared = eventide();
  Names entities;
  for (const model::Entity& entity : declared.entities) entities.push_back(entity.header + " " + entity.name);
  CHECK(entities == Names{"schema/audit_log.hpp AuditLog", "schema/availability.hpp Availability",
                          "schema/booking.hpp Booking", "schema/session.hpp Session", "schema/user.hpp User"});
  const model::Entity& user = declared.entities.back();
  CHECK(user.namespaces == Names{"eventide", "schema"});
  CHECK(user.primary_key == Names{"id"});
  CHECK(user.soft_delete_column == "deleted_at");
  REQUIRE(user.unique_keys.size() == 1);
  CHECK(user.unique_keys[0].predicate == "deleted_at IS NULL");
  REQUIRE(user.relations.size() == 1);
  CHECK(user.relations[0].arity == model::Relation::Arity::has_many);
  CHECK(user.relations[0].target.name == "bookings");
  CHECK(user.relations[0].target_columns == Names{"user_id"});
  const auto phone = std::find_if(user.fields.begin(), user.fields.end(),
                                  [](const model::Field& field) { return field.name == "phone_number"; });
  REQUIRE(phone != user.fields.end());
  CHECK(phone->comment == "E.164, without the leading plus.");
  CHECK(phone->nullable);
  CHECK(phone->place.line == 18);
  REQUIRE(declared.enumerations.size() == 2);
  CHECK(declared.enumerations[0].name == "BookingStatus");
  CHECK(declared.enumerations[1].comment == "What a person may do.");
  REQUIRE(declared.renames.size() == 1);
  CHECK(declared.renames[0].before == model::column_id({"public", "users"}, "last_name"));
  CHECK(declared.renames[0].after == model::column_id({"public", "users"}, "family_name"));
}

TEST_CASE("a bare integer key of Eventide counts by itself") {
  const model::Declared declared = eventide();
  const model::Table* const table = declared.schema.tables.find({model::Kind::table, "public", {}, "audit_logs"});
  REQUIRE(table != nullptr);
  const model::Column* const id = table->find_column("id");
  REQUIRE(id->identity);
  CHECK_FALSE(id->identity->always);
  CHECK_FALSE(table->find_column("actor_id")->not_null);
}

TEST_CASE("reading Eventide twice gives the same hash and lists what was read") {
  const model::Declared first = eventide();
  CHECK(first.hash.size() == 64);
  CHECK(first.hash == eventide().hash);
  CHECK(std::any_of(first.dependencies.begin(), first.dependencies.end(),
                    [](const std::string& file) { return file.ends_with("schema/mixins.hpp"); }));
  CHECK(std::any_of(first.dependencies.begin(), first.dependencies.end(),
                    [](const std::string& file) { return file.ends_with("schemac/columns.hpp"); }));
}

}  // namespace schemac::frontend::tests
