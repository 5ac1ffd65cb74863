#include "elaborate/elaborate.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "diff/compare.hpp"
#include "diff/subject.hpp"
#include "elaborate/refusals.hpp"
#include "plan/plan.hpp"
#include "schemac/runtime/transaction.hpp"
#include "sql/render.hpp"

namespace schemac::elaborate {
namespace {

/// Something that is to be created: one object of the headers, or one statement of a .sql file.
struct Item {
  std::vector<sql::Statement> statements;
  std::optional<model::ObjectId> object;  ///< Only of the headers.
  Place place;
  bool of_session = false;  ///< It makes nothing, and is run again in each pass: those behind it need it.
  bool may_fail = false;    ///< A setting that only a newer server knows.
};

/// The settings of a new session: what a file sets ends with the file.
constexpr std::string_view kFreshSession =
    "RESET ALL; SET check_function_bodies = off; SET client_min_messages = warning";

void add_file_items(const model::Declared& declared, int server_version, std::vector<Item>& items) {
  const Place* former = nullptr;
  bool settings_left = false;
  for (const model::SqlStatement& statement : declared.statements) {
    if (settings_left && former->file != statement.place.file) {
      items.push_back({{{std::string(kFreshSession), {}, {}}}, std::nullopt, statement.place, true});
      settings_left = false;
    }
    former = &statement.place;
    settings_left = settings_left || statement.of_session;
    const auto dump = declared.dumps.find(statement.place.file);
    const bool newer = dump != declared.dumps.end() && dump->second > server_version / 10000;
    items.push_back({{{statement.text, {}, statement.place}},
                     std::nullopt,
                     statement.place,
                     statement.of_session,
                     statement.of_session && newer});
  }
}

std::vector<Item> work_list(const model::Declared& declared, int server_version) {
  std::vector<Item> items;
  const plan::Plan plan = plan::make(diff::compare({}, declared.schema));
  for (const plan::Batch& batch : plan.batches) {
    for (const plan::Step& step : batch.steps) {
      Item item{{}, diff::subject(step.change), {}};
      const auto place = declared.places.find(*item.object);
      if (place != declared.places.end()) item.place = place->second;
      for (std::string& text : sql::statements(step.change)) item.statements.push_back({std::move(text), {}, {}});
      items.push_back(std::move(item));
    }
  }
  add_file_items(declared, server_version, items);
  return items;
}

std::optional<Refusal> try_item(runtime::Executor& executor, const Item& item) {
  for (const sql::Statement& statement : item.statements) {
    try {
      executor.execute_unchecked_sql(statement.text);
    } catch (const runtime::ConnectionFailure&) {
      throw;
    } catch (const runtime::Error& error) {
      return Refusal{item.object, statement, item.place, error};
    }
  }
  return std::nullopt;
}

/// Everything at once, without savepoints: the way it nearly always goes.
bool create_at_once(runtime::Connection& database, const std::vector<Item>& items) {
  runtime::Transaction transaction(database);
  for (const Item& item : items)
    if (try_item(transaction, item)) return false;
  transaction.commit();
  return true;
}

/// Several passes over what is to be created, until nothing is left or nothing moves.
class Passes {
 public:
  Passes(runtime::Connection& database, const std::vector<Item>& items) : database_(database) {
    for (const Item& item : items) waiting_.push_back(&item);
  }

  /// What the server refuses for good.
  std::vector<Refusal> run() {
    runtime::Transaction transaction(database_);
    while (has_objects()) {
      const std::size_t before = waiting_.size();
      run_pass(transaction);
      if (!refused_.empty()) return std::move(refused_);
      // What is undefined beside a refusal may well be what was refused: saying both would blame the wrong place.
      if (waiting_.size() == before) return std::move(undefined_);
    }
    transaction.commit();
    for (const Item* item : alone_)
      if (std::optional<Refusal> refusal = try_item(database_, *item)) refused_.push_back(std::move(*refusal));
    return std::move(refused_);
  }

 private:
  [[nodiscard]] bool has_objects() const {
    return std::any_of(waiting_.begin(), waiting_.end(), [](const Item* item) { return !item->of_session; });
  }

  void run_pass(runtime::Transaction& transaction) {
    undefined_.clear();
    std::vector<const Item*> again;
    for (const Item* item : waiting_) {
      runtime::Savepoint savepoint(transaction);
      std::optional<Refusal> refusal = try_item(transaction, *item);
      if (refusal) {
        savepoint.rollback();
      } else {
        savepoint.release();
      }
      if (item->of_session || (refusal && is_undefined(refusal->error))) again.push_back(item);
      if (refusal && !item->may_fail) sort_out(*item, std::move(*refusal));
    }
    waiting_ = std::move(again);
  }

  void sort_out(const Item& item, Refusal refusal) {
    constexpr std::string_view kNotInTransaction = "25001";  // CREATE INDEX CONCURRENTLY
    if (refusal.error.sqlstate() == kNotInTransaction) return alone_.push_back(&item);
    (is_undefined(refusal.error) && !item.of_session ? undefined_ : refused_).push_back(std::move(refusal));
  }

  runtime::Connection& database_;
  std::vector<const Item*> waiting_;
  std::vector<const Item*> alone_;  ///< They run outside of any transaction, when all else is there.
  std::vector<Refusal> undefined_;  ///< Of the last pass.
  std::vector<Refusal> refused_;
};

std::set<std::string> roles_of(const model::Declared& declared) {
  std::set<std::string> roles;
  for (const model::SqlStatement& statement : declared.statements)
    roles.insert(statement.roles.begin(), statement.roles.end());
  return roles;
}

/// What is declared without a version means whichever version the server has: a migration must not pin the one that
/// happens to be installed where it was written.
void forget_versions(const model::Schema& declared, model::Schema& schema) {
  for (const auto& [id, extension] : declared.extensions) {
    const model::Extension* const found = schema.extensions.find(id);
    if (found == nullptr || !extension.version.empty()) continue;
    model::Extension unversioned = *found;
    unversioned.version.clear();
    schema.extensions.put(std::move(unversioned));
  }
}

}  // namespace

std::optional<catalog::Reading> elaborate(const model::Declared& declared, Scratch& scratch, Diagnostics& diagnostics) {
  scratch.ensure_roles(declared.schema);
  scratch.ensure_roles(roles_of(declared));
  runtime::Connection database = scratch.create_database("declared");
  const int version = database.server_version();
  const std::vector<Item> items = work_list(declared, version);
  if (!create_at_once(database, items)) {
    const std::vector<Refusal> refusals = Passes(database, items).run();
    report(refusals, declared, version, diagnostics);
    if (!refusals.empty()) return std::nullopt;
  }
  catalog::Reading reading = catalog::read(database, {});
  forget_versions(declared.schema, reading.schema);
  return reading;
}

}  // namespace schemac::elaborate
