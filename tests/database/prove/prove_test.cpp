// What the proof refuses: a way up that does not arrive, a way down that does not return, a history that does not run.
#include <algorithm>
#include <catch2/catch.hpp>

#include "prove/prove.hpp"
#include "sql/script.hpp"

namespace schemac {
namespace {

sql::Script script(const std::string& text) {
  Diagnostics diagnostics;
  sql::Script read = sql::read(text, "migration.sql", diagnostics);
  REQUIRE_FALSE(diagnostics.has_errors());
  return read;
}

elaborate::Scratch& scratch() {
  static elaborate::Scratch server{server::Options{}};
  return server;
}

/// The state that these statements make of an empty database.
model::Schema state_of(const std::string& text) {
  Diagnostics diagnostics;
  const sql::Script statements = script(text);
  std::optional<prove::Replayed> replayed = prove::replay({&statements}, scratch(), diagnostics);
  REQUIRE(replayed);
  return replayed->reading.schema;
}

struct Proof {
  bool holds = false;
  Diagnostics diagnostics;

  [[nodiscard]] bool says(Code code, const std::string& text) const {
    return std::any_of(diagnostics.list().begin(), diagnostics.list().end(), [&](const Diagnostic& diagnostic) {
      return diagnostic.code == code && diagnostic.message.find(text) != std::string::npos;
    });
  }
};

constexpr const char* kBefore = "CREATE TABLE public.desks (id integer PRIMARY KEY);";
constexpr const char* kUp = "ALTER TABLE public.desks ADD COLUMN name text;";
constexpr const char* kDown = "ALTER TABLE public.desks DROP COLUMN name;";

Proof prove(const std::string& up, const std::string& down) {
  Proof proof;
  const sql::Script history = script(kBefore);
  std::optional<prove::Replayed> replayed = prove::replay({&history}, scratch(), proof.diagnostics);
  REQUIRE(replayed);
  proof.holds =
      prove::both_ways(*replayed, script(up), script(down), state_of(std::string(kBefore) + kUp), proof.diagnostics);
  return proof;
}

TEST_CASE("a migration that reaches the schema and returns is proved") {
  const Proof proof = prove(kUp, kDown);
  CHECK(proof.holds);
  CHECK(proof.diagnostics.empty());
}

TEST_CASE("a way up that does not reach the schema is refused, and says what is missing") {
  const Proof proof = prove("ALTER TABLE public.desks ADD COLUMN name integer;", kDown);
  CHECK_FALSE(proof.holds);
  CHECK(proof.says(Code::proof_failed, "public.desks.name"));
}

TEST_CASE("a way down that does not return is refused") {
  const Proof proof = prove(kUp, "COMMENT ON TABLE public.desks IS 'still here';");
  CHECK_FALSE(proof.holds);
  CHECK(proof.says(Code::proof_failed, "the way down does not return"));
  CHECK(proof.says(Code::proof_failed, "public.desks.name"));
}

TEST_CASE("a statement that fails is refused with what the server says") {
  const Proof proof = prove("ALTER TABLE public.chairs ADD COLUMN name text;", kDown);
  CHECK_FALSE(proof.holds);
  CHECK(proof.says(Code::proof_failed, "relation \"public.chairs\" does not exist"));
}

TEST_CASE("a history that does not replay names the file and the line") {
  Diagnostics diagnostics;
  const sql::Script history = script("CREATE TABLE a (id integer);\n\nCREATE TABLE b (id nothing);");
  CHECK_FALSE(prove::replay({&history}, scratch(), diagnostics));
  REQUIRE(diagnostics.list().size() == 1);
  CHECK(diagnostics.list().front().code == Code::migration_failed);
  CHECK(diagnostics.list().front().place == Place{"migration.sql", 3, 20});
}

}  // namespace
}  // namespace schemac
