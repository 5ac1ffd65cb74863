// The relations that a pull gives the entities it writes: from both ends of a foreign key, and across what is between.
#include <catch2/catch.hpp>

#include "pulled.hpp"
#include "support/private_server.hpp"

namespace schemac::tests {
namespace {

using Catch::Contains;

/// The lines of a header that say relations without a column, as they stand there.
std::string relations_in(const std::string& header) {
  std::string found;
  for (std::size_t begin = 0; begin < header.size();) {
    const std::size_t end = header.find('\n', begin);
    const std::string line = header.substr(begin, end - begin);
    for (const char* const word : {"  RefersTo<", "  HasMany<", "  HasOne<", "  ManyToMany<"})
      if (line.starts_with(word)) found += line + "\n";
    begin = end + 1;
  }
  return found;
}

std::string relations_of(const Pulled& project, const std::string& entity) {
  return relations_in(project.read("schema/" + entity + ".hpp"));
}

constexpr const char* kVenue = R"sql(
  CREATE TABLE hall (venue text, number int, PRIMARY KEY (venue, number));
  CREATE TABLE show (id bigint PRIMARY KEY, venue text NOT NULL, hall int, prior bigint REFERENCES show,
    FOREIGN KEY (venue, hall) REFERENCES hall);
  CREATE TABLE tag (id bigint PRIMARY KEY);
  CREATE TABLE show_tag (show_id bigint REFERENCES show, tag_id bigint REFERENCES tag, PRIMARY KEY (show_id, tag_id));
)sql";

}  // namespace

TEST_CASE("a first pull says a foreign key from both of its ends") {
  const Pulled project(kVenue);
  project.pull();
  CHECK(relations_of(project, "hall") == "  HasMany<Show> shows;\n");
  CHECK(relations_of(project, "show") ==
        "  RefersTo<Hall> hall_by_venue_and_hall;\n  HasMany<Show> shows_by_prior;\n  HasMany<ShowTag> show_tags;\n"
        "  ManyToMany<Tag, ShowTag> tags;\n");
  CHECK(relations_of(project, "tag") == "  HasMany<ShowTag> show_tags;\n  ManyToMany<Show, ShowTag> shows;\n");
  CHECK(relations_of(project, "show_tag").empty());
  CHECK_THAT(project.read("schema/hall.hpp"), Contains("struct Show;\n"));
}

TEST_CASE("what a row has at most once is one, and several references are told apart by what they are called") {
  const Pulled project(R"sql(
    CREATE TABLE users (id bigint PRIMARY KEY, lead bigint REFERENCES users);
    CREATE TABLE profile (user_id bigint PRIMARY KEY REFERENCES users);
    CREATE TABLE badge (id int PRIMARY KEY, user_id bigint NOT NULL REFERENCES users);
    CREATE UNIQUE INDEX ON badge (user_id);
    CREATE TABLE lock (id int PRIMARY KEY, user_id bigint NOT NULL REFERENCES users, open boolean);
    CREATE UNIQUE INDEX ON lock (user_id) WHERE open;
    CREATE TABLE message (id int PRIMARY KEY, sender_id bigint REFERENCES users, recipient_id bigint REFERENCES users);
    CREATE TABLE follow (follower bigint REFERENCES users, followee bigint REFERENCES users,
      PRIMARY KEY (follower, followee));
  )sql");
  project.pull();
  CHECK(relations_of(project, "user") ==
        "  HasOne<Badge> badge;\n"
        "  HasMany<Follow> follows_by_followee{through(\"followee\")};\n"
        "  HasMany<Follow> follows_by_follower{through(\"follower\")};\n"
        "  HasMany<Lock> locks;\n"
        "  HasMany<Message> messages_by_recipient{through(\"recipient\")};\n"
        "  HasMany<Message> messages_by_sender{through(\"sender\")};\n"
        "  HasOne<Profile> profile;\n"
        "  HasMany<User> users_by_lead;\n"
        "  ManyToMany<User, Follow> users_by_follower{through(\"followee\", \"follower\")};\n"
        "  ManyToMany<User, Follow> users_by_followee{through(\"follower\", \"followee\")};\n");
}

