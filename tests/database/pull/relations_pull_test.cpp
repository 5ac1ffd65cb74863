// A pull keeps relations true: out goes what the database has no key for, and what several keys could be meant by says
// which it is. Nothing else of an entity is touched for it.
#include <catch2/catch.hpp>

#include "pulled.hpp"
#include "support/private_server.hpp"

namespace schemac::tests {
namespace {

using Catch::Contains;

constexpr const char* kTenants = R"h(#pragma once
#include <schemac/schema.hpp>

namespace app::schema {
using namespace schemac;

struct User;
struct Invoice;
struct Profile;

struct Tenant : Entity {
  BigInt id{primary_key};
  HasMany<User> users;
};

struct User : Entity {
  BelongsTo<Tenant> tenant;
  BigInt id;
  HasMany<Invoice> invoices;
  HasOne<Profile> profile;

  static constexpr Table table{primary_key(&User::tenant, &User::id)};
};

struct Invoice : Entity {
  BigInt id{primary_key};
  BelongsTo<Tenant> tenant;
  BigInt user_id;
  RefersTo<User> user;

  static constexpr Table table{
      unique(&Invoice::tenant, &Invoice::user_id),
      foreign_key(&Invoice::tenant, &Invoice::user_id).references(&User::tenant, &User::id),
  };
};

struct Profile : Entity {
  BigInt id{primary_key};
  BigInt of_tenant;
  BigInt of_user;
  RefersTo<User> user;

  static constexpr Table table{
      unique(&Profile::of_tenant, &Profile::of_user),
      foreign_key(&Profile::of_tenant, &Profile::of_user).references(&User::tenant, &User::id),
  };
};

struct Plan : Entity {
  BigInt id{primary_key};
  BigInt n;
  RefersTo<Tenant> owner;

  static constexpr Table table{
      foreign_key(&Plan::n).references(&Tenant::id),
  };
};

}  // namespace app::schema
)h";

/// A project whose database has what its sources say.
class App : public Pulled {
 public:
  App() {
    write("schema/app.hpp", kTenants);
    write("up.sql", succeed({"diff", "--from", "empty", "--to", "schema"}).out);
    load((path() / "up.sql").string());
  }
  /// What a pull after this makes of the header; there is no other file.
  [[nodiscard]] std::string pulled(const std::string& statements) const {
    sql(statements);
    pull();
    CHECK_THAT(succeed({"db", "pull"}).err, Contains("nothing to do"));
    CHECK_FALSE(exists("schema/tables.sql"));
    return read("schema/app.hpp");
  }
  [[nodiscard]] static std::string with(std::string text, const std::string& what, const std::string& other) {
    const std::size_t at = text.find(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), other);
  }
};

}  // namespace

TEST_CASE("a relation stays while its key does, whatever the order of its columns") {
  const App app;
  std::string expected = App::with(kTenants, "  BigInt user_id;\n", "  BigInt user_id;\n  Nullable<Text> note;\n");
  CHECK(app.pulled("ALTER TABLE invoices ADD note text") == expected);
  expected =
      App::with(expected, "foreign_key(&Invoice::tenant, &Invoice::user_id).references(&User::tenant, &User::id)",
                "foreign_key(&Invoice::user_id, &Invoice::tenant).references(&User::id, &User::tenant)"
                ".named(\"other\")");
  CHECK(app.pulled("ALTER TABLE invoices DROP CONSTRAINT fk_invoices_tenant_id_user_id, ADD CONSTRAINT other FOREIGN "
                   "KEY (user_id, tenant_id) REFERENCES users (id, tenant_id)") == expected);
}

TEST_CASE("a relation goes with its key, and with the key the other side of it") {
  const App app;
  std::string header = app.pulled("ALTER TABLE invoices DROP COLUMN user_id");
  CHECK_THAT(header,
             !Contains("invoices;") && Contains("HasOne<Profile> profile;") && Contains("RefersTo<User> user;"));
  header = app.pulled("ALTER TABLE profiles DROP CONSTRAINT fk_profiles_of_tenant_of_user");
  CHECK_THAT(header, !Contains("RefersTo<User>") && !Contains("profile;") && Contains("HasMany<User> users;"));
}

TEST_CASE("a key that points elsewhere takes its relations out") {
  const App app;
  const std::string header = app.pulled(
      "ALTER TABLE profiles DROP CONSTRAINT fk_profiles_of_tenant_of_user, ADD CONSTRAINT "
      "fk_profiles_of_tenant_of_user "
      "FOREIGN KEY (of_tenant, of_user) REFERENCES invoices (tenant_id, user_id)");
  CHECK_THAT(header, Contains("  HasMany<Invoice> invoices;\n\n  static constexpr Table table{primary_key(&User::") &&
                         Contains("  RefersTo<User> user;\n  HasOne<Profile> profile;\n") &&
                         Contains("  RefersTo<Invoice> invoice;\n") &&
                         Contains("references(&Invoice::tenant, &Invoice::user_id)"));
}

TEST_CASE("a second key makes a relation say which one it means") {
  const App app;
  const std::string header = app.pulled(
      "ALTER TABLE invoices ADD payer_id bigint, ADD CONSTRAINT fk_payer FOREIGN KEY (tenant_id, payer_id) REFERENCES "
      "users (tenant_id, id)");
  CHECK_THAT(
      header,
      Contains("  RefersTo<User> user{along(&Invoice::tenant, &Invoice::user_id)};\n"
               "  RefersTo<User> user_by_tenant_id_and_payer_id{along(&Invoice::tenant, &Invoice::payer_id)};\n") &&
          Contains("  HasMany<Invoice> invoices{through(\"user\")};\n") &&
          Contains(
              "  HasMany<Invoice> invoices_by_tenant_id_and_payer_id{through(\"user_by_tenant_id_and_payer_id\")};\n"));
}

TEST_CASE("a column of a key that is renamed leaves the relations along the key") {
  const App app;
  const std::string header = app.pulled("ALTER TABLE invoices RENAME user_id TO buyer_id");
  CHECK_THAT(header,
             Contains("  BigInt buyer_id;\n  RefersTo<User> user;\n") && Contains("HasMany<Invoice> invoices;"));
}

TEST_CASE("a second reference makes the other side say which one it means") {
  const App app;
  const std::string header = app.pulled(
      "ALTER TABLE users ADD seller_id bigint, ADD CONSTRAINT fk_users_seller FOREIGN KEY (seller_id) REFERENCES "
      "tenants; CREATE INDEX idx_users_seller_id ON users (seller_id)");
  CHECK_THAT(header, Contains("  HasMany<User> users{through(\"tenant\")};\n"
                              "  HasMany<User> users_by_seller{through(\"seller\")};\n"));
}

TEST_CASE("what is one no longer leaves alone, and nothing goes with it") {
  const App app;
  const std::string header = app.pulled("ALTER TABLE profiles DROP CONSTRAINT uq_profiles_of_tenant_of_user");
  CHECK_THAT(header,
             !Contains("profile;") && Contains("struct Profile : Entity") && Contains("HasMany<Invoice> invoices;"));
}

TEST_CASE("a relation over one plain column leaves the column its name") {
  const App app;
  const std::string header = app.pulled(
      "CREATE INDEX idx_plans_n_id ON plans (n, id); ALTER TABLE plans RENAME CONSTRAINT fk_plans_n TO fk_other");
  CHECK_THAT(header, Contains("index(&Plan::n, &Plan::id)") &&
                         Contains("foreign_key(&Plan::n).references(&Tenant::id).named(\"fk_other\")") &&
                         Contains("RefersTo<Tenant> owner;"));
}

}  // namespace schemac::tests
