// Secrets in a database: what is stored, found by its lookup and encrypted anew, and that the plain text is nowhere.
#include <catch2/catch.hpp>
#include <schemac/runtime/connection.hpp>
#include <schemac/runtime/key_ring.hpp>
#include <schemac/runtime/select.hpp>
#include <schemac/runtime/transaction.hpp>
#include <schemac/runtime/validation.hpp>

#include "database/generated/database.hpp"
#include "guarded.hpp"
#include "session.hpp"
#include "user.hpp"

using namespace schemac;
using Catch::Contains;
using runtime::KeyRing;
using runtime::PasswordHash;
using runtime::SecretKey;

namespace {

constexpr runtime::PasswordCost kCheap{1, 8192};
const SecretKey kOld = SecretKey::random();
const SecretKey kNew = SecretKey::random();
const SecretKey kLookup = SecretKey::random();

/// Everything that an error tells.
std::string all_of(const runtime::Error& error) {
  const runtime::ErrorFields& f = error.fields();
  return error.what() + f.message + f.detail + f.hint + f.context + f.statement + f.internal_query;
}

}  // namespace

TEST_CASE("a user is known by the password, which is stored nowhere", "[secret]") {
  runtime::Connection database(tests::eventide_database());
  eventide::UserRepository users(database);
  const std::string password = "correct horse battery staple";
  const eventide::User ada = users.insert({.email = "ada@example.org",
                                           .first_name = "Ada",
                                           .family_name = "Lovelace",
                                           .password = eventide::UserRepository::hash_password(password, kCheap)});
  CHECK(ada.password.verifies(password));
  CHECK_FALSE(ada.password.verifies("another"));
  const eventide::User back = users.get(ada.id);
  CHECK(back.password.verifies(password));
  CHECK(back.password.needs_rehash());
  CHECK(users.update(ada.id, {.password = PasswordHash::of("another one", kCheap)})
            .value()
            .password.verifies("another one"));
  const auto row = database.query_unchecked_sql("SELECT users::text FROM users");
  CHECK_THAT(std::string(row[0].text(0)), !Contains("another one") && Contains("$argon2id$"));
}

TEST_CASE("an encrypted value is found by its lookup and encrypted anew by another key", "[secret]") {
  runtime::Connection database(tests::eventide_database());
  eventide::SessionRepository sessions(database);
  const auto user = eventide::UserRepository(database).insert(
      {.email = "ada@example.org", .first_name = "Ada", .family_name = "Lovelace", .password = PasswordHash{"$"}});
  const KeyRing before({{1, kOld}}, 1, kLookup);
  for (int number = 0; number < 20; ++number) {
    const std::string token = "token " + std::to_string(number % 15);
    sessions.insert({.user_id = user.id,
                     .token = eventide::SessionRepository::encrypt_token(before, token),
                     .token_lookup = before.lookup_of(token),
                     .expires_at = runtime::TimestampTz::infinity()});
  }
  namespace session = eventide::session;
  CHECK(sessions.where(session::token_lookup == before.lookup_of("token 3")).count() == 2);
  CHECK(sessions.where(session::token_lookup == before.lookup_of("token 7")).count() == 1);
  CHECK(sessions.where(session::token_lookup == before.lookup_of("token 99")).count() == 0);

  const KeyRing ring({{1, kOld}, {2, kNew}}, 2, kLookup);
  runtime::Transaction transaction(database);
  eventide::SessionRepository inside(transaction);
  int anew = 0;
  for (const eventide::Session& each : inside.query().stream())
    if (!ring.is_current(each.token)) {
      eventide::SessionPatch anew_by_the_ring;
      eventide::SessionRepository::encrypt_token(ring, ring.decrypt(each.token), anew_by_the_ring);
      inside.update(each.id, anew_by_the_ring);
      ++anew;
    }
  transaction.commit();
  CHECK(anew == 20);
  const KeyRing after({{2, kNew}}, 2, kLookup);
  for (const eventide::Session& each : sessions.where(session::token_lookup == after.lookup_of("token 3")).all())
    CHECK(after.decrypt(each.token) == "token 3");
  eventide::SessionPatch patch;
  eventide::SessionRepository::encrypt_token(after, "another token", patch);
  CHECK(sessions.where(session::token_lookup == after.lookup_of("token 3")).update(patch) == 2);
  CHECK(sessions.where(session::token_lookup == after.lookup_of("token 3")).count() == 0);
  for (const eventide::Session& each : sessions.where(session::token_lookup == after.lookup_of("another token")).all())
    CHECK(after.decrypt(each.token) == "another token");
  const auto rows = database.query_unchecked_sql("SELECT encode(token, 'escape') FROM sessions");
  for (std::size_t row = 0; row < rows.size(); ++row) CHECK_THAT(std::string(rows[row].text(0)), !Contains("token "));
}

