// Databases for the tests of an application: a private PostgreSQL a process, in it a template that is made once of the
// project's migrations, and of the template a fresh database a test, in some tens of milliseconds. Knows no test
// framework. Needs PostgreSQL's server binaries (Debian: `postgresql`); runs as anybody, root too, who hands the server
// to `postgres`.
#pragma once

#include <filesystem>
#include <memory>
#include <schemac/runtime/migration/migration.hpp>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace schemac::testing {

namespace detail {
class Server;
}

/// What tests stand on could not be made: no PostgreSQL here, no migrations in the folder, a migration that fails.
/// what() says all of it, with the file and the line where there is one.
class SetupError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// What a fresh database has in it, put together step by step and carried out in that order when a database is first
/// made of it, once: `Template().migrations("…/schema/migrations").sql("INSERT INTO …")`. Two of the same steps are
/// one.
class Template {
 public:
  /// One thing that is done: migrations, SQL, or a role.
  struct Step {
    std::vector<runtime::migration::Migration> migrations;
    std::string sql;
    std::string role;
    std::string name;  ///< Of the SQL, for messages.
  };

  /// Carries out every up.sql of the folder, in order, with the journal that a deploy writes. The folder is read at
  /// once.
  /// @param folder of the project, `schema/migrations`; a relative one is looked for where the process works
  /// @throws SetupError where it is missing or empty, where a file does not parse, or differs from migrations.sum
  Template& migrations(const std::filesystem::path& folder);
  /// The same of migrations that the program carries: the `migrations()` that `schemac_embed_migrations` makes.
  Template& migrations(std::vector<runtime::migration::Migration> migrations);
  /// Runs SQL, several statements too, as one transaction: rows that every test wants.
  /// @param name what messages call it: the file that it was read from
  Template& sql(std::string text, std::string name = "SQL");
  /// Makes a role that may log in, where the server has none of this name: a role is the server's, no migration makes
  /// it. To be said before what names it.
  Template& role(std::string name);

  [[nodiscard]] const std::vector<Step>& steps() const { return steps_; }
  /// The name of the database that is made of it: the same for the same steps, in every process.
  [[nodiscard]] std::string database() const;

 private:
  std::vector<Step> steps_;
};

/// Which PostgreSQL the private server is of; what is left is found.
struct ServerOptions {
  std::filesystem::path binaries;  ///< The folder of `postgres` and `initdb`, or the one above; empty: looked for.
  int major = 0;                   ///< Exactly this major; 0: the newest there is.
};

/// Says it for this process, before the first database.
/// @throws SetupError when the server runs already
void use_server(const ServerOptions& options);

/// A database of its own, dropped with the object, whoever is still connected. The first of a process starts the
/// server, which is gone when the process is, however it ends; the first of a template makes the template.
///
/// SCHEMAC_TEST_URL in the environment names a server to use instead (a superuser's URL, not of a pooler). Its
/// templates stay for the next run and are shared by processes; databases that a killed run left are dropped by the
/// next.
///
/// Any number may live at once, and threads may make them at once. A child that is
/// forked gets a server of its own.
class TestDatabase {
 public:
  /// @throws SetupError
  explicit TestDatabase(const Template& from = {});
  TestDatabase(TestDatabase&& other) noexcept;
  TestDatabase& operator=(TestDatabase&& other) noexcept;
  ~TestDatabase();

  /// For `Connection` and `Pool`, and for everything else of libpq's; of a superuser, whom no row-level security binds.
  [[nodiscard]] const std::string& url() const { return url_; }
  /// The same as another role, for tests of rights and policies. The private server asks for no password.
  [[nodiscard]] std::string url_as(std::string_view role) const;
  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  std::shared_ptr<detail::Server> server_;
  std::string name_;
  std::string url_;
};

}  // namespace schemac::testing
