// A column that has another name: its field is the one that people wrote, with its comments and its options, under the
// new name. What is a comment of no field stays whatever happens to the fields around it.
#include <catch2/catch.hpp>

#include "pulled.hpp"
#include "support/private_server.hpp"

namespace schemac::tests {
namespace {

using Catch::Contains;

constexpr const char* kDesk = R"h(#pragma once
#include <schemac/schema.hpp>

namespace desk::schema {
using namespace schemac;

struct Ticket;

// Who did it.
struct Signed {
  // As they sign.
  Varchar<40> author;  // never empty
};

struct Agent : Entity, Signed {
  BigInt id{primary_key};
  HasMany<Ticket> tickets;  // theirs
};

struct Ticket : Entity, Signed {
  BigInt id{primary_key};

  // ---- What people see ----
  // One line of it.
  Varchar<80> title{ length(2, 80) };  // shown in lists
  /* The whole. */
  Text body;

  // What only we see.

  // From the shop.
  Text secret{encrypted};
  // The agent's.
  Nullable<BelongsTo<Agent>> agent;
  // Rated by customers.
  Nullable<Integer> stars{range(1, 5), in_code_only};

  static constexpr Table table{
      // for the list
      index(&Ticket::title, &Ticket::body),
  };
};

}  // namespace desk::schema
)h";

/// A project whose database has what its one header says.
class Desk : public Pulled {
 public:
  explicit Desk(const std::string& header = kDesk) {
    write("schema/desk.hpp", header);
    write("up.sql", succeed({"diff", "--from", "empty", "--to", "schema"}).out);
    load((path() / "up.sql").string());
  }
  /// What a pull after this makes of the header; there is no other file.
  [[nodiscard]] std::string pulled(const std::string& statements) const {
    sql(statements);
    pull();
    CHECK_FALSE(exists("schema/tables.sql"));
    return read("schema/desk.hpp");
  }
};

using Replacements = std::vector<std::pair<std::string, std::string>>;

/// The header with some pieces of it replaced by others.
std::string with(const Replacements& replacements) {
  std::string text = kDesk;
  for (const auto& [what, other] : replacements) {
    const std::size_t at = text.find(what);
    REQUIRE(at != std::string::npos);
    text.replace(at, what.size(), other);
  }
  return text;
}

}  // namespace

TEST_CASE("a field keeps its comments and its place when its column gets another name") {
  CHECK(
      Desk().pulled("ALTER TABLE tickets RENAME body TO content; COMMENT ON COLUMN tickets.content IS 'All of it.'") ==
      with({{"  Text body;\n", "  Text content;  ///< All of it.\n"},
            {"&Ticket::body),", "&Ticket::content).named(\"idx_tickets_title_body\"),"}}));
}

TEST_CASE("a pull says what it takes for renamed, where nothing else tells it from what is gone and what has come") {
  const Desk desk;
  desk.sql("ALTER TABLE tickets RENAME body TO content");
  const std::string said = desk.succeed({"db", "pull", "--dry-run", "--url", desk.url()}).err;
  CHECK_THAT(said, Contains("column public.tickets.body is taken to be called `content` now: its field is kept\n"));
}

TEST_CASE("columns that are alike get other names in their order") {
  CHECK(Desk().pulled("ALTER TABLE tickets RENAME secret TO token; ALTER TABLE tickets RENAME body TO content;"
                      "ALTER TABLE tickets RENAME stars TO points") ==
        with({{"Text body;", "Text content;"},
              {"Text secret{encrypted};", "Text token{encrypted};"},
              {"Integer> stars{", "Integer> points{"},
              {"&Ticket::body),", "&Ticket::content).named(\"idx_tickets_title_body\"),"}}));
}

TEST_CASE("options of a renamed column that name its constraints are said for its new name") {
  const std::string header = Desk().pulled("ALTER TABLE tickets RENAME title TO subject");
  CHECK_THAT(header, Contains("  // ---- What people see ----\n  // One line of it.\n  Varchar<80> subject") &&
                         Contains("  // shown in lists\n  /* The whole. */\n  Text body;") && !Contains("::title"));
}

