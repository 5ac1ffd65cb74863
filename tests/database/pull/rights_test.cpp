// Owners and privileges in a pull: said when they are asked for, edited where they stand, left alone else.
#include <catch2/catch.hpp>

#include "pulled.hpp"

namespace schemac::tests {
namespace {

using Catch::Contains;

constexpr const char* kRoles =
    "DO $$ BEGIN CREATE ROLE pull_reader; EXCEPTION WHEN duplicate_object THEN NULL; END $$; "
    "DO $$ BEGIN CREATE ROLE \"pull owner\"; EXCEPTION WHEN duplicate_object THEN NULL; END $$; ";

constexpr const char* kLedger =
    "CREATE SCHEMA books; "
    "CREATE TABLE books.ledger (id bigint PRIMARY KEY, amount int, secret text); "
    "CREATE FUNCTION books.total() RETURNS bigint LANGUAGE sql AS 'select sum(amount) from books.ledger'; "
    "GRANT USAGE ON SCHEMA books TO pull_reader; "
    "GRANT SELECT (id, amount) ON books.ledger TO pull_reader; "
    "GRANT INSERT ON books.ledger TO pull_reader WITH GRANT OPTION; "
    "REVOKE EXECUTE ON FUNCTION books.total() FROM PUBLIC; "
    "ALTER FUNCTION books.total() OWNER TO \"pull owner\"; "
    "ALTER DEFAULT PRIVILEGES IN SCHEMA books GRANT SELECT ON TABLES TO pull_reader; ";

/// A database with rights, pulled with them.
class Ledger : public Pulled {
 public:
  Ledger() : Pulled(std::string(kRoles) + kLedger) {}

  /// Pulls with rights; demands that a second pull finds nothing and that the sources alone give the same rights.
  void pull_rights() const {
    succeed({"db", "pull", "--rights"});
    const auto pulled = files();
    CHECK_THAT(succeed({"db", "pull", "--rights"}).err, Contains("nothing to do"));
    CHECK(files() == pulled);
    const Outcome difference = run({"diff", "--from", "schema", "--to", "development", "--exit-code"});
    INFO(difference.out << difference.err);
    CHECK(difference.status == 0);
  }
};

}  // namespace

TEST_CASE("rights are pulled when they are asked for") {
  const Ledger ledger;
  ledger.succeed({"db", "pull"});
  CHECK_FALSE(ledger.exists("schema/rights.sql"));
  ledger.pull_rights();
  const std::string rights = ledger.read("schema/rights.sql");
  CHECK_THAT(rights, Contains("GRANT USAGE ON SCHEMA books TO pull_reader;"));
  CHECK_THAT(rights, Contains("GRANT INSERT ON TABLE books.ledger TO pull_reader WITH GRANT OPTION;"));
  CHECK_THAT(rights, Contains("GRANT SELECT (amount)") && Contains("GRANT SELECT (id)"));
  CHECK_THAT(rights, Contains("ALTER ROUTINE books.total() OWNER TO \"pull owner\";"));
  CHECK_THAT(rights, Contains("REVOKE EXECUTE ON ROUTINE books.total() FROM PUBLIC;"));
  CHECK_THAT(rights, Contains("ALTER DEFAULT PRIVILEGES IN SCHEMA books GRANT SELECT ON TABLES TO pull_reader;"));
}

TEST_CASE("a sequence that a column owns goes with its table to another owner") {
  const Pulled project(std::string(kRoles) +
                       "CREATE TABLE counted (id serial PRIMARY KEY); ALTER TABLE counted OWNER TO pull_reader;");
  project.succeed({"db", "pull", "--rights"});
  const Outcome difference = project.run({"diff", "--from", "schema", "--to", "development", "--exit-code"});
  INFO(difference.out << difference.err);
  CHECK(difference.status == 0);
}

TEST_CASE("a right that is gone is taken out where it stands, and hand-written text stays") {
  const Ledger ledger;
  ledger.pull_rights();
  ledger.write("schema/rights.sql", "-- Who may what.\n\n" + ledger.read("schema/rights.sql"));
  ledger.sql("REVOKE USAGE ON SCHEMA books FROM pull_reader; GRANT UPDATE ON books.ledger TO \"pull owner\"");
  ledger.pull_rights();
  const std::string rights = ledger.read("schema/rights.sql");
  CHECK_THAT(rights, Catch::StartsWith("-- Who may what.\n"));
  CHECK_THAT(rights, !Contains("SCHEMA books TO pull_reader"));
  CHECK_THAT(rights, Contains("GRANT UPDATE ON TABLE books.ledger TO \"pull owner\";"));
  CHECK_THAT(rights, !Contains("REVOKE USAGE"));
}

TEST_CASE("a database made from pulled rights has them") {
  const Ledger ledger;
  ledger.pull_rights();
  ledger.succeed({"generate", "--name", "initial", "--allow", "changes-rights"});
  const Pulled other;
  ledger.write("schemac.toml", ledger.read("schemac.toml") + "\n[environments.other]\nurl = \"" + other.url() + "\"\n");
  ledger.succeed({"--env", "other", "migrate", "up"});
  const Outcome difference = ledger.run({"diff", "--from", other.url(), "--to", ledger.url(), "--exit-code"});
  INFO(difference.out << difference.err);
  CHECK(difference.status == 0);
}

}  // namespace schemac::tests