TEST_CASE("the rules of a secret are held against its plain text, which no error tells", "[secret]") {
  using namespace museum::catalogue;
  runtime::Connection database(tests::second_database());
  LabelRepository labels(database);
  const KeyRing ring({{1, kOld}}, 1, kLookup);
  const std::string pin = "far too long a pin";
  for (const std::string& wrong : {pin, std::string("123")}) {
    try {
      static_cast<void>(LabelRepository::hash_pin(wrong, kCheap));
      FAIL("it did not throw");
    } catch (const runtime::ValidationFailure& failure) {
      CHECK(failure.broken().at(0).field == "pin");
      CHECK_THAT(all_of(failure), !Contains(wrong));
    }
  }
  CHECK_THROWS_AS(LabelRepository::encrypt_remark(ring, "x"), runtime::ValidationFailure);
  const Label urn = labels.insert({.title = "urn",
                                   .pin = LabelRepository::hash_pin("1234", kCheap),
                                   .remark = LabelRepository::encrypt_remark(ring, "top secret"),
                                   .remark_lookup = ring.lookup_of("top secret")});
  CHECK(urn.pin.value().verifies("1234"));
  CHECK(ring.decrypt(urn.remark.value()) == "top secret");
  // The server tells the whole row of a check that failed.
  try {
    labels.where(label::id == urn.id).update(runtime::set(label::title, runtime::raw_expression<std::string>("'x'")));
    FAIL("it did not throw");
  } catch (const runtime::CheckViolation& violation) {
    CHECK_THAT(all_of(violation), !Contains("1234") && !Contains("top secret"));
    CHECK_THAT(violation.what(), !Contains("$argon2id$"));
  }
  labels.update(urn.id, {.pin = std::nullopt, .remark = std::nullopt, .remark_lookup = std::nullopt});
  CHECK_FALSE(labels.get(urn.id).pin);
}

TEST_CASE("an encrypted column is not written without its lookup", "[secret]") {
  using namespace museum::catalogue;
  runtime::Connection database(tests::second_database());
  LabelRepository labels(database);
  const KeyRing ring({{1, kOld}}, 1, kLookup);
  const auto of = [&](const std::string& text) { return labels.where(label::remark_lookup == ring.lookup_of(text)); };
  const auto secret = LabelRepository::encrypt_remark(ring, "secret");
  const auto other = LabelRepository::encrypt_remark(ring, "other");
  const auto says = [](const auto& write, const std::string& row = "") {
    CHECK_THROWS_MATCHES(write(), runtime::UsageError,
                         Catch::Message("`Label`: `remark_lookup`" + row +
                                        " would not fit `remark`, which is found by "
                                        "it: write both, as `encrypt_remark` does"));
  };

  NewLabel fresh{.title = "urn"};
  LabelRepository::encrypt_remark(ring, "secret", fresh);
  const Label urn = labels.insert(fresh);
  CHECK(of("secret").count() == 1);

  says([&] { return labels.insert({.title = "bowl", .remark = secret}); });
  says([&] { return labels.insert({.title = "bowl", .remark_lookup = ring.lookup_of("secret")}); });
  says([&] { return labels.insert_bulk({fresh, {.title = "bowl", .remark = secret}}); }, " of row 1");
  says([&] { return labels.upsert({.title = "urn", .remark = secret}, LabelRepository::Key::title); });
  says([&] { return labels.update(urn.id, {.remark = other}); });
  says([&] { return labels.update(urn.id, {.remark = std::nullopt}); });
  says([&] { return labels.update(urn.id, {.remark_lookup = std::nullopt}); });
  says([&] { return labels.update(urn.id, {.remark = other, .remark_lookup = std::nullopt}); });
  const auto all = labels.where(label::title == "urn");
  says([&] { return all.update(LabelPatch{.remark = other}); });
  says([&] { return all.update(runtime::set(label::remark, other)); });
  says([&] { return all.update(runtime::set(label::remark, std::nullopt)); });
  says([&] { return all.update(runtime::set(label::remark_lookup, std::nullopt)); });
  fresh.title = "urn";
  says([&] { return labels.upsert(fresh, LabelRepository::Key::title, runtime::from_new(label::remark)); });
  CHECK(ring.decrypt(of("secret").one().remark.value()) == "secret");

  // A ring with another key for lookups makes them anew of what is there.
  labels.update(urn.id, {.remark_lookup = ring.lookup_of("secret")});
  all.update(runtime::set(label::remark, other), runtime::set(label::remark_lookup, ring.lookup_of("other")));
  CHECK(of("secret").count() == 0);
  CHECK(of("other").count() == 1);
  labels.upsert(fresh, LabelRepository::Key::title, runtime::from_new(label::remark),
                runtime::from_new(label::remark_lookup));
  CHECK(of("secret").count() == 1);
  labels.upsert({.title = "urn", .remark_lookup = std::nullopt}, LabelRepository::Key::title);
  CHECK_FALSE(labels.get(urn.id).remark);
  all.update(runtime::set(label::remark, std::nullopt), runtime::set(label::remark_lookup, std::nullopt));
  CHECK(labels.where(label::remark_lookup.is_null()).count() == 1);
}
