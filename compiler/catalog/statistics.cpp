// Extended statistics, kept as the statement that makes them; only their target is ever altered.
// https://www.postgresql.org/docs/15/sql-alterstatistics.html
#include "catalog/queries.hpp"
#include "catalog/readers.hpp"

namespace schemac::catalog {

void read_statistics(Source& source, Draft& draft) {
  const auto rows = source.rows(queries::kStatistics, {draft.namespaces.text()});
  for (Fields fields : rows) {
    const Oid oid = fields.oid();
    const model::QualifiedName name = fields.qualified_name();
    model::Scripted statistics;
    statistics.object = {model::Kind::statistics, name.schema, {}, name.name};
    statistics.definition.push_back(fields.printed());
    const std::string set = "ALTER STATISTICS " + fields.text() + " SET STATISTICS ";
    if (const auto target = fields.integer_or_null()) {
      statistics.settings.emplace("target", set + std::to_string(*target));
      statistics.defaults.emplace("target", set + "-1");
    }
    statistics.comment = fields.text_or_null();
    draft.put(kPgStatistic, oid, std::move(statistics));
  }
}

}  // namespace schemac::catalog
