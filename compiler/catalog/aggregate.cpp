// Aggregates, as the statement that makes them. https://www.postgresql.org/docs/15/sql-createaggregate.html
#include <array>

#include "catalog/queries.hpp"
#include "catalog/readers.hpp"
#include "sql/quote.hpp"

namespace schemac::catalog {
namespace {

// In the order of the query; an attribute that has no value is a word by itself.
constexpr std::array<const char*, 21> kAttributes = {"SFUNC",
                                                     "STYPE",
                                                     "SSPACE",
                                                     "FINALFUNC",
                                                     "FINALFUNC_EXTRA",
                                                     "FINALFUNC_MODIFY",
                                                     "COMBINEFUNC",
                                                     "SERIALFUNC",
                                                     "DESERIALFUNC",
                                                     "INITCOND",
                                                     "MSFUNC",
                                                     "MINVFUNC",
                                                     "MSTYPE",
                                                     "MSSPACE",
                                                     "MFINALFUNC",
                                                     "MFINALFUNC_EXTRA",
                                                     "MFINALFUNC_MODIFY",
                                                     "MINITCOND",
                                                     "SORTOP",
                                                     "PARALLEL",
                                                     "HYPOTHETICAL"};

}  // namespace

void read_aggregates(Source& source, Draft& draft) {
  const auto rows = source.rows(queries::kAggregates, {draft.namespaces.text()});
  for (Fields fields : rows) {
    const Oid oid = fields.oid();
    const model::QualifiedName name = fields.qualified_name();
    const std::string arguments = "(" + fields.text() + ")";
    model::Scripted aggregate;
    aggregate.object = {model::Kind::aggregate, name.schema, {}, name.name + arguments};
    std::string attributes;
    for (const char* attribute : kAttributes) {
      const auto value = fields.text_or_null();
      if (!value) continue;
      attributes.append(attributes.empty() ? "" : ", ").append(attribute);
      if (!value->empty()) attributes.append(" = ").append(*value);
    }
    aggregate.definition = {"CREATE AGGREGATE " + sql::qualified(name) + arguments + " (" + attributes + ")"};
    aggregate.comment = fields.text_or_null();
    draft.put(kPgProc, oid, std::move(aggregate));
  }
}

}  // namespace schemac::catalog
