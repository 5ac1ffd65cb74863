// Hooks: what is done around writes, inside their transaction.
#include <catch2/catch.hpp>
#include <schemac/runtime/connection.hpp>
#include <schemac/runtime/error.hpp>
#include <schemac/runtime/select.hpp>
#include <schemac/runtime/transaction.hpp>
#include <schemac/runtime/validation.hpp>

#include "audit_log.hpp"
#include "database/generated/database.hpp"
#include "guarded.hpp"
#include "user.hpp"

using namespace schemac;
using namespace eventide;

namespace {

/// Writes down what happens to users, and tidies what is written.
class Audit : public UserHooks {
 public:
  void before_insert(runtime::Executor&, NewUser& new_row) override {
    if (new_row.email.value() == "upper@EXAMPLE.org") new_row.email = "upper@example.org";
  }
  void after_insert(runtime::Executor& executor, const User& row) override { write(executor, "insert " + row.email); }
  void before_update(runtime::Executor& executor, const runtime::Uuid&, UserPatch& patch) override {
    write(executor, "before update");
    if (patch.phone_number.is_set()) patch.phone_number = std::string("0000000000");
  }
  void after_update(runtime::Executor& executor, const User& row) override {
    write(executor, "update " + row.first_name);
    if (row.first_name == "Refused") throw std::domain_error("not this name");
  }
  void before_remove(runtime::Executor& executor, const runtime::Uuid&) override { write(executor, "before remove"); }
  void after_remove(runtime::Executor& executor, const runtime::Uuid& id) override {
    write(executor, UserRepository(executor).find(id) ? "still there" : "removed");
  }
  void before_restore(runtime::Executor& executor, const runtime::Uuid&) override { write(executor, "before restore"); }
  void after_restore(runtime::Executor& executor, const runtime::Uuid& id) override {
    write(executor, "restored " + UserRepository(executor).get(id).first_name);
    if (refuses_restores) throw std::domain_error("not this one");
  }

  bool refuses_restores = false;

 private:
  static void write(runtime::Executor& executor, std::string action) {
    AuditLogRepository(executor).insert({.action = std::move(action)});
  }
};

struct Fixture {
  runtime::Connection database{tests::eventide_database()};
  Audit audit;
  UserRepository users{database, audit};

  static NewUser person(const std::string& email, const std::string& name = "Ada") {
    return {.email = email, .first_name = name, .family_name = "Person", .password = runtime::PasswordHash{"$"}};
  }
  /// What was written down, and forgets it.
  std::vector<std::string> told() {
    AuditLogRepository logs(database);
    auto actions = logs.query().order_by(audit_log::id).select(audit_log::action).all();
    logs.query().everywhere().remove();
    return actions;
  }
};

using Told = std::vector<std::string>;

}  // namespace

TEST_CASE_METHOD(Fixture, "hooks run around every write of a row, and may change what is written", "[hooks]") {
  const User ada = users.insert(person("upper@EXAMPLE.org"));
  CHECK(ada.email == "upper@example.org");
  CHECK(told() == Told{"insert upper@example.org"});
  CHECK(users.update(ada.id, {.first_name = "Ida", .phone_number = "1234567890"}).value().phone_number == "0000000000");
  CHECK(told() == Told{"before update", "update Ida"});
  CHECK(users.remove(ada.id));
  CHECK(told() == Told{"before remove", "removed"});
  CHECK_FALSE(users.remove(ada.id));
  CHECK(told() == Told{"before remove"});
  CHECK(users.restore(ada.id));
  CHECK(told() == Told{"before restore", "restored Ida"});
  CHECK_FALSE(users.restore(ada.id));
  CHECK(told() == Told{"before restore"});
  CHECK(users.hard_remove(ada.id));
  CHECK(told() == Told{"before remove", "removed"});

  users.insert_many({person("b@example.org"), person("c@example.org")});
  CHECK(users.insert_bulk({person("d@example.org")}) == 1);
  CHECK(told() == Told{"insert b@example.org", "insert c@example.org", "insert d@example.org"});
  users.upsert(person("b@example.org", "Bob"), UserRepository::Key::email);
  users.upsert(person("b@example.org"), UserRepository::Key::email, {.first_name = "Ben"});
  CHECK(users.insert_or_ignore(person("e@example.org")));
  CHECK_FALSE(users.insert_or_ignore(person("e@example.org")));
  CHECK(told() == Told{"insert b@example.org", "insert b@example.org", "insert e@example.org"});
  CHECK_FALSE(database.in_transaction());
}

