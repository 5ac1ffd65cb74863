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

TEST_CASE("headers that are there keep the relations that they have") {
  const Pulled project(kVenue);
  project.pull();
  const std::string show = project.read("schema/show.hpp");
  project.sql("CREATE TABLE ticket (id bigint PRIMARY KEY, show_id bigint NOT NULL REFERENCES show)");
  project.pull();
  CHECK(project.read("schema/show.hpp") == show);
  CHECK_THAT(project.read("schema/ticket.hpp"), Contains("BelongsTo<Show> show"));
  project.sql("ALTER TABLE show ADD CONSTRAINT first_ticket FOREIGN KEY (id) REFERENCES ticket");
  project.pull();
  CHECK_THAT(project.read("schema/show.hpp"), Contains("references(&Ticket::id)") && !Contains("HasMany<Ticket>"));
}

}  // namespace schemac::tests
