#include <catch2/catch.hpp>
#include <cstdlib>

#include "snapshot/all_fields.hpp"
#include "snapshot/dependencies.hpp"
#include "snapshot/snapshot.hpp"
#include "unit/snapshot/random_schema.hpp"

using namespace schemac;
using snapshot::FieldsOf;
using snapshot::Snapshot;

namespace {

// How many members a struct has: the longest list of initializers that it takes.
struct AnyValue {
  template <class T>
  operator T() const {  // NOLINT: the whole point is to be anything; never run
    std::abort();
  }
};

template <class T, class... Values>
constexpr std::size_t members_of() {
  if constexpr (requires { T{Values{}..., AnyValue{}}; }) {
    return members_of<T, Values..., AnyValue>();
  } else {
    return sizeof...(Values);
  }
}

struct Counter {
  std::size_t count = 0;
  template <class T, class M>
  void operator()(const char*, M T::*) {
    ++count;
  }
  template <class T>
  void lines(const char*, std::string T::*) {
    ++count;
  }
};

template <class T>
std::size_t kept_members_of() {
  Counter counter;
  FieldsOf<T>::visit(counter);
  return counter.count;
}

Snapshot snapshot_of(model::Schema schema) {
  Snapshot result;
  result.schema = std::move(schema);
  result.tool_version = "0.1.0";
  result.server_major = 15;
  result.source_hash = std::string(64, 'a');
  return result;
}

}  // namespace

TEST_CASE("every member of every kind is kept", "[snapshot]") {
  model::Schema schema;
  model::for_each_kind(schema, [](const auto& objects) {
    using K = typename std::decay_t<decltype(objects)>::value_type;
    INFO(FieldsOf<K>::kCollection);
    CHECK(kept_members_of<K>() == members_of<K>());
  });
  CHECK(kept_members_of<model::Column>() == members_of<model::Column>());
  CHECK(kept_members_of<model::PartitionOf>() == members_of<model::PartitionOf>());
  CHECK(kept_members_of<model::ViewColumn>() == members_of<model::ViewColumn>());
  CHECK(kept_members_of<model::DomainCheck>() == members_of<model::DomainCheck>());
  CHECK(kept_members_of<model::Attribute>() == members_of<model::Attribute>());
  CHECK(kept_members_of<model::Grants>() == members_of<model::Grants>());
  CHECK(kept_members_of<model::Grant>() == members_of<model::Grant>());
  CHECK(kept_members_of<model::Withheld>() == members_of<model::Withheld>());
  CHECK(kept_members_of<model::Identity>() == members_of<model::Identity>());
  CHECK(kept_members_of<model::SequenceOptions>() == members_of<model::SequenceOptions>());
  CHECK(kept_members_of<model::Sequence::Owner>() == members_of<model::Sequence::Owner>());
  CHECK(kept_members_of<model::IndexKey>() == members_of<model::IndexKey>());
  CHECK(kept_members_of<model::Exclusion::Element>() == members_of<model::Exclusion::Element>());
}

TEST_CASE("what was written is what is read, whatever it is", "[snapshot]") {
  for (std::uint32_t seed = 1; seed <= 60; ++seed) {
    INFO("seed " << seed);
    const Snapshot before = snapshot_of(tests::random_schema(seed, seed % 12));
    const std::string text = snapshot::write(before);
    Diagnostics diagnostics;
    const auto after = snapshot::read(text, "snapshot.json", diagnostics);
    for (const auto& diagnostic : diagnostics.list()) UNSCOPED_INFO(diagnostic.message);
    REQUIRE(after);
    CHECK(*after == before);
    CHECK(snapshot::write(*after) == text);
    const auto header = snapshot::read_header(text, "snapshot.json", diagnostics);
    REQUIRE(header);
    CHECK(header->source_hash == before.source_hash);
    CHECK(header->tool_version == before.tool_version);
    CHECK(header->server_major == before.server_major);
    CHECK(diagnostics.empty());
  }
}

TEST_CASE("a snapshot reads like the schema", "[snapshot]") {
  model::Schema schema;
  model::Namespace home;
  home.name = "public";
  schema.namespaces.put(home);
  model::Table table;
  table.name = {"public", "users"};
  table.columns.resize(2);
  table.columns[0].name = "id";
  table.columns[0].type = "bigint";
  table.columns[0].not_null = true;
  table.columns[0].identity = model::Identity{};
  table.columns[1].name = "email";
  table.columns[1].type = "text";
  table.columns[1].comment = "";
  schema.tables.put(table);
  model::Function function;
  function.name = {"public", "f"};
  function.definition =
      "CREATE OR REPLACE FUNCTION public.f()\n RETURNS trigger\nAS $$BEGIN RETURN NEW; END$$ and so on for long";
  schema.functions.put(function);
  model::Check check;
  check.table = table.name;
  check.name = "users_email_check";
  check.expression = "(email <> ''::text)";
  schema.checks.put(check);
  schema.dependencies = snapshot::implied_dependencies(schema);
  schema.dependencies[check.id()].insert(model::column_id(table.name, "email"));

  const std::string text = snapshot::write(snapshot_of(schema));
  const std::size_t digits = text.find("\"hash\": \"") + 9;
  CHECK(text.substr(0, digits) + text.substr(digits + 64) == R"json({
  "format": 1,
  "hash": "",
  "schemac": "0.1.0",
  "postgresql": 15,
  "source": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
  "schema": {
    "namespaces": [
      {
        "name": "public"
      }
    ],
    "functions": [
      {
        "name": ["public", "f"],
        "definition": [
          "CREATE OR REPLACE FUNCTION public.f()",
          " RETURNS trigger",
          "AS $$BEGIN RETURN NEW; END$$ and so on for long"
        ]
      }
    ],
    "tables": [
      {
        "name": ["public", "users"],
        "columns": [
          {"name": "id", "type": "bigint", "not_null": true, "identity": {}},
          {"name": "email", "type": "text", "comment": ""}
        ]
      }
    ],
    "checks": [
      {
        "table": ["public", "users"],
        "name": "users_email_check",
        "expression": "(email <> ''::text)"
      }
    ],
    "dependencies": [
      {
        "object": ["check", "public", "users", "users_email_check"],
        "needs": [["column", "public", "users", "email"]]
      }
    ]
  }
}
)json");
}

TEST_CASE("a snapshot says which columns are secrets, and of an earlier one nobody knows", "[snapshot]") {
  Snapshot snapshot = snapshot_of({});
  const auto read_back = [&] {
    Diagnostics diagnostics;
    const auto found = snapshot::read(snapshot::write(snapshot), "snapshot.json", diagnostics);
    REQUIRE(found);
    return found->secrets;
  };
  CHECK_FALSE(read_back());
  snapshot.secrets.emplace();
  CHECK(read_back() == snapshot.secrets);
  snapshot.secrets->emplace(model::column_id({"public", "users"}, "password"), model::Secret::hashed);
  snapshot.secrets->emplace(model::column_id({"public", "users"}, "token"), model::Secret::encrypted);
  CHECK(read_back() == snapshot.secrets);
  Diagnostics diagnostics;
  const auto header = snapshot::read_header(snapshot::write(snapshot), "snapshot.json", diagnostics);
  REQUIRE(header);
  CHECK(header->source_hash == snapshot.source_hash);
}
