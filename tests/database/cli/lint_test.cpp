// `schemac lint`: every code at its line, how each is silenced, and the forms in which findings are told.
#include <catch2/catch.hpp>

#include <algorithm>
#include <sstream>

#include "support/private_server.hpp"
#include "tool.hpp"

namespace schemac::tests {
namespace {

using Catch::Contains;

/// A project of .sql alone.
struct Sql : Folder {
  explicit Sql(const std::string& text, const std::string& more = "") {
    write("schemac.toml", "name = \"shop\"\n[schema]\nheaders = []\n" + more);
    write("schema/shop.sql", text);
  }
};

/// `file:line [code]` of each finding, in their order.
std::vector<std::string> said(const std::string& err) {
  std::vector<std::string> found;
  std::istringstream lines(err);
  for (std::string line; std::getline(lines, line);) {
    const std::size_t place = line.find(':');
    const std::size_t end = line.find_first_not_of("0123456789", place + 1);
    const std::size_t code = line.rfind(" [");
    if (place == std::string::npos || code == std::string::npos || !line.ends_with(']')) continue;
    found.push_back(line.substr(0, end) + line.substr(code));
  }
  return found;
}

using Said = std::vector<std::string>;

constexpr const char* kEverything = R"(CREATE TABLE shops (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text UNIQUE,
  opened timestamp NOT NULL,
  closes timetz NOT NULL,
  code char(5) NOT NULL,
  details json NOT NULL,
  rent money NOT NULL,
  flagship boolean,
  number serial NOT NULL,
  "Owner" text NOT NULL
);
CREATE TABLE sales (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  shop bigint NOT NULL REFERENCES shops,
  amount integer NOT NULL
);
ALTER TABLE sales ADD CONSTRAINT chk_amount CHECK (amount > 0) NOT VALID;
CREATE INDEX first ON sales (amount);
CREATE INDEX second ON sales (amount, id);
CREATE UNLOGGED TABLE visits (at timestamptz NOT NULL);
CREATE TABLE night_visits () INHERITS (visits);
CREATE RULE r AS ON DELETE TO sales DO INSTEAD NOTHING;
CREATE VIEW everything AS SELECT * FROM sales;
CREATE TABLE secrets (id bigint PRIMARY KEY);
ALTER TABLE secrets ENABLE ROW LEVEL SECURITY;
CREATE VIEW open_secrets AS SELECT id FROM secrets;
CREATE FUNCTION f() RETURNS integer SECURITY DEFINER LANGUAGE sql AS 'SELECT 1';
CREATE POLICY p ON sales USING (true);
GRANT SELECT ON shops TO PUBLIC;
CREATE POLICY q ON secrets AS RESTRICTIVE USING (current_setting('app.who') = 'me');
)";

}  // namespace

TEST_CASE("lint says everything that there is to say, each at its line") {
  const Sql project(kEverything);
  const std::string err = project.fail(1, {"lint"});
  INFO(err);
  CHECK(said(err) == Said{
                         "schema/shop.sql:1 [granted-to-all]",
                         "schema/shop.sql:2 [narrow-key]",
                         "schema/shop.sql:3 [nullable-unique]",
                         "schema/shop.sql:4 [timestamp-without-zone]",
                         "schema/shop.sql:5 [time-with-zone]",
                         "schema/shop.sql:6 [padded-char]",
                         "schema/shop.sql:7 [plain-json]",
                         "schema/shop.sql:8 [money-type]",
                         "schema/shop.sql:9 [nullable-boolean]",
                         "schema/shop.sql:10 [serial-column]",
                         "schema/shop.sql:11 [quoted-name]",
                         "schema/shop.sql:15 [unindexed-foreign-key]",
                         "schema/shop.sql:15 [mixed-key-types]",
                         "schema/shop.sql:18 [unvalidated-constraint]",
                         "schema/shop.sql:19 [redundant-index]",
                         "schema/shop.sql:21 [keyless-table]",
                         "schema/shop.sql:21 [unlogged-table]",
                         "schema/shop.sql:22 [keyless-table]",
                         "schema/shop.sql:22 [table-inheritance]",
                         "schema/shop.sql:23 [rewrite-rule]",
                         "schema/shop.sql:24 [select-star]",
                         "schema/shop.sql:25 [no-policy]",
                         "schema/shop.sql:27 [view-bypasses-policies]",
                         "schema/shop.sql:28 [loose-search-path]",
                         "schema/shop.sql:29 [idle-policy]",
                         "schema/shop.sql:31 [setting-as-text]",
                     });
  CHECK_THAT(err, Contains("3 errors, 23 warnings"));
}