TEST_CASE("a mixin's column that is renamed everywhere is renamed in the mixin") {
  CHECK(Desk().pulled("ALTER TABLE tickets RENAME author TO writer; ALTER TABLE agents RENAME author TO writer") ==
        with({{"Varchar<40> author;", "Varchar<40> writer;"}}));
  const std::string once = Desk().pulled("ALTER TABLE tickets RENAME author TO writer");
  CHECK_THAT(once, Contains("struct Ticket : Entity {\n") && Contains("  Varchar<40> writer;\n") &&
                       Contains("  // As they sign.\n  Varchar<40> author;  // never empty\n"));
}

TEST_CASE("a comment goes with the field that it stands above, and one that stands alone stays") {
  CHECK(Desk().pulled("ALTER TABLE tickets DROP title, DROP secret, DROP stars") ==
        with({{"  // One line of it.\n  Varchar<80> title{ length(2, 80) };  // shown in lists\n", ""},
              {"  // From the shop.\n  Text secret{encrypted};\n", ""},
              {"  // Rated by customers.\n  Nullable<Integer> stars{range(1, 5), in_code_only};\n", ""},
              {"  static constexpr Table table{\n      // for the list\n"
               "      index(&Ticket::title, &Ticket::body),\n  };\n",
               ""}}));
}

TEST_CASE("a column is not taken for one of several that were like it") {
  const std::string header =
      Desk().pulled("ALTER TABLE tickets DROP body, ADD owner text NOT NULL, ADD note text NOT NULL");
  CHECK_THAT(header, Contains("  Text owner;\n  Text note;\n") && !Contains("The whole."));
}

TEST_CASE("a secret and the column by which it is found are two columns once they have other names") {
  const std::string header = with({{"Text secret{encrypted};", "Text secret{encrypted, encrypted_lookup};"}});
  CHECK_THAT(
      Desk(header).pulled("ALTER TABLE tickets RENAME secret TO token; ALTER TABLE tickets RENAME secret_lookup TO "
                          "token_lookup"),
      Contains("  Bytea token;\n  Bytea token_lookup;\n"));
}

TEST_CASE("the relations of a renamed reference stay what a person has called them") {
  CHECK_THAT(Desk().pulled("ALTER TABLE tickets RENAME agent_id TO owner_id"),
             Contains("  HasMany<Ticket> tickets;  // theirs\n") &&
                 Contains("  // The agent's.\n  Nullable<BelongsTo<Agent>> owner{"));
  const std::string two =
      with({{"  // Rated", "  Nullable<BelongsTo<Agent>> helper;\n  // Rated"},
            {"tickets;  //", "tickets{through(\"agent\")};\n  HasMany<Ticket> helped{through(\"helper\")};  //"}});
  CHECK_THAT(Desk(two).pulled("ALTER TABLE tickets RENAME agent_id TO owner_id"),
             Contains("  HasMany<Ticket> tickets{through(\"owner\")};\n  HasMany<Ticket> helped{through(\"helper\")};  "
                      "// theirs\n"));
}

TEST_CASE("a column that has its former name again is renamed from nothing") {
  const std::string header = with({{"Text body;", "Text body{renamed_from(\"content\")};"}});
  CHECK_THAT(Desk(header).pulled("ALTER TABLE tickets RENAME body TO content"), Contains("  Text content;\n"));
}

TEST_CASE("a mark goes with what it is of, and is not of what comes next then") {
  const Replacements marked{
      {"  // What only we see.\n", "  // What only we see.\n  // schemac: renamed from password\n"},
      {"  // From the shop.\n", "  /// From the shop.\n\n"}};
  const std::string header = Desk(with(marked)).pulled("ALTER TABLE tickets DROP secret");
  CHECK_THAT(header, Contains("  Text body;\n\n  // The agent's.\n  Nullable<BelongsTo<Agent>> agent;\n"));
}

}  // namespace schemac::tests
