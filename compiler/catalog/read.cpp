#include "catalog/read.hpp"

#include "catalog/readers.hpp"

namespace schemac::catalog {

Reading read(runtime::Connection& connection, const Scope& scope) {
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

}  // namespace schemac::catalog