TEST_CASE("keys of several columns to the same entity say which they go along, under words that are not hidden") {
  const Pulled project(R"sql(
    CREATE TABLE hall (venue text, number int, PRIMARY KEY (venue, number));
    CREATE TABLE seat (id int PRIMARY KEY, along text NOT NULL, n1 int NOT NULL, through text NOT NULL, n2 int NOT NULL,
      FOREIGN KEY (along, n1) REFERENCES hall, FOREIGN KEY (through, n2) REFERENCES hall);
    CREATE TABLE tree (a int, b int, pa int, pb int, PRIMARY KEY (a, b), FOREIGN KEY (pa, pb) REFERENCES tree);
  )sql");
  project.pull();
  CHECK(relations_of(project, "seat") ==
        "  RefersTo<Hall> hall_by_along_and_n1{schemac::along(&Seat::along, &Seat::n1)};\n"
        "  RefersTo<Hall> hall_by_through_and_n2{schemac::along(&Seat::through, &Seat::n2)};\n");
  CHECK(relations_of(project, "hall") ==
        "  HasMany<Seat> seats_by_along_and_n1{through(\"hall_by_along_and_n1\")};\n"
        "  HasMany<Seat> seats_by_through_and_n2{through(\"hall_by_through_and_n2\")};\n");
  CHECK(relations_of(project, "tree") == "  RefersTo<Tree> tree_by_pa_and_pb;\n  HasMany<Tree> trees_by_pa_and_pb;\n");
}

TEST_CASE("a relation for which no name is left is not said, and a column keeps its own") {
  const Pulled project(R"sql(
    CREATE TABLE users (id bigint PRIMARY KEY, orders text, orders_by_user text);
    CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users);
    CREATE TABLE bills (id bigint PRIMARY KEY, user_id bigint REFERENCES users);
  )sql");
  project.pull();
  CHECK(relations_of(project, "user") == "  HasMany<Bill> bills;\n");
}

TEST_CASE("a key that is new gives relations to headers that are there, as to new ones") {
  const Pulled project(kVenue);
  project.pull();
  project.sql("CREATE TABLE ticket (id bigint PRIMARY KEY, show_id bigint NOT NULL REFERENCES show)");
  project.pull();
  CHECK(relations_of(project, "show") ==
        "  RefersTo<Hall> hall_by_venue_and_hall;\n  HasMany<Show> shows_by_prior;\n  HasMany<ShowTag> show_tags;\n"
        "  ManyToMany<Tag, ShowTag> tags;\n  HasMany<Ticket> tickets;\n");
  CHECK_THAT(project.read("schema/show.hpp"),
             Contains("struct ShowTag;\nstruct Tag;\nstruct Ticket;\n\nstruct Show : Entity {"));
  CHECK_THAT(project.read("schema/ticket.hpp"), Contains("BelongsTo<Show> show"));
  project.sql("ALTER TABLE show ADD CONSTRAINT first_ticket FOREIGN KEY (id) REFERENCES ticket");
  project.pull();
  CHECK_THAT(project.read("schema/show.hpp"), Contains("references(&Ticket::id)") &&
                                                  Contains("  HasMany<Ticket> tickets;\n  RefersTo<Ticket> ticket;\n"));
  CHECK(relations_of(project, "ticket") == "  HasOne<Show> show_by_id;\n");
}