TEST_CASE("a comment at the place silences a finding, and one that silences nothing is told") {
  const Library library;
  CHECK(said(library.succeed({"lint"}).err) == Said{"schema/library.hpp:15 [quoted-name]",
                                                    "schema/library.hpp:27 [quoted-name]",
                                                    "schema/library.hpp:35 [quoted-name]"});
  library.replace("schema/library.hpp", "  Nullable<Text> born_in",
                  "  // schemac: allow quoted-name\n  Nullable<Text> born_in");
  library.replace("schema/library.hpp", "  Integer user{default_to(0)};",
                  "  Integer user{default_to(0)};  // schemac: allow quoted-name");
  library.replace("schema/library.hpp", "/// One book,", "/// schemac: allow quoted-name\n/// One book,");
  CHECK(said(library.succeed({"lint"}).err).empty());
  library.succeed({"generate"});
  CHECK_THAT(library.succeed({"lint"}).err, Contains("no finding"));
  library.replace("schema/library.hpp", "  Text name;", "  Text name;  // schemac: allow plain-json, no-such-code");
  library.write("schemac.toml", library.read("schemac.toml") + "\n[lint]\nallow = [\"money-type\"]\n");
  CHECK(said(library.succeed({"lint"}).err) == Said{"schema/library.hpp:14 [stale-allow]",
                                                    "schema/library.hpp:14 [stale-allow]",
                                                    "schemac.toml:7 [stale-allow]"});
  CHECK_THAT(library.fail(1, {"lint", "--warnings-as-errors"}), Contains("`no-such-code` is no code of lint"));
}

TEST_CASE("schemac.toml has names of the house, and says which findings are errors") {
  const Sql project(
      "-- schemac: allow quoted-name\nCREATE TABLE \"Shop\" (\n  id bigint PRIMARY KEY,\n  note json NOT NULL\n);\n",
      "[lint]\nerrors = [\"plain-json\"]\n[lint.names]\ntable = \"[a-z_]+s\"\nprimary_key = \"pk_{table}\"\n");
  CHECK(said(project.fail(1, {"lint"})) ==
        Said{"schema/shop.sql:2 [house-name]", "schema/shop.sql:3 [house-name]", "schema/shop.sql:4 [plain-json]"});
  project.write("schemac.toml", "[lint]\nerrors = [\"proof-failed\"]\n");
  CHECK_THAT(project.fail(1, {"lint"}), Contains("lint has no code `proof-failed`") && Contains("schemac.toml:2:10"));
  project.write("schemac.toml", "[lint.names]\ntable = \"(\"\n");
  CHECK_THAT(project.fail(1, {"lint"}), Contains("`(` is no pattern"));
  project.write("schemac.toml", "[lint.names]\ncast = \"x\"\n");
  CHECK_THAT(project.fail(1, {"lint"}), Contains("unknown key `cast` in `[lint.names]`"));
}

TEST_CASE("findings are told as JSON, SARIF, JUnit and annotations, on standard output alone") {
  const Sql project(
      "CREATE TABLE t (\n  id bigint PRIMARY KEY,\n  \"é\" json NOT NULL  -- schemac: allow quoted-name\n);\n");
  const auto told = [&](const Words& words) {
    const Outcome outcome = project.succeed(words);
    CHECK(outcome.err.empty());
    return outcome.out;
  };
  const std::string json = told({"lint", "--format", "json"});
  CHECK(json == told({"--json", "lint"}));
  CHECK_THAT(json, Contains("\"code\": \"plain-json\"") && Contains("\"line\": 3") && Contains("\"warnings\": 1"));
  CHECK_THAT(told({"lint", "--format", "sarif"}),
             Contains("\"version\": \"2.1.0\"") && Contains("\"ruleId\": \"plain-json\"") &&
                 Contains("\"uri\": \"schema/shop.sql\"") && Contains("\"startLine\": 3") &&
                 Contains("\"columnKind\": \"unicodeCodePoints\""));
  CHECK_THAT(told({"lint", "--format", "junit"}),
             Contains("<testsuite name=\"schemac lint\" tests=\"1\" failures=\"0\"") &&
                 Contains("file=\"schema/shop.sql\" line=\"3\""));
  CHECK_THAT(told({"lint", "--format", "github"}),
             Contains("::warning file=schema/shop.sql,line=3,col=3,title=plain-json::column public.t.é is `json`") &&
                 Contains("%0Ahint: use `jsonb`"));
  project.write("schema/shop.sql", "CREATE TABLE t (id bigint PRIMARY KEY);\n");
  CHECK_THAT(told({"lint", "--format", "junit"}), Contains("<testcase name=\"lint\" classname=\"schemac\"/>"));
  CHECK(told({"lint", "--format", "github"}).empty());
  project.write("schema/shop.sql", "CREATE TABL t (id bigint);\n");
  CHECK_THAT(project.run({"lint", "--format", "github"}).out,
             Contains("::error file=schema/shop.sql,line=1,col=8,title=sql-syntax::"));
  CHECK(project.run({"lint", "--format", "xml"}).status == 2);
}

}  // namespace schemac::tests