TEST_CASE_METHOD(Fixture, "what a hook throws undoes the write and what hooks wrote", "[hooks]") {
  const User ada = users.insert(person("ada@example.org"));
  told();
  CHECK_THROWS_AS(users.update(ada.id, {.first_name = "Refused"}), std::domain_error);
  CHECK(users.get(ada.id) == ada);
  CHECK(told().empty());
  users.remove(ada.id);
  told();
  audit.refuses_restores = true;
  CHECK_THROWS_AS(users.restore(ada.id), std::domain_error);
  CHECK_FALSE(users.find(ada.id));
  CHECK(told().empty());
  audit.refuses_restores = false;
  users.restore(ada.id);
  told();
  CHECK_FALSE(database.in_transaction());
  CHECK_THROWS_AS(users.insert(person("ada@example.org")), runtime::UniqueViolation);
  CHECK(told().empty());
  CHECK_THROWS_AS(users.insert_many({person("f@example.org"), person("ada@example.org")}), runtime::UniqueViolation);
  CHECK(users.count() == 1);
  CHECK(told().empty());
  // In a transaction of the caller's, too, which goes on or is the caller's to give up.
  runtime::Transaction around(database);
  UserRepository inside(around, audit);
  CHECK_THROWS_AS(inside.update(ada.id, {.first_name = "Refused"}), std::domain_error);
  CHECK(inside.get(ada.id).first_name == ada.first_name);
  CHECK_THROWS_AS(inside.insert_many({person("h@example.org"), person(std::string("i\0@example.org", 14))}),
                  runtime::Error);
  CHECK(inside.count() == 1);
  CHECK(AuditLogRepository(around).count() == 0);
  inside.insert(person("g@example.org"));
  around.rollback();
  CHECK(told().empty());
  // What a hook makes of a row is held against the rules too.
  CHECK_THROWS_AS(users.insert(person("nobody")), runtime::ValidationFailure);
}

TEST_CASE_METHOD(Fixture, "without hooks nothing of it happens", "[hooks]") {
  UserRepository plain(database);
  const User ada = plain.insert(person("upper@EXAMPLE.org"));
  CHECK(ada.email == "upper@EXAMPLE.org");
  plain.update(ada.id, {.first_name = "Refused"});
  plain.remove(ada.id);
  CHECK(told().empty());
}

TEST_CASE("hooks hear of keys of several columns and of rows that are not as they were seen", "[hooks]") {
  using namespace museum::catalogue;
  struct Heard : WatchHooks {
    std::string text;
    void before_update(runtime::Executor&, std::int32_t day, std::int16_t hour, WatchPatch&) override {
      text += "u" + std::to_string(day) + std::to_string(hour);
    }
    void after_remove(runtime::Executor&, std::int32_t day, std::int16_t hour) override {
      text += "r" + std::to_string(day) + std::to_string(hour);
    }
  } heard;
  runtime::Connection database(tests::second_database());
  WatchRepository watches(database, heard);
  const Watch watch = watches.insert({.day = 1, .hour = std::int16_t{2}, .guard = "Ada"});
  const Watch changed = watches.update(watch, {.guard = "Bob"});
  CHECK_THROWS_AS(watches.remove(watch), runtime::StaleRow);
  watches.remove(changed);
  CHECK(heard.text == "u12r12");
  CHECK_FALSE(database.in_transaction());
}
