#include "catalog/read.hpp"

#include <exception>
#include <optional>
#include <schemac/runtime/connection.hpp>
#include <schemac/runtime/error.hpp>
#include <string>
#include <utility>

#include "catalog/queries.hpp"
#include "catalog/readers.hpp"
#include "catalog/source.hpp"

namespace schemac::catalog {
namespace {

Reading read_once(runtime::Connection& connection, const Scope& scope) {
  Source source(connection);
  Draft draft;
  read_namespaces(source, scope, draft);
  read_extensions(source, draft);
  read_enum_types(source, draft);
  read_composite_types(source, draft);
  read_domains(source, draft);
  read_range_types(source, draft);
  read_functions(source, draft);
  read_aggregates(source, draft);
  read_tables(source, draft);
  read_views(source, draft);
  read_scripted(source, draft);
  read_sequences(source, draft);
  read_indexes(source, draft);
  read_checks(source, draft);
  read_foreign_keys(source, draft);
  read_rules(source, draft);
  read_statistics(source, draft);
  read_triggers(source, draft);
  read_policies(source, draft);
  read_rights(source, draft);
  read_dependencies(source, draft);
  auto unmodelled = read_unmodelled(source, draft);
  source.finish();
  return {std::move(draft.schema), std::move(unmodelled), source.version()};
}

/// A moment of a database. As long as its snapshot is the same, nobody has committed anything; that is quickly asked.
struct Moment {
  std::string snapshot;
  std::string objects;  ///< Stays the same as long as no object changes.
};

std::string snapshot_of(runtime::Connection& connection) {
  return std::string(connection.query_unchecked_sql("SELECT pg_current_snapshot()")[0].text(0));
}

Moment moment_of(runtime::Connection& connection) {
  std::string snapshot = snapshot_of(connection);
  const runtime::TextResult marks = connection.query_unchecked_sql(queries::kChanges);
  return {std::move(snapshot), std::string(marks[0].text(0)) + " " + std::string(marks[0].text(1))};
}

/// Moves `moment` to now. Whether the objects are those that they were then.
bool are_objects_the_same(runtime::Connection& connection, Moment& moment) {
  if (snapshot_of(connection) == moment.snapshot) return true;
  const Moment former = std::exchange(moment, moment_of(connection));
  return former.objects == moment.objects;
}

}  // namespace

ChangedWhileRead::ChangedWhileRead()
    : std::runtime_error("objects of the database were changed by somebody else each time they were read") {}

Reading read(runtime::Connection& connection, const Scope& scope) {
  constexpr int kTries = 5;
  demand_supported(connection.server_version());
  Moment moment = moment_of(connection);
  for (int tries = 0; tries < kTries; ++tries) {
    std::optional<Reading> reading;
    std::exception_ptr failure;  // of an object that vanished under a query, say
    try {
      reading = read_once(connection, scope);
    } catch (const runtime::ConnectionFailure&) {
      throw;
    } catch (const runtime::Error&) {
      failure = std::current_exception();
    }
    if (!are_objects_the_same(connection, moment)) continue;
    if (failure) std::rethrow_exception(failure);
    return std::move(*reading);
  }
  throw ChangedWhileRead();
}

}  // namespace schemac::catalog