TEST_CASE("relations that a person has named or taken out stay so beside those of new keys") {
  const Pulled project(kVenue);
  project.pull();
  project.replace("schema/show.hpp", "  HasMany<ShowTag> show_tags;\n", "");
  project.replace("schema/show.hpp", "> tags;", "> labels;  // what it is about");
  project.replace("schema/tag.hpp", "  HasMany<ShowTag> show_tags;\n", "  bool used_tag() const;\n");
  project.sql(R"sql(
    CREATE TABLE used_tag (tag_id bigint PRIMARY KEY REFERENCES tag, by_show bigint NOT NULL REFERENCES show);
    CREATE TABLE show_rival (one bigint REFERENCES show, other bigint REFERENCES show, PRIMARY KEY (one, other));
    ALTER TABLE show_tag ADD since_show bigint REFERENCES show;
  )sql");
  project.pull();
  CHECK(relations_of(project, "show") ==
        "  RefersTo<Hall> hall_by_venue_and_hall;\n"
        "  HasMany<Show> shows_by_prior;\n"
        "  ManyToMany<Tag, ShowTag> labels{through(\"show\", \"tag\")};  // what it is about\n"
        "  HasMany<ShowRival> show_rivals_by_one{through(\"one\")};\n"
        "  HasMany<ShowRival> show_rivals_by_other{through(\"other\")};\n"
        "  HasMany<ShowTag> show_tags_by_since_show{through(\"since_show\")};\n"
        "  HasMany<UsedTag> used_tags;\n"
        "  ManyToMany<Show, ShowRival> shows_by_other{through(\"one\", \"other\")};\n"
        "  ManyToMany<Show, ShowRival> shows_by_one{through(\"other\", \"one\")};\n");
  CHECK(relations_of(project, "tag") ==
        "  ManyToMany<Show, ShowTag> shows{through(\"tag\", \"show\")};\n  HasOne<UsedTag> used_tag_by_tag;\n");
  project.succeed({"--yes", "generate"});
  project.succeed({"check"});
}

TEST_CASE("relations of one header that takes all entities name what is declared") {
  const Pulled project;
  project.write("schemac.toml",
                "name = \"shop\"\n\n[schema]\nheaders = [\"all.hpp\"]\n\n[environments.development]\nurl = \"" +
                    project.url() + "\"\n");
  project.write("all.hpp", R"h(#pragma once
#include <schemac/schema.hpp>

namespace shop::schema {
using namespace schemac;

// Who works here.
struct Clerk : Entity { BigInt id{primary_key}; };

struct Till : Entity {
  BigInt id{primary_key};
};

}  // namespace shop::schema

namespace shop::stock {
struct Crate : schemac::Entity {
  schemac::BigInt id{schemac::primary_key};
};
}  // namespace shop::stock
)h");
  project.sql(R"sql(
    CREATE TABLE clerks (id bigint GENERATED BY DEFAULT AS IDENTITY CONSTRAINT pk_clerks PRIMARY KEY);
    CREATE TABLE tills (id bigint GENERATED BY DEFAULT AS IDENTITY CONSTRAINT pk_tills PRIMARY KEY);
    CREATE TABLE crates (id bigint GENERATED BY DEFAULT AS IDENTITY CONSTRAINT pk_crates PRIMARY KEY);
  )sql");
  project.pull();
  project.sql(R"sql(
    CREATE TABLE sales (clerk_id bigint REFERENCES clerks, till_id bigint REFERENCES tills, crate_id bigint REFERENCES crates,
      PRIMARY KEY (clerk_id, till_id));
    ALTER TABLE clerks ADD till_id bigint REFERENCES tills;
  )sql");
  project.pull();
  const std::string header = project.read("all.hpp");
  CHECK_THAT(header, Contains("struct Sale;\nstruct Till;\n\n// Who works here.\nstruct Clerk : Entity {"));
  CHECK_THAT(header, Contains("  Nullable<BelongsTo<Till>> till{") &&
                         Contains("  HasMany<Sale> sales;\n  ManyToMany<Till, Sale> tills;\n"));
  CHECK_THAT(header,
             Contains("  HasMany<Clerk> clerks;\n  HasMany<Sale> sales;\n  ManyToMany<Clerk, Sale> clerks_by_sale;\n"));
  CHECK_THAT(header, Contains("  schemac::BigInt id{schemac::primary_key};\n};"));
}

}  // namespace schemac::tests
