#include "catalog/queries.hpp"
#include "catalog/readers.hpp"
#include "catalog/sequence_options.hpp"

namespace schemac::catalog {

model::SequenceOptions read_sequence_options(Fields& fields) {
  return {.start = fields.integer(),
          .increment = fields.integer(),
          .minimum = fields.integer(),
          .maximum = fields.integer(),
          .cache = fields.integer(),
          .cycle = fields.flag()};
}

void read_sequences(Source& source, Draft& draft) {
  const auto rows = source.rows(queries::kSequences, {draft.namespaces.text(), draft.tables.text()});
  for (Fields fields : rows) {
    const Oid oid = fields.oid();
    model::Sequence sequence;
    sequence.name = fields.qualified_name();
    sequence.type = fields.text();
    sequence.options = read_sequence_options(fields);
    sequence.unlogged = fields.flag();
    const auto owner_namespace = fields.text_or_null();
    const auto owner_table = fields.text_or_null();
    const auto owner_column = fields.text_or_null();
    if (owner_column) sequence.owned_by = model::Sequence::Owner{{*owner_namespace, *owner_table}, *owner_column};
    sequence.comment = fields.text_or_null();
    draft.put(kPgClass, oid, std::move(sequence));
  }
}

}  // namespace schemac::catalog
