// Optimistic locks: a row is changed and removed as it was seen, or not at all.
#include <catch2/catch.hpp>
#include <schemac/runtime/connection.hpp>
#include <schemac/runtime/error.hpp>
#include <schemac/runtime/select.hpp>
#include <thread>

#include "database/generated/database.hpp"
#include "guarded.hpp"

using namespace schemac;
using namespace museum::catalogue;

namespace {

struct Fixture {
  std::string url = tests::second_database();
  runtime::Connection database{url};
  LabelRepository labels{database};
  WatchRepository watches{database};
  Label urn = labels.insert({.title = "urn"});
};

}  // namespace

TEST_CASE_METHOD(Fixture, "every update counts the version up", "[version]") {
  CHECK(urn.version == 1);
  CHECK(labels.update(urn.id, {.title = "old urn"}).value().version == 2);
  CHECK(labels.update(urn.id, {}).value().version == 2);  // nothing was changed
  CHECK(labels.where(label::id == urn.id).update({.title = "urn"}) == 1);
  CHECK(labels.where(label::id == urn.id).update(runtime::set(label::stars, 4)) == 1);
  CHECK(labels.get(urn.id).version == 4);
  CHECK(labels.upsert({.title = "urn", .slug = "u"}, LabelRepository::Key::title).version == 5);
  CHECK(labels.upsert({.title = "urn"}, LabelRepository::Key::title, {.slug = "v"}).version == 6);
  CHECK(labels.upsert({.title = "vase"}, LabelRepository::Key::title).version == 1);
  CHECK(labels.remove(urn.id));
  CHECK(labels.get(urn.id, runtime::Deleted::include).version == 7);
  CHECK(labels.restore(urn.id));
  CHECK(labels.where(label::id == urn.id).remove() == 1);
  CHECK(labels.query().with_deleted().where(label::id == urn.id).restore() == 1);
  CHECK(labels.get(urn.id).version == 10);
  const Watch watch = watches.insert({.day = 1, .hour = std::int16_t{2}, .guard = "Ada"});
  CHECK(watches.update(1, 2, {.guard = "Bob"}).value().revision == watch.revision + 1);
}

TEST_CASE_METHOD(Fixture, "a row that somebody else has changed is not changed as it was seen", "[version]") {
  const Label second = labels.update(urn, {.title = "old urn"});
  CHECK(second.title == "old urn");
  CHECK(second.version == 2);
  CHECK_THROWS_AS(labels.update(urn, {.title = "mine"}), runtime::StaleRow);
  CHECK_THROWS_AS(labels.update(urn, {}), runtime::StaleRow);
  CHECK_THROWS_AS(labels.remove(urn), runtime::StaleRow);
  CHECK(labels.get(urn.id) == second);
  CHECK(labels.update(second, {}) == second);
  labels.remove(second);
  CHECK_FALSE(labels.find(urn.id));
  CHECK_THROWS_AS(labels.update(second, {.title = "gone"}), runtime::StaleRow);
  CHECK_THROWS_AS(labels.remove(second), runtime::StaleRow);

  const Watch watch = watches.insert({.day = 1, .hour = std::int16_t{2}, .guard = "Ada"});
  const Watch changed = watches.update(watch, {.guard = "Bob"});
  CHECK_THROWS_AS(watches.remove(watch), runtime::StaleRow);
  watches.remove(changed);
  CHECK(watches.count() == 0);
}

TEST_CASE_METHOD(Fixture, "of several who change a row as they saw it one succeeds each time", "[version]") {
  constexpr int kThreads = 4;
  std::vector<int> succeeded(kThreads);
  std::vector<std::thread> threads;
  for (int thread = 0; thread < kThreads; ++thread)
    threads.emplace_back([&, thread] {
      runtime::Connection own(url);
      LabelRepository mine(own);
      for (int time = 0; time < 25; ++time) {
        const Label seen = mine.get(urn.id);
        try {
          mine.update(seen, {.slug = "by-" + std::to_string(thread)});
          ++succeeded[static_cast<std::size_t>(thread)];
        } catch (const runtime::StaleRow&) {
        }
      }
    });
  for (std::thread& thread : threads) thread.join();
  int all = 0;
  for (const int each : succeeded) all += each;
  CHECK(labels.get(urn.id).version == 1 + all);
}
