#include "elaborate/elaborate.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "diff/compare.hpp"
#include "diff/subject.hpp"
#include "elaborate/run.hpp"
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
};

struct Failure {
  const Item* item = nullptr;
  sql::Statement statement;
  runtime::Error error;
  bool undefined = false;  ///< Something it needs is not there (yet).
};

std::vector<Item> work_list(const model::Declared& declared) {
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
  for (const model::SqlStatement& statement : declared.statements)
    items.push_back({{{statement.text, {}, statement.place}}, std::nullopt, statement.place});
  return items;
}

/// What a statement that came too early is refused with: no such table, column, function, type, role, schema.
bool is_undefined(const runtime::Error& error) {
  constexpr std::string_view kStates[] = {"42P01", "42703", "42883", "42704", "3F000"};
  return std::find(std::begin(kStates), std::end(kStates), error.sqlstate()) != std::end(kStates);
}

std::optional<Failure> try_item(runtime::Transaction& transaction, const Item& item) {
  for (const sql::Statement& statement : item.statements) {
    try {
      transaction.execute_unchecked_sql(statement.text);
    } catch (const runtime::ConnectionFailure&) {
      throw;
    } catch (const runtime::Error& error) {
      return Failure{&item, statement, error, is_undefined(error)};
    }
  }
  return std::nullopt;
}

/// One pass over `items`; what failed comes back, what succeeded is done.
std::vector<Failure> pass(runtime::Transaction& transaction, const std::vector<const Item*>& items) {
  std::vector<Failure> failures;
  for (const Item* item : items) {
    runtime::Savepoint savepoint(transaction);
    if (std::optional<Failure> failure = try_item(transaction, *item)) {
      failures.push_back(std::move(*failure));
      savepoint.rollback();
    } else {
      savepoint.release();
    }
  }
  return failures;
}

/// Everything at once, without savepoints: the way it nearly always goes.
bool create_at_once(runtime::Connection& database, const std::vector<Item>& items) {
  runtime::Transaction transaction(database);
  for (const Item& item : items)
    if (try_item(transaction, item)) return false;
  transaction.commit();
  return true;
}

std::vector<Failure> create_in_passes(runtime::Connection& database, const std::vector<Item>& items) {
  runtime::Transaction transaction(database);
  std::vector<const Item*> waiting;
  for (const Item& item : items) waiting.push_back(&item);
  std::vector<Failure> refused;
  while (!waiting.empty()) {
    std::vector<Failure> failures = pass(transaction, waiting);
    std::vector<const Item*> again;
    std::vector<Failure> undefined;
    for (Failure& failure : failures) {
      if (failure.undefined) again.push_back(failure.item);
      (failure.undefined ? undefined : refused).push_back(std::move(failure));
    }
    if (again.size() == waiting.size() || !refused.empty()) {
      // What is undefined beside a refusal may well be what was refused: saying both would blame the wrong place.
      if (refused.empty()) refused = std::move(undefined);
      return refused;
    }
    waiting = std::move(again);
  }
  transaction.commit();
  return refused;
}

bool is_missing_extension(const Failure& failure) {
  return failure.item->object && failure.item->object->kind == model::Kind::extension &&
         (failure.error.sqlstate() == "0A000" || failure.error.sqlstate() == "58P01");
}

void report(const Failure& failure, Diagnostics& diagnostics) {
  const std::string subject = failure.item->object ? model::describe(*failure.item->object) + ": " : "";
  if (is_missing_extension(failure)) {
    const std::string& name = failure.item->object->name;
    diagnostics
        .error(Code::missing_extension, failure.item->place,
               fmt::format("extension `{}` is not installed for the private server", name))
        .hint = name == "postgis"
                    ? "on Debian it is in the package `postgresql-15-postgis-3`; `--server URL` names another server"
                    : "install the package that has it, or name a server that does with `--server URL`";
    return;
  }
  const Place place =
      failure.item->object ? failure.item->place : place_of(failure.statement, failure.error.position());
  Diagnostic& diagnostic = diagnostics.error(Code::sql_rejected, place, subject + failure.error.message());
  if (!failure.error.detail().empty()) diagnostic.notes.push_back({place, failure.error.detail()});
  diagnostic.hint = failure.error.hint();
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
  runtime::Connection database = scratch.create_database("declared");
  const std::vector<Item> items = work_list(declared);
  if (!create_at_once(database, items)) {
    const std::vector<Failure> failures = create_in_passes(database, items);
    for (const Failure& failure : failures) report(failure, diagnostics);
    if (!failures.empty()) return std::nullopt;
  }
  catalog::Reading reading = catalog::read(database, {});
  forget_versions(declared.schema, reading.schema);
  return reading;
}

}  // namespace schemac::elaborate
